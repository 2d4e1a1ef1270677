"""What the catalogue shows as wrong draws its slug, and what it shows as right does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from receipt_rules.diagnostics import CATALOGUE, Entry, whole_file
from tests.docs.language_door import check
from tests.docs.runner import Finding

NO_TEXT = {
    "file-too-large": "the example would be as large",
    "more-problems": "the example would be as long",
    "not-utf8": "a page cannot show what is no text",
    "table-too-large": "the example would be as wide",
}
LATER = {
    "unknown-tender-kind": "kinds of tender come with plugins",
}


def shown(entry: Entry) -> object:
    """The entry as a parameter; one that cannot be drawn yet turns red on the day that it can."""
    if entry.slug in NO_TEXT:
        return pytest.param(entry, marks=pytest.mark.skip(reason=NO_TEXT[entry.slug]), id=entry.slug)
    marks = [pytest.mark.xfail(reason=LATER[entry.slug], strict=True)] if entry.slug in LATER else []
    return pytest.param(entry, marks=marks, id=entry.slug)


def findings(entry: Entry, example: str, folder: Path) -> list[Finding]:
    for name, text in {**entry.files, "main.rules": whole_file(example)}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return check("main.rules", folder)


@pytest.mark.parametrize("entry", [shown(entry) for entry in CATALOGUE.values()])
def test_the_wrong_example_draws_the_slug(entry: Entry, tmp_path: Path) -> None:
    found = findings(entry, entry.wrong, tmp_path)
    assert entry.slug in {finding.slug for finding in found}
    assert {finding.level for finding in found if finding.slug == entry.slug} == {entry.level}


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=CATALOGUE.keys())
def test_the_right_example_is_right(entry: Entry, tmp_path: Path) -> None:
    found = findings(entry, entry.right, tmp_path)
    assert not [finding for finding in found if finding.slug == entry.slug or finding.level == "error"]
