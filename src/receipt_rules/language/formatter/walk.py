"""A walk through the source of a file, past its comments.

In: the source, its comments, and offsets that grow. Out: the comments on the way, and what stands between two
offsets. Invariant: a comment is handed out once, in the order of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from receipt_rules.diagnostics import Source
from receipt_rules.language import ast

_LINE_END: Final = re.compile(r"\r\n?|\n")
_WHITESPACE: Final = " \t\r\n\f"


class Walk:
    """The state of one walk: the comment that comes next."""

    __slots__ = ("_comments", "_ends", "_next", "_text")

    def __init__(self, source: Source, comments: Iterable[ast.Comment]) -> None:
        self._text = source.text
        self._comments = sorted(comments, key=lambda comment: comment.span.start)
        self._ends = {comment.span.end: comment.span.start for comment in self._comments}
        self._next = 0

    @property
    def end(self) -> int:
        """The length of the source."""
        return len(self._text)

    def take(self, end: int) -> list[ast.Comment]:
        """The comments from where the walk is up to an offset."""
        first = self._next
        while self._next < len(self._comments) and self._comments[self._next].span.start < end:
            self._next += 1
        return self._comments[first : self._next]

    def take_right_behind(self, end: int) -> list[ast.Comment]:
        """The comment that follows an offset on its line with nothing between, if there is one."""
        for comment in self._comments[self._next : self._next + 1]:
            if not comment.own_line and self._before_blanks(comment.span.start) == end:
                return self.take(comment.span.end)
        return []

    def is_broken(self, start: int, end: int) -> bool:
        """Whether the author ended a line between two offsets."""
        return _LINE_END.search(self._text, start, end) is not None

    def is_blank_before(self, offset: int) -> bool:
        """Whether an empty line stands right before what begins at an offset."""
        return len(_LINE_END.findall(self._text, self._before_blanks(offset), offset)) > 1

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

    def _before_blanks(self, offset: int) -> int:
        at = min(offset, len(self._text))
        while at > 0 and self._text[at - 1] in _WHITESPACE:
            at -= 1
        return at
