"""What is left of a declaration after errors: nodes without the clauses that were not understood.

In: a node, the stretches that recovery passed over, the values that cannot be used. Out: the node without
them, and a `Broken` for each. Invariant: what is left out is named, so that nobody misses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final, NamedTuple

from receipt_rules.diagnostics import Span, quoted
from receipt_rules.language import ast
from receipt_rules.language.actions.context import Context
from receipt_rules.language.recovery import Recovery
from receipt_rules.language.scanner import Piece

_ITEMS: Final = ("clauses", "statements", "parts", "fields", "tiers", "rows", "claims")
_TABLES: Final = ("tiers", "table")
_NAME: Final = re.compile(
    r"(?:draft\s+)?(?P<head>[a-z]+)\s+(?P<kind>[a-z_][a-z0-9_]*\s+)?(?P<name>[a-z_][a-z0-9_]*)"
)
_WORD: Final = re.compile(r"\w+")


class Understood(NamedTuple):
    """The declarations that could be read, and what could not."""

    nodes: tuple[ast.Node, ...]
    broken: tuple[ast.Broken, ...]


def understood(node: ast.Node | None, context: Context, recovery: Recovery, piece: Piece) -> Understood:
    """What one run of the parser has understood."""
    if context.zeros and piece.head not in _TABLES:
        _refuse_zeros(context)
    if node is None:
        return Understood((), (_Describe(context, piece).whole(),))
    if not (context.bad or recovery.lost or recovery.headless):
        return Understood((node,), ())
    describe = _Describe(context, piece)
    without, lost = _without(node, context.bad)
    if recovery.headless or without is None:
        return Understood((), (describe.whole(),))
    return Understood(
        (without,), tuple(describe.clause(start, end) for start, end in [*recovery.lost, *lost])
    )


def _refuse_zeros(context: Context) -> None:
    for span in context.zeros.values():
        context.refuse(
            "percent-out-of-range",
            span,
            f"{quoted(span.text)} gives nothing",
            help="a percent is above 0 and at most 100; `0%` can stand in tiers and tables",
        )


def _without(node: ast.Node, bad: list[Span]) -> tuple[ast.Node | None, list[tuple[int, int]]]:
    """The node without the items that hold a bad value; None if one stands outside of all items."""
    bad = [span for span in bad if span.inside(node.span)]
    field = next((name for name in _ITEMS if hasattr(node, name)), None)
    if not bad or field is None:
        return None if bad else node, []
    items: Iterable[Any] = getattr(node, field)
    lost = [item.span for item in items if any(span.inside(item.span) for span in bad)]
    if not all(any(span.inside(each) for each in lost) for span in bad):
        return None, []
    changes: Any = {field: tuple(item for item in items if item.span not in lost)}
    return replace(node, **changes), [(span.start, span.end) for span in lost]


class _Describe:
    def __init__(self, context: Context, piece: Piece) -> None:
        self._context = context
        self._piece = piece
        found = _NAME.match(context.text, piece.start, piece.end)
        first = _WORD.match(context.text, piece.start, piece.end)
        self._head = piece.head or (first.group() if first else "")
        self._name: ast.Name | None = None
        if found and found["head"] not in (
            "ruleset",
            "import",
            "test",
            "prove",
            "protect",
            "schema",
            "sequence",
        ):
            # Of `tender KIND NAME` the second word is the name, of all others the first.
            kind = found["kind"] if found["head"] != "tender" else None
            start = found.start("kind") if kind else found.start("name")
            word = kind.rstrip() if kind else found["name"]
            self._name = ast.Name(context.span(start, start + len(word)), word)

    def whole(self) -> ast.Broken:
        return ast.Broken(self._context.span(self._piece.start, self._piece.end), self._head, self._name)

    def clause(self, start: int, end: int) -> ast.Broken:
        word = _WORD.match(self._context.text, start)
        return ast.Broken(
            self._context.span(start, end), self._head, self._name, word.group() if word else ""
        )
