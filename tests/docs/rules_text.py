"""Makes whole rules files of the rules blocks of a page.

In: a block, what was given before it and what it continues. Out: the texts to check, each with the line of
the page at which its line 1 would stand, so that a finding can be shown where the reader sees it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tests.docs.blocks import Block

DOTS = "..."
_HEADER = re.compile(r"^\s*ruleset\b", flags=re.MULTILINE)


class Assembled(NamedTuple):
    """A whole file, and the line of the page where its first line would stand."""

    text: str
    first_line: int


def assemble(block: Block, given: str, before: str) -> list[Assembled]:
    """The files to check for a block; `before` is the text that it continues, or nothing."""
    pieces = _lines(block) if "each-line" in block.directives else [(block.text, block.line)]
    return [_whole(text, line, block, given, before) for text, line in pieces]


def _lines(block: Block) -> list[tuple[str, int]]:
    pieces: list[tuple[str, int]] = []
    for number, line in enumerate(block.text.splitlines(), block.line):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0].isspace() and pieces:
            text, start = pieces[-1]
            pieces[-1] = (f"{text}{line}\n", start)
        else:
            pieces.append((f"{line}\n", number))
    return pieces


def _whole(text: str, line: int, block: Block, given: str, before: str) -> Assembled:
    head, tail = "", ""
    if within := block.directives.get("within"):
        left, _, right = within.partition(DOTS)
        head, tail = f"{left.strip()}\n", f"{right.strip()}\n"
    head = before + head
    if given and not _HEADER.search(head + text):
        head = f"{given}\n{head}"
    return Assembled(head + text + tail, line - head.count("\n"))
