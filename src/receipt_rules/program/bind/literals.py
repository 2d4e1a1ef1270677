"""Literals where the language wants a value and not an expression.

In: literal nodes and the ruleset's currency. Out: minor units, or None after a diagnostic.
Invariant: no amount of another currency comes through.
"""

from __future__ import annotations

from fractions import Fraction

from receipt_rules.diagnostics import Diagnostics
from receipt_rules.language import ast
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.expression import Const, Expr


def minor(node: ast.Money, currency: str, diagnostics: Diagnostics) -> int | None:
    """The amount in minor units, if it is in this currency."""
    if node.currency == currency:
        return node.minor
    diagnostics.report(
        "currency-mismatch",
        node.span,
        f"the amount is in {node.currency}, the ruleset in {currency}",
        notes=["the engine never converts currencies"],
        help=f"write the amount in {currency}",
    )
    return None


def positive_minor(node: ast.Money, currency: str, diagnostics: Diagnostics, *, what: str) -> int | None:
    """The same, above zero; `what` names it in the message: `the value of points`."""
    amount = minor(node, currency, diagnostics)
    if amount == 0:
        diagnostics.report("bad-count", node.span, f"{what} must be above zero")
        return None
    return amount


def positive_step(node: ast.Money, currency: str, diagnostics: Diagnostics) -> int | None:
    """The step of a rounding, in minor units."""
    amount = minor(node, currency, diagnostics)
    if amount == 0:
        diagnostics.report(
            "bad-rounding",
            node.span,
            "nothing can be rounded to a step of zero",
            help=f"write the smallest amount that may come out, such as `0.05 {currency}`",
        )
        return None
    return amount


def above_zero(bound: Expr, scope: Scope, *, what: str) -> bool:
    """Whether a bound value is not known to be zero or less; `what` names it in the message."""
    if not isinstance(bound, Const) or not isinstance(bound.value, int | Fraction) or bound.value > 0:
        return True
    scope.diagnostics.report("bad-count", bound.span, f"{what} must be above zero")
    return False


def at_least_one(node: ast.Integer, diagnostics: Diagnostics, *, what: str) -> int | None:
    """A count; `what` names it in the message."""
    if node.value >= 1:
        return node.value
    diagnostics.report("bad-count", node.span, f"{what} is at least 1")
    return None
