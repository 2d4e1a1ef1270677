"""What is wrong with how promotions are said to meet: found, with both places where there are two."""

from __future__ import annotations

import pytest

from tests.unit.program.binding import HEADER, only

FILES = {
    "a.rules": HEADER + "group x best per item\nsequence x",
    "b.rules": HEADER + "group y best per item\nsequence y",
    "c.rules": HEADER + "group z best per item excludes z2\ngroup z2 best per item excludes z",
}


@pytest.mark.parametrize(
    ("text", "slug", "place", "others"),
    [
        pytest.param(
            "group a best per item excludes b\ngroup b best per item excludes a",
            "group-cycle", ("main.rules", "a"), [("main.rules", "b")],
            id="a circle of excludes",
        ),
        pytest.param(
            "group a best per item part of b\ngroup b best per item part of a",
            "group-cycle", ("main.rules", "a"), [("main.rules", "b")],
            id="a circle of parts",
        ),
        pytest.param(
            'import "c.rules" as c',
            "group-cycle", ("c.rules", "z"), [("c.rules", "z2")],
            id="a circle in an import",
        ),
        pytest.param(
            'import "a.rules" as a\ngroup g best per item\nsequence g, a.x',
            "duplicate-sequence", ("a.rules", "sequence x"), [("main.rules", "sequence g, a.x")],
            id="sequences of the root and of an import",
        ),
        pytest.param(
            'import "a.rules" as a\nimport "b.rules" as b',
            "duplicate-sequence", ("b.rules", "sequence y"), [("a.rules", "sequence x")],
            id="sequences of two imports",
        ),
        pytest.param(
            "group a stack per item cap 120%",
            "percent-out-of-range", ("main.rules", "120%"), [],
            id="a cap over 100%",
        ),
        pytest.param(
            "let most = 60% + 60%\ngroup a stack per item cap most",
            "percent-out-of-range", ("main.rules", "most"), [("main.rules", "60% + 60%")],
            id="a cap over 100% by another name",
        ),
        pytest.param(
            "tiers t by amount whole { from 50 EUR: 5% from 20 EUR: 3% }",
            "tiers-not-rising", ("main.rules", "20 EUR"), [("main.rules", "50 EUR")],
            id="tiers that descend",
        ),
        pytest.param(
            "tiers t by amount whole { from 20 EUR: 5% from 20 EUR: 3% }",
            "tiers-not-rising", ("main.rules", "20 EUR"), [("main.rules", "20 EUR")],
            id="tiers that stand still",
        ),
        pytest.param(
            "table t unique { | receipt.lines | => rate | | >= 3 | => 5% | | < 2 | => 0% | }",
            "rows-gap", ("main.rules", "t"), [("main.rules", "| < 2 | => 0% |")],
            id="a table with a gap",
        ),
        pytest.param(
            "table t unique { | receipt.lines | => rate | | >= 3 | => 5% | | <= 3 | => 0% | }",
            "rows-overlap", ("main.rules", "| <= 3 | => 0% |"), [("main.rules", "| >= 3 | => 5% |")],
            id="a table with an overlap",
        ),
        pytest.param(
            "group a best per item\nrule r { give 5% off receipt group a }",
            "receipt-reward-in-item-group", ("main.rules", "a"),
            [("main.rules", "group a best per item"), ("main.rules", "give 5% off receipt")],
            id="a receipt rule in a group per item",
        ),
        pytest.param(
            "items cheap = discounted\nprotect items cheap never discounted",
            "protect-discounted", ("main.rules", "cheap"), [("main.rules", "discounted")],
            id="a protection of what rules make cheaper",
        ),
        pytest.param(
            "items cheap = discounted\nrule r { on all items where item.sku in items cheap give 5% off }",
            "in-items-discounted", ("main.rules", "item.sku in items cheap"), [("main.rules", "discounted")],
            id="a line looked up among what rules make cheaper",
        ),
    ],
)  # fmt: skip
def test_bad_input(text: str, slug: str, place: tuple[str, str], others: list[tuple[str, str]]) -> None:
    found = only(text, FILES)
    assert (found.slug, found.level) == (slug, "error")
    assert (found.path, found.span.text.strip()) == place
    assert [(label.span.path, label.span.text.strip()) for label in found.secondary] == others
