"""Expressions and selectors.

In: the children of a production. Out: nodes of ast/expression.py.
"""

from __future__ import annotations

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


ACTIONS: Final[dict[str, Action]] = {
    "all_items": _all_items,
    "some_items": _some_items,
    "selected_items": _some_items,
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
    "aggregate": _aggregate,
    "call": _call,
    "arguments": values,
    "ref": node(ast.Ref),
    "compare": _compare,
    "add": first_fixed(ast.Arithmetic, "+"),
    "subtract": first_fixed(ast.Arithmetic, "-"),
    "multiply": first_fixed(ast.Arithmetic, "*"),
    "divide": first_fixed(ast.Arithmetic, "/"),
    "negate": node(ast.Negate),
    "percent_of": node(ast.PercentOf),
    "default": node(ast.Default),
    "and_": first_fixed(ast.Logic, "and"),
    "or_": first_fixed(ast.Logic, "or"),
    "not_": node(ast.Not),
    "is_known": node(ast.IsKnown),
    "matches": node(ast.Matches),
    "in_fact": node(ast.InFact),
    "in_range": node(ast.InRange),
    "in_list": node(ast.InList),
    "in_values": values,
    "in_items": node(ast.InItems),
    "in_segment": node(ast.InSegment),
    "if_else": node(ast.IfElse),
}
