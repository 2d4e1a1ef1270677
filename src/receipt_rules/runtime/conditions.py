"""`when` and `unless`: does the rule's condition hold, and if not, by which numbers.

In: a plan, the session, the rule's lines. Out: None, or the reason `condition` with the first
comparison that failed. Invariant: all of `when` must hold and none of `unless`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from receipt_rules.quantity import Quantity, format_quantity
from receipt_rules.runtime.eligibility import Reason
from receipt_rules.runtime.expressions import Function, build
from receipt_rules.runtime.lines import Line

if TYPE_CHECKING:
    from receipt_rules.runtime.plan import Plan
    from receipt_rules.runtime.session import Session

_MONEY_AGGREGATES = frozenset({"amount", "lowest", "highest"})
_MONEY_FACTS = frozenset({"receipt.total", "receipt.full"})


class Condition:
    """One `when`: its function, and its conjuncts, of which the first that fails says by which numbers."""

    __slots__ = ("conjuncts", "holds")

    def __init__(self, row: Any) -> None:
        self.holds: Function = build(row)
        self.conjuncts = tuple(_conjunct(part) for part in conjuncts(row))

    def numbers(self, session: Session, own: list[Line]) -> dict[str, int | str]:
        """`actual` and `required` of the comparison that failed; empty where it is no comparison."""
        for holds, comparison in self.conjuncts:
            if not holds(session, own, None):
                if comparison is None:
                    return {}
                left, right, suffix, dimension = comparison
                return {
                    "actual" + suffix: shown(left(session, own, None), dimension),
                    "required" + suffix: shown(right(session, own, None), dimension),
                }
        return {}


def refused(session: Session, plan: Plan, own: list[Line]) -> Reason | None:
    """The reason against, or None if every condition holds."""
    for condition in plan.when:
        if not condition.holds(session, own, None):
            return Reason("condition", None, condition.numbers(session, own))
    for unless in plan.unless:
        if unless(session, own, None):
            return Reason("condition")
    return None


def conjuncts(row: Any) -> list[Any]:
    """Conditions that all must hold: what stands between `and`."""
    return [*conjuncts(row[1]), *conjuncts(row[2])] if row[0] == "and" else [row]


def _conjunct(row: Any) -> tuple[Function, tuple[Function, Function, str, str] | None]:
    if row[0] != "compare":
        return build(row), None
    left, right = row[2], row[3]
    suffix = "_minor" if is_money(left) or is_money(right) else ""
    return build(row), (build(left), build(right), suffix, dimension_of(left) or dimension_of(right))


def dimension_of(row: Any) -> str:
    """kg, l or m of an aggregate that sums weights, volumes or lengths."""
    return str(row[3]) if row[0] == "aggregate" else ""


def is_money(row: Any) -> bool:
    """Is the value money? Constants alone do not tell."""
    if row[0] == "aggregate":
        return row[1] in _MONEY_AGGREGATES
    if row[0] == "fact":
        return row[1] in _MONEY_FACTS or row[2] == "money"
    if row[0] in ("tiers", "table"):
        return bool(row[-1] == "money")
    return row[0] in ("+", "-", "*", "/", "of", "negate", "or-else") and any(
        is_money(part) for part in row[1:] if isinstance(part, list | tuple)
    )


def shown(value: Any, dimension: str) -> int | str:
    """A value as a number of a verdict: a whole number, or text."""
    if dimension:
        return format_quantity(Quantity(1, int(value), dimension))
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else str(value)
    return value if type(value) is int else str(value)
