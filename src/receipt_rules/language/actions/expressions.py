"""Expressions and selectors.

In: the children of a production. Out: nodes of ast/expression.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from receipt_rules.diagnostics import Span
from receipt_rules.language import ast
from receipt_rules.language.actions.context import Context, first_fixed, node, values
from receipt_rules.language.machine import Action


def _all_items(context: Context, kids: list[Any], start: int, end: int) -> ast.Selector:
    excepts, where = kids
    return ast.Selector(Span(context.source, start, end), True, (), excepts or (), where)


def _some_items(context: Context, kids: list[Any], start: int, end: int) -> ast.Selector:
    refs, excepts, where = kids
    return ast.Selector(Span(context.source, start, end), False, refs, excepts or (), where)


def _of_set(context: Context, kids: list[Any], start: int, end: int) -> ast.Selector:
    return ast.Selector(Span(context.source, start, end), False, tuple(kids))


def _of_all(context: Context, _kids: list[Any], start: int, end: int) -> ast.Selector:
    return ast.Selector(Span(context.source, start, end), True, ())


def _aggregate(context: Context, kids: list[Any], start: int, end: int) -> ast.Aggregate:
    return ast.Aggregate(Span(context.source, start, end), *kids)


def _call(context: Context, kids: list[Any], start: int, end: int) -> ast.Call:
    name, arguments = kids
    return ast.Call(Span(context.source, start, end), name, arguments or ())


def _compare(context: Context, kids: list[Any], start: int, end: int) -> ast.Compare:
    left, sign, right = kids
    return ast.Compare(Span(context.source, start, end), sign, left, right)


MAX_DEPTH: Final = 100
"""How many operators, lists or maps may stand one in another; what reads them may call itself for each."""


def _flat(kids: list[Any]) -> Iterator[Any]:
    """The nodes among the parts of a production, those of lists too."""
    for kid in kids:
        if isinstance(kid, list | tuple):
            yield from kid
        else:
            yield kid


def nested(make: Action) -> Action:
    """The action, with the depth of what it makes watched."""

    def watched(context: Context, kids: list[Any], start: int, end: int) -> Any:
        depths = context.depths
        depth = 1 + max((depths[id(kid)][0] for kid in _flat(kids) if id(kid) in depths), default=0)
        if depth > MAX_DEPTH:
            # The parts are left out, so that nothing deep is ever built.
            span = Span(context.source, start, end)
            if not any(start == bad.start for bad in context.bad):
                context.refuse(
                    "too-deep",
                    span,
                    f"more than {MAX_DEPTH} levels, one in another",
                    help="give parts of it names with `let`, or write `x in {...}` for a list of values",
                )
            return ast.Bool(span, "yes", True)
        made = make(context, kids, start, end)
        # With the node itself, since an identity is only of use as long as the node lives.
        depths[id(made)] = depth, made
        return made

    return watched


def _spared(make: Action) -> Action:
    """The action, of which `0%` may be a part: compared, or one of two outcomes."""

    def sparing(context: Context, kids: list[Any], start: int, end: int) -> Any:
        for kid in kids if context.zeros else ():
            if isinstance(kid, ast.Percent):
                context.zeros.pop(kid.span.start, None)
        return make(context, kids, start, end)

    return sparing


ACTIONS: Final[dict[str, Action]] = {
    "all_items": nested(_all_items),
    "some_items": nested(_some_items),
    "selected_items": nested(_some_items),
    "items_value": _of_set,
    "set_refs": values,
    "set_name": node(ast.SetName),
    "set_sku": node(ast.SetSku),
    "set_category": node(ast.SetCategory),
    "set_brand": node(ast.SetBrand),
    "set_tag": node(ast.SetTag),
    "set_discounted": node(ast.SetDiscounted),
    "of_set": _of_set,
    "of_all": _of_all,
    "of_this_item": node(ast.OverThisItem),
    "aggregate": nested(_aggregate),
    "call": nested(_call),
    "arguments": nested(values),
    "ref": node(ast.Ref),
    "compare": nested(_spared(_compare)),
    "add": nested(first_fixed(ast.Arithmetic, "+")),
    "subtract": nested(first_fixed(ast.Arithmetic, "-")),
    "multiply": nested(first_fixed(ast.Arithmetic, "*")),
    "divide": nested(first_fixed(ast.Arithmetic, "/")),
    "negate": nested(node(ast.Negate)),
    "percent_of": nested(node(ast.PercentOf)),
    "default": nested(_spared(node(ast.Default))),
    "and_": nested(first_fixed(ast.Logic, "and")),
    "or_": nested(first_fixed(ast.Logic, "or")),
    "not_": nested(node(ast.Not)),
    "is_known": nested(node(ast.IsKnown)),
    "matches": nested(node(ast.Matches)),
    "in_fact": nested(node(ast.InFact)),
    "in_range": nested(_spared(node(ast.InRange))),
    "in_list": nested(node(ast.InList)),
    "in_values": values,
    "in_items": nested(node(ast.InItems)),
    "in_segment": nested(node(ast.InSegment)),
    "if_else": nested(_spared(node(ast.IfElse))),
}
