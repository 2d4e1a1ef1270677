"""Small phrases that messages share.

In: the author's text, words of the language, counts. Out: pieces of one line of a message.
Invariant: a piece never holds a line end or a control character, whatever the author wrote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from receipt_rules.diagnostics.cells import visible
from receipt_rules.diagnostics.diagnostic import LEVELS, Level

_LONGEST_QUOTE: Final = 40
_SHOWN_OF_CODE: Final = 4
_NOUNS: Final[dict[Level, tuple[str, str]]] = {
    "error": ("error", "errors"),
    "warning": ("warning", "warnings"),
    "advice": ("advice", "advice"),
}


def quoted(text: str, *, longest: int = _LONGEST_QUOTE) -> str:
    """The author's text in backticks, on one line, cut in the middle of `longest` characters."""
    line = visible(" ".join(text.split()))
    if len(line) > longest:
        half = (longest - 3) // 2
        line = f"{line[:half]}...{line[len(line) - half :]}"
    return f"`{line}`"


def masked(text: str) -> str:
    """A code or a card's number in backticks, but for its last four characters; quotes around it stay."""
    quote = '"' if text[:1] == '"' else ""
    code = text.strip('"')
    return f"`{quote}...{visible(code[-_SHOWN_OF_CODE:])}{quote}`" if len(code) > _SHOWN_OF_CODE else "`...`"


def alternatives(words: Iterable[str], *, most: int = 8) -> str:
    """Words in backticks, in the order given: `a`, `b` or `c`; of more than `most` the first ones."""
    marked = [f"`{word}`" for word in words]
    if len(marked) > most:
        return f"{', '.join(marked[:most])} or {len(marked) - most} more"
    if len(marked) < 2:
        return "".join(marked)
    return f"{', '.join(marked[:-1])} or {marked[-1]}"


def counted(levels: Iterable[Level]) -> str:
    """How many of each level, worst first: 2 errors, 1 warning."""
    counts = Counter(levels)
    parts = [f"{counts[level]} {_NOUNS[level][counts[level] != 1]}" for level in LEVELS if counts[level]]
    return ", ".join(parts) or "no errors"
