"""Work follows runs and rules that a receipt concerns, never quantities and never the number of rules.

Counted are calls of Python functions, which are the same on every machine; a clock would not be.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

from receipt_rules.receipt.record import ReceiptRecord
from receipt_rules.runtime import Engine
from tests.unit.runtime.engines import engine, goods, receipt

TEXT = """
rule percent "10% off" { on items "A" when quantity >= 2 give 10% off }
rule cheapest "Two free" { on items "A" give 100% off cheapest 2 }
rule whole "5 EUR off" { on items "A", "B" give 5 EUR off once }
rule price "0.50 EUR" { on items "B" give price 0.50 EUR each round price down to 0.05 EUR }
rule all_of_it "7% off" { give 7% off receipt }
rule each_three "1 EUR for 3 items" { give 0.01 EUR off receipt for each 3 items }
protect receipt discount at most 30%
""".replace("rule price", "rule priced")


def calls(work: Callable[[], object]) -> int:
    """How many functions are called."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def work(on: Engine, record: ReceiptRecord) -> int:
    on.evaluate(record)  # what is built on first use is built
    return calls(lambda: on.evaluate(record))


def pieces(quantity: int) -> ReceiptRecord:
    return receipt(
        goods("A", 101 * quantity + 1, quantity=str(quantity)),
        goods("B", 99 * quantity + 1, quantity=str(quantity)),
    )


def test_the_quantity_of_a_line_costs_nothing() -> None:
    on = engine(TEXT)
    few, many = work(on, pieces(10)), work(on, pieces(10_000_000))
    assert few > 200, "something is counted"
    assert many <= 1.1 * few


def test_a_hundred_units_written_as_one_line_or_as_a_hundred() -> None:
    on = engine(TEXT)
    one = work(on, pieces(50))
    apart = work(on, receipt(*(goods("AB"[place % 2], 101) for place in range(100))))
    assert apart > 5 * one, "lines do cost, so that the measure measures"


def test_rules_that_the_receipt_does_not_concern_cost_nothing() -> None:
    others = "\n".join(f'rule o{place} "Other" {{ on items "X{place}" give 5% off }}' for place in range(500))
    alone, among = work(engine(TEXT), pieces(3)), work(engine(TEXT + others), pieces(3))
    assert among <= alone + 5
