"""What an action knows besides its children, and the actions that most productions share.

In: the source of the declaration. Out: nodes with their places. Invariant: an action never raises on an
author's text; what is wrong with a value it reports, and returns `Bad` in its place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Unpack

from receipt_rules.diagnostics import Details, Diagnostic, Diagnostics, Source, Span
from receipt_rules.language.lexer import Token
from receipt_rules.language.machine import Action


class Context:
    """The declaration that is being read: what was said about it, and what its errors leave to remember.

    `bad` are values that cannot be used; `zeros` the `0%` for which nothing has stood up yet, by their place;
    `depths` how deep an expression is, by identity; `rest` where another declaration begins, if one does.
    """

    __slots__ = (
        "_found",
        "bad",
        "braces",
        "currency",
        "depths",
        "rest",
        "said_blank",
        "source",
        "text",
        "zeros",
    )  # fmt: skip

    def __init__(self, source: Source, currency: str) -> None:
        self.source = source
        self.text = source.text
        self.currency = currency
        self.bad: list[Span] = []
        self.depths: dict[int, tuple[int, Any]] = {}
        self.zeros: dict[int, Span] = {}
        self.rest: tuple[int, Token | None] | None = None
        self.braces: Any = None
        self.said_blank = False
        self._found: Diagnostics | None = None

    @property
    def found(self) -> tuple[Diagnostic, ...]:
        """What was said, in order."""
        return tuple(self._found) if self._found is not None else ()

    def span(self, start: int, end: int) -> Span:
        """A place in the source."""
        return Span(self.source, start, end)

    def report(self, slug: str, span: Span, message: str, **details: Unpack[Details]) -> None:
        """Say something about the declaration."""
        if self._found is None:
            self._found = Diagnostics()
        self._found.report(slug, span, message, **details)

    def refuse(self, slug: str, span: Span, message: str, **details: Unpack[Details]) -> None:
        """Report a value that cannot be used; the clause that holds it is left out."""
        self.report(slug, span, message, **details)
        self.bad.append(span)


def node(cls: Callable[..., Any], *fixed: Any) -> Action:
    """The action that makes a node of the children as they stand, then of `fixed`."""

    def make(context: Context, kids: list[Any], start: int, end: int) -> Any:
        return cls(Span(context.source, start, end), *kids, *fixed)

    return make


def first_fixed(cls: Callable[..., Any], *fixed: Any) -> Action:
    """The action that makes a node of `fixed`, then of the children."""

    def make(context: Context, kids: list[Any], start: int, end: int) -> Any:
        return cls(Span(context.source, start, end), *fixed, *kids)

    return make


def listed(cls: Callable[..., Any], single: int = 0) -> Action:
    """The action that makes a node of the first `single` children and a tuple of the others."""

    def make(context: Context, kids: list[Any], start: int, end: int) -> Any:
        return cls(Span(context.source, start, end), *kids[:single], tuple(kids[single:]))

    return make


def values(_context: Context, kids: list[Any], _start: int, _end: int) -> tuple[Any, ...]:
    """The children as a tuple."""
    return tuple(kids)


def yes(_context: Context, _kids: list[Any], _start: int, _end: int) -> bool:
    """A choice that was made."""
    return True


def written(context: Context, _kids: list[Any], start: int, end: int) -> str:
    """The words that stand there."""
    return context.text[start:end]
