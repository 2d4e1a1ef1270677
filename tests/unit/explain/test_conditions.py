"""Every comparison of every condition, with its numbers, whether it holds or not."""

from __future__ import annotations

from typing import Any

import pytest

from receipt_rules.explain import Comparison, Condition, to_text
from receipt_rules.receipt import ReceiptRecord
from receipt_rules.receipt.record import CustomerRecord
from tests.unit.explain.sold import all_of, one, receipt

SCHEMA = (
    "schema { customer.visits: int  customer.limit: money  customer.staff: bool  item.fresh: bool }\n"
    "segment vip = assigned by host\n"
)
KNOWN = CustomerRecord(
    id="C",
    level="gold",
    birthday="1990-03-05",
    segments=("a", "b"),
    attributes={"visits": 7, "limit": 500, "staff": True},
)


def read(condition: str, sold: ReceiptRecord, before: str = "", clause: str = "when") -> Condition:
    (found,) = one(f"{{ {clause} {condition} give 10% off }}", sold, before).conditions
    return found


def only(condition: str, sold: ReceiptRecord, before: str = "") -> Comparison:
    (found,) = read(condition, sold, before).comparisons
    return found


@pytest.mark.parametrize(
    ("condition", "operator", "has", "against", "numbers", "holds"),
    [
        ("amount >= 50 EUR", ">=", "8.90 EUR", None, {"actual_minor": 890, "required_minor": 5000}, False),
        ("amount >= 5 EUR", ">=", "8.90 EUR", None, {"actual_minor": 890, "required_minor": 500}, True),
        ("amount < 5 EUR", "<", "8.90 EUR", None, {"actual_minor": 890, "required_minor": 500}, False),
        ("quantity = 2", "=", "2", None, {"actual": 2, "required": 2}, True),
        ("quantity != 2", "!=", "2", None, {"actual": 2, "required": 2}, False),
        ("quantity > 1 kg", ">", "0 kg", None, {"actual": "0 kg", "required": "1 kg"}, False),
        ("50 EUR <= amount", "<=", "8.90 EUR", None, {"actual_minor": 5000, "required_minor": 890}, False),
        ("amount >= 30% of receipt.full", ">=", "8.90 EUR", "2.67 EUR",
         {"actual_minor": 890, "required_minor": 267}, True),
        ("amount / 3 > 30% of highest", ">", "89/30 EUR", "1.335 EUR",
         {"actual_minor": "890/3", "required_minor": "267/2"}, True),
        ("amount in 5 EUR..8 EUR", "in", "8.90 EUR", None,
         {"actual_minor": 890, "low_minor": 500, "high_minor": 800}, False),
        ("quantity in 1 .. receipt.hour", "in", "2", "12", {"actual": 2, "low": 1, "high": 12}, True),
        ('receipt.weekday in {"sun", "wed"}', "in", '"wed"', None,
         {"actual": "wed", "required": '{"sun", "wed"}'}, True),
        ('"de" in store.tags', "in", "[]", None, {"actual": "de", "required": ""}, False),
        ('"a" in customer.segments', "in", '["a", "b"]', None, {"actual": "a", "required": "a, b"}, True),
        ('receipt.channel matches /p.*/', "matches", '"pos"', None, {"actual": "pos"}, True),
        ("near(customer.birthday default 2000-01-01, 1 day)", "near", "1990-03-05", None,
         {"actual": "1990-03-05"}, True),
        ('customer.level default "" = "blue"', "=", '"gold"', None,
         {"actual": "gold", "required": "blue"}, False),
        ("customer.level is known", "is known", None, None, {}, True),
        ("customer.visits >= 10", ">=", "7", None, {"actual": 7, "required": 10}, False),
        ("customer.limit >= 10 EUR", ">=", "5.00 EUR", None,
         {"actual_minor": 500, "required_minor": 1000}, False),
        ("customer.staff", "is", None, None, {}, True),
        ("customer in segment vip", "in", None, None, {}, False),
        ("today > 2026-03-04", ">", "2026-03-04", None,
         {"actual": "2026-03-04", "required": "2026-03-04"}, False),
    ],
)  # fmt: skip
def test_one_comparison(
    condition: str, operator: str, has: str | None, against: str | None, numbers: Any, holds: bool
) -> None:
    found = only(condition, receipt(customer=KNOWN), SCHEMA)
    assert (found.operator, found.has, found.against, found.numbers, found.holds) == (
        operator, has, against, numbers, holds,
    )  # fmt: skip


def test_the_numbers_of_what_decided_are_those_of_the_verdict() -> None:
    found = one("{ when quantity >= 1 and amount >= 50 EUR and quantity >= 9 give 1% off }", receipt())
    first, second, third = found.conditions[0].comparisons
    assert (first.holds, second.holds, third.holds) == (True, False, False)
    assert found.verdict.numbers == second.numbers


def test_every_comparison_is_looked_at_also_one_that_decided_nothing() -> None:
    found = read("quantity > 5 and (amount > 1 EUR or not receipt.hour = 12)", receipt())
    assert [(each.words, each.holds) for each in found.comparisons] == [
        ("quantity > 5", False), ("amount > 1.00 EUR", True), ("receipt.hour = 12", True),
    ]  # fmt: skip
    assert found.words == "quantity > 5 and (amount > 1.00 EUR or not receipt.hour = 12)"
    assert found.holds is False


def test_an_unless_has_numbers_too() -> None:
    found = one("{ when amount > 1 EUR unless quantity >= 2 give 1% off }", receipt())
    when, unless = found.conditions
    assert (when.clause, when.holds, when.met) == ("when", True, True)
    assert (unless.clause, unless.holds, unless.met) == ("unless", True, False)
    assert unless.comparisons[0].numbers == {"actual": 2, "required": 2}
    assert found.verdict.reason == "condition"
    assert "  when         amount > 1.00 EUR: yes, it is 8.90 EUR\n" in to_text(found)
    assert "  unless       quantity >= 2: yes, it is 2\n" in to_text(found)


def test_an_unless_that_does_not_hold_is_met() -> None:
    (unless,) = one("{ unless quantity >= 3 give 1% off }", receipt()).conditions
    assert (unless.holds, unless.met) == (False, True)


def test_the_whole_and_its_parts_are_rows() -> None:
    found = one("{ when quantity > 5 or amount >= 30% of receipt.full give 1% off }", receipt())
    assert (
        "  when         quantity > 5 or amount >= 30% of receipt.full: yes\n"
        "               quantity > 5: no, it is 2\n"
        "               amount >= 30% of receipt.full: yes, it is 8.90 EUR against 2.67 EUR\n"
    ) in to_text(found)


def test_a_not_is_said_by_the_whole() -> None:
    found = read("not quantity > 5", receipt())
    assert (found.words, found.holds) == ("not quantity > 5", True)
    assert (found.comparisons[0].words, found.comparisons[0].holds) == ("quantity > 5", False)


def test_the_branches_of_an_if_are_looked_at() -> None:
    found = read("if quantity > 5 then amount > 1 EUR else amount > 9 EUR", receipt())
    assert found.holds is False
    assert [each.holds for each in found.comparisons] == [False, True, False]


# ---- at entry to the group ------------------------------------------------------------------------------


def test_amounts_are_those_at_entry_to_the_group_of_the_rule() -> None:
    rules = """\
        group first best per item
        group second stack per item
        sequence first, second
        rule half { give 50% off group first }
        rule rest { when amount >= 6 EUR give 10% off group second }
        rule in_first { when amount >= 6 EUR give 1% off group first }
        rule on_total { when receipt.total >= 6 EUR give 1 EUR off receipt }
        rule of_all { when amount of all items >= 6 EUR give 1% off receipt }
        rule of_all_second { when amount of all items >= 6 EUR give 1% off group second }
        rule of_all_first { when amount of all items >= 6 EUR give 2% off group first }
    """
    found = all_of(rules, receipt())
    has = {rule: each.conditions[0].comparisons[0].has for rule, each in found.items() if each.conditions}
    assert has == {
        "rest": "4.45 EUR", "in_first": "8.90 EUR", "on_total": "4.45 EUR", "of_all": "4.45 EUR",
        "of_all_first": "8.90 EUR", "of_all_second": "4.45 EUR",
    }  # fmt: skip
    assert found["rest"].verdict.numbers == {"actual_minor": 445, "required_minor": 600}


def test_a_rule_that_is_alone_begins_at_the_shelf_price() -> None:
    rules = """\
        rule half { give 50% off }
        rule single { when amount >= 6 EUR alone give 1 EUR off receipt }
        rule whole { give total rounded down to 1 EUR }
    """
    found = all_of(rules, receipt())
    assert found["single"].conditions[0].comparisons[0].has == "8.90 EUR"
    assert found["single"].would_minor == 100
    assert found["whole"].would_minor == found["whole"].verdict.gives_minor == 45


def test_conditions_are_told_whatever_was_refused_before() -> None:
    found = one("{ during 06:00..09:00 when amount >= 50 EUR give 1% off }", receipt())
    assert found.verdict.reason == "window"
    assert found.conditions[0].holds is False


# ---- what is not known ----------------------------------------------------------------------------------


def test_what_a_guard_keeps_from_being_read_is_not_known() -> None:
    found = read(
        'customer.level is known and customer.level = "gold"', receipt(customer=CustomerRecord(id="C"))
    )
    assert found.holds is False
    assert [(each.holds, each.has) for each in found.comparisons] == [(False, None), (None, None)]


@pytest.mark.parametrize(
    "reads",
    [
        "amount in 1 EUR .. customer.most",
        "amount - customer.most > 1 EUR",
        "amount > 50% of customer.most",
        "-customer.most < 1 EUR",
        "customer.most in {1 EUR, 2 EUR}",
        "amount of (all items where item.price > customer.most) > 1 EUR",
    ],
)
def test_every_form_knows_what_it_reads(reads: str) -> None:
    schema = "schema { customer.most: money optional }\n"
    guarded = f"customer.most is known and {reads}"
    nobody, somebody = CustomerRecord(id="C"), CustomerRecord(id="C", attributes={"most": 100})
    assert [each.holds for each in read(guarded, receipt(customer=nobody), schema).comparisons] == [
        False,
        None,
    ]
    assert None not in [each.holds for each in read(guarded, receipt(customer=somebody), schema).comparisons]


@pytest.mark.parametrize(("level", "holds"), [(None, True), ("gold", True), ("blue", False)])
def test_the_branch_that_is_not_taken_is_not_read(level: str | None, holds: bool) -> None:
    condition = 'if customer.level is known then customer.level = "gold" else amount > 1 EUR'
    assert read(condition, receipt(customer=CustomerRecord(id="C", level=level))).holds is holds


def test_the_branch_that_is_taken_is_read() -> None:
    rule = """{
        when customer.level is known
        when if amount > 1 EUR then customer.level = "gold" else amount > 1 EUR
        give 1% off
    }"""
    found = one(rule, receipt(customer=CustomerRecord(id="C"))).conditions
    assert {each.words.split()[0]: each.holds for each in found} == {"customer.level": False, "if": None}


def test_a_guard_in_another_clause_guards_too() -> None:
    rule = '{ when customer.level is known when amount > 1 EUR unless customer.level = "gold" give 1% off }'
    found = one(rule, receipt(customer=CustomerRecord(id="C")))
    assert {each.words: each.met for each in found.conditions} == {
        "customer.level is known": False, "amount > 1.00 EUR": True, 'customer.level = "gold"': None,
    }  # fmt: skip
    assert 'unless       customer.level = "gold": not known on this receipt' in to_text(found)


def test_without_a_customer_what_the_host_promises_is_not_known() -> None:
    found = one("{ when customer.visits >= 10 give 1% off }", receipt(), SCHEMA)
    assert found.verdict.reason == "audience"
    assert (found.conditions[0].holds, found.conditions[0].comparisons[0].numbers) == (None, {})
    assert found.would_minor == 9


def test_a_promised_fact_that_was_not_asked_for_is_not_known() -> None:
    rule = """{
        during 06:00..09:00
        when amount of (all items where item.fresh) > 1 EUR
        on all items where item.fresh
        give 1% off
    }"""
    found = one(rule, receipt(), SCHEMA)
    assert found.verdict.reason == "window"
    assert (found.matched, found.would_minor) == (None, None)
    assert [each.holds for each in found.conditions] == [None]
    assert "would give   not known: it reads what the receipt does not say" in to_text(found)
