"""Whether the rows of a decision table cover every case once.

In: for each column the values that stand for all others (`samples`), and for each row and column which
of them it fits. Out: pairs of rows that fit one case, with the case, and a case that no row fits. Exact over
the samples, as long as the number of different situations stays under `_MOST`, and the work of going through
them under `_MOST_STEPS`; beyond it, what was found so far, which then says that it is not complete.

The walk goes column by column and remembers which rows are still in the race, so that equal situations
are looked at once: a table of n rows and k columns costs about k times the number of different sets of
rows, not the product of the columns.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from receipt_rules.program.expression import Constant
from receipt_rules.program.types import Type

_MOST: Final = 50_000
_MOST_STEPS: Final = 500_000
_FEW: Final = 50
"""So many rows at most are looked at by their own borders, which are fewer than all samples."""
_DISCRETE: Final = ("money", "int", "quantity", "time")
_NUMERIC: Final = (*_DISCRETE, "number", "percent")
_DAY: Final = dt.timedelta(days=1)
_SECOND: Final = dt.timedelta(seconds=1)

Stretches = Iterable[tuple[int, int]]
"""Of the samples of a column, from a number up to another, without overlaps."""
Fitting = Callable[[int, int], Stretches]
"""Row, column -> the samples that the row fits there."""


class Unnamed(str):
    """Stands for every text that a column does not name. That such a text comes is not certain, so it tells
    of rows that overlap, and of no gap."""

    __slots__ = ()


class Overlap(NamedTuple):
    """Two rows, by number, the earlier first, and a case that both fit: a value per column."""

    first: int
    second: int
    case: tuple[Constant, ...]


class Findings(NamedTuple):
    """`gap`: a value per column, for the first columns; `complete`: every case was looked at."""

    overlaps: tuple[Overlap, ...]
    gap: tuple[Constant, ...] | None
    complete: bool


def coverage(rows: int, samples: Sequence[Sequence[Constant]], fitting: Fitting) -> Findings:
    """What is covered twice and what not at all."""
    columns = [_Column(rows, column, values, fitting) for column, values in enumerate(samples)]
    overlaps: dict[tuple[int, int], tuple[Constant, ...]] = {}
    gap: tuple[Constant, ...] | None = None
    everyone = (1 << rows) - 1
    seen: set[tuple[int, int, bool]] = set()
    waiting: list[tuple[int, tuple[Constant, ...], bool]] = [(everyone, (), True)]
    steps = 0
    while waiting and len(seen) < _MOST and steps < _MOST_STEPS:
        left, path, named = waiting.pop()
        column = len(path)
        steps += 1
        if (column, left, named) in seen:
            continue
        seen.add((column, left, named))
        if not left:
            gap = path if gap is None and named else gap
        elif column < len(columns):
            following = columns[column].following(left)
            steps += len(following)
            waiting += [
                (rest, (*path, value), named and not isinstance(value, Unnamed))
                for rest, value in reversed(following)
            ]
        elif left & (left - 1):
            first = (left & -left).bit_length() - 1
            rest = left & (left - 1)
            overlaps.setdefault((first, (rest & -rest).bit_length() - 1), path)
    found = tuple(Overlap(*pair, case) for pair, case in sorted(overlaps.items(), key=_rows))
    return Findings(found, gap, not waiting)


def _rows(overlap: tuple[tuple[int, int], tuple[Constant, ...]]) -> tuple[int, int]:
    return overlap[0]


class _Column:
    """Which rows, as bits of a number, fit each sample of a column."""

    def __init__(self, rows: int, column: int, values: Sequence[Constant], fitting: Fitting) -> None:
        self._values = values
        self._borders = [
            tuple(place for ends in fitting(row, column) for place in ends) for row in range(rows)
        ]
        # Rows come and go at their borders, so that no row is asked about every sample.
        turns = [0] * (len(values) + 1)
        for row, places in enumerate(self._borders):
            for place in places:
                turns[place] ^= 1 << row
        self._masks: list[int] = []
        mask = 0
        for turn in turns[:-1]:
            mask ^= turn
            self._masks.append(mask)

    def following(self, left: int) -> list[tuple[int, Constant]]:
        """The different sets of rows that the column can leave of some, each with the first such value."""
        places: Iterable[int] = range(len(self._values))
        if left.bit_count() <= _FEW:
            places = sorted({0, *(place for row in _bits(left) for place in self._borders[row])})
        found: dict[int, Constant] = {}
        for place in places:
            if place < len(self._values):
                found.setdefault(left & self._masks[place], self._values[place])
        return list(found.items())


def _bits(mask: int) -> Iterator[int]:
    while mask:
        last = mask & -mask
        yield last.bit_length() - 1
        mask ^= last


def samples(type: Type, named: Iterable[Constant]) -> tuple[Constant, ...]:
    """Values that stand for all values of a type, given those that a column names.

    Of a text without a fixed choice only the named values are known; `Unnamed` stands for the others. Numbers
    below zero are looked at only where the column names one.
    """
    if type.kind == "bool":
        return (False, True)
    if type.kind == "text":
        return type.choices or _texts({each for each in named if isinstance(each, str)})
    if type.kind in _NUMERIC:
        return _numbers(sorted({each for each in named if isinstance(each, int | Fraction)}), type)
    if type.kind == "date":
        return _days({each for each in named if isinstance(each, dt.date)})
    return _moments({each for each in named if isinstance(each, dt.datetime)})


def _texts(named: set[str]) -> tuple[Constant, ...]:
    other = "another"
    while other in named:
        other += "."
    return (*sorted(named), Unnamed(other)) if named else ()


def _numbers(borders: Sequence[int | Fraction], type: Type) -> tuple[Constant, ...]:
    if not borders:
        return (0,)
    discrete = type.kind in _DISCRETE
    found: list[int | Fraction] = []
    if borders[0] > 0 or borders[0] < 0:
        found.append(borders[0] - 1 if borders[0] < 0 or borders[0] >= 1 else borders[0] / Fraction(2))
    for low, high in zip(borders, [*borders[1:], None], strict=True):
        found.append(low)
        if high is None:
            found.append(low + 1)
        elif not discrete:
            found.append((low + high) / Fraction(2))
        elif high - low > 1:
            found.append(low + 1)
    return tuple(found)


def _days(borders: set[dt.date]) -> tuple[Constant, ...]:
    found = set(borders)
    found |= {each - _DAY for each in borders if each > dt.date.min}
    found |= {each + _DAY for each in borders if each < dt.date.max}
    return tuple(sorted(found))


def _moments(borders: set[dt.datetime]) -> tuple[Constant, ...]:
    found = set(borders)
    found |= {each - _SECOND for each in borders if each.year > dt.MINYEAR}
    found |= {each + _SECOND for each in borders if each.year < dt.MAXYEAR}
    return tuple(sorted(found))
