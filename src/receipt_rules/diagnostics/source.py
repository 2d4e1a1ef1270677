"""Source text and places in it.

In: the text of one file as the caller read it. Out: `Source` and `Span`, from which every place in
a diagnostic is derived. Invariant: an offset counts characters of `Source.text`, which holds the
author's text unchanged but for a byte order mark at the very start; lines and columns count from 1.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final, NamedTuple

BYTE_ORDER_MARK: Final = "\ufeff"
_LINE_END: Final = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True, init=False, order=True)
class Source:
    """One file: `path` is what the caller calls it and is shown as it is, `text` is its content.

    A byte order mark is taken off `text` and remembered in `bom`, so that what writes the file back
    can restore it. Line ends (`\\n`, `\\r\\n`, `\\r`) stay in the text. A value: equal when path and text
    are, and sorted by path.
    """

    path: str
    text: str = field(repr=False)
    bom: bool
    _starts: list[int] = field(repr=False, compare=False)

    def __init__(self, path: str, text: str) -> None:
        bom = text.startswith(BYTE_ORDER_MARK)
        object.__setattr__(self, "path", path)
        object.__setattr__(self, "text", text[1:] if bom else text)
        object.__setattr__(self, "bom", bom)
        object.__setattr__(self, "_starts", [])

    @property
    def line_starts(self) -> list[int]:
        """Offset at which each line starts; computed when first asked for. Not to be changed."""
        if not self._starts:
            # One slice assignment, so that two threads that come here at once do no harm.
            self._starts[:] = [0, *(end.end() for end in _LINE_END.finditer(self.text))]
        return self._starts

    @property
    def line_count(self) -> int:
        """How many lines there are; the empty text has one."""
        return len(self.line_starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, both from 1, columns in characters."""
        starts = self.line_starts
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def line_text(self, number: int) -> str:
        """The text of a line, counted from 1, without its line end."""
        starts = self.line_starts
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def span(self, start: int, end: int | None = None) -> Span:
        """The place from `start` to `end`; without `end`, the empty place before `start`."""
        return Span(self, start, start if end is None else end)


class Span(NamedTuple):
    """A place: the characters `start` up to, not including, `end` of a source; may be empty.

    Spans sort by path, then start, then end.
    """

    source: Source
    start: int
    end: int

    @property
    def path(self) -> str:
        """The path of the file."""
        return self.source.path

    @property
    def line(self) -> int:
        """Line of the first character, from 1."""
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        """Column of the first character, from 1, in characters."""
        return self.source.position(self.start)[1]

    @property
    def end_position(self) -> tuple[int, int]:
        """Line and column just after the last character, both from 1."""
        return self.source.position(self.end)

    @property
    def text(self) -> str:
        """The author's text at this place."""
        return self.source.text[self.start : self.end]

    def inside(self, other: Span) -> bool:
        """Whether no character of this place is outside `other`."""
        return self.source == other.source and other.start <= self.start and self.end <= other.end

    @staticmethod
    def join(first: Span, second: Span) -> Span:
        """The smallest place that holds both; they must be in one source."""
        assert first.source == second.source, (first, second)
        return Span(first.source, min(first.start, second.start), max(first.end, second.end))
