"""Sums over many outcomes, and the promises that are counted on the way."""

from __future__ import annotations

import io

import msgspec
import pytest
from rich.console import Console

from receipt_rules.cli.tally import Tally
from receipt_rules.outcome import Outcome
from receipt_rules.outcome.record import LineDiscount, OutcomeLine, Run
from receipt_rules.receipt import LineRecord, ReceiptRecord
from receipt_rules.receipt.record import StoreRecord
from receipt_rules.runtime import Engine
from tests.unit.slip.golden import engine_of

RULES = """\
ruleset "x" version "1" currency EUR timezone "UTC"
rule tea10 "Tea" { on items category "Tea" give 10% off }
rule from5 "From 5" { when amount >= 5 EUR give 1 EUR off receipt }
draft rule plan { give 50% off }
"""


@pytest.fixture(scope="module")
def engine() -> Engine:
    return engine_of(RULES)


def sold(amount_minor: int, quantity: str = "1") -> ReceiptRecord:
    line = LineRecord(id="1", sku="a", category=("Tea",), quantity=quantity, amount_minor=amount_minor)
    store = StoreRecord(id="S", timezone="UTC")
    return ReceiptRecord(id="R1", at="2026-03-04T12:00:00Z", currency="EUR", store=store, lines=(line,))


def report(tally: Tally) -> str:
    out = io.StringIO()
    tally.report(Console(file=out, width=100, color_system=None), {"tea10": "Tea", "from5": "From 5"})
    return out.getvalue()


def test_sums_and_rates(engine: Engine) -> None:
    tally = Tally(engine)
    for amount in (890, 100, 4):
        tally.add(sold(amount), engine.evaluate(sold(amount)), 2_000_000)
    text = report(tally)
    rows = [row.split() for row in text.splitlines()]
    assert ["from5", "From", "5", "1", "2", "1.00"] in rows
    assert ["tea10", "Tea", "2", "1", "0.99"] in rows
    assert rows.index(["from5", "From", "5", "1", "2", "1.00"]) < rows.index(
        ["tea10", "Tea", "2", "1", "0.99"]
    )
    assert "3 receipts, 3 lines, every line's amounts add up\n" in text
    assert "9.94 EUR on the shelf, 1.99 given, 2 receipts (66.7%) got a discount\n" in text
    assert "2 of 2 rules applied, 2 refused at least once\n" in text
    assert "500 receipts a second, 2000 us each\n" in text


def changed(outcome: Outcome, **fields: object) -> Outcome:
    line = msgspec.structs.replace(outcome.lines[0], **fields)
    return msgspec.structs.replace(outcome, lines=(line,))


@pytest.mark.parametrize(
    "fields",
    [
        {"final_minor": 800},
        {"shelf_minor": 891, "final_minor": 802},
        {"discounts": (LineDiscount(rule="tea10", amount_minor=88, units=1),)},
        {"runs": (Run(quantity="1", amount_minor=700),)},
        {
            "final_minor": -1,
            "discounts": (LineDiscount(rule="tea10", amount_minor=891, units=1),),
            "runs": (Run(quantity="1", amount_minor=-1),),
        },
    ],
)
def test_amounts_that_do_not_add_up_are_noticed(engine: Engine, fields: dict[str, object]) -> None:
    receipt = sold(890)
    outcome = engine.evaluate(receipt)
    Tally(engine).add(receipt, outcome, 1)
    with pytest.raises(AssertionError, match="receipt R1, line 1: the amounts do not add up"):
        Tally(engine).add(receipt, changed(outcome, **fields), 1)


def test_a_line_below_zero_is_fine_where_it_was_so_on_the_shelf(engine: Engine) -> None:
    back = LineRecord(id="1", sku="a", kind="return", quantity="1", amount_minor=-500)
    receipt = msgspec.structs.replace(sold(890), lines=(back,))
    tally = Tally(engine)
    tally.add(receipt, engine.evaluate(receipt), 1)
    assert tally.shelf_minor == -500


def test_a_telling_slip_has_two_rules_and_a_refusal_and_something_new() -> None:
    engine = engine_of(RULES + 'rule five "F" { on items category "Tea" give 5% off }\n')
    tally = Tally(engine)
    outcome = engine.evaluate(sold(890))
    assert set(outcome.applied) == {"tea10", "from5"}
    assert tally.is_telling(outcome)
    assert not tally.is_telling(outcome), "nothing new"
    fresh = Tally(engine)
    assert not fresh.is_telling(engine.evaluate(sold(100))), "one rule"
    applied = tuple(verdict for verdict in outcome.verdicts if verdict.verdict == "applied")
    assert not fresh.is_telling(msgspec.structs.replace(outcome, verdicts=applied)), "no refusal"
    lines = tuple(OutcomeLine(id=str(place), shelf_minor=1, final_minor=1) for place in range(13))
    assert not fresh.is_telling(msgspec.structs.replace(outcome, lines=lines)), "too long"


def test_nothing_at_all_can_be_reported(engine: Engine) -> None:
    assert "0 receipts, 0 lines" in report(Tally(engine))
