"""Whether a selector asks what is `discounted`, itself or through the item sets that it names.

In: a selector of the AST and the bundle that it stands in. Out: the place in the selector, and the place of
the word. Invariant: item sets that name each other in a circle end the search.
"""

from __future__ import annotations

from receipt_rules.diagnostics import Span
from receipt_rules.language import ast
from receipt_rules.program.bind.context import Context
from receipt_rules.program.bind.names import Declared
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.bind.walk import walk


def asks_discounted(node: ast.Node, scope: Scope, context: Context) -> tuple[Span, Span] | None:
    """The part of the node that leads to the word, and the word; both the same where it stands there."""
    for each in walk(node):
        if isinstance(each, ast.SetDiscounted):
            return each.span, each.span
        named = _items(each, scope)
        if named is not None:
            assert isinstance(each, ast.Name)
            word = _inside(named, context)
            if word is not None:
                return each.span, word
    return None


def _items(node: object, scope: Scope) -> Declared | None:
    found = scope.find(node) if isinstance(node, ast.Name) else None
    return found if found is not None and found.kind == "items" else None


def _inside(declared: Declared, context: Context) -> Span | None:
    waiting, seen = [declared], {declared}
    while waiting:
        items = waiting.pop()
        assert isinstance(items.node, ast.Items)
        scope = context.scopes[items.home]
        for each in walk(items.node.source):
            if isinstance(each, ast.SetDiscounted):
                return each.span
            named = _items(each, scope)
            if named is not None and named not in seen:
                seen.add(named)
                waiting.append(named)
    return None
