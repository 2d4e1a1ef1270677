"""Every code block of the README and of docs/ is run: a page that lies turns the build red."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from tests.docs.blocks import Block, PageError, read_page
from tests.docs.language_door import check
from tests.docs.runner import run_page
from tests.docs.slips import slip_of

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(str(path.relative_to(ROOT)) for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def left_out(page: str) -> list[Block]:
    """The blocks that no test looks at; a page that cannot be read fails in its own test."""
    with contextlib.suppress(PageError):
        return [block for block in read_page(ROOT / page, page) if "not-run" in block.directives]
    return []


LEFT_OUT = [pytest.param(block, id=block.place) for page in PAGES for block in left_out(page)]


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_true(page: str, tmp_path: Path) -> None:
    complaints = run_page(read_page(ROOT / page, page), tmp_path, check, slip_of).complaints
    assert not complaints, "\n\n".join(complaints)


@pytest.mark.parametrize("block", LEFT_OUT)
def test_the_block_is_left_out(block: Block) -> None:
    """Not a test: it shows, among the skipped, what no test looks at."""
    pytest.skip(block.directives["not-run"])
