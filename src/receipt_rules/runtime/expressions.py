"""Expressions of a compiled ruleset, as functions.

In: an expression row, nested `(op, ...)`. Out: a function `(receipt in evaluation, own lines, line)
-> value`. Invariants: a closed list of operations, no name is ever looked up outside it; exact
arithmetic in int and Fraction; a fact that the host promised and left out is a ReceiptError.

`own` are the rule's own lines, for bare aggregates; `line` the line at hand, for `item.*`.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from receipt_rules.calendar import near_yearly
from receipt_rules.runtime.aggregates import AGGREGATES
from receipt_rules.runtime.facts import fact_reader, literal
from receipt_rules.runtime.lines import Line
from receipt_rules.runtime.rows import SelectionRow

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session

Function = Callable[["Session", "list[Line]", "Line | None"], Any]

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def build(row: Any) -> Function:
    """The function that computes an expression row."""
    return _BUILDERS[row[0]](*row[1:])


def _const(value: Any) -> Function:
    return lambda session, own, line: value


def _constant(kind: str, *parts: Any) -> Function:
    return _const(literal(kind, *parts))


def _fact(path: str, kind: str, optional: bool, dimension: str) -> Function:
    return fact_reader(path, kind, optional, dimension)


def _aggregate(function: str, over: Any, dimension: str) -> Function:
    """Computed once for the same lines in a phase: asked for every line, it would cost lines squared."""
    compute = AGGREGATES[function]
    chosen = _lines_of(over)

    def function_(session: Session, own: list[Line], line: Line | None) -> int:
        lines = chosen(session, own, line)
        key = (function, dimension, id(lines))
        known = session.memo.get(key)
        if known is None:
            # With the lines, so that their identity stays theirs.
            known = session.memo[key] = (compute(lines, dimension), lines)
        return known[0]

    return function_


def _lines_of(over: Any) -> Callable[[Session, list[Line], Line | None], list[Line]]:
    """The lines that an aggregate is over."""
    if over is None:
        return lambda session, own, line: own
    if over == "this-item":
        return lambda session, own, line: session.same_item(line)
    selection = selection_of(over)
    return lambda session, own, line: session.select(selection)


def selection_of(row: Any) -> SelectionRow:
    """Inside an expression a selection is decoded as plain arrays; this is its typed form."""
    if isinstance(row, SelectionRow):
        return row
    values = [_frozen(value) for value in row]
    if values[7] is not None:
        values[7] = selection_of(values[7])
    return SelectionRow(*values)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list | tuple) else value


def _binary(op: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Function]:
    def builder(left_row: Any, right_row: Any) -> Function:
        left, right = build(left_row), build(right_row)
        return lambda session, own, line: op(left(session, own, line), right(session, own, line))

    return builder


def _divide(left: Any, right: Any) -> Any:
    return Fraction(left) / right


def _negate(row: Any) -> Function:
    operand = build(row)
    return lambda session, own, line: -operand(session, own, line)


def _or_else(row: Any, fallback_row: Any) -> Function:
    fact, fallback = build(row), build(fallback_row)

    def function(session: Session, own: list[Line], line: Line | None) -> Any:
        value = fact(session, own, line)
        return fallback(session, own, line) if value is None else value

    return function


def _known(row: Any) -> Function:
    fact = build(row)
    return lambda session, own, line: fact(session, own, line) is not None


def _compare(op: str, left_row: Any, right_row: Any) -> Function:
    compare, left, right = COMPARISONS[op], build(left_row), build(right_row)
    if right_row[0] == "const" and right_row[1] == "int":
        bound = right_row[2]
        return lambda session, own, line: compare(left(session, own, line), bound)
    return lambda session, own, line: compare(left(session, own, line), right(session, own, line))


def _and(left_row: Any, right_row: Any) -> Function:
    left, right = build(left_row), build(right_row)
    return lambda session, own, line: left(session, own, line) and right(session, own, line)


def _or(left_row: Any, right_row: Any) -> Function:
    left, right = build(left_row), build(right_row)
    return lambda session, own, line: left(session, own, line) or right(session, own, line)


def _not(row: Any) -> Function:
    operand = build(row)
    return lambda session, own, line: not operand(session, own, line)


def _matches(row: Any, pattern: str) -> Function:
    operand, matches = build(row), re.compile(pattern).fullmatch
    return lambda session, own, line: matches(operand(session, own, line)) is not None


def _in_texts(row: Any, texts_row: Any) -> Function:
    operand, texts = build(row), build(texts_row)
    return lambda session, own, line: operand(session, own, line) in texts(session, own, line)


def _in_range(row: Any, low_row: Any, high_row: Any) -> Function:
    operand, low, high = build(row), build(low_row), build(high_row)
    return lambda session, own, line: (
        low(session, own, line) <= operand(session, own, line) <= high(session, own, line)
    )


def _in_list(row: Any, value_rows: Any) -> Function:
    operand = build(row)
    values = frozenset(literal(*value[1:]) for value in value_rows)
    return lambda session, own, line: operand(session, own, line) in values


def _in_items(items: str) -> Function:
    selection = SelectionRow(sets=(items,))

    def function(session: Session, own: list[Line], line: Line | None) -> bool:
        assert line is not None  # the binder lets it stand only where a line is at hand
        return session.engine.matches(selection)(session, line)

    return function


def _in_segment(segment: str) -> Function:
    return lambda session, own, line: session.in_segment(segment)


def _if_else(condition_row: Any, then_row: Any, else_row: Any) -> Function:
    condition, then, otherwise = build(condition_row), build(then_row), build(else_row)
    return lambda session, own, line: (
        then(session, own, line) if condition(session, own, line) else otherwise(session, own, line)
    )


def _tiers(id: str, _kind: str) -> Function:
    return lambda session, own, line: session.engine.tables.tiers(id)(session, own, line)


def _table(id: str, output: str, _kind: str) -> Function:
    return lambda session, own, line: session.engine.tables.output(id, output)(session, own, line)


def _near(row: Any, days: int) -> Function:
    date = build(row)
    return lambda session, own, line: near_yearly(date(session, own, line), session.today, days)


_BUILDERS: dict[str, Callable[..., Function]] = {
    "const": _constant,
    "fact": _fact,
    "aggregate": _aggregate,
    "+": _binary(operator.add),
    "-": _binary(operator.sub),
    "*": _binary(operator.mul),
    "/": _binary(_divide),
    "of": _binary(operator.mul),
    "negate": _negate,
    "or-else": _or_else,
    "known": _known,
    "compare": _compare,
    "and": _and,
    "or": _or,
    "not": _not,
    "matches": _matches,
    "in-texts": _in_texts,
    "in-range": _in_range,
    "in-list": _in_list,
    "in-items": _in_items,
    "in-segment": _in_segment,
    "if": _if_else,
    "near": _near,
    "tiers": _tiers,
    "table": _table,
}
