"""What a printed text is made of, before it is known where its lines end.

In: words. Out: `Doc`, a tree of words and of the places where a line may end. Invariant: a group is
printed on one line or broken at all of its own breaks, never at some; what holds a comment or a text
of several lines is broken, and so is all that encloses it.

The algebra is that of Philip Wadler, "A prettier printer" (2003), with groups that can be told to break.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the line may end; on one line it is `flat`. Without `flat` the line ends always."""

    flat: str | None


@dataclass(frozen=True, slots=True)
class Broken:
    """A word that is there only where the group around it is broken."""

    text: str


@dataclass(frozen=True, slots=True)
class Trail:
    """A comment for the end of the line, wherever that is; it takes no part in measuring."""

    comment: str


@dataclass(frozen=True, slots=True)
class Seq:
    """One after another."""

    parts: tuple[Doc, ...]
    forced: bool


@dataclass(frozen=True, slots=True)
class Indent:
    """The same, one step to the right after every break inside."""

    body: Doc
    forced: bool


@dataclass(frozen=True, slots=True)
class Group:
    """All breaks inside, but for those of inner groups, are taken together or not at all."""

    body: Doc
    forced: bool


Doc = str | Break | Broken | Trail | Seq | Indent | Group

SPACE: Final = Break(" ")
GAP: Final = Break("  ")
NOTHING: Final = Break("")
NEWLINE: Final = Break(None)


def is_forced(doc: Doc) -> bool:
    """Whether the text cannot stand on one line."""
    if isinstance(doc, str):
        return "\n" in doc or "\r" in doc
    if isinstance(doc, Break):
        return doc.flat is None
    if isinstance(doc, Broken):
        return False
    return isinstance(doc, Trail) or doc.forced


def seq(*parts: Doc) -> Seq:
    """One after another."""
    return Seq(parts, any(map(is_forced, parts)))


def indent(*parts: Doc) -> Indent:
    """One after another, a step to the right."""
    body = seq(*parts)
    return Indent(body, body.forced)


def group(*parts: Doc, broken: bool = False) -> Group:
    """A unit of breaking; `broken` where the author has broken it."""
    body = seq(*parts)
    return Group(body, broken or body.forced)


def joined(docs: list[Doc], between: Doc) -> Seq:
    """The docs with something between any two of them."""
    parts: list[Doc] = []
    for doc in docs:
        if parts:
            parts.append(between)
        parts.append(doc)
    return seq(*parts)
