"""Tier tables and decision tables to rows.

In: a program. Out: rows by id. Invariant: a table is stored once, however many rules read it; one that
reaches what is not evaluated yet has no row, since a rule that reads it is refused first.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from receipt_rules.compiler.expression import const_row, expression_row
from receipt_rules.program import model
from receipt_rules.program.evaluated import Evaluated
from receipt_rules.program.expression import Aggregate, Constant
from receipt_rules.runtime.rows import DecisionRow, SlicesRow, TiersRow


def tiers_rows(program: model.Program) -> dict[str, TiersRow]:
    """The tiers that give one value; those by slices stand in the rewards that give them."""
    evaluated = Evaluated(program)
    return {
        id: TiersRow(
            by=expression_row(tiers.by),
            borders=tuple(const_row(each) for each in tiers.borders),
            values=tuple(const_row(each) for each in tiers.values),
        )
        for id, tiers in sorted(program.tiers.items())
        if tiers.mode == "whole" and evaluated.holds(tiers.by)
    }


def decision_rows(program: model.Program) -> dict[str, DecisionRow]:
    """The decision tables."""
    evaluated = Evaluated(program)
    return {
        id: DecisionRow(
            # Of a `unique` table one row fits; where the rows could not all be looked at, the first counts.
            hit="first" if table.hit == "unique" else table.hit,
            inputs=tuple(expression_row(each) for each in table.inputs),
            outputs=table.outputs,
            rows=tuple(_row(each) for each in table.rows),
        )
        for id, table in sorted(program.decisions.items())
        if all(evaluated.holds(each) for each in table.inputs)
    }


def slices_row(tiers: model.Tiers) -> SlicesRow:
    """Tiers by slices: `by` is an amount or a quantity, of the rule's own items or of the same SKU."""
    by = tiers.by
    assert isinstance(by, Aggregate)  # the binder lets nothing else be cut
    return SlicesRow(
        measure="price" if by.function == "amount" else by.type.dimension or "units",
        same_item=by.over == "this-item",
        borders=tuple(_ratio(each) for each in tiers.borders),
        rates=tuple(_ratio(each) for each in tiers.values),
    )


def _row(row: model.TableRow) -> tuple[Any, ...]:
    cells = tuple(None if cell is None else tuple(_test(test) for test in cell) for cell in row.cells)
    return cells, tuple(const_row(each) for each in row.values)


def _test(test: model.CellTest) -> tuple[Any, ...]:
    if test.high is not None:
        return test.op, const_row(test.value), const_row(test.high)
    return test.op, const_row(test.value)


def _ratio(value: Constant) -> tuple[int, int]:
    assert isinstance(value, int | Fraction)  # of money, of units, of a weight; and percents
    return value.numerator, value.denominator
