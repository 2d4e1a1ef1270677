"""The guides take their own advice, and show what they promise to show."""

from __future__ import annotations

from itertools import pairwise, product
from pathlib import Path

import pytest

from tests.docs.blocks import read_page
from tests.docs.bound_pages import bound_blocks

GUIDES = Path(__file__).resolve().parents[2] / "docs" / "guides"
MEETING = GUIDES / "how-promotions-meet.md"
MODES = ("best", "exclusive", "stack", "compound")
SCOPES = ("per item", "per receipt")


@pytest.mark.parametrize("guide", sorted(GUIDES.glob("*.md")), ids=lambda guide: guide.stem)
def test_no_example_draws_a_warning_that_the_guide_does_not_speak_of(guide: Path, tmp_path: Path) -> None:
    for block, found in bound_blocks(guide, tmp_path):
        slugs = {each.slug for each in found.findings if each.level == "warning"}
        assert slugs <= {block.directives.get("expect-error")}, block.place


@pytest.mark.parametrize(("mode", "scope"), [*product(MODES, SCOPES)])
def test_every_mode_has_a_slip_in_both_scopes(mode: str, scope: str) -> None:
    blocks = read_page(MEETING, MEETING.name)
    assert any(
        f" {mode} {scope}" in rules.text and "slip" in after.directives for rules, after in pairwise(blocks)
    )
