"""Which unit a quantity is in, where only its neighbour says so.

In: the parts that are compared. Out: the quantity that one of them is. Invariant: only written measures,
constants and facts say a unit; `quantity of items x` alone counts units of goods.
"""

from __future__ import annotations

from collections.abc import Iterable

from receipt_rules.language import ast
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.types import Type


def measure(parts: Iterable[ast.Expr], scope: Scope) -> Type | None:
    """The quantity that the first part with a unit is in, or None."""
    found = (_measure(part, scope) for part in parts)
    return next((each for each in found if each is not None), None)


def _measure(node: ast.Expr, scope: Scope) -> Type | None:
    if isinstance(node, ast.Measure):
        return Type("quantity", dimension=node.quantity.dimension)
    if isinstance(node, ast.Default):
        return measure((node.fallback, node.operand), scope)
    if isinstance(node, ast.IfElse):
        return measure((node.then, node.otherwise), scope)
    if isinstance(node, ast.Ref):
        found = scope.find(node.name)
        if found is not None and found.kind == "let":
            value = scope.constant(node.name)
            return value.type if value is not None and value.type.kind == "quantity" else None
    return None
