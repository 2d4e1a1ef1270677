"""`when` and `unless`.

In: a rule and the view at the entry of its root group. Out: None, or the reason `condition` with the numbers
of the first comparison that does not hold. Invariant: "any, all must hold".
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from receipt_rules.program import expression as ex
from receipt_rules.program.model import Rule
from receipt_rules.reference.expressions import evaluate, holds
from receipt_rules.reference.reasons import Numbers, Reason
from receipt_rules.reference.units import in_measure
from receipt_rules.reference.world import View


def refused(rule: Rule, view: View) -> Reason | None:
    """The reason against, or None."""
    for condition in rule.when:
        if not holds(condition, view):
            return Reason("condition", _numbers(condition, view))
    if any(holds(condition, view) for condition in rule.unless):
        return Reason("condition")
    return None


def _numbers(condition: ex.Expr, view: View) -> Numbers:
    """`actual` and `required` of the first part that does not hold, if it is a comparison."""
    failed = next((part for part in conjuncts(condition) if not holds(part, view)), None)
    if not isinstance(failed, ex.Compare):
        return {}
    suffix = "_minor" if _is_money(failed.left) or _is_money(failed.right) else ""
    dimension = _dimension(failed.left) or _dimension(failed.right)
    return {
        "actual" + suffix: _shown(evaluate(failed.left, view), dimension),
        "required" + suffix: _shown(evaluate(failed.right, view), dimension),
    }


def conjuncts(condition: ex.Expr) -> Iterator[ex.Expr]:
    """Conditions that all must hold: what stands between `and`."""
    if isinstance(condition, ex.Logic) and condition.op == "and":
        yield from conjuncts(condition.left)
        yield from conjuncts(condition.right)
    else:
        yield condition


def _is_money(expr: Any) -> bool:
    """Whether a side is told in minor units: where it reads money, not where it is a constant alone."""
    if isinstance(expr, ex.Aggregate):
        return expr.function in ("amount", "lowest", "highest")
    if isinstance(expr, ex.Fact):
        return expr.path in ("receipt.total", "receipt.full") or expr.type.kind == "money"
    if isinstance(expr, ex.Arithmetic):
        return _is_money(expr.left) or _is_money(expr.right)
    if isinstance(expr, ex.Negate):
        return _is_money(expr.operand)
    if isinstance(expr, ex.PercentOf):
        return _is_money(expr.percent) or _is_money(expr.of)
    if isinstance(expr, ex.OrElse):
        return _is_money(expr.fact) or _is_money(expr.fallback)
    return isinstance(expr, ex.TierValue | ex.TableValue) and expr.type.kind == "money"


def _dimension(expr: ex.Expr) -> str:
    return expr.type.dimension if isinstance(expr, ex.Aggregate) else ""


def _shown(value: Any, dimension: str) -> int | str:
    if dimension:
        return in_measure(int(value), dimension)
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else str(value)
    return value if type(value) is int else str(value)
