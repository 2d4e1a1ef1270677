"""A node at another place: what a declaration that was parsed before needs to stand in a new text.

In: a node or a diagnostic, the new source, how many characters further. Out: its equal with new spans.
Invariant: nothing but spans changes; what was given stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeVar

from receipt_rules.diagnostics import Diagnostic, Fix, Label, Source, Span
from receipt_rules.language import ast

N = TypeVar("N")


class Shift:
    """Moves nodes by `by` characters into `source`; one instance for one declaration."""

    def __init__(self, source: Source, by: int) -> None:
        self._source = source
        self._by = by

    def span(self, span: Span) -> Span:
        """The place, moved."""
        return Span(self._source, span.start + self._by, span.end + self._by)

    def nodes(self, nodes: N) -> N:
        """A copy of a node or a tuple of them, moved."""
        moved: N = self._value(nodes)
        return moved

    def diagnostic(self, found: Diagnostic) -> Diagnostic:
        """A copy of the finding, moved."""
        return Diagnostic(
            found.slug,
            found.level,
            found.message,
            self.span(found.span),
            found.label,
            tuple(Label(self.span(label.span), label.text) for label in found.secondary),
            found.notes,
            found.help,
            found.fix and Fix(self.span(found.fix.span), found.fix.replacement),
        )

    def _value(self, value: Any) -> Any:
        kind = type(value)
        if kind is tuple:
            return tuple([self._value(each) for each in value]) if value else value
        if kind is Span:
            return Span(self._source, value.start + self._by, value.end + self._by)
        slots = _SLOTS.get(kind)
        if slots is None:
            if not isinstance(value, ast.Node):
                return value
            slots = _SLOTS[kind] = [_accessors(kind, each.name) for each in fields(value)]
        copy = object.__new__(kind)
        for get, put in slots:
            put(copy, self._value(get(value)))
        return copy


Accessors = tuple[Callable[[Any], Any], Callable[[Any, Any], None]]

# By class, filled when a class is first met; it says how classes are made and nothing about any text.
_SLOTS: dict[type, list[Accessors]] = {}


def _accessors(kind: type, name: str) -> Accessors:
    member: Any = getattr(kind, name)
    return member.__get__, member.__set__
