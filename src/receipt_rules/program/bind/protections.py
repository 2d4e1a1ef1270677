"""`protect`: what no rule may break.

In: `protect` declarations. Out: `Protection`s in an order that the text does not decide. Invariant: a
price is money or a percent of the shelf price, a discount too; a percent is from 0 to 100; what is protected
does not depend on what rules give.
"""

from __future__ import annotations

from fractions import Fraction

from receipt_rules.diagnostics import Label
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.context import Context
from receipt_rules.program.bind.discounted import asks_discounted
from receipt_rules.program.bind.expression import bind_expression
from receipt_rules.program.bind.literals import above_zero
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.bind.selector import bind_selector
from receipt_rules.program.bind.walk import walk
from receipt_rules.program.expression import Aggregate, Const, Expr, Selection
from receipt_rules.program.model import Protection
from receipt_rules.program.types import MONEY, PERCENT


def bind_protections(context: Context) -> tuple[Protection, ...]:
    """Every protection that could be bound."""
    found = [_bound(node, scope, context) for node, scope in context.each(ast.Protect)]
    return tuple(sorted((each for each in found if each is not None), key=repr))


def _bound(node: ast.Protect, scope: Scope, context: Context) -> Protection | None:
    selection: Selection | None = None
    if node.selector is not None:
        selection = bind_selector(node.selector, scope)
        if _asks_what_is_given(node.selector, scope, context):
            return None
    value: Expr | None = None
    if node.value is not None:
        place = Place.RULE if node.selector is None else Place.ITEM
        value = bind_expression(node.value, scope, (MONEY, PERCENT), place)
        if value is None or not _in_range(node, value, scope) or _asks_a_rule(value, scope):
            return None
    if node.selector is not None and selection is None:
        return None
    return Protection(node.what, selection, value, node.span)


def _asks_what_is_given(node: ast.Selector, scope: Scope, context: Context) -> bool:
    """Protections are judged before phase 1, where nothing is cheaper yet."""
    found = asks_discounted(node, scope, context)
    if found is None:
        return False
    place, word = found
    scope.diagnostics.report(
        "protect-discounted",
        place,
        "a protection cannot ask what is `discounted`",
        secondary=[] if place == word else [Label(word, "asked here")],
        notes=["what is protected is known before any rule gives something"],
        help="protect the items by what they are; `except discounted` in a rule keeps it off cheaper units",
    )
    return True


def _asks_a_rule(value: Expr, scope: Scope) -> bool:
    """A bare aggregate is over the items of a rule, and a protection is none."""
    for each in walk(value):
        if isinstance(each, Aggregate) and each.over is None:
            scope.diagnostics.report(
                "fact-out-of-reach",
                each.span,
                f"{quoted(each.span.text)} cannot be read in a protection",
                label="a protection has no items of its own",
                help=f"write `{each.function} of all items`, or `of items ...`",
            )
            return True
    return False


def _in_range(node: ast.Protect, value: Expr, scope: Scope) -> bool:
    """A discount of at most nothing is none, a price of at least nothing is any."""
    if not isinstance(value, Const) or not isinstance(value.value, int | Fraction):
        return True
    if value.type == PERCENT and not 0 <= value.value <= 1:
        scope.diagnostics.report("percent-out-of-range", value.span, "a percent is from 0 to 100 here")
        return False
    if node.what == "price":
        return above_zero(value, scope, what="a price that is protected")
    if value.value < 0:
        scope.diagnostics.report("bad-count", value.span, "a discount is not below zero")
        return False
    return True
