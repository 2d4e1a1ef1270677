"""A page that sends its reader to a file of the repository sends them to one that is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(str(path.relative_to(ROOT)) for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
ROOMS = "src|tests|docs|rulesets|benchmarks|plugins|\\.ci"
_QUOTED = re.compile(rf"`((?:{ROOMS})/[^`\s]*)`")
_LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")


def missing(text: str, folder: Path) -> list[str]:
    """Paths in backquotes, from the root of the repository, and relative links, that lead nowhere.

    A name in capitals stands for any: `docs/decisions/NNNN-NAME.md`.
    """
    lost = []
    for path in _QUOTED.findall(text):
        pattern = re.sub(r"\b[A-Z][A-Z_]+\b", "*", path).rstrip("/")
        if not any(ROOT.glob(pattern)):
            lost.append(path)
    return lost + [link for link in _LINK.findall(text) if not (folder / link).exists()]


@pytest.mark.parametrize("page", PAGES)
def test_every_path_of_the_page_is_there(page: str) -> None:
    path = ROOT / page
    lost = missing(path.read_text(encoding="utf-8"), path.parent)
    assert not lost


@pytest.mark.parametrize(
    "text",
    [
        "see `src/receipt_rules/no_such.py`",
        "`tests/NAME/no_such.py`",
        "[here](no-such.md)",
        "[here](no-such.md#part)",
    ],
)
def test_a_path_that_leads_nowhere_is_seen(text: str) -> None:
    assert len(missing(text, ROOT)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "`src/receipt_rules/errors.py`",
        "`tests/NAME/test_blocks.py`",
        "`src/receipt_rules/`",
        "[law](LICENSE)",
        "[part](#part)",
        "[far](https://example.org/x)",
        "`spring/a.rules`",
    ],
)
def test_other_paths_pass(text: str) -> None:
    assert not missing(text, ROOT)
