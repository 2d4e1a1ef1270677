"""A remedy is itself in the language."""

# ruff: noqa: E501  a case reads best on one line

from __future__ import annotations

import pytest

from receipt_rules.language.recovery.remedies import DECLARATIONS, FORMS, SYNONYMS, USAGE
from receipt_rules.language.tables import load_tables
from tests.unit.language.reading import clean

BLOCKS = {
    "rule": "rule r {{ {} }}",
    "test": 'test "t" {{ {} }}',
    "receipt": 'test "t" {{ receipt {{ {} }} }}',
    "return": 'test "t" {{ return {{ {} }} }}',
    "points": "points p {{ {} }}",
    "coupons": "coupons c {{ {} }}",
    "cards": "cards c {{ {} }}",
    "take": "rule r {{ take {{ {} }} }}",
    "tiers": "tiers t by amount {{ {} }}",
    "table": "table t unique {{ | customer.level | => x | {} }}",
    "schema": "schema {{ {} }}",
    "tender": "tender k t {{ {} }}",
    "header": "{}",
}
IN_TEST = {"at", "balance", "channel", "customer", "expect", "return", "used"}
PLACES = {
    **dict.fromkeys(["card", "coupon", "pay", "redeem"], "receipt"),
    **dict.fromkeys(["expire", "pays", "steps", "worth"], "points"),
    **dict.fromkeys(["code", "use"], "coupons"),
    **dict.fromkeys(["currency", "rounding", "timezone"], "header"),
    "number": "cards",
    "from": "tiers",
}
DECLARED = {
    "budget", "cards", "coupons", "import", "items", "let", "points", "program", "protect", "rule", "ruleset", "schema",
    "segment", "sequence", "table", "tender", "test", "tiers",
}  # fmt: skip


@pytest.mark.parametrize("key", sorted(USAGE))
def test_an_example_is_right(key: str) -> None:
    example, word = USAGE[key], key.split()[0]
    if word == "in":
        clean(BLOCKS[key.split()[1]].format(example))
    elif word == "ruleset":
        clean("", header=example)
    elif word in DECLARED or key == "group":
        clean(example)
    elif word in IN_TEST:
        clean(BLOCKS["test"].format(example))
    else:
        clean(BLOCKS[PLACES.get(word, "rule")].format(example))


@pytest.mark.parametrize(
    ("block", "text"),
    [
        ("rule", "take 3 of all items give 100% off cheapest 1"),
        ("rule", 'give gift 1 of "sku"'),
        ("rule", "give 1% off receipt"),
        ("rule", "give price 5 EUR each"),
        ("rule", "earn 10 points"),
        ("rule", "accept bonus up to 30%"),
        ("rule", "give 1% off limit 500 EUR per receipt draws on name"),
        ("rule", "take 3 of all items give 1% off set counting all receipts within 30 days"),
        (
            "rule",
            "give 1% off limit 1 per register limit 1 per customer per day limit 2 per receipt limit 1 in total",
        ),
        ("rule", "accept gift_card up to 50%"),
        ("rule", "when a <= b and b <= c give 1% off"),
        ("rule", "when amount of (items a, b except c) > 1 EUR give 1% off"),
    ],
)
def test_what_a_help_says_is_right(block: str, text: str) -> None:
    clean(BLOCKS[block].format(text))


def test_ours_is_said_instead_of_theirs() -> None:
    words = load_tables().words
    assert not {ours for ours in SYNONYMS.values() if ours not in words}
    assert not {
        theirs
        for theirs in DECLARATIONS
        if theirs in words and words[theirs] in load_tables().rows[load_tables().start]
    }
    assert {form.block for form in FORMS} <= {"rule", "test", "ruleset", "group", "coupons", "cards"}
