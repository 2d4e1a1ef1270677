"""What has a name, by what it is made of.

In: bound item sets, segments and tables. Out: their trees by reference, and diagnostics. Invariant: nothing
depends on itself, however far round, or on others too many one in another; each is a diagnostic.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from receipt_rules.diagnostics import Label, Span
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.context import Context
from receipt_rules.program.bind.depths import check_depths
from receipt_rules.program.bind.references import Reference, circles, references
from receipt_rules.program.model import ItemSet, Segment, Table, Tiers

_KINDS: Final[Mapping[str, type[ast.Items | ast.Segment | ast.Tiers | ast.Table]]] = {
    "items": ast.Items,
    "segment": ast.Segment,
    "tiers": ast.Tiers,
    "table": ast.Table,
}


def made_of(
    items: Mapping[str, ItemSet],
    segments: Mapping[str, Segment],
    tiers: Mapping[str, Tiers],
    tables: Mapping[str, Table],
) -> dict[Reference, object]:
    """What each reads, by kind and id; of a table its inputs, since its rows are constants."""
    trees: dict[Reference, object] = {}
    trees |= {("items", id): items[id].source for id in sorted(items)}
    trees |= {("segment", id): segments[id].source for id in sorted(segments)}
    trees |= {("tiers", id): tiers[id].by for id in sorted(tiers)}
    trees |= {("table", id): tables[id].inputs for id in sorted(tables)}
    return trees


def check_references(trees: Mapping[Reference, object], context: Context) -> bool:
    """Reports each circle once, and without any, chains that are too long; whether all can be followed."""
    places: dict[Reference, Span] = {}
    for kind, node_type in _KINDS.items():
        places |= {(kind, id): node.name.span for id, node, _ in context.named(node_type)}
    uses = {each: sorted(set(references(tree))) for each, tree in trees.items()}
    found = circles(uses)
    if not found:
        return check_depths(uses, trees, places, context.diagnostics)
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
    return False
