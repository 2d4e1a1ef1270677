"""Whether something asks what is `discounted`, itself or through the item sets that it names.

In: a node of the AST and the bundle that it stands in. Out: the place in the node, and the place of the word;
diagnostics for expressions that ask it of a line. Invariant: item sets that name each other in a circle end
the search.
"""

from __future__ import annotations

from receipt_rules.diagnostics import Label, Span
from receipt_rules.diagnostics.wording import quoted
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


def check_in_items(context: Context) -> None:
    """`item.sku in items x` is asked of a line, and `discounted` tells the units of a line apart."""
    for declaration, scope in context.each(ast.Node):
        for node in walk(declaration):
            if not isinstance(node, ast.InItems):
                continue
            found = asks_discounted(node.items, scope, context)
            if found is not None:
                context.diagnostics.report(
                    "in-items-discounted",
                    node.span,
                    f"{quoted(node.items.text)} asks what is `discounted`, and there is a line here, no unit",
                    secondary=[Label(found[1], "asked here")],
                    help="select the items with `on ...` or `of (...)`, where units can be told apart",
                )


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
