"""Item sets and segments.

In: `items` and `segment` declarations. Out: `ItemSet` and `Segment` by id. Invariant: no set and no
segment depends on itself, however far round, or on others too many one in another; each is a diagnostic.
"""

from __future__ import annotations

from collections.abc import Mapping

from receipt_rules.diagnostics import Label, Span
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program import expression as px
from receipt_rules.program.bind.context import Context
from receipt_rules.program.bind.depths import check_depths
from receipt_rules.program.bind.expression import bind_expression
from receipt_rules.program.bind.literals import at_least_one
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.references import Reference, circles, references
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


# ---- what depends on itself -----------------------------------------------------------------------


def check_references(items: Mapping[str, ItemSet], segments: Mapping[str, Segment], context: Context) -> None:
    """Reports each circle of item sets and segments once, and without any, chains that are too long."""
    places: dict[Reference, Span] = {}
    places |= {("items", id): node.name.span for id, node, _ in context.named(ast.Items)}
    places |= {("segment", id): node.name.span for id, node, _ in context.named(ast.Segment)}
    trees: dict[Reference, object] = {}
    trees |= {("items", id): items[id].source for id in sorted(items)}
    trees |= {("segment", id): segments[id].source for id in sorted(segments)}
    uses = {each: sorted(set(references(tree))) for each, tree in trees.items()}
    found = circles(uses)
    if not found:
        check_depths(uses, trees, places, context.diagnostics)
    for circle in found:
        first, *others = circle
        shown = [quoted(id) for _, id in [*circle, first]]
        context.diagnostics.report(
            "circular-name",
            places[first],
            f"{shown[0]} is made of itself" if not others else f"{shown[0]} is made of itself, in a circle",
            secondary=[Label(places[each], "part of the circle") for each in others],
            notes=[" needs ".join(shown)] if others else [],
            help="take one of them out of the circle",
        )
