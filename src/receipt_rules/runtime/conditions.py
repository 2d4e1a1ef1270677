"""`when` and `unless`: does the rule's condition hold, and if not, by which numbers.

In: a plan, the session, the rule's lines. Out: None, or the reason `condition` with the first
comparison that failed. Invariant: all of `when` must hold and none of `unless`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from receipt_rules.runtime.eligibility import Reason
from receipt_rules.runtime.expressions import build
from receipt_rules.runtime.lines import Line

if TYPE_CHECKING:
    from receipt_rules.runtime.plan import Plan
    from receipt_rules.runtime.session import Session

_MONEY_AGGREGATES = frozenset({"amount", "lowest", "highest"})
_MONEY_FACTS = frozenset({"receipt.total", "receipt.full"})


def refused(session: Session, plan: Plan, own: list[Line]) -> Reason | None:
    """The reason against, or None if every condition holds."""
    for place, function in enumerate(plan.when):
        if not function(session, own, None):
            return Reason("condition", None, _numbers(session, own, plan.row.when[place]))
    for function in plan.unless:
        if function(session, own, None):
            return Reason("condition")
    return None


def _numbers(session: Session, own: list[Line], row: Any) -> dict[str, int | str]:
    """`actual` and `required` of the comparison that failed; empty where there is not just one."""
    comparison = _failed(session, own, row)
    if comparison is None:
        return {}
    left, right = comparison[2], comparison[3]
    suffix = "_minor" if _is_money(left) or _is_money(right) else ""
    return {
        "actual" + suffix: _shown(build(left)(session, own, None)),
        "required" + suffix: _shown(build(right)(session, own, None)),
    }


def _failed(session: Session, own: list[Line], row: Any) -> Any:
    """The comparison that makes a conjunction false."""
    if row[0] == "and":
        for part in (row[1], row[2]):
            if not build(part)(session, own, None):
                return _failed(session, own, part)
    return row if row[0] == "compare" else None


def _is_money(row: Any) -> bool:
    if row[0] == "aggregate":
        return row[1] in _MONEY_AGGREGATES
    if row[0] == "fact":
        return row[1] in _MONEY_FACTS or row[2] == "money"
    return row[0] in ("+", "-", "*", "/", "of", "negate", "or-else") and any(
        _is_money(part) for part in row[1:] if isinstance(part, list | tuple)
    )


def _shown(value: Any) -> int | str:
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else str(value)
    return value if type(value) is int else str(value)
