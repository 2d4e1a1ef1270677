"""What an expression cannot read where it stands is refused, and never fails at a till."""

from __future__ import annotations

import pytest

from receipt_rules.diagnostics import Source
from receipt_rules.program import MemoryLoader, bind
from tests.unit.program.binding import slugs

HEAD = 'ruleset "x" version "1" currency EUR\n'


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("rule r { give 10% of item.price off once }", "item.price"),
        ("rule r { give 10% of item.price off receipt }", "item.price"),
        ("rule r { on all items give 1% of amount of this item off once }", "amount of this item"),
        ("protect all items price at least 1% of amount", "amount"),
        ("protect receipt discount at most 10% of amount", "amount"),
    ],
)
def test_it_is_out_of_reach(text: str, place: str) -> None:
    result = bind(Source("x.rules", HEAD + text), MemoryLoader({}))
    assert [(each.slug, each.span.text) for each in result.diagnostics] == [("fact-out-of-reach", place)]


@pytest.mark.parametrize(
    "text",
    [
        "rule r { give 10% of amount off once }",
        "rule r { give 10% of item.price off each }",
        "protect receipt discount at most 10% of amount of all items",
    ],
)
def test_it_is_in_reach(text: str) -> None:
    assert not bind(Source("x.rules", HEAD + text), MemoryLoader({})).diagnostics


@pytest.mark.parametrize("number", [1_200, 3_000])
def test_long_chains_and_circles_of_tiers_are_told_not_followed(number: int) -> None:
    rows = [f"tiers t{each + 1} by t{each} whole {{ from 1 EUR: 1 EUR }}" for each in range(number)]
    chain = ["tiers t0 by amount whole { from 1 EUR: 1 EUR }", *rows]
    assert slugs("\n".join([*chain, f"rule r {{ give t{number} off receipt }}"])) == ["too-deep"]
    circle = [f"tiers t0 by t{number} whole {{ from 1 EUR: 1 EUR }}", *rows]
    assert slugs("\n".join([*circle, "rule r { give t0 off receipt }"])) == ["circular-name"]
