"""From a layout to text.

In: a `Doc`, the width of a line and the line end to use. Out: the text, every line ended. Invariants: a
group stands on one line exactly when it may and fits; no line ends in a space, unless the author's own
text does; texts of several lines come out byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from receipt_rules.diagnostics import cells
from receipt_rules.language.formatter.layout import Break, Broken, Doc, Group, Indent, Seq, Trail, is_forced

WIDTH: Final = 100
_STEP: Final = 2
_BEFORE_COMMENT: Final = 2


class _Todo(NamedTuple):
    """A part still to be printed, how far to the right, and whether on one line."""

    indent: int
    flat: bool
    doc: Doc


@dataclass(slots=True)
class _Line:
    """A line under construction; `text` may hold line ends of its own, inside a doc text."""

    indent: int
    text: str = ""
    comment: str = ""

    def add(self, text: str) -> None:
        if not self.text:
            text = " " * self.indent + text
        self.text += text

    @property
    def column(self) -> int:
        last = self.text.replace("\r", "\n").rpartition("\n")[2]
        return columns(last) if self.text else self.indent

    @property
    def can_align(self) -> bool:
        """A comment behind a closing bracket, or behind a text of several lines, has no neighbours."""
        return bool(self.comment) and self.text.strip(" ")[0] not in ")]}" and not is_forced(self.text)


def columns(text: str) -> int:
    """How many columns the text fills on a terminal; a wide character fills two."""
    return len(text) if text.isascii() else sum(map(cells.width, text))


def render(doc: Doc, *, width: int = WIDTH, newline: str = "\n") -> str:
    """The text of a layout."""
    lines = _lines(doc, width)
    for line in lines:
        # What broke behind `when ` leaves its space, a last column is filled; no author's text ends in one.
        line.text = line.text.rstrip(" ")
    _align_comments(lines)
    return "".join(f"{line.text}{line.comment}{newline}" for line in lines)


def flat(doc: Doc) -> str:
    """The text of a layout on one line, whatever its length; the layout must be able to stand on one."""
    assert not is_forced(doc), doc
    return "".join(_words(doc))


def _words(doc: Doc) -> Iterator[str]:
    if isinstance(doc, str):
        yield doc
    elif isinstance(doc, Break):
        yield doc.flat or ""
    elif isinstance(doc, Seq):
        for part in doc.parts:
            yield from _words(part)
    elif isinstance(doc, Indent | Group):
        yield from _words(doc.body)


def _lines(doc: Doc, width: int) -> list[_Line]:
    lines = [_Line(0)]
    todo = [_Todo(0, False, doc)]
    while todo:
        place = todo.pop()
        here = place.doc
        if isinstance(here, str):
            if here:
                lines[-1].add(here)
        elif isinstance(here, Break):
            if place.flat and here.flat is not None:
                lines[-1].add(here.flat)
            else:
                lines.append(_Line(place.indent))
        elif isinstance(here, Broken):
            if not place.flat:
                lines[-1].add(here.text)
        elif isinstance(here, Trail):
            assert not lines[-1].comment, "two comments for the end of one line"
            lines[-1].comment = here.comment
        elif isinstance(here, Seq):
            todo.extend(place._replace(doc=part) for part in reversed(here.parts))
        elif isinstance(here, Indent):
            todo.append(_Todo(place.indent + _STEP, place.flat, here.body))
        else:
            trial = _Todo(place.indent, True, here.body)
            fits = not here.forced and _fits(trial, todo, width - lines[-1].column)
            todo.append(trial._replace(flat=fits))
    return lines


def _fits(trial: _Todo, rest: list[_Todo], room: int) -> bool:
    """Whether the trial, and what follows it up to the next possible end of the line, fits the room."""
    todo = [trial]
    behind = len(rest)
    while room >= 0:
        if not todo:
            if behind == 0:
                return True
            behind -= 1
            todo.append(rest[behind])
        place = todo.pop()
        here = place.doc
        if isinstance(here, str):
            if is_forced(here):
                return columns(here.replace("\r", "\n").partition("\n")[0]) <= room
            room -= columns(here)
        elif isinstance(here, Break):
            if not place.flat or here.flat is None:
                return True
            room -= len(here.flat)
        elif isinstance(here, Broken):
            room -= 0 if place.flat else columns(here.text)
        elif isinstance(here, Seq):
            todo.extend(place._replace(doc=part) for part in reversed(here.parts))
        elif isinstance(here, Indent | Group):
            todo.append(place._replace(doc=here.body))
    return False


def _align_comments(lines: list[_Line]) -> None:
    """Comments behind lines that follow one another at one depth start in one column."""
    run: list[_Line] = []
    for line in lines:
        if not (run and line.can_align and run[-1].indent == line.indent):
            _pad(run)
            run = []
        if line.can_align:
            run.append(line)
        elif line.comment:
            _pad([line])
    _pad(run)


def _pad(run: list[_Line]) -> None:
    column = max((line.column for line in run), default=0) + _BEFORE_COMMENT
    for line in run:
        line.comment = " " * (column - line.column) + line.comment
