"""Tables, sections and anchors of a Markdown page.

In: the text of a page. Out: rows of cells, sections by heading, the anchors that links can lead to.
Invariant: what stands in a code block is no table, no heading and no anchor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = re.compile(r"^\s*(```|~~~)")
_HEADING = re.compile(r"^(#+) (.*)$")
_CELL = re.compile(r"(?<!\\)\|")
_RULER = re.compile(r":?-+:?")


def prose(text: str) -> Iterator[str]:
    """The lines outside of code blocks."""
    inside = False
    for line in text.splitlines():
        if _FENCE.match(line):
            inside = not inside
        elif not inside:
            yield line


def tables(text: str) -> list[list[list[str]]]:
    """Every table of a page: rows of cells, the head first, the ruler left out; `\\|` is a `|`."""
    found: list[list[list[str]]] = [[]]
    for line in prose(text):
        if line.startswith("|"):
            cells = [cell.strip().replace("\\|", "|") for cell in _CELL.split(line)[1:-1]]
            if not all(_RULER.fullmatch(cell) for cell in cells):
                found[-1].append(cells)
        elif found[-1]:
            found.append([])
    return [table for table in found if table]


def table(text: str, *head: str) -> list[list[str]]:
    """The rows of the one table whose head begins with these cells."""
    fitting = [rows for rows in tables(text) if tuple(rows[0][: len(head)]) == head]
    assert len(fitting) == 1, f"{len(fitting)} tables begin with {head}"
    return fitting[0][1:]


def section(text: str, heading: str) -> str:
    """What stands below a heading, up to the next of the same or a higher rank; with its code blocks."""
    lines = text.splitlines()
    start = next((at for at, line in enumerate(lines) if line == heading), None)
    assert start is not None, f"no heading `{heading}`"
    rank = len(heading) - len(heading.lstrip("#"))
    inside = False
    for end in range(start + 1, len(lines)):
        inside ^= bool(_FENCE.match(lines[end]))
        found = None if inside else _HEADING.match(lines[end])
        if found is not None and len(found[1]) <= rank:
            return "\n".join(lines[start:end])
    return "\n".join(lines[start:])


def anchors(text: str) -> set[str]:
    """What a link can say behind `#`: headings in lower case, without marks, `-` for each blank."""
    found: set[str] = set()
    for line in prose(text):
        if (heading := _HEADING.match(line)) is not None:
            words = re.sub(r"[^\w\- ]", "", heading[2].lower())
            found.add(words.replace(" ", "-"))
    return found


def quoted(cell: str) -> list[str]:
    """The texts in backquotes of a cell."""
    return re.findall(r"`([^`]*)`", cell)
