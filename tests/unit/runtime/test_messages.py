"""Phase 7: who speaks, who is silent, and what a nudge may say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from receipt_rules import reference
from receipt_rules.compiler import compile_program
from receipt_rules.errors import ReceiptError
from receipt_rules.outcome.record import Message, Outcome
from receipt_rules.receipt import decode_receipt
from receipt_rules.runtime import Engine
from tests.unit.program.binding import program

TEA = {"id": "1", "sku": "T", "quantity": "1", "amount_minor": 1000, "category": ["Tea"]}


def outcome(rules: str, *lines: dict[str, Any], **receipt: Any) -> Outcome:
    """The engine's outcome, as the reference has it; which verdicts are asked for changes no message."""
    bound = program(rules)
    engine = Engine(compile_program(bound))
    record = decode_receipt(
        json.dumps(
            {
                "id": "r", "at": "2026-03-04T12:00:00+00:00", "currency": "EUR",
                "store": {"id": "S", "timezone": "UTC"}, "lines": lines or [TEA], **receipt,
            }
        )
    )  # fmt: skip
    found = engine.evaluate(record)
    assert engine.evaluate(record, verdicts="all").effects == found.effects
    assert reference.evaluate(bound, record, engine.reference) == found
    return found


def texts(rules: str, *lines: dict[str, Any], **receipt: Any) -> list[str]:
    return [each.text for each in outcome(rules, *lines, **receipt).effects if isinstance(each, Message)]


@pytest.mark.parametrize(
    "rule",
    [
        'draft rule r { give 10% off print "a" otherwise tell cashier "b" }',
        'rule r { on items category "Milk" give 10% off print "a" otherwise tell cashier "b" }',
        'coupons k { code "K" } rule r { needs coupon k give 10% off otherwise tell cashier "b" }',
        'rule r { on items category "Milk" print "a" otherwise tell cashier "b" }',
        'rule r { on items category "Tea" where item.current < 5 EUR print "a" otherwise tell cashier "b" }',
    ],
)
def test_who_is_silent(rule: str) -> None:
    assert texts(rule) == []


@pytest.mark.parametrize(
    "rule",
    [
        "during 13:00..14:00 give 10% off",
        "for members give 10% off",
        "give 10% off unless receipt.lines > 0",
        "give 0.04% off",
        'on items category "Tea" give price 10 EUR each',
    ],
)
def test_otherwise_speaks_whatever_the_reason(rule: str) -> None:
    assert texts(f'rule r {{ {rule} otherwise tell cashier "no" }}') == ["no"]


def test_a_coupon_that_does_not_count_is_told() -> None:
    rule = """
    coupons k { code "K" valid until 2026-03-03 }
    rule r { needs coupon k give 10% off print "yes" otherwise tell cashier "no" }
    """
    assert texts(rule, coupons=[{"code": "K"}]) == ["no"]


def test_what_was_taken_back_is_not_printed() -> None:
    rule = 'rule r { give 10% off receipt print "{rule.discount}" otherwise tell cashier "no" }\n'
    assert texts(f"{rule} protect receipt discount at most 0.50 EUR") == ["0.50 EUR"]
    assert texts(f"{rule} protect all items never discounted") == ["no"]


def test_otherwise_with_what_is_missing_is_silent_where_nothing_can_be_counted() -> None:
    rule = 'rule r { when amount >= 20 EUR %s give 10%% off otherwise tell cashier "{missing}" }'
    assert texts(rule % "") == ["10.00 EUR"]
    assert texts(rule % "unless receipt.lines > 0") == []
    assert texts(rule % "for members") == []


@pytest.mark.parametrize(
    ("condition", "within", "missing"),
    [
        ("amount >= 12 EUR", "2 EUR", (200, None)),
        ("amount >= 12 EUR", "1.99 EUR", None),
        ("amount > 12 EUR", "3 EUR", (201, None)),
        ("100% of 12 EUR <= amount", "2 EUR", (200, None)),
        ("amount >= 10.01 EUR / 2 + 7 EUR", "3 EUR", (201, None)),
        ("amount > 10.01 EUR / 2 + 7 EUR", "3 EUR", (201, None)),
        ("quantity >= 2", "1", (None, "1")),
        ("quantity > 2.5", "2", (None, "2")),
        ("quantity >= 3 and amount >= 1 EUR", "2", (None, "2")),
        ("quantity >= 3 and amount >= 11 EUR", "2", None),
        ("quantity >= 2 and distinct of all items >= 2", "1", None),
        ("quantity of all items >= 0.3 kg", "1 kg", (None, "0.3 kg")),
    ],
)
def test_exactly_what_is_missing(
    condition: str, within: str, missing: tuple[int | None, str | None] | None
) -> None:
    found = outcome(f'rule r {{ when {condition} give 10% off nudge customer "a" within {within} }}').nudges
    assert [(each.missing_minor, each.missing_quantity) for each in found] == ([missing] if missing else [])


def test_what_is_missing_is_measured_at_entry_to_the_group() -> None:
    """The item discount comes first: 9.00 are left, and the receipt rule lacks 3.00."""
    rules = """
    rule a { give 10% off }
    rule b { when receipt.total >= 12 EUR give 1 EUR off receipt nudge cashier "{missing}" within 3 EUR }
    """
    assert texts(rules) == ["3.00 EUR"]


def test_a_receipt_that_a_group_closes_is_not_nudged() -> None:
    rules = """
    sequence a, b
    group a best per receipt %s
    group b best per receipt
    rule one { give 1 EUR off receipt group a }
    rule two { when amount >= 12 EUR give 1 EUR off receipt group b nudge cashier "{missing}" within 9 EUR }
    """
    assert texts(rules % "") == ["3.00 EUR"]
    assert texts(rules % "excludes b") == []


def test_a_text_is_cut() -> None:
    rules = f'schema {{ customer.name: text }} rule r {{ print "{"{customer.name}" * 30}" }}'
    (text,) = texts(rules, customer={"id": "C", "attributes": {"name": "n" * 500}})
    assert text == "n" * 1000


def test_a_promised_fact_that_a_text_reads_must_be_there() -> None:
    rules = 'schema { customer.name: text } rule r { print "{customer.name}" }'
    assert texts(rules, customer={"id": "C", "attributes": {"name": "A\x1bnna"}}) == ["A nna"]
    with pytest.raises(ReceiptError, match=r"customer\.name"):
        texts(rules, customer={"id": "C"})
    assert texts(rules) == []


def test_the_order_of_the_text_shows_nowhere() -> None:
    parts = [
        'rule b { print "b" print "a" }',
        'rule a { tell cashier "c" print line "d" }',
        'program z { print on every receipt "z" }',
        'program y { print on every receipt "y" }',
    ]
    assert texts("\n".join(parts)) == texts("\n".join(reversed(parts))) == ["y", "z", "d", "c", "a", "b"]


def test_priority_decides_who_speaks_first() -> None:
    assert texts('rule a { print "a" } rule b { priority 1 print "b" }') == ["b", "a"]
