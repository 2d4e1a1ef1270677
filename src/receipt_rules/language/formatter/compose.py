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

from collections.abc import Callable, Iterable, Sequence

from receipt_rules.diagnostics import Source
from receipt_rules.language import ast
from receipt_rules.language.formatter.layout import GAP, NEWLINE, NOTHING, SPACE, Doc, group, indent, seq
from receipt_rules.language.formatter.slots import Part, Remark, Slot, below, trail
from receipt_rules.language.formatter.walk import Walk


class Composer:
    """Walks the parts of one file in the order of the source and hands out its comments on the way."""

    __slots__ = ("_current", "_last", "_opened", "_walk")

    def __init__(self, source: Source, comments: Iterable[ast.Comment]) -> None:
        self._walk = Walk(source, comments)
        # The slot behind which a comment on its line would stand now; None where none can.
        self._last: Slot | None = None
        self._opened = 0
        # The innermost slot that is being laid out.
        self._current = Slot()

    @staticmethod
    def quiet() -> Composer:
        """One for a text that has neither comments nor lines."""
        return Composer(Source("", ""), ())

    def start_of(self, keywords: str, offset: int) -> int:
        """Where the keywords begin that stand right before an offset; the offset itself if they do not."""
        return self._walk.start_of(keywords, offset)

    # ---- the shapes ------------------------------------------------------------------------------

    def page(self, parts: Sequence[Part]) -> Doc:
        """A whole file: parts one below the other, with the author's empty lines."""
        slots = [self._slot(each) for each in parts]
        tail = self._rest(self._walk.end)
        return below(slots, tail, blanks=True)

    def stack(self, head: Doc, parts: Sequence[Part], order: Callable[[int], int]) -> Doc:
        """A line and, below it and to the right, parts sorted by `order` of their index."""
        opening, slots = self._open(parts)
        if parts:
            # The clause that ends the header here need not do so once sorted.
            for comment in self._walk.take_right_behind(parts[-1].end):
                slots[-1].put_behind(_text(comment))
        clauses = (seq(NEWLINE, below([slot], [])) for slot in _sorted(slots, order))
        return seq(head, trail(opening.after), indent(*clauses))

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
        start = seq(head, " {", trail(opening.after))
        if not slots and not tail:
            return seq(start, NEWLINE, "}") if opening.after else seq(head, " {}")
        body = indent(SPACE, below(slots, tail, blanks=order is None, between=GAP))
        return group(start, body, SPACE, "}", broken=always or self._walk.is_broken(*span))

    def listing(self, parts: Sequence[Part]) -> Doc:
        """` a, b`: elements behind a word; broken, each has its line below it."""
        if len(parts) == 1:
            return seq(" ", parts[0].build())
        opening, slots = self._open(parts, closed=False)
        elements = below(slots, [], blanks=True, comma=True)
        broken = self._walk.is_broken(parts[0].start, parts[-1].end)
        return group(trail(opening.after), indent(SPACE, elements), broken=broken)

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
        broken = self._walk.is_broken(parts[0].start, parts[-1].end)
        elements = below(slots, tail, blanks=True, comma=True, last_comma=last_comma)
        return group(left, trail(opening.after), indent(NOTHING, elements), NOTHING, right, broken=broken)

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
            return group(trail(opening.after), indent(NEWLINE, below(slots, [])))
        broken = self._walk.is_broken(parts[0].start, parts[-1].end)
        return group(below(slots[:1], []), indent(SPACE, below(slots[1:], [])), broken=broken)

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
        slot = Slot(each.start, blank=self._walk.is_blank_before(each.start))
        slot.before += self._rest(each.start)
        opened = self._opened = self._opened + 1
        outer, self._current = self._current, slot
        slot.doc = each.build()
        self._current = outer
        if self._opened == opened:
            self._inside(slot, self._walk.take(each.end), runs_on=runs_on)
        if self._last is None or self._opened == opened or not self._last.after:
            self._last = slot
        return slot

    def _rest(self, end: int) -> list[Remark]:
        """The comments before an offset, but for the one that goes behind the slot that ended last."""
        comments = self._walk.take(end)
        if comments and not comments[0].own_line and self._last is not None and self._last.has_room:
            self._last.put_behind(_text(comments.pop(0)))
        return [Remark(_text(each), self._walk.is_blank_before(each.span.start)) for each in comments]

    def _inside(self, slot: Slot, comments: list[ast.Comment], *, runs_on: bool) -> None:
        """Comments in the middle of a slot without slots of its own."""
        if comments and not comments[-1].own_line and not runs_on:
            slot.put_behind(_text(comments.pop()), inner=True)
        for comment in comments:
            slot.put_above(_text(comment))

    def _raise(self, first: Slot) -> None:
        """What would stand above the first words of a slot stands above the slot."""
        if first.before:
            self._current.before += first.before
            self._current.blank = False
            first.before = []


def _text(comment: ast.Comment) -> str:
    return comment.text.rstrip()


def _sorted(slots: list[Slot], order: Callable[[int], int]) -> list[Slot]:
    return [slots[index] for index in sorted(range(len(slots)), key=order)]
