"""Rows of a slip: text at the two edges, cut or broken where it does not fit.

In: text as it came from a host or an author, and a width in cells of a terminal or a printer. Out: rows.
Invariants: no row is wider than `width`; what stands at the right edge is never cut; nothing in a text can
break out of its row or move the cursor.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from receipt_rules.diagnostics import cells

NARROWEST: Final = 32
"""Fewer cells than this hold no amount with a name before it."""

_AMOUNT: Final = 12
"""Cells that are kept free for an amount, so that names are cut at one edge."""


def clean(text: str) -> str:
    """Control characters become visible signs, and many spaces one: a name must not lay out the paper."""
    return " ".join(cells.visible(text).split())


def width_of(text: str) -> int:
    """Cells that a clean text fills."""
    return sum(map(cells.width, text))


def pair(left: str, right: str, width: int, *, tail: str = "") -> str:
    """Left and right at the two edges; the left one is cut where they would touch, but for its `tail`."""
    left = fit(left, width - max(_AMOUNT, width_of(right) + 1) - width_of(tail)) + tail
    return left + " " * (width - width_of(left) - width_of(right)) + right


def fit(text: str, room: int) -> str:
    """The text, cut with an ellipsis where it is wider than `room` cells."""
    if width_of(text) <= room:
        return text
    return _head(text, room - 1) + "…"


def note(label: str, words: str, width: int) -> Iterator[str]:
    """A label and a short text about it: on one row if both fit, else the text below, to the right."""
    rows = list(wrapped(label, width, first="  ", others="    "))
    used = width_of(rows[-1])
    if len(rows) == 1 and used + 2 + width_of(words) <= width:
        yield rows[0] + " " * (width - used - width_of(words)) + words
        return
    yield from rows
    for row in wrapped(words, width - 4):
        yield " " * (width - width_of(row)) + row


def wrapped(text: str, width: int, *, first: str = "", others: str = "") -> Iterator[str]:
    """Words over rows, each row after its indent; a word that is wider than a row is broken."""
    row, empty = first, True
    for word in text.split():
        if not empty and width_of(row) + 1 + width_of(word) > width:
            yield row
            row, empty = others, True
        while width_of(row) + width_of(word) > width:
            part = _head(word, width - width_of(row))
            yield row + part
            word, row = word[len(part) :], others
        row += word if empty else f" {word}"
        empty = False
    yield row


def _head(text: str, room: int) -> str:
    """As much of the text as fits."""
    used = 0
    for place, character in enumerate(text):
        used += cells.width(character)
        if used > room:
            return text[:place]
    return text
