"""Collecting diagnostics while a ruleset is read.

In: what parse, bind and lint find, in the order they find it. Out: a sorted tuple of `Diagnostic`.
Invariants: every slug is in the catalogue and every place inside its source (anything else is our
bug, not the author's); nothing is kept twice; what only follows from a part already known to be
broken is not said at all; a cap never hides an error behind a warning.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypedDict, Unpack

from receipt_rules.diagnostics.catalogue import CATALOGUE
from receipt_rules.diagnostics.diagnostic import LEVELS, MORE_PROBLEMS, Diagnostic, Fix, Label, Level
from receipt_rules.diagnostics.source import Source, Span
from receipt_rules.diagnostics.wording import counted

DEFAULT_CAP: Final = 100
_MOST_COMPARED: Final = 50_000
"""Names with names, over a whole run: some tens of microseconds each, where they are alike."""
_RANK: Final = {level: rank for rank, level in enumerate(LEVELS)}


class Details(TypedDict, total=False):
    """What may be said besides slug, place and message; `diagnostic.Diagnostic` tells each."""

    label: str
    secondary: Iterable[Label | tuple[Span, str]]
    notes: Iterable[str]
    help: str
    fix: Fix | None


class Diagnostics:
    """A list of findings under construction; each phase adds to it, `sorted` reads it out."""

    __slots__ = ("_broken", "_compared", "_counts", "_found")

    def __init__(self) -> None:
        # A dict keeps the order and drops repetitions; only the main place and words tell two apart.
        self._found: dict[tuple[str, str, Span], Diagnostic] = {}
        self._counts: Counter[Level] = Counter()
        self._broken: dict[Source, _Intervals] = {}
        self._compared = 0

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Diagnostic]:
        """All findings in the order they were made, uncapped."""
        return iter(self._found.values())

    @property
    def has_errors(self) -> bool:
        """Whether anything of level error was found."""
        return self._counts["error"] > 0

    def may_suggest(self, among: int) -> bool:
        """Whether it is worth looking for the nearest of so many names: not if nobody will read it, and no
        longer than a run of the checker should take. The second name costs as much as the first."""
        if len(self._found) >= DEFAULT_CAP:
            return False
        self._compared += among
        return self._compared <= _MOST_COMPARED

    def count(self, level: Level) -> int:
        """How many findings of a level there are."""
        return self._counts[level]

    def report(self, slug: str, span: Span, message: str, **details: Unpack[Details]) -> None:
        """Say something, at the level that the catalogue gives its slug."""
        self._say(CATALOGUE[slug].level, slug, span, message, details)

    def error(self, slug: str, span: Span, message: str, **details: Unpack[Details]) -> None:
        """Say what is certainly wrong."""
        self._say("error", slug, span, message, details)

    def warning(self, slug: str, span: Span, message: str, **details: Unpack[Details]) -> None:
        """Say what is probably not meant."""
        self._say("warning", slug, span, message, details)

    def advice(self, slug: str, span: Span, message: str, **details: Unpack[Details]) -> None:
        """Say what could be better."""
        self._say("advice", slug, span, message, details)

    def add(self, diagnostic: Diagnostic) -> None:
        """Take one in, unless it was said before or lies inside a part already marked broken."""
        if diagnostic.slug not in CATALOGUE:
            raise KeyError(f"slug {diagnostic.slug!r} is not in the catalogue of diagnostics")
        _check_places(diagnostic)
        if not self.is_broken(diagnostic.span):
            self._keep(diagnostic)

    def extend(self, other: Diagnostics) -> None:
        """Take in all that another collector holds, and what it knows to be broken."""
        for diagnostic in other:
            self._keep(diagnostic)
        for source, intervals in other._broken.items():
            for start, end in intervals:
                self.mark_broken(Span(source, start, end))

    def mark_broken(self, span: Span) -> None:
        """From now on drop what lies inside this place: it follows from what was said already.

        What was reported before the mark stays, so: first report, then mark.
        """
        self._broken.setdefault(span.source, _Intervals()).add(span.start, span.end)

    def is_broken(self, span: Span) -> bool:
        """Whether the place lies inside a part marked broken."""
        intervals = self._broken.get(span.source)
        return intervals is not None and intervals.covers(span.start, span.end)

    def sorted(self, *, cap: int = DEFAULT_CAP) -> tuple[Diagnostic, ...]:
        """The findings by place; of more than `cap` the worst, and then one that says what is left out."""
        found = sorted(self._found.values(), key=_by_place)
        if len(found) <= cap:
            return tuple(found)
        worst_first = sorted(found, key=lambda each: _RANK[each.level])
        shown = sorted(worst_first[:cap], key=_by_place)
        return (*shown, _more(sorted(worst_first[cap:], key=_by_place)))

    def _say(self, level: Level, slug: str, span: Span, message: str, details: Details) -> None:
        self.add(
            Diagnostic(
                slug,
                level,
                message,
                span,
                details.get("label", ""),
                tuple(Label(*each) for each in details.get("secondary", ())),
                tuple(details.get("notes", ())),
                details.get("help", ""),
                details.get("fix"),
            )
        )

    def _keep(self, diagnostic: Diagnostic) -> None:
        identity = (diagnostic.slug, diagnostic.message, diagnostic.span)
        if identity not in self._found:
            self._found[identity] = diagnostic
            self._counts[diagnostic.level] += 1


class _Intervals:
    """Disjoint stretches of one text, kept in order; those that meet become one."""

    __slots__ = ("_ends", "_starts")

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(zip(self._starts, self._ends, strict=True))

    def add(self, start: int, end: int) -> None:
        low = bisect_left(self._ends, start)
        high = bisect_right(self._starts, end)
        if low < high:
            start, end = min(start, self._starts[low]), max(end, self._ends[high - 1])
        self._starts[low:high] = [start]
        self._ends[low:high] = [end]

    def covers(self, start: int, end: int) -> bool:
        place = bisect_right(self._starts, start) - 1
        return place >= 0 and end <= self._ends[place]


def _check_places(diagnostic: Diagnostic) -> None:
    spans = [diagnostic.span, *(label.span for label in diagnostic.secondary)]
    if diagnostic.fix is not None:
        spans.append(diagnostic.fix.span)
    for span in spans:
        assert 0 <= span.start <= span.end <= len(span.source.text), (diagnostic.slug, span)


def _by_place(diagnostic: Diagnostic) -> tuple[str, int, int, int, str, str]:
    span = diagnostic.span
    return (span.path, span.start, span.end, _RANK[diagnostic.level], diagnostic.slug, diagnostic.message)


def _more(hidden: Sequence[Diagnostic]) -> Diagnostic:
    """The last word of a capped report; it stands at the first of the worst that are left out."""
    worst = min(hidden, key=lambda each: _RANK[each.level])
    return Diagnostic(
        MORE_PROBLEMS,
        "advice",
        f"not shown: {counted(each.level for each in hidden)}",
        worst.span,
        help="correct the first ones and check again",
    )
