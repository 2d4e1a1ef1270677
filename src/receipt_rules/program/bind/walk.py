"""Going through a tree of nodes, of the AST or of the program.

In: any frozen node. Out: the node and all nodes below it, parents first, in the order of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache


def walk(node: object) -> Iterator[object]:
    """The node and everything below it; places and types are not looked into."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, tuple):
            if not hasattr(each, "_fields"):  # a place or a quantity is a value, not a branch
                waiting.extend(reversed(each))
            continue
        yield each
        if is_dataclass(each) and not isinstance(each, type):
            waiting.extend(getattr(each, name) for name in reversed(_branches(type(each))))


@cache
def _branches(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind) if each.name not in ("span", "type"))
