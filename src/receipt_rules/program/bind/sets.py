"""Item sets and segments.

In: `items` and `segment` declarations. Out: `ItemSet` and `Segment` by id, and diagnostics. Invariant: a set
that depends on the customer is `Later`.
"""

from __future__ import annotations

from receipt_rules.language import ast
from receipt_rules.program import expression as px
from receipt_rules.program.bind.context import Context
from receipt_rules.program.bind.expression import bind_expression
from receipt_rules.program.bind.literals import at_least_one
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.bind.selector import bind_selector
from receipt_rules.program.model import ItemSet, Later, Segment, SegmentAssigned, SegmentIds, SkuList
from receipt_rules.program.types import BOOL


def bind_items(context: Context) -> dict[str, ItemSet]:
    """Every item set of the bundle that could be bound, by id."""
    found: dict[str, ItemSet] = {}
    for id, node, scope in context.named(ast.Items):
        source = _items_source(node, scope, context)
        if source is not None:
            title = "" if node.title is None else node.title.value
            found[id] = ItemSet(id, title, source, node.span)
    return found


def bind_segments(context: Context) -> dict[str, Segment]:
    """Every segment of the bundle that could be bound, by id."""
    found: dict[str, Segment] = {}
    for id, node, scope in context.named(ast.Segment):
        source = _segment_source(node, scope, context)
        if source is not None:
            title = "" if node.title is None else node.title.value
            found[id] = Segment(id, title, source, node.span)
    return found


def _items_source(node: ast.Items, scope: Scope, context: Context) -> px.Selection | SkuList | Later | None:
    source = node.source
    if isinstance(source, ast.Csv):
        skus = context.tables.column(source)
        return None if skus is None else SkuList(frozenset(skus))
    if isinstance(source, ast.Selector):
        return bind_selector(source, scope)
    if isinstance(source, ast.AssignedToCustomer):
        return Later(source.span, "assigned to customer")
    at_least_one(source.up_to, context.diagnostics, what="the number of chosen items")
    for ref in source.pool:
        bind_selector(ast.Selector(ref.span, all_items=False, refs=(ref,)), scope)
    return Later(source.span, "chosen by customer")


def _segment_source(
    node: ast.Segment, scope: Scope, context: Context
) -> SegmentIds | SegmentAssigned | px.Expr | None:
    if isinstance(node.source, ast.Csv):
        ids = context.tables.column(node.source, secret=True)
        return None if ids is None else SegmentIds(frozenset(ids))
    if isinstance(node.source, ast.AssignedByHost):
        return SegmentAssigned(node.name.text)
    return bind_expression(node.source.condition, scope, BOOL, Place.CUSTOMER)
