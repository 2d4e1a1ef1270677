"""Constant folding: what can be computed before the till opens is computed here.

In: an expression whose parts are folded. Out: the same value in as little as possible. Invariant: folding
changes no value; what is left of a condition that always holds, or never, is a Const.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final

from receipt_rules.diagnostics import Span
from receipt_rules.program import expression as px
from receipt_rules.program.types import BOOL, Type

_COMPARE: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt,
    ">=": operator.ge,
}  # fmt: skip
_ARITHMETIC: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul,
    "/": lambda left, right: Fraction(left) / right,
}  # fmt: skip


def fold(expr: px.Expr) -> px.Expr:
    """The expression, folded at its root."""
    folder = _FOLDERS.get(type(expr))
    return expr if folder is None else folder(expr)


def constant(span: Span, type: Type, value: Any) -> px.Const:
    """A constant; numbers that are whole are ints where the type has a choice."""
    if isinstance(value, Fraction) and value.denominator == 1 and type.kind in ("money", "int", "quantity"):
        value = value.numerator
    if isinstance(value, int) and type.kind in ("percent", "number"):
        value = Fraction(value)
    return px.Const(span, type, value)


def is_constant(expr: px.Expr | None, value: bool) -> bool:
    """Whether a condition always (`True`) or never (`False`) holds."""
    return isinstance(expr, px.Const) and expr.value is value


def _values(*parts: px.Expr) -> list[Any] | None:
    """The values of parts that are all constants."""
    return [part.value for part in parts if isinstance(part, px.Const)] if _constant(*parts) else None


def _constant(*parts: px.Expr) -> bool:
    return all(isinstance(part, px.Const) for part in parts)


def _arithmetic(node: px.Arithmetic) -> px.Expr:
    values = _values(node.left, node.right)
    return node if values is None else constant(node.span, node.type, _ARITHMETIC[node.op](*values))


def _negate(node: px.Negate) -> px.Expr:
    values = _values(node.operand)
    return node if values is None else constant(node.span, node.type, -values[0])


def _percent_of(node: px.PercentOf) -> px.Expr:
    values = _values(node.percent, node.of)
    return node if values is None else constant(node.span, node.type, values[0] * values[1])


def _compare(node: px.Compare) -> px.Expr:
    values = _values(node.left, node.right)
    return node if values is None else constant(node.span, BOOL, _COMPARE[node.op](*values))


def _in_range(node: px.InRange) -> px.Expr:
    values = _values(node.operand, node.low, node.high)
    return node if values is None else constant(node.span, BOOL, values[1] <= values[0] <= values[2])


def _in_list(node: px.InList) -> px.Expr:
    values = _values(node.operand)
    found = values is not None and any(each.value == values[0] for each in node.values)
    return node if values is None else constant(node.span, BOOL, found)


def _matches(node: px.Matches) -> px.Expr:
    values = _values(node.operand)
    if values is None:
        return node
    return constant(node.span, BOOL, re.fullmatch(node.pattern, values[0]) is not None)


def _logic(node: px.Logic) -> px.Expr:
    decides = node.op == "or"
    for part, other in ((node.left, node.right), (node.right, node.left)):
        if is_constant(part, decides):
            return constant(node.span, BOOL, decides)
        if is_constant(part, not decides):
            return other
    return node


def _not(node: px.Not) -> px.Expr:
    if isinstance(node.operand, px.Not):
        return node.operand.operand
    values = _values(node.operand)
    return node if values is None else constant(node.span, BOOL, not values[0])


def _if_else(node: px.IfElse) -> px.Expr:
    values = _values(node.condition)
    if values is None:
        return node
    return node.then if values[0] else node.otherwise


_FOLDERS: Final[Mapping[type, Callable[[Any], px.Expr]]] = {
    px.Arithmetic: _arithmetic,
    px.Negate: _negate,
    px.PercentOf: _percent_of,
    px.Compare: _compare,
    px.InRange: _in_range,
    px.InList: _in_list,
    px.Matches: _matches,
    px.Logic: _logic,
    px.Not: _not,
    px.IfElse: _if_else,
}
