"""What an action knows besides its children, and the actions that most productions share.

In: the source of the declaration. Out: nodes with their places. Invariant: an action never raises on an
author's text; what is wrong with a value it reports, and returns `Bad` in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from receipt_rules.diagnostics import CATALOGUE, Diagnostic, Fix, Label, Source, Span
from receipt_rules.language.machine import Action


class Context:
    """The declaration that is being read; `found` was said about it, `bad` values cannot be used."""

    __slots__ = ("bad", "currency", "found", "source", "text")

    def __init__(self, source: Source, currency: str) -> None:
        self.source = source
        self.text = source.text
        self.currency = currency
        self.found: list[Diagnostic] = []
        self.bad: list[Span] = []

    def span(self, start: int, end: int) -> Span:
        """A place in the source."""
        return Span(self.source, start, end)

    def report(
        self,
        slug: str,
        span: Span,
        message: str,
        *,
        label: str = "",
        secondary: Iterable[tuple[Span, str]] = (),
        notes: Iterable[str] = (),
        help: str = "",
        fix: Fix | None = None,
    ) -> None:
        """Say something about the declaration."""
        level = CATALOGUE[slug].level
        labels = tuple(Label(*each) for each in secondary)
        self.found.append(Diagnostic(slug, level, message, span, label, labels, tuple(notes), help, fix))

    def refuse(self, slug: str, span: Span, message: str, *, label: str = "", help: str = "") -> None:
        """Report a value that cannot be used; the clause that holds it is left out."""
        self.report(slug, span, message, label=label, help=help)
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
