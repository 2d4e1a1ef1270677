"""`in`, `matches`, `is known`, `default`.

In: their AST nodes. Out: bound ones.
"""

from __future__ import annotations

from receipt_rules.diagnostics import Span
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program import expression as px
from receipt_rules.program.bind.binder import Binder
from receipt_rules.program.bind.facts import looks_like_fact
from receipt_rules.program.bind.folding import constant
from receipt_rules.program.bind.measures import measure
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.regex import checked_pattern
from receipt_rules.program.bind.typing import (
    common,
    comparable,
    expected,
    known_choice,
    ordered,
    with_article,
)
from receipt_rules.program.bind.values import bind_fact
from receipt_rules.program.types import BOOL, TEXT, TEXTS, Type

_CUSTOMER = "customer"


def bind_in_range(binder: Binder, node: ast.InRange) -> px.Expr | None:
    """`x in low..high`."""
    nodes = (node.operand, node.low, node.high)
    hint = measure(nodes, binder.scope)
    operand, low, high = (binder.bind(each, hint) for each in nodes)
    if operand is None or low is None or high is None:
        return None
    borders = [
        comparable((node.operand, operand), (border_node, border), binder.scope)
        for border_node, border in ((node.low, low), (node.high, high))
    ]
    if not all(borders) or not ordered(operand, binder.scope):
        return None
    if isinstance(low, px.Const) and isinstance(high, px.Const) and low.value > high.value:  # type: ignore[operator]
        binder.scope.diagnostics.report(
            "empty-range",
            Span.join(node.low.span, node.high.span),
            "the range ends before it begins",
            help="put the smaller border first",
        )
        return None
    return binder.made(px.InRange(node.span, BOOL, operand, low, high))


def bind_in_list(binder: Binder, node: ast.InList) -> px.Expr | None:
    """`x in {"a", "b"}`."""
    hint = measure((node.operand, *node.values), binder.scope)
    operand = binder.bind(node.operand, hint)
    values: list[px.Const] = []
    for each in node.values:
        value = binder.bind(each, hint)
        if value is None:
            continue
        if not isinstance(value, px.Const):
            binder.scope.diagnostics.report(
                "not-a-constant",
                each.span,
                f"a list in braces holds constants, {quoted(each.span.text)} is none",
                help="compare with it: `... = ... or ...`",
            )
        elif operand is None or comparable((node.operand, operand), (each, value), binder.scope):
            values.append(value)
    if operand is None or len(values) < len(node.values):
        return None
    return binder.made(px.InList(node.span, BOOL, operand, tuple(values)))


def bind_in_fact(binder: Binder, node: ast.InFact) -> px.Expr | None:
    """`"vip" in customer.tags`."""
    operand, texts = binder.bind(node.operand), binder.bind(node.fact)
    if operand is None or texts is None:
        return None
    if texts.type != TEXTS:
        binder.scope.diagnostics.report(
            "type-mismatch",
            node.fact.span,
            f"nothing can be `in` {with_article(texts.type)}",
            help="a list is a fact such as `customer.segments`, or values in braces: `{...}`",
        )
        return None
    if not expected(operand, node.operand, (TEXT,), binder.scope):
        return None
    return binder.made(px.InFact(node.span, BOOL, operand, texts))


def bind_in_items(binder: Binder, node: ast.InItems) -> px.Expr | None:
    """`item.sku in items tea`."""
    operand = binder.bind(node.operand)
    items = binder.scope.lookup("items", node.items)
    if operand is None or items is None:
        return None
    if not isinstance(operand, px.Fact) or operand.path != "item.sku":
        binder.scope.diagnostics.report(
            "type-mismatch",
            node.operand.span,
            "only the item at hand can be in an item set",
            help=f"write `item.sku in items {node.items.text}`",
        )
        return None
    return px.InItems(node.span, BOOL, items)


def bind_in_segment(binder: Binder, node: ast.InSegment) -> px.Expr | None:
    """`customer in segment s`."""
    segment = binder.scope.lookup("segment", node.segment)
    if not isinstance(node.operand, ast.Ref) or node.operand.name.text != _CUSTOMER:
        if binder.knowing(None).bind(node.operand) is not None:
            binder.scope.diagnostics.report(
                "type-mismatch",
                node.operand.span,
                "only the customer can be in a segment",
                help=f"write `customer in segment {node.segment.text}`",
            )
        return None
    if binder.place is Place.CONSTANT:
        binder.scope.diagnostics.report(
            "not-a-constant", node.span, "who is in a segment is not known before the till opens"
        )
        return None
    return None if segment is None else px.InSegment(node.span, BOOL, segment)


def bind_matches(binder: Binder, node: ast.Matches) -> px.Expr | None:
    """`x matches /re/`."""
    operand = binder.bind(node.operand)
    pattern = checked_pattern(node.regex, binder.scope.diagnostics)
    if operand is None or pattern is None or not expected(operand, node.operand, (TEXT,), binder.scope):
        return None
    return binder.made(px.Matches(node.span, BOOL, operand, pattern))


# ---- optional facts ----------------------------------------------------------------------------------


def bind_is_known(binder: Binder, node: ast.IsKnown) -> px.Expr | None:
    """`x is known`."""
    fact = _fact(binder, node.operand)
    if fact is None:
        return None
    if not isinstance(fact, px.Fact) or not fact.optional:
        _report_needless(binder, node.operand, node.span, "is known")
        return constant(node.span, BOOL, True)
    return px.Known(node.span, BOOL, fact)


def bind_default(binder: Binder, node: ast.Default) -> px.Expr | None:
    """`fact default x`."""
    hint = binder.hint or measure((node.fallback, node.operand), binder.scope)
    fact, fallback = _fact(binder, node.operand, hint), binder.bind(node.fallback, hint)
    if fact is None or fallback is None:
        return None
    type = common(fact.type, fallback.type)
    if type is None:
        expected(fallback, node.fallback, (fact.type,), binder.scope)
        return None
    if not known_choice(fact.type, fallback, binder.scope):
        return None
    if not isinstance(fact, px.Fact) or not fact.optional:
        _report_needless(binder, node.operand, node.span, "default")
        return fact
    return px.OrElse(node.span, fact.type if fact.type.choices else type, fact, fallback)


def _fact(binder: Binder, node: ast.Expr, hint: Type | None = None) -> px.Expr | None:
    """The operand of `default` or `is known`: a fact is read here without a guard."""
    if isinstance(node, ast.Ref) and looks_like_fact(node.name):
        return bind_fact(binder if hint is None else binder.hinting(hint), node.name, guarded=True)
    return binder.bind(node, hint)


def _report_needless(binder: Binder, operand: ast.Expr, place: Span, word: str) -> None:
    binder.scope.diagnostics.report(
        "needless-default",
        place,
        f"{quoted(operand.span.text)} is always known",
        help=f"leave `{word}` out" if word == "default" else "leave the condition out",
    )
