"""What holds for every line, whatever the rules."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from receipt_rules.outcome.record import Discount, Outcome, OutcomeLine
from receipt_rules.receipt.record import LineRecord
from receipt_rules.testing.strategies import Declaration, Ruleset, receipts, rulesets
from tests.property.runtime.worlds import World, examples, outcome_of, record_of, with_rules, worlds

SEEN = ("goods", "service")
MOST_RUNS = 12
"""What five discounts of a rule each can make of two runs, many times over; the quantity has no say."""


def units(line: OutcomeLine) -> list[int]:
    """The final price of each unit; a weighed line is one."""
    prices: list[int] = []
    for run in line.runs:
        count = int(run.quantity) if run.quantity.isdigit() else 1
        assert run.amount_minor % count == 0, "a run is of equal units"
        prices += [run.amount_minor // count] * count
    return prices


def shelf_units(record: LineRecord) -> list[int]:
    """The shelf price of each unit: the first are the dearer ones."""
    count = int(record.quantity) if record.quantity.isdigit() else 1
    price, dearer = divmod(record.amount_minor, count)
    return [price + 1] * dearer + [price] * (count - dearer)


@given(worlds())
@examples(120)
def test_shelf_less_named_amounts_is_final_is_the_sum_of_runs(world: World) -> None:
    outcome = outcome_of(*world)
    for line in outcome.lines:
        assert line.shelf_minor - sum(each.amount_minor for each in line.discounts) == line.final_minor
        assert sum(run.amount_minor for run in line.runs) == line.final_minor
        assert all(each.amount_minor > 0 and each.units > 0 for each in line.discounts)


@given(worlds())
@examples(100)
def test_totals_are_the_sums_of_lines_and_effects(world: World) -> None:
    _, receipt = world
    outcome = outcome_of(*world)
    totals = outcome.totals
    assert totals.shelf_minor == sum(line["amount_minor"] for line in receipt["lines"])
    assert totals.due_minor == sum(line.final_minor for line in outcome.lines) + totals.rounding_minor
    assert totals.discount_minor == totals.shelf_minor + totals.rounding_minor - totals.due_minor
    for code, amount in totals.tax.items():
        taxed = [line["id"] for line in receipt["lines"] if line.get("tax_code") == code]
        assert amount == sum(line.final_minor for line in outcome.lines if line.id in taxed)
    assert_effects_are_the_discounts_of_the_lines(outcome)


def assert_effects_are_the_discounts_of_the_lines(outcome: Outcome) -> None:
    named: dict[str, dict[str, int]] = {}
    for line in outcome.lines:
        for discount in line.discounts:
            named.setdefault(discount.rule, {})[line.id] = discount.amount_minor
    effects = [effect for effect in outcome.effects if isinstance(effect, Discount)]
    assert {each.rule: {share.line: share.amount_minor for share in each.lines} for each in effects} == named
    given_by = {verdict.rule: verdict.gives_minor for verdict in outcome.verdicts}
    assert all(given_by[each.rule] == each.amount_minor for each in effects)
    assert sum(each.amount_minor for each in effects) == outcome.totals.discount_minor


@given(worlds())
@examples(100)
def test_units_are_all_there_and_in_order(world: World) -> None:
    _, receipt = world
    record = record_of(receipt)
    outcome = outcome_of(*world)
    for before, after in zip(record.lines, outcome.lines, strict=True):
        assert before.id == after.id
        if before.kind not in SEEN:
            assert (after.discounts, after.final_minor) == ((), before.amount_minor)
        elif int(before.quantity) if before.quantity.isdigit() else 1:
            prices = units(after)
            assert len(prices) == len(shelf_units(before))
            assert all(0 <= now <= was for now, was in zip(prices, shelf_units(before), strict=True))
            neighbours = [
                run.amount_minor // int(run.quantity) for run in after.runs if run.quantity.isdigit()
            ]
            assert all(one != other for one, other in pairwise(neighbours))


BOUNDS = st.tuples(st.integers(1, 300), st.sampled_from([10, 25, 70, 100]), st.integers(0, 200))


@st.composite
def guarded(draw: st.DrawFn) -> tuple[Ruleset, dict[str, Any], int, int, int]:
    """Rules, and protections of all items that the test can work out itself."""
    floor, percent, off = draw(BOUNDS)
    ruleset = draw(rulesets("EUR"))
    guards = [
        Declaration(f"protect all items price at least {floor / 100:.2f} EUR"),
        Declaration(f"protect all items discount at most {percent}%"),
        Declaration(f"protect all items discount at most {off / 100 + 0.01:.2f} EUR"),
    ]
    return with_rules(ruleset, guards), draw(receipts("EUR")), floor, percent, off + 1


@given(guarded())
@examples(100)
def test_no_unit_is_below_its_floor(case: tuple[Ruleset, dict[str, Any], int, int, int]) -> None:
    ruleset, receipt, floor, percent, off = case
    outcome = outcome_of(ruleset, receipt)
    for record, line in zip(record_of(receipt).lines, outcome.lines, strict=True):
        if record.kind not in SEEN:
            continue
        for was, now in zip(shelf_units(record), units(line), strict=True):
            weight = weight_of(record)
            lowest = max(
                Fraction(floor) * weight,
                Fraction(record.min_price_minor or 0) * weight,
                was - Fraction(was * percent, 100),
                was - off * weight,
            )
            assert now >= min(Fraction(was), lowest)
            if not record.discountable:
                assert now == was


def weight_of(record: LineRecord) -> Fraction:
    """How many pieces or priced units one unit of the line is."""
    number, _, unit = record.quantity.partition(" ")
    if not unit:
        return Fraction(1)
    return Fraction(number) / (1000 if unit in ("g", "ml") else 1)


UNSEEN = {"return": -1, "deposit_return": -1, "deposit": 1, "fee": 1, "stored_value": 1}
"""Kinds of lines that take no part, and the sign of their amounts."""


@given(worlds(totals=False), st.sampled_from(sorted(UNSEEN)), st.integers(1, 500))
@examples(100)
def test_lines_that_are_no_goods_pass_through(world: World, kind: str, amount: int) -> None:
    ruleset, receipt = world
    signed = UNSEEN[kind] * amount
    more = {"id": "more", "kind": kind, "sku": "A", "quantity": "3", "amount_minor": signed}
    before = outcome_of(ruleset, receipt)
    after = outcome_of(ruleset, {**receipt, "lines": [more, *receipt["lines"]]})
    assert after.lines[1:] == before.lines
    assert (after.lines[0].final_minor, after.lines[0].discounts) == (signed, ())
    assert (after.effects, after.verdicts) == (before.effects, before.verdicts)
    assert after.totals.due_minor == before.totals.due_minor + signed


@given(worlds(), st.integers(10**5, 10**7))
@examples(60)
def test_runs_do_not_grow_with_the_quantity(world: World, quantity: int) -> None:
    ruleset, receipt = world
    many = {
        "id": "many",
        "sku": "A",
        "category": ["Food", "Tea"],
        "quantity": str(quantity),
        "amount_minor": 10**9 + 7,
    }
    outcome = outcome_of(ruleset, {**receipt, "lines": [many, *receipt["lines"]]})
    assert len(outcome.lines[0].runs) <= MOST_RUNS
