"""Tiers and decision tables.

In: a `Tiers` or a `Table` and a view. Out: a value; of slices, the share that each unit earns. Invariant:
what a table reads it reads at the prices of the view (the entry of the rule's root group).

"`whole`: the value of the last border not above `by`; below the first border zero. No row of a table: zero."
"`max` and `min` choose the largest or smallest value of the output asked for, among the rows that fit."
(Decision 5, Tiers and tables.)
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from receipt_rules.program import expression as ex
from receipt_rules.program.model import CellTest, Table, TableRow, Tiers
from receipt_rules.program.types import Type
from receipt_rules.reference.units import Unit
from receipt_rules.reference.world import View


def tier_value(tiers: Tiers, view: View) -> Any:
    """The value of whole tiers."""
    from receipt_rules.reference.expressions import (
        evaluate,
    )  # an expression names the table that reads expressions

    by = evaluate(tiers.by, view)
    value: Any = 0
    borders: list[Any] = list(tiers.borders)
    for border, each in zip(borders, tiers.values, strict=True):
        if border <= by:
            value = each
    return value


def table_value(table: Table, output: str, view: View) -> Any:
    """One output of the row that is hit."""
    from receipt_rules.reference.expressions import evaluate

    found = [evaluate(each, view) for each in table.inputs]
    column = table.outputs.index(output)
    fitting: list[Any] = [row.values[column] for row in table.rows if _row_fits(row, found)]
    if not fitting:
        return _zero(table, column)
    if table.hit in ("unique", "first"):
        return fitting[0]
    return max(fitting) if table.hit == "max" else min(fitting)


def _zero(table: Table, column: int) -> Any:
    """Zero of the output's type."""
    example = table.rows[0].values[column] if table.rows else 0
    if isinstance(example, bool):
        return False
    return "" if isinstance(example, str) else 0


def _row_fits(row: TableRow, found: Sequence[Any]) -> bool:
    """ "A cell for each input, None where it fits everything, else tests of which one must hold"."""
    return all(
        cell is None or any(_holds(test, value) for test in cell)
        for cell, value in zip(row.cells, found, strict=True)
    )


def _holds(test: CellTest, value: Any) -> bool:
    if value is None:
        return False
    border: Any = test.value
    if test.op == "=":
        return bool(value == border)
    if test.op == "!=":
        return bool(value != border)
    if test.op == "<":
        return bool(value < border)
    if test.op == "<=":
        return bool(value <= border)
    if test.op == ">":
        return bool(value > border)
    if test.op == ">=":
        return bool(value >= border)
    high: Any = test.high
    return bool(border <= value <= high)


# ---- slices ----------------------------------------------------------------------------------------------


def slice_shares(tiers: Tiers, own: Sequence[Unit], view: View) -> dict[Unit, Fraction]:
    """What share of its price each of the rule's own units earns.

    "`slices` cut the rule's own units, or under `of this item` all units of the same SKU, dearest first by
    price at entry, ties in (line, unit) order. ... Laid end to end they fill the slices from 0: the part of a
    unit that lies in a slice earns its rate, what lies below the first border earns nothing. The unit's share
    is the mean of the rates by measure (measure 0: share 0)."
    """
    by = tiers.by
    assert isinstance(by, ex.Aggregate), "slices are by an `amount` or a `quantity`"
    if by.over is None:
        return _laid_end_to_end(tiers, by, own, view)
    shares: dict[Unit, Fraction] = {}
    for sku in sorted({unit.line.record.sku for unit in own}):
        same = [unit for unit in view.world.units if unit.line.record.sku == sku]
        shares |= _laid_end_to_end(tiers, by, same, view)
    return {unit: shares[unit] for unit in own}


def _laid_end_to_end(
    tiers: Tiers, by: ex.Aggregate, units: Sequence[Unit], view: View
) -> dict[Unit, Fraction]:
    shares: dict[Unit, Fraction] = {}
    begin = Fraction(0)
    # The order of the units is (line, unit), and sorting keeps it among equal prices.
    for unit in sorted(units, key=lambda each: -view.prices[each]):
        length = _measure(by.function, by.type, unit, view)
        earned = _earned(tiers, begin, begin + length)
        shares[unit] = earned / length if length else Fraction(0)
        begin += length
    return shares


def _measure(function: str, type: Type, unit: Unit, view: View) -> Fraction:
    """ "Each unit measures 1 (`quantity`), its price (`amount`), or its weight, volume or length (a
    `quantity` in kg, l or m; of another dimension: 0)." """
    if function == "amount":
        return Fraction(view.prices[unit])
    if type.kind != "quantity":
        return Fraction(1)
    return Fraction(unit.line.micro) if unit.line.dimension == type.dimension else Fraction(0)


def _earned(tiers: Tiers, begin: Fraction, end: Fraction) -> Fraction:
    """The rates of the slices between `begin` and `end`, each times the part that lies in it."""
    total = Fraction(0)
    borders: list[Any] = list(tiers.borders)
    for place, rate in enumerate(tiers.values):
        low = max(begin, Fraction(borders[place]))
        high = end if place + 1 == len(borders) else min(end, Fraction(borders[place + 1]))
        if high > low:
            total += (high - low) * rate  # type: ignore[operator]  # rates of slices are percents
    return total
