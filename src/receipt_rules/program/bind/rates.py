"""A percent where no expression may stand: a literal or the name of a constant.

In: `30%` or `max_off`. Out: the share, or None after a diagnostic.
"""

from __future__ import annotations

from fractions import Fraction

from receipt_rules.diagnostics import Label
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.bind.shown import shown
from receipt_rules.program.types import PERCENT


def bind_rate(node: ast.Percent | ast.Name, scope: Scope) -> Fraction | None:
    """A percent above 0 and at most 100."""
    if isinstance(node, ast.Percent):
        share = node.share
    else:
        constant = scope.constant(node)
        if constant is None:
            return None
        if constant.type != PERCENT or not isinstance(constant.value, Fraction):
            scope.diagnostics.report(
                "type-mismatch",
                node.span,
                f"{quoted(node.text)} is a {constant.type}, not a percent",
            )
            return None
        share = constant.value
    if not 0 < share <= 1:
        scope.diagnostics.report(
            "percent-out-of-range",
            node.span,
            "a percent is above 0 and at most 100 here",
            secondary=_declared(node, share, scope),
        )
        return None
    return share


def _declared(node: ast.Percent | ast.Name, share: Fraction, scope: Scope) -> list[Label]:
    """Where a constant gets its value, and which."""
    found = scope.find(node) if isinstance(node, ast.Name) else None
    if found is None or not isinstance(found.node, ast.Let):
        return []
    return [Label(found.node.value.span, f"this is {shown(share, PERCENT, scope.currency)}")]
