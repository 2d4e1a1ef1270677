"""Diagnostics as text for people.

In: diagnostics, sorted. Out: text in the shape of architecture.md, "What it looks like", or one line
each. Invariant: the same diagnostics give the same text, on any machine; colour only when asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from receipt_rules.diagnostics.cells import visible
from receipt_rules.diagnostics.diagnostic import MORE_PROBLEMS, Diagnostic, Level
from receipt_rules.diagnostics.paint import Paint
from receipt_rules.diagnostics.snippet import Snippet
from receipt_rules.diagnostics.wording import counted

DEFAULT_WIDTH: Final = 120
_LEAST_WIDTH: Final = 20


def to_text(diagnostics: Iterable[Diagnostic], *, colour: bool = False, width: int = DEFAULT_WIDTH) -> str:
    """All of them with the lines they are about, an empty line between, and the summary at the end.

    `width` is how many cells of a line of the author are shown. Of no diagnostics: the empty text.
    """
    every = tuple(diagnostics)
    if not every:
        return ""
    blocks = [one(each, colour=colour, width=width) for each in every]
    return "\n".join([*blocks, f"{summary(every)}\n"])


def one(diagnostic: Diagnostic, *, colour: bool = False, width: int = DEFAULT_WIDTH) -> str:
    """One diagnostic with the lines it is about, ending in a line end."""
    paint = Paint(diagnostic.level, colour)
    snippet = Snippet.of(diagnostic)
    lines = [_head(diagnostic.level, diagnostic.slug, diagnostic.message, paint)]
    lines += snippet.lines(paint, most=max(width, _LEAST_WIDTH))
    foot = list(_foot(diagnostic.notes, diagnostic.help, " " * snippet.gutter, paint))
    if foot:
        lines += [f"{' ' * snippet.gutter} {paint.frame('|')}", *foot]
    return "\n".join(lines) + "\n"


def to_concise(diagnostics: Iterable[Diagnostic]) -> str:
    """One line each: place, level, slug, message and remedy."""
    return "".join(f"{visible(str(each))}\n" for each in diagnostics)


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """How many there are of each level, in words: `2 errors, 1 warning`."""
    every = tuple(diagnostics)
    words = counted(each.level for each in every if each.slug != MORE_PROBLEMS)
    rest = "; ".join(each.message for each in every if each.slug == MORE_PROBLEMS)
    return f"{words}; {rest}" if rest else words


def pointer_to_text(
    slug: str,
    message: str,
    *,
    path: str,
    pointer: str,
    notes: Iterable[str] = (),
    remedy: str = "",
    level: Level = "error",
    colour: bool = False,
) -> str:
    """What is said of a JSON document: the place is a JSON pointer, and no line is shown."""
    paint = Paint(level, colour)
    place = f"{visible(path)} at {visible(pointer)}" if pointer else visible(path)
    lines = [_head(level, slug, message, paint), f" {paint.frame('-->')} {place}"]
    return "\n".join([*lines, *_foot(notes, remedy, " ", paint)]) + "\n"


def _head(level: Level, slug: str, message: str, paint: Paint) -> str:
    words = visible(" ".join(message.split()))
    return f"{paint.main(f'{level}[{slug}]')}{paint.strong(f': {words}')}"


def _foot(notes: Iterable[str], remedy: str, margin: str, paint: Paint) -> Iterator[str]:
    items = [("note", note) for note in notes]
    if remedy:
        items.append(("help", remedy))
    for kind, words in items:
        first, *others = words.split("\n")
        yield f"{margin} {paint.frame('=')} {paint.strong(f'{kind}:')} {visible(first)}"
        for line in others:
            yield f"{margin}         {visible(line)}".rstrip()
