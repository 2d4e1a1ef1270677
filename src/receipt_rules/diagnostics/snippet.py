"""The author's lines with marks under them.

In: the places of one diagnostic, first the one it is about. Out: lines of text, from ` --> ` down to
the last mark. Invariant: every place has exactly one mark on each line shown of it, and its words
once, beside the last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from receipt_rules.diagnostics.cells import visible, window
from receipt_rules.diagnostics.diagnostic import Diagnostic
from receipt_rules.diagnostics.paint import Paint
from receipt_rules.diagnostics.source import Source, Span

_WHOLE_LINES: Final = 3
"""A place over at most so many lines is shown whole, of a longer one the first and the last line."""


class _Mark(NamedTuple):
    """What is marked on one line: columns from 0, the end not included; words only on the last line."""

    line: int
    first: int
    last: int
    main: bool
    words: str


class _File(NamedTuple):
    source: Source
    place: tuple[int, int]
    marks: tuple[_Mark, ...]


class Snippet(NamedTuple):
    """All that is shown of the files; `gutter` is the width of the largest line number."""

    files: tuple[_File, ...]
    gutter: int

    @staticmethod
    def of(diagnostic: Diagnostic) -> Snippet:
        """The places of a diagnostic by file, its own file first."""
        labels = [(diagnostic.span, diagnostic.label, True)]
        labels += [(label.span, label.text, False) for label in diagnostic.secondary]
        sources = dict.fromkeys(span.source for span, _, _ in labels)
        files = tuple(_file(source, labels) for source in sources)
        largest = max(mark.line for file in files for mark in file.marks)
        return Snippet(files, len(str(largest)))

    def lines(self, paint: Paint, *, most: int) -> Iterator[str]:
        """The printed lines; of the author's lines at most `most` cells each."""
        margin = " " * self.gutter
        for number, file in enumerate(self.files):
            arrow = "-->" if number == 0 else ":::"
            line, column = file.place
            yield f"{margin}{paint.frame(arrow)} {visible(file.source.path)}:{line}:{column}"
            yield f"{margin} {paint.frame('|')}"
            yield from self._body(file, paint, most)
            if number < len(self.files) - 1:
                yield f"{margin} {paint.frame('|')}"

    def _body(self, file: _File, paint: Paint, most: int) -> Iterator[str]:
        numbers = sorted({mark.line for mark in file.marks})
        previous = numbers[0]
        for line in numbers:
            if line - previous == 2:
                yield from self._line(file, line - 1, paint, most)
            elif line - previous > 2:
                yield paint.frame("...")
            yield from self._line(file, line, paint, most)
            previous = line

    def _line(self, file: _File, line: int, paint: Paint, most: int) -> Iterator[str]:
        marks = sorted((mark for mark in file.marks if mark.line == line), key=_from_the_left)
        text = file.source.line_text(line).rstrip()
        shown = window(text, *_stretch(marks, text, most), most=most)
        yield f"{paint.frame(f'{line:>{self.gutter}} |')} {shown.text}".rstrip()
        for mark in marks:
            start, length = shown.under(mark.first, mark.last)
            underline = ("^" if mark.main else "-") * length
            words = f"{underline} {visible(mark.words)}" if mark.words else underline
            pen = paint.main if mark.main else paint.frame
            yield f"{' ' * self.gutter} {paint.frame('|')} {' ' * start}{pen(words)}"


def _from_the_left(mark: _Mark) -> tuple[int, bool, int]:
    return (mark.first, not mark.main, mark.last)


def _stretch(marks: Sequence[_Mark], text: str, most: int) -> tuple[int, int]:
    """The characters of a line that should be seen: all marks if they fit, else the main or first one."""
    if not marks:
        return 0, 0
    first, last = min(mark.first for mark in marks), max(mark.last for mark in marks)
    if last - first > most // 2:
        chosen = next((mark for mark in marks if mark.main), marks[0])
        first, last = chosen.first, chosen.last
    return min(first, len(text)), min(last, len(text))


def _file(source: Source, labels: Sequence[tuple[Span, str, bool]]) -> _File:
    here = [label for label in labels if label[0].source == source]
    marks = tuple(mark for span, words, main in here for mark in _marks(span, words, main))
    return _File(source, source.position(here[0][0].start), marks)


def _marks(span: Span, words: str, main: bool) -> Iterator[_Mark]:
    """The lines to mark of a place; blanks at its end are left out, so it ends where its text does."""
    source = span.source
    start_line, start_column = source.position(span.start)
    end_line, end_column = source.position(max(span.start, span.start + len(span.text.rstrip())))
    if end_line - start_line < _WHOLE_LINES:
        lines = range(start_line, end_line + 1)
    else:
        lines = range(start_line, end_line + 1, end_line - start_line)
    for line in lines:
        text = source.line_text(line).rstrip()
        first = start_column - 1 if line == start_line else len(text) - len(text.lstrip())
        last = end_column - 1 if line == end_line else max(len(text), first)
        if line in (start_line, end_line) or text:
            yield _Mark(line, first, last, main, words if line == end_line else "")
