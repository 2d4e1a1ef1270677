"""Going through a tree of nodes, of the AST or of the program.

In: any frozen node, or a tuple of them. Out: the node and all nodes below it, parents first, in the order
of the text. Invariant: only nodes come out; places, types, numbers and texts are values, not branches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any


def walk(node: object) -> Iterator[object]:
    """The node and everything below it."""
    waiting: list[Any] = [node]
    while waiting:
        each = waiting.pop()
        kind: type = type(each)
        if kind is tuple:
            waiting += each[::-1]
            continue
        branches = _branches(kind)
        if branches is None:
            continue
        yield each
        for name in branches:
            waiting.append(getattr(each, name))


def below(node: object) -> tuple[Any, ...]:
    """What stands directly below: the parts of a tuple, the branches of a node; they may be no nodes."""
    if isinstance(node, tuple):
        return node
    kind: type = type(node)
    return tuple(getattr(node, name) for name in _branches(kind) or ())


def height(node: object) -> int:
    """How many nodes stand one in another, at most."""
    highest = 0
    waiting: list[tuple[Any, int]] = [(node, 1)]
    while waiting:
        each, level = waiting.pop()
        kind: type = type(each)
        if kind is tuple:
            waiting += ((part, level) for part in each)
        elif (branches := _branches(kind)) is not None:
            highest = max(highest, level)
            waiting += ((getattr(each, name), level + 1) for name in branches)
    return highest


@cache
def _branches(kind: type) -> tuple[str, ...] | None:
    """The fields of a node type that may hold nodes, the last one first; None for what is no node."""
    if not is_dataclass(kind):
        return None
    return tuple(each.name for each in reversed(fields(kind)) if each.name not in ("span", "type"))
