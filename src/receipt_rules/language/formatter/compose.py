"""Comments find their places while a layout is put together.

In: the source, its comments, and the parts of the text in the order in which they stand in the source.
Out: layouts of the three shapes there are (block, list, chain) with the comments in them. Invariant:
every comment comes out once, in the order of the source within its block.

A *slot* is what starts a line of its own once its surroundings are broken: a declaration, a clause, an
element of a list, an operand of `and`. A comment behind something on its line belongs to the slot that
ended last; one that stands alone, to the slot that follows. A comment in the middle of a slot that
cannot be broken goes behind the slot if nothing else is there, else above it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeVar

from receipt_rules.diagnostics import Source
from receipt_rules.language import ast
from receipt_rules.language.formatter.layout import (
    GAP,
    NEWLINE,
    NOTHING,
    SPACE,
    Break,
    Broken,
    Doc,
    Trail,
    group,
    indent,
    seq,
)

_LINE_END: Final = re.compile(r"\r\n?|\n")
_WHITESPACE: Final = " \t\r\n\f"

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


def part(node: _N, build: Callable[[_N], Doc]) -> Part:
    """A node at its place."""
    return Part(node.span.start, node.span.end, lambda: build(node))


class Composer:
    """Walks the parts of one file in the order of the source and hands out its comments on the way."""

    __slots__ = ("_comments", "_current", "_ends", "_last", "_next", "_opened", "_text")

    def __init__(self, source: Source, comments: Iterable[ast.Comment]) -> None:
        self._text = source.text
        self._comments = sorted(comments, key=lambda comment: comment.span.start)
        self._ends = {comment.span.end: comment.span.start for comment in self._comments}
        self._next = 0
        # The slot behind which a comment on its line would stand now; None where none can.
        self._last: Slot | None = None
        self._opened = 0
        # The innermost slot that is being laid out.
        self._current = Slot()

    @staticmethod
    def quiet() -> Composer:
        """One for a text that has neither comments nor lines."""
        return Composer(Source("", ""), ())

    def broke(self, start: int, end: int) -> bool:
        """Whether the author ended a line between two offsets."""
        return _LINE_END.search(self._text, start, end) is not None

    def start_of(self, keywords: str, offset: int) -> int:
        """Where the keywords begin that are the last thing before an offset but for blanks and comments.

        The offset itself where something else stands before it.
        """
        start = offset
        for keyword in reversed(keywords.split()):
            at = self._before_blanks(start)
            while at in self._ends:
                at = self._before_blanks(self._ends[at])
            if not self._text.endswith(keyword, 0, at):
                return offset
            start = at - len(keyword)
        return start

    # ---- the shapes ------------------------------------------------------------------------------

    def page(self, parts: Sequence[Part]) -> Doc:
        """A whole file: parts one below the other, with the author's empty lines."""
        slots = [self._slot(each) for each in parts]
        tail = self._rest(len(self._text))
        return _below(slots, tail, blanks=True)

    def stack(self, head: Doc, parts: Sequence[Part], order: Callable[[int], int]) -> Doc:
        """A line and, below it and to the right, parts sorted by `order` of their index."""
        opening, slots = self._open(parts)
        if parts:
            self._take_behind(slots[-1], parts[-1].end)
        below = (seq(NEWLINE, _below([slot], [])) for slot in _sorted(slots, order))
        return seq(head, _trail(opening.after), indent(*below))

    def block(
        self,
        head: Doc,
        parts: Sequence[Part],
        span: tuple[int, int],
        *,
        order: Callable[[int], int] | None = None,
        always: bool = False,
    ) -> Doc:
        """`head { parts }`; `span` is that of the whole block, `always` one that is never one line.

        With an `order` the parts are sorted, and the author's empty lines are dropped.
        """
        opening, slots = self._open(parts)
        tail = self._rest(span[1])
        self._last = None
        if order:
            slots = _sorted(slots, order)
        start = seq(head, " {", _trail(opening.after))
        if not slots and not tail:
            return seq(start, NEWLINE, "}") if opening.after else seq(head, " {}")
        body = indent(SPACE, _below(slots, tail, blanks=order is None, between=GAP))
        return group(start, body, SPACE, "}", broken=always or self.broke(*span))

    def listing(self, parts: Sequence[Part]) -> Doc:
        """` a, b`: elements behind a word; broken, each has its line below it."""
        if len(parts) == 1:
            return seq(" ", parts[0].build())
        opening, slots = self._open(parts, closed=False)
        elements = _below(slots, [], blanks=True, comma=True)
        broken = self.broke(parts[0].start, parts[-1].end)
        return group(_trail(opening.after), indent(SPACE, elements), broken=broken)

    def bracketed(
        self, left: str, parts: Sequence[Part], right: str, end: int, *, last_comma: bool = False
    ) -> Doc:
        """`[a, b]`; broken, each element has its line. `end` is the offset behind the right bracket.

        `last_comma`: whether a broken one has a comma behind its last element too.
        """
        if len(parts) < 2:
            return seq(left, *(each.build() for each in parts), right)
        opening, slots = self._open(parts)
        tail = self._rest(end)
        self._last = None
        broken = self.broke(parts[0].start, parts[-1].end)
        elements = _below(slots, tail, blanks=True, comma=True, last_comma=last_comma)
        return group(left, _trail(opening.after), indent(NOTHING, elements), NOTHING, right, broken=broken)

    def chain(self, parts: Sequence[Part]) -> Doc:
        """`a and b`: broken, all but the first start a line, a step to the right.

        The first does so too where a comment comes between it and what stands before it.
        """
        if len(parts) == 1:
            return parts[0].build()
        opening, slots = self._open(parts, closed=False)
        if parts[0].start == self._current.start:
            self._raise(slots[0])
        if opening.after or slots[0].before:
            return group(_trail(opening.after), indent(NEWLINE, _below(slots, [])))
        below = indent(SPACE, _below(slots[1:], []))
        return group(_below(slots[:1], []), below, broken=self.broke(parts[0].start, parts[-1].end))

    # ---- where comments go -----------------------------------------------------------------------

    def _open(self, parts: Sequence[Part], *, closed: bool = True) -> tuple[Slot, list[Slot]]:
        """Slots of some parts, and the line that opens them, which may have a comment behind it.

        If not `closed`, what follows the last of them goes on in its line.
        """
        opening = self._last = Slot()
        last = None if closed or not parts else parts[-1]
        return opening, [self._slot(each, runs_on=each is last) for each in parts]

    def _slot(self, each: Part, *, runs_on: bool = False) -> Slot:
        """Lay out one part; `runs_on` when it does not end a line even where its surroundings are broken."""
        slot = Slot(each.start, blank=self._is_blank_before(each.start))
        slot.before += self._rest(each.start)
        opened = self._opened = self._opened + 1
        outer, self._current = self._current, slot
        slot.doc = each.build()
        self._current = outer
        if self._opened == opened:
            self._inside(slot, self._take(each.end), runs_on=runs_on)
        if self._last is None or self._opened == opened or not self._last.after:
            self._last = slot
        return slot

    def _rest(self, end: int) -> list[Remark]:
        """The comments before an offset, but for the one that goes behind the slot that ended last."""
        comments = self._take(end)
        if comments and not comments[0].own_line and self._last is not None and not self._last.after:
            self._last.after = _text(comments.pop(0))
        return [Remark(_text(each), self._is_blank_before(each.span.start)) for each in comments]

    def _inside(self, slot: Slot, comments: list[ast.Comment], *, runs_on: bool) -> None:
        """Comments in the middle of a slot without slots of its own."""
        if comments and not comments[-1].own_line and not runs_on:
            slot.after = _text(comments.pop())
        if comments:
            # The empty line, if any, goes before the first of what now stands above the slot.
            slot.before += [Remark(_text(each), slot.blank and not i) for i, each in enumerate(comments)]
            slot.blank = False

    def _raise(self, first: Slot) -> None:
        """What would stand above the first words of a slot stands above the slot."""
        if first.before:
            self._current.before += first.before
            self._current.blank = False
            first.before = []

    def _take_behind(self, slot: Slot, end: int) -> None:
        """The comment on the line of a slot that ends its surroundings, but may not do so once sorted."""
        following = self._comments[self._next : self._next + 1]
        for comment in following:
            between = self._text[end : comment.span.start]
            if not (slot.after or comment.own_line or between.strip(_WHITESPACE)):
                slot.after = _text(comment)
                self._next += 1

    def _take(self, end: int) -> list[ast.Comment]:
        first = self._next
        while self._next < len(self._comments) and self._comments[self._next].span.start < end:
            self._next += 1
        return self._comments[first : self._next]

    def _is_blank_before(self, offset: int) -> bool:
        return len(_LINE_END.findall(self._text, self._before_blanks(offset), offset)) > 1

    def _before_blanks(self, offset: int) -> int:
        at = min(offset, len(self._text))
        while at > 0 and self._text[at - 1] in _WHITESPACE:
            at -= 1
        return at


def _text(comment: ast.Comment) -> str:
    return comment.text.rstrip()


def _trail(comment: str) -> Doc:
    return Trail(comment) if comment else ""


def _sorted(slots: list[Slot], order: Callable[[int], int]) -> list[Slot]:
    return [slots[index] for index in sorted(range(len(slots)), key=order)]


def _below(
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
        docs.append(_trail(slot.after))
    for remark in tail:
        line(remark.text, remark.blank, NEWLINE)
    return seq(*docs)
