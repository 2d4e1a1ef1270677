"""One thing said about a ruleset, as a value.

In: a slug of the catalogue, a place, words. Out: `Diagnostic`, which render and export show.
Invariant: a value; nothing here knows how it is printed. Words: lower case, no final period,
backticks around the author's text; facts go to `notes`, what to do goes to `help`.
"""
# typing.override is of Python 3.12:
# mypy: disable-error-code="explicit-override"

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from receipt_rules.diagnostics.source import Span

Level = Literal["error", "warning", "advice"]
LEVELS: Final[tuple[Level, ...]] = ("error", "warning", "advice")
"""Worst first."""

MORE_PROBLEMS: Final = "more-problems"
"""The slug of what stands for the findings that a cap left out; it is no finding itself."""


class Label(NamedTuple):
    """A second place that explains the first, with a few words to print beside it (or none)."""

    span: Span
    text: str = ""


class Fix(NamedTuple):
    """A correction a program may make: put `replacement` where `span` is (empty span: insert)."""

    span: Span
    replacement: str

    def applied(self) -> str:
        """The text of the source after the correction."""
        text = self.span.source.text
        return text[: self.span.start] + self.replacement + text[self.span.end :]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What was found (`slug`), how bad it is, where, and in words.

    `label` is printed beside the place itself, `secondary` names other places, in any file.
    """

    slug: str
    level: Level
    message: str
    span: Span
    label: str = ""
    secondary: tuple[Label, ...] = ()
    notes: tuple[str, ...] = ()
    help: str = ""
    fix: Fix | None = None

    @property
    def path(self) -> str:
        """The path of the file it is about."""
        return self.span.source.path

    @property
    def line(self) -> int:
        """Line of the place, from 1."""
        return self.span.line

    @property
    def column(self) -> int:
        """Column of the place, from 1, in characters."""
        return self.span.column

    def __str__(self) -> str:
        """One line: place, level, slug, message and remedy."""
        line, column = self.span.source.position(self.span.start)
        words = "; ".join(filter(None, (self.message, self.help)))
        return f"{self.path}:{line}:{column}: {self.level}[{self.slug}] {' '.join(words.split())}"
