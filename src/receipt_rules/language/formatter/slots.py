"""What starts a line of its own once its surroundings are broken, and the comments that belong to it.

In: parts of a text with their places. Out: slots, and the layout of slots one below the other. Invariant: a
slot has at most one comment behind it; all others stand above.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from receipt_rules.language import ast
from receipt_rules.language.formatter.layout import NEWLINE, SPACE, Break, Broken, Doc, Trail, seq

_N = TypeVar("_N", bound=ast.Node)


class Part(NamedTuple):
    """Something to be placed: where it stands in the source (offsets), and how to lay it out."""

    start: int
    end: int
    build: Callable[[], Doc]


class Remark(NamedTuple):
    """A comment on a line of its own; `blank` when an empty line stands before it."""

    text: str
    blank: bool


@dataclass(slots=True)
class Slot:
    """A part and the comments that belong to it; `start` is the offset of its first character."""

    start: int = -1
    doc: Doc = ""
    before: list[Remark] = field(default_factory=list)
    after: str = ""
    blank: bool = False
    after_is_inner: bool = False

    @property
    def has_room(self) -> bool:
        """Whether a comment may still go behind the slot."""
        return not self.after or self.after_is_inner

    def put_behind(self, comment: str, *, inner: bool = False) -> None:
        """One from the middle of the slot makes room for one that stood behind it."""
        if self.after:
            self.put_above(self.after)
        self.after, self.after_is_inner = comment, inner

    def put_above(self, comment: str) -> None:
        """The empty line before the slot, if any, now stands before the comment."""
        self.before.append(Remark(comment, self.blank))
        self.blank = False


def part(node: _N, build: Callable[[_N], Doc]) -> Part:
    """A node at its place."""
    return Part(node.span.start, node.span.end, lambda: build(node))


def trail(comment: str) -> Doc:
    """A comment behind a line, if there is one."""
    return Trail(comment) if comment else ""


def below(
    slots: Sequence[Slot],
    tail: Sequence[Remark],
    *,
    blanks: bool = False,
    between: Break = SPACE,
    comma: bool = False,
    last_comma: bool = False,
) -> Doc:
    """Slots with their comments, one below the other if broken; `tail` are the comments after the last."""
    docs: list[Doc] = []

    def line(doc: Doc, blank: bool, start: Break) -> None:
        if docs:
            docs.append(start)
            if blank and blanks:
                docs.append(NEWLINE)
        docs.append(doc)

    for number, slot in enumerate(slots):
        for remark in slot.before:
            line(remark.text, remark.blank, NEWLINE)
        line(slot.doc, slot.blank, NEWLINE if slot.before else between)
        if comma and number + 1 < len(slots):
            docs.append(",")
        elif last_comma:
            docs.append(Broken(","))
        docs.append(trail(slot.after))
    for remark in tail:
        line(remark.text, remark.blank, NEWLINE)
    return seq(*docs)
