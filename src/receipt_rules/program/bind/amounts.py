"""How much a reward gives: a share or an amount of money, bound and checked.

In: the expression behind `give`. Out: the bound expression, a percent or money. Invariant: where the
value is known, it is a percent above 0 and at most 100, or money above zero (a price: not below it).
"""

from __future__ import annotations

from fractions import Fraction

from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.expression import bind_expression
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.expression import Const, Expr
from receipt_rules.program.types import MONEY, PERCENT


def bind_discount(node: ast.Expr, scope: Scope, place: Place) -> Expr | None:
    """A percent or money. A number that is written out does not come here: the parser asks for its unit."""
    bound = bind_expression(node, scope, None, place)
    if bound is None:
        return None
    if bound.type.kind in ("number", "int"):
        scope.diagnostics.report(
            "unit-missing",
            node.span,
            "a discount needs a unit",
            label=f"a {bound.type}",
            help="make it a percent for a share, or money for an amount",
        )
        return None
    if bound.type not in (MONEY, PERCENT):
        scope.diagnostics.report(
            "type-mismatch",
            node.span,
            f"a discount is a percent or money, this is a {bound.type}",
        )
        return None
    return bound if _in_range(node, bound, scope) else None


def bind_percent(node: ast.Expr, scope: Scope, place: Place) -> Expr | None:
    """A percent above 0 and at most 100."""
    bound = bind_expression(node, scope, PERCENT, place)
    return bound if bound is not None and _in_range(node, bound, scope) else None


def bind_price(node: ast.Expr, scope: Scope, place: Place) -> Expr | None:
    """Money, zero included."""
    bound = bind_expression(node, scope, MONEY, place)
    if isinstance(bound, Const) and isinstance(bound.value, int) and bound.value < 0:
        scope.diagnostics.report("unsupported-target", node.span, "a price cannot be below zero")
        return None
    return bound


def _in_range(node: ast.Expr, bound: Expr, scope: Scope) -> bool:
    if not isinstance(bound, Const) or not isinstance(bound.value, int | Fraction):
        return True
    if bound.type == PERCENT and not 0 < bound.value <= 1:
        scope.diagnostics.report(
            "percent-out-of-range",
            node.span,
            f"a discount of {quoted(node.span.text)} cannot be given",
            help="write a percent above 0 and at most 100",
        )
        return False
    if bound.type == MONEY and bound.value <= 0:
        scope.diagnostics.report(
            "gives-nothing",
            node.span,
            f"{quoted(node.span.text)} off gives nothing",
            help="write an amount above zero",
        )
        return False
    return True
