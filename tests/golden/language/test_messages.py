"""One mistake a file: what is said, where, and with which remedy.

`python -m tests.golden.language.test_messages` writes what is said now: read the difference before you
keep it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from receipt_rules.diagnostics import Fix, Source, to_text
from receipt_rules.language import parse

CASES = Path(__file__).parent / "cases"
RULES = sorted(CASES.glob("*.rules"))


def said(path: Path) -> str:
    """All that is said of a file, as the command line prints it."""
    return to_text(parse(Source(f"{path.stem}.rules", path.read_text(encoding="utf-8"))).diagnostics)


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_it_is_said_so(path: Path) -> None:
    assert said(path) == path.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_a_fix_puts_it_right(path: Path) -> None:
    """Where a program may correct, its correction is one: the finding is gone, and no other has come."""
    text = path.read_text(encoding="utf-8")
    before = parse(Source("x.rules", text)).diagnostics
    for found in before:
        if isinstance(found.fix, Fix):
            after = parse(Source("x.rules", found.fix.applied())).diagnostics
            assert len(after) == len(before) - 1, found.fix.applied()


def test_every_file_has_a_text() -> None:
    assert {path.stem for path in CASES.glob("*.txt")} == {path.stem for path in RULES}


if __name__ == "__main__":
    for each in RULES:
        each.with_suffix(".txt").write_text(said(each), encoding="utf-8")
