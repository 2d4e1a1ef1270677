"""Cells of a decision table: what of a column a row fits.

In: AST cells and the bound input of their column. Out: `BoundCell`, and which samples fit it.
Invariant: the values of a cell are of the type of its column, and no range is empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from receipt_rules.diagnostics import Span
from receipt_rules.diagnostics.suggest import suggest
from receipt_rules.diagnostics.wording import alternatives, quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.expression import bind_expression
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.expression import Const, Constant, Expr
from receipt_rules.program.model import CellTest
from receipt_rules.program.types import INT, NUMBER, Type

_ORDER: Final = ("<", "<=", ">", ">=")
_WITHOUT_ORDER: Final = ("text", "bool", "texts")


class BoundCell(NamedTuple):
    """One of `tests` must hold; without tests the cell fits everything."""

    tests: tuple[CellTest, ...] | None


def bind_value(node: ast.Value | ast.Ref, want: Type | tuple[Type, ...] | None, scope: Scope) -> Const | None:
    """A written value or a constant; None after a diagnostic."""
    bound = bind_expression(node, scope, want, Place.CONSTANT)
    assert bound is None or isinstance(bound, Const), bound
    return bound


def bind_cell(cell: ast.Cell, bound: Expr | None, scope: Scope) -> BoundCell | None:
    """None after a diagnostic, or where the input of the column could not be bound."""
    if isinstance(cell.tests, ast.CellAny):
        return BoundCell(None)
    if bound is None:
        return None
    found = [_test(each, bound.type, scope) for each in cell.tests]
    known = [each for each in found if each is not None]
    return BoundCell(tuple(known)) if len(known) == len(found) else None


def stretches(cell: BoundCell, places: Mapping[Constant, int]) -> list[tuple[int, int]]:
    """Which of the samples of its column the cell fits, as stretches that do not meet.

    `places` are the samples in their order; values with an order are in it, and what a cell names is there.
    """
    if cell.tests is None:
        return [(0, len(places))]
    found: list[tuple[int, int]] = []
    for start, end in sorted(each for test in cell.tests for each in _stretches(test, places)):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        elif start < end:
            found.append((start, end))
    return found


def _stretches(test: CellTest, places: Mapping[Constant, int]) -> list[tuple[int, int]]:
    place, all_of_them = places.get(test.value), len(places)
    if place is None:
        return []
    if test.op == "in":
        assert test.high is not None
        return [(place, places[test.high] + 1)]
    return {
        "=": [(place, place + 1)],
        "<": [(0, place)],
        "<=": [(0, place + 1)],
        ">": [(place + 1, all_of_them)],
        ">=": [(place, all_of_them)],
        "!=": [(0, place), (place + 1, all_of_them)],
    }[test.op]


def named_values(cell: BoundCell) -> Iterator[Constant]:
    """The values that a cell names: its borders."""
    for test in cell.tests or ():
        yield test.value
        if test.high is not None:
            yield test.high


def _test(node: ast.CellTest, type: Type, scope: Scope) -> CellTest | None:
    if isinstance(node, ast.CellRange):
        return _range(node, type, scope)
    value = _value(node.value, type, scope)
    if value is None:
        return None
    if node.op in _ORDER and type.kind in _WITHOUT_ORDER:
        _report_no_order(node.span, type, scope)
        return None
    return CellTest("!=" if node.op == "not" else node.op, value)


def _range(node: ast.CellRange, type: Type, scope: Scope) -> CellTest | None:
    low, high = _value(node.low, type, scope), _value(node.high, type, scope)
    if low is None or high is None:
        return None
    if type.kind in _WITHOUT_ORDER:
        _report_no_order(node.span, type, scope)
        return None
    if low > high:  # type: ignore[operator]
        message = f"{quoted(node.span.text)} ends before it begins"
        scope.diagnostics.report("empty-range", node.span, message, help="put the smaller border first")
        return None
    return CellTest("in", low, high)


def _value(node: ast.Value | ast.Ref, type: Type, scope: Scope) -> Constant | None:
    want = (NUMBER, INT) if type in (NUMBER, INT) else Type("text") if type.choices else type
    bound = bind_value(node, want, scope)
    if bound is None:
        return None
    if type.choices and isinstance(bound.value, str) and bound.value not in type.choices:
        nearest = suggest(bound.value, type.choices)
        scope.diagnostics.report(
            "unknown-value",
            node.span,
            f"{quoted(bound.value)} is not one of its values",
            notes=[f"it can be {alternatives(type.choices)}"],
            help=f"did you mean `{nearest}`?" if nearest else "",
        )
        return None
    return bound.value


def _report_no_order(place: Span, type: Type, scope: Scope) -> None:
    message = f"one {type} is not more than another"
    scope.diagnostics.report("type-mismatch", place, message, help="list the values that fit")
