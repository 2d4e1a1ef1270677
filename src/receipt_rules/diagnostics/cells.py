"""Characters as a terminal shows them.

In: one line of the author's text. Out: what to print for each character and how many cells it
fills. Invariant: nothing printed moves the cursor or changes the direction of the text, so a mark
under a line stands under its character and a file cannot forge the report about itself.
"""

from __future__ import annotations

import unicodedata
from itertools import accumulate
from typing import Final, NamedTuple

_TAB: Final = "    "
_DOTS: Final = "..."
_REPLACEMENT: Final = "\ufffd"
_DELETE_PICTURE: Final = "\u2421"
_CONTROL_PICTURES: Final = 0x2400
_DIRECTION_MARKS: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


class Window(NamedTuple):
    """A line, or the part of it that is printed: the characters `first` up to `last`, after `indent` cells.

    `offsets` are the cells before each character of the whole line, and after the last.
    """

    text: str
    offsets: tuple[int, ...]
    first: int
    last: int
    indent: int

    def under(self, first: int, last: int) -> tuple[int, int]:
        """Cells before a stretch of characters and below it, at least one; of the dots if it is cut off."""
        if first < self.first and last <= self.first:
            return 0, len(_DOTS)
        if first >= self.last < len(self.offsets) - 1:
            return self._cell(self.last), len(_DOTS)
        start = self._cell(first)
        return start, max(self._cell(last) - start, 1)

    def _cell(self, index: int) -> int:
        inside = min(max(index, self.first), self.last)
        return self.offsets[inside] - self.offsets[self.first] + self.indent


def shown(character: str) -> str:
    """What is printed for one character."""
    if character == "\t":
        return _TAB
    if character < " ":
        return chr(_CONTROL_PICTURES + ord(character))
    if character == "\x7f":
        return _DELETE_PICTURE
    if character in _DIRECTION_MARKS or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp"):
        return _REPLACEMENT
    return character


def visible(text: str) -> str:
    """A text with everything replaced that would not be seen as it is."""
    return text if text.isascii() and text.isprintable() else "".join(map(shown, text))


def width(character: str) -> int:
    """How many cells the character fills: 0 for a combining mark, 2 for a wide one, 4 for a tab."""
    if character == "\t":
        return len(_TAB)
    if unicodedata.category(character) in ("Mn", "Me", "Cf") and shown(character) == character:
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def window(line: str, first: int, last: int, *, most: int) -> Window:
    """The part of a line to print so that the characters `first` up to `last` are in it.

    A line of at most `most` cells is printed whole; of a longer one as much as fits round the
    middle of that stretch, or from its start when it does not fit itself.
    """
    offsets = tuple(accumulate(map(width, line), initial=0))
    if offsets[-1] <= most:
        return Window(visible(line), offsets, 0, len(line), 0)
    room = most - 2 * len(_DOTS)
    spare = max(room - (offsets[last] - offsets[first]), 0)
    begin = first
    while begin > 0 and offsets[first] - offsets[begin - 1] <= spare // 2:
        begin -= 1
    end = begin
    while end < len(line) and offsets[end + 1] - offsets[begin] <= room:
        end += 1
    while end == len(line) and begin > 0 and offsets[end] - offsets[begin - 1] <= room:
        begin -= 1
    left = _DOTS if begin > 0 else ""
    right = _DOTS if end < len(line) else ""
    return Window(left + visible(line[begin:end]) + right, offsets, begin, end, len(left))
