"""How deep an expression is nested.

In: an expression or a selector of the AST. Out: a diagnostic where it is deeper than can be walked on any
machine. Invariant: a chain of `and` or of `or` counts once, however long.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Final

from receipt_rules.language import ast
from receipt_rules.program.bind.scope import Scope

DEEPEST: Final = 50
"""Levels; nobody reads deeper, and every later stage walks the tree with its own stack."""


def too_deep(node: ast.Expr | ast.Selector, scope: Scope) -> bool:
    """Whether the expression is nested too deep, which is said then."""
    waiting: list[tuple[ast.Node, int]] = [(node, 1)]
    while waiting:
        here, depth = waiting.pop()
        if depth > DEEPEST:
            scope.diagnostics.report(
                "too-deep",
                node.span,
                f"the expression is nested deeper than {DEEPEST} levels",
                help="give parts of it a name with `items` or `segment`, or make it several `when`",
            )
            return True
        op = here.op if isinstance(here, ast.Logic) else None
        for part in _parts(here):
            chained = op is not None and isinstance(part, ast.Logic) and part.op == op
            waiting.append((part, depth if chained else depth + 1))
    return False


def _parts(node: ast.Node) -> Iterator[ast.Node]:
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, ast.Node):
            yield value
        elif isinstance(value, tuple) and field.name != "span":
            yield from (each for each in value if isinstance(each, ast.Node))
