"""Which conditions of a rule a nudge can speak of: those that more items, or more money, can meet.

In: the bound conditions of `when`. Out: `Goal`s, in their order. Invariant: what is missing to a goal is
exact: the one side grows by what is added to the receipt, unit for unit, and the other does not move.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from receipt_rules.program import expression as px
from receipt_rules.program.bind.walk import walk
from receipt_rules.program.model import Goal

_GROWING_FACTS: Final = ("receipt.total", "receipt.full", "receipt.quantity", "receipt.lines")
_GROWING: Final = ("amount", "quantity", "distinct")
_MOVING: Final = (px.Aggregate, px.TierValue, px.TableValue, px.PayingWith)


def goals_of(conditions: Iterable[px.Expr]) -> tuple[Goal, ...]:
    """The goals among the conditions that must hold, those inside an `and` too."""
    return tuple(
        goal
        for condition in conditions
        for part in _conjuncts(condition)
        if isinstance(part, px.Compare) and (goal := _goal(part)) is not None
    )


def _conjuncts(condition: px.Expr) -> Iterator[px.Expr]:
    if isinstance(condition, px.Logic) and condition.op == "and":
        yield from _conjuncts(condition.left)
        yield from _conjuncts(condition.right)
    else:
        yield condition


def _goal(part: px.Compare) -> Goal | None:
    op, reached, needed = part.op, part.left, part.right
    if op in ("<=", "<"):
        op, reached, needed = ">=" if op == "<=" else ">", part.right, part.left
    if op not in (">=", ">") or not _grows(reached) or _moves(needed):
        return None
    return Goal(part, reached, needed, beyond=op == ">")


def _grows(side: px.Expr) -> bool:
    if isinstance(side, px.Aggregate):
        return side.function in _GROWING
    return isinstance(side, px.Fact) and side.path in _GROWING_FACTS


def _moves(side: px.Expr) -> bool:
    """Whether more items could change it."""
    return any(
        isinstance(each, _MOVING) or (isinstance(each, px.Fact) and each.path.startswith("receipt."))
        for each in walk(side)
    )
