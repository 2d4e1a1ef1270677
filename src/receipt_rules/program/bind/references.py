"""Which declarations depend on which, and where that goes in a circle.

In: bound trees, graphs. Out: what they name, and circles. Invariant: a circle is found once, and begins
at its smallest member, so that the order of the text does not show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from receipt_rules.program import expression as px
from receipt_rules.program.bind.walk import walk
from receipt_rules.program.model import ForSegment, SlicesOff, SlicesOffReceipt

_MOST: Final = 20

Reference = tuple[str, str]
"""A kind and an id: `("items", "c.dairy")`, `("segment", "vip")`."""


def references(node: object) -> Iterator[Reference]:
    """What a bound tree names, as it stands there: `("items", id)`, `("segment", id)`, `("tiers", id)`,
    `("table", id)`."""
    for each in walk(node):
        reference = named_by(each)
        if reference is not None:
            yield reference


def named_by(node: object) -> Reference | None:
    """What one node names, itself."""
    if isinstance(node, px.Members | px.InItems):
        return "items", node.items
    if isinstance(node, px.InSegment | ForSegment):
        return "segment", node.segment
    if isinstance(node, px.TierValue | SlicesOff | SlicesOffReceipt):
        return "tiers", node.tiers
    if isinstance(node, px.TableValue):
        return "table", node.table
    return None


def circles(uses: Mapping[Reference, Iterable[Reference]]) -> list[list[Reference]]:
    """The circles of a graph that a walk from every node in order meets, each from its smallest node.

    No more than `_MOST`, since a long circle with many ways back is as many long circles.
    """
    done: set[Reference] = set()
    found: list[list[Reference]] = []
    for start in uses:
        trail = {} if start in done else {start: iter(uses[start])}
        while trail:
            last = next(reversed(trail))
            following = next(trail[last], None)
            if following is None:
                del trail[last]
                done.add(last)
            elif following in trail and len(found) < _MOST:
                members = list(trail)
                circle = members[members.index(following) :]
                turn = circle.index(min(circle))
                found.append(circle[turn:] + circle[:turn])
            elif following not in done and following not in trail and following in uses:
                trail[following] = iter(uses[following])
    return found
