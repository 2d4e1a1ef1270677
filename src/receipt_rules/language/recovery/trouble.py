"""A token that cannot come, and all that is known about its place.

In: a run that is stuck. Out: `Trouble`, which the detectors ask. Invariant: looking changes nothing;
`report` and the `go_on...` methods are the only ones that act.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final, Unpack

from receipt_rules.diagnostics import Details, Span, quoted
from receipt_rules.diagnostics.wording import masked
from receipt_rules.language import ast
from receipt_rules.language.actions.context import Context
from receipt_rules.language.lexer import END, Token
from receipt_rules.language.machine import Run
from receipt_rules.language.recovery.expected import joined, phrases
from receipt_rules.language.recovery.shape import Block, Shape
from receipt_rules.language.scanner import Piece

_LONGEST_HELP: Final = 60
_CODES: Final = ("cards", "coupons")
_BEFORE_CODES: Final = ("card", "code", "coupon", "number")
_AFTER_THEM: Final = [[each] for each in _BEFORE_CODES]


class Trouble:
    """One token that cannot come."""

    def __init__(self, run: Run, context: Context, shape: Shape, piece: Piece) -> None:
        assert run.token is not None
        self.run, self.context, self.shape, self.piece = run, context, shape, piece
        self.token: Token = run.token
        self.start, self.end = self.token.start, self.token.end
        self.word = run.text[self.start : self.end]
        self.at_end = END in self.token.terminals

    # ---- the place ------------------------------------------------------------------------------------

    @cached_property
    def states(self) -> list[int]:
        """The stack without what is certain already."""
        return self.shape.automaton.settled(self.run.states)

    @cached_property
    def expected(self) -> frozenset[str]:
        """The terminals that could come here."""
        return self.shape.automaton.accepts(self.states)

    @cached_property
    def lists(self) -> list[int]:
        """The places of the stack where a block waits for its next item, the innermost first."""
        return self.shape.lists(self.run.states)

    @property
    def block(self) -> Block | None:
        """The innermost block around, if there is one."""
        return self.shape.blocks[self.run.states[self.lists[0]]] if self.lists else None

    @property
    def begins_item(self) -> bool:
        """Whether an item of the block could begin here."""
        return self.block is not None and len(self.shape.starters[self.block.name] & self.expected) > 1

    def item_start(self, depth: int | None = None) -> int:
        """The first character of the item that the token stands in, of the block at `depth` of the stack."""
        depth = (self.lists[0] if self.lists else 0) if depth is None else depth
        if depth < len(self.run.starts):
            return self.run.starts[depth]
        # The item before is complete, but a mark begins no item: it belongs to the one before.
        items = self.run.values[-1] if depth and not self.word[:1].isalpha() else None
        last = items[-1] if isinstance(items, list) and items else items
        return last.span.start if isinstance(last, ast.Node) else self.start

    @property
    def previous(self) -> str:
        """The token before."""
        return self.run.text[self.run.last_start : self.run.last]

    @property
    def begins_line(self) -> bool:
        """Whether the token is the first of its line."""
        between = self.run.text[self.run.last : self.start]
        return self.run.last == self.piece.start or "\n" in between or "\r" in between

    @property
    def before_previous(self) -> list[int] | None:
        """The stack as it was before the last token, if that token is a symbol of its own."""
        return (
            self.run.states[:-1] if self.run.starts and self.run.starts[-1] == self.run.last_start else None
        )

    @property
    def adjacent(self) -> bool:
        """Whether nothing stands between this token and the one before."""
        return self.start == self.run.last

    def span(self, start: int | None = None, end: int | None = None) -> Span:
        """The place of the token, or another in the same text."""
        return self.context.span(self.start if start is None else start, self.end if end is None else end)

    def after(self, token: Token) -> Token:
        """The token that follows another."""
        return self.shape.lexer.token(self.run.text, token.end, self.run.end, self.shape.everything)

    def following(self, count: int) -> list[Token]:
        """The tokens that follow this one."""
        found = [self.token]
        for _ in range(count):
            found.append(self.after(found[-1]))
        return found[1:]

    def fits(self, *tokens: Token | str) -> bool:
        """Whether these could come here, one after another."""
        return self.shape.follow(self.states, *tokens)

    # ---- words ----------------------------------------------------------------------------------------

    @cached_property
    def phrases(self) -> list[str]:
        """What may come, in words."""
        return phrases(self.shape, self.states, self.expected, self.previous) or ["something else"]

    def expectation(self) -> str:
        """What may come, in one phrase."""
        return joined(self.phrases)

    def found(self) -> str:
        """The token, in words."""
        return "the end of the declaration" if self.at_end else self.shown(self.word)

    def shown(self, word: str) -> str:
        """A word of the author's in backticks; of a coupon's code or a card's number only the end."""
        return masked(word) if self._is_code(word) else quoted(word)

    @property
    def _of_codes(self) -> bool:
        return self.piece.head in _CODES or self.previous in _BEFORE_CODES

    def _is_code(self, word: str) -> bool:
        if word is not self.word:
            near = self.run.text[max(self.piece.start, self.run.last_start - 20) : self.run.last_start]
            return word[:1] == '"' and (self._of_codes or near.split()[-1:] in _AFTER_THEM)
        if not self._of_codes:
            return False
        like_one = word[:1] == '"' or any(each.isdigit() for each in word)
        return like_one or (self.previous in _BEFORE_CODES and word[:1].isalpha())

    def instead(self, inserted: str) -> str:
        """How the item would read with a word put in before the token: a remedy to copy."""
        if self._of_codes:
            return f"`{inserted}`"
        start = self.item_start()
        head = self.run.text[start : self.run.last]
        if "\n" in head or "\r" in head or len(head) > _LONGEST_HELP:
            head = self.previous
        gap = " " if inserted[0].isalpha() or inserted in "={" else ""
        return f"`{head}{gap}{inserted} {self.word}`" if self.word else f"`{head}{gap}{inserted}`"

    def report(
        self, slug: str, message: str, *, span: Span | None = None, **details: Unpack[Details]
    ) -> None:
        """Say what is wrong, at the token unless told otherwise."""
        self.context.report(slug, span or self.span(), message, **details)

    # ---- going on -------------------------------------------------------------------------------------

    def go_on_with(self, terminal: str, start: int | None = None, end: int | None = None) -> bool:
        """Read the token, or another stretch of the text that begins with it, as a terminal."""
        start = self.start if start is None else start
        self.run.token = Token((terminal,), start, self.end if end is None else end)
        return True

    def go_on_after(self, *terminals: str) -> bool:
        """Put terminals in before the token, as if the author had written them."""
        place = self.run.last
        self.run.token = None
        self.run.queue[:0] = [*(Token((each,), place, place) for each in terminals), self.token]
        return True

    def go_on_instead_of_previous(self, terminal: str, end: int | None = None) -> bool:
        """Read the last token anew, together with the text up to a place, as a terminal."""
        start = self.run.last_start
        self.run.unwind(len(self.run.values) - 1)
        self.run.token = Token((terminal,), start, self.run.last if end is None else end)
        return True

    def finish(self, rest: int, first: Token | None = None) -> bool:
        """End the declaration here; what is left of its text, from a place on, is another one."""
        self.run.queue.clear()
        self.run.token = Token((END,), self.run.last, self.run.last)
        self.context.rest = (rest, first)
        return True

    def go_on_without(self, end: int | None = None) -> bool:
        """Leave the token out, or all up to a place."""
        self.run.token = None
        self.run.at = self.end if end is None else end
        return True
