"""Compares what a page says is printed with what is printed.

In: two texts. Out: whether they agree. `...` on a line of its own stands for any lines, also none; `...`
inside a line for any characters of that line. White space at the end of lines and of the text does not count.
"""

from __future__ import annotations

import re

GAP = "..."


def agrees(expected: str, actual: str) -> bool:
    """Does the printed text fit what the page shows?"""
    pattern = ""
    for line in expected.rstrip().splitlines():
        if line.strip() == GAP:
            pattern += r"(?:[^\n]*\n)*?"
        else:
            pattern += r"[^\n]*?".join(re.escape(part) for part in line.rstrip().split(GAP)) + "\n"
    return re.fullmatch(pattern, _trimmed(actual)) is not None


def _trimmed(text: str) -> str:
    lines = [line.rstrip() for line in text.rstrip().splitlines()]
    return "".join(f"{line}\n" for line in lines)
