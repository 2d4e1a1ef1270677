"""A rule that cannot apply asks the host for nothing; a protection holds although nobody says who buys."""

from __future__ import annotations

import json

import pytest

from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import Source
from receipt_rules.errors import ReceiptError
from receipt_rules.outcome import Outcome
from receipt_rules.program import MemoryLoader, bind
from receipt_rules.receipt import decode_receipt
from receipt_rules.runtime import Engine

HEAD = """ruleset "x" version "1" currency EUR
schema { customer.age: int  customer.cap: percent  item.abv: number }
coupons k { code "K" }
items adults = all items where customer.age > 18
"""


def engine(text: str) -> Engine:
    result = bind(Source("x.rules", HEAD + text), MemoryLoader({}))
    assert result.program is not None, result.diagnostics
    return Engine(compile_program(result.program))


def evaluated(text: str, *, every: bool = False, **fields: object) -> Outcome:
    document = {
        "id": "r", "at": "2026-03-04T12:00:00+01:00", "currency": "EUR",
        "store": {"id": "s", "timezone": "Europe/Berlin"},
        "lines": [{"id": "1", "sku": "a", "quantity": "1", "amount_minor": 1000, "category": ["A"]},
                  {"id": "2", "sku": "b", "quantity": "1", "amount_minor": 500, "category": ["B"]}],
        **fields,
    }  # fmt: skip
    receipt = decode_receipt(json.dumps(document))
    return engine(text).evaluate(receipt, verdicts="all" if every else "concerned")


@pytest.mark.parametrize("every", [False, True])
@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("rule r { on all items where customer.age > 18 give 10% off }", "audience"),
        ("rule r { on items adults give 10% off }", "audience"),
        (
            "rule r { on all items where customer.age > 18 and item.current > 1 EUR give 1% off receipt }",
            "audience",
        ),
        ("draft rule r { on all items where item.abv > 5 give 10% off }", "draft"),
        ("rule r { valid until 2020-01-01 on all items where item.abv > 5 give 10% off }", "window"),
    ],
)
def test_a_shut_rule_asks_the_host_for_nothing(rule: str, reason: str, every: bool) -> None:
    verdict = evaluated(rule, every=every).why("r")
    assert verdict is not None
    assert verdict.reason == reason


def test_a_rule_whose_coupon_is_absent_asks_for_nothing() -> None:
    rule = "rule r { needs coupon k on all items where item.abv > 5 give 10% off }"
    verdict = evaluated(rule, every=True).why("r")
    assert verdict is not None
    assert verdict.reason == "coupon"


def test_an_open_rule_asks() -> None:
    with pytest.raises(ReceiptError, match="missing-fact"):
        evaluated("rule r { on all items where item.abv > 5 give 10% off }")


@pytest.mark.parametrize(
    ("protect", "discount"),
    [
        ("protect all items where customer.age < 18 never discounted", 0),
        ('protect items category "A" where customer.age < 18 never discounted', 50),
        ("protect items adults never discounted", 0),
        ('protect items category "B" discount at most customer.cap', 100),
        ("protect receipt discount at most customer.cap", 0),
    ],
)
def test_a_protection_holds_without_a_customer(protect: str, discount: int) -> None:
    outcome = evaluated(f"{protect}\nrule r {{ give 10% off }}")
    assert outcome.totals.discount_minor == discount


def test_a_protection_asks_the_customer_that_is_there() -> None:
    text = "protect all items where customer.age < 18 never discounted\nrule r { give 10% off }"
    child = evaluated(text, customer={"id": "c", "attributes": {"age": 17}})
    adult = evaluated(text, customer={"id": "c", "attributes": {"age": 18}})
    assert (child.totals.discount_minor, adult.totals.discount_minor) == (0, 150)


def test_a_protection_by_changing_prices_is_judged_once_for_all_lines() -> None:
    """15.00 at entry to phase 1, which is not below 14.50; 14.00 once rule z has acted on one line."""
    text = """
    protect all items where receipt.total < 14.50 EUR never discounted
    rule a { on items category "A" give 1 EUR off each }
    rule r { give 1 EUR off receipt }
    """
    lines = evaluated(text).lines
    # 1.00 over 9.00 and 5.00: 64.29 and 35.71 cents
    assert [line.final_minor for line in lines] == [1000 - 100 - 64, 500 - 36]


@pytest.mark.parametrize(
    ("line", "change"),
    [
        ({"id": "1", "kind": "deposit", "sku": "d", "quantity": "1", "amount_minor": 25}, -5),
        ({"id": "1", "kind": "return", "sku": "a", "quantity": "1", "amount_minor": -258}, 8),
    ],
)
def test_the_total_is_rounded_without_goods(line: dict[str, object], change: int) -> None:
    outcome = evaluated("rule r { give total rounded down to 0.10 EUR }", lines=[line])
    assert outcome.totals.rounding_minor == change


def test_a_loser_says_what_it_would_have_given_as_it_rounds() -> None:
    """5% of 0.10 is 0.005, rounded up on each of three lines: 3 cents, not 1.5."""
    text = "rule lose { give 5% off }\nrule win { give 6% off }"
    lines = [{"id": str(n), "sku": f"s{n}", "quantity": "1", "amount_minor": 10} for n in (1, 2, 3)]
    verdict = evaluated(text, lines=lines).why("lose")
    assert verdict is not None
    assert verdict.numbers == {"winner": "win", "actual_minor": 3, "required_minor": 3}


def test_named_sets_are_looked_at_once_each() -> None:
    """Doubling names: without memory it would take 2 ** 30 looks."""
    chain = "\n".join(f"items x{i} = x{i + 1}, x{i + 2}" for i in range(45))
    sets = (
        f'{chain}\nitems x45 = category "A"\nitems x46 = category "B"\nrule r {{ on items x0 give 10% off }}'
    )
    assert evaluated(sets).totals.discount_minor == 150
    less = sets.replace(", x", " except x")
    # x44 is A, x43 is A without A, and from there on down nothing is left to take from.
    assert evaluated(less).totals.discount_minor == 0
