"""Conditions that contradict each other: above 20 and below 10.

In: bound conditions that must hold together. Out: two that never do. Invariant: what is found is certain;
only comparisons of the same thing with constants are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from receipt_rules.diagnostics import Span
from receipt_rules.program import expression as px

_OPPOSITE: Final = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_MIRRORED: Final = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


class _Bound(NamedTuple):
    """`of` compared with a constant."""

    of: px.Expr
    op: str
    value: Any
    span: Span


@dataclass(slots=True)
class _Range:
    """What is left for one thing: the tightest bounds so far."""

    low: _Bound | None = None
    high: _Bound | None = None
    others: tuple[_Bound, ...] = ()


def contradiction(
    conditions: Iterable[px.Expr], refusals: Iterable[px.Expr] = ()
) -> tuple[Span, Span] | None:
    """Two places that exclude each other, if `conditions` must hold and `refusals` must not."""
    terms = [(each, True) for each in conditions] + [(each, False) for each in refusals]
    ranges: dict[str, _Range] = {}
    for bound in _bounds(terms):
        # the text of a bound expression has no places in it, so that it tells things apart
        range_ = ranges.setdefault(repr(bound.of), _Range())
        against = _narrow(range_, bound)
        if against is not None:
            return against.span, bound.span
    return None


def _bounds(terms: list[tuple[px.Expr, bool]]) -> Iterator[_Bound]:
    """The comparisons that must hold; `not` turns `or` into `and`."""
    waiting = terms[::-1]
    while waiting:
        expr, holds = waiting.pop()
        if isinstance(expr, px.Not):
            waiting.append((expr.operand, not holds))
        elif isinstance(expr, px.Logic) and (expr.op == "and") == holds:
            waiting += [(expr.right, holds), (expr.left, holds)]
        elif isinstance(expr, px.InRange) and holds:
            for op, border in ((">=", expr.low), ("<=", expr.high)):
                if isinstance(border, px.Const):
                    yield _Bound(expr.operand, op, border.value, expr.span)
        elif isinstance(expr, px.Compare):
            op = expr.op if holds else _OPPOSITE[expr.op]
            if isinstance(expr.right, px.Const):
                yield _Bound(expr.left, op, expr.right.value, expr.span)
            elif isinstance(expr.left, px.Const):
                yield _Bound(expr.right, _MIRRORED[op], expr.left.value, expr.span)


def _narrow(range_: _Range, bound: _Bound) -> _Bound | None:
    """Takes the bound in; one that it contradicts, if there is one."""
    if bound.op == "!=":
        range_.others += (bound,)
    if bound.op in ("=", ">", ">=") and (range_.low is None or _tighter(bound, range_.low, 1)):
        range_.low = bound
    if bound.op in ("=", "<", "<=") and (range_.high is None or _tighter(bound, range_.high, -1)):
        range_.high = bound
    low, high = range_.low, range_.high
    if low is None or high is None:
        return None
    open_ended = low.op == ">" or high.op == "<"
    if low.value > high.value or (low.value == high.value and open_ended):
        return low if bound is high else high
    if low.value == high.value and any(other.value == low.value for other in range_.others):
        return low if bound.op == "!=" else next(each for each in range_.others if each.value == low.value)
    return None


def _tighter(bound: _Bound, than: _Bound, sign: int) -> bool:
    if bound.value == than.value:
        return bound.op in ("<", ">")
    return bool((bound.value > than.value) == (sign > 0))
