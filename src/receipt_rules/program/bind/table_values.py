"""What tier tables and decision tables give.

In: the values of their rows. Out: constants. Invariant: all of one type, of those that can be given or
compared; a percent is from 0 to 100.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from receipt_rules.diagnostics import Label
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.cells import bind_value
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.expression import Const
from receipt_rules.program.types import INT, MONEY, NUMBER, PERCENT, Type

_GIVEN: Final = (PERCENT, MONEY, NUMBER, INT)


def bind_values(nodes: Sequence[ast.Value | ast.Ref], scope: Scope) -> list[Const | None]:
    """The value of each row; None after a diagnostic."""
    first: Const | None = None
    found: list[Const | None] = []
    for node in nodes:
        bound = bind_value(node, None, scope)
        found.append(bound if bound is not None and _fits(node, bound, first, scope) else None)
        first = first or bound
    return found


def _fits(node: ast.Value | ast.Ref, bound: Const, first: Const | None, scope: Scope) -> bool:
    if bound.type not in _GIVEN:
        scope.diagnostics.report("type-mismatch", node.span, f"a table gives no {bound.type}")
        return False
    if first is not None and not alike(first.type, bound.type):
        scope.diagnostics.report(
            "type-mismatch",
            node.span,
            f"this row gives a {bound.type}, the first a {first.type}",
            secondary=[Label(first.span, f"a {first.type}")],
        )
        return False
    if bound.type == PERCENT and not 0 <= bound.value <= 1:  # type: ignore[operator]
        message = f"{quoted(node.span.text)} is no percent that a table gives"
        help = "write a percent from 0 to 100"
        scope.diagnostics.report("percent-out-of-range", node.span, message, help=help)
        return False
    return True


def alike(one: Type, other: Type) -> bool:
    """Whether values of both types stand in one column: whole numbers and others do."""
    return one == other or {one, other} <= {NUMBER, INT}
