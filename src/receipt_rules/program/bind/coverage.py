"""Whether the rows of a decision table cover every case once.

In: for each column the values that stand for all others (`samples`), and for each row and column which
of them it fits. Out: pairs of rows that fit one case, and a case that no row fits. Exact over the samples,
as long as the number of different situations stays under `_MOST`, and the work of going through them under
`_MOST_STEPS`; beyond it, what was found so far.

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
_NUMERIC: Final = (*_DISCRETE, "number", "percent", "duration")

Stretches = Iterable[tuple[int, int]]
"""Of the samples of a column, from a number up to another, without overlaps."""
Fitting = Callable[[int, int], Stretches]
"""Row, column -> the samples that the row fits there."""


class Findings(NamedTuple):
    """`overlaps`: pairs of rows, the earlier first; `gap`: a value per column, for the first columns."""

    overlaps: tuple[tuple[int, int], ...]
    gap: tuple[Constant, ...] | None


def coverage(rows: int, samples: Sequence[Sequence[Constant]], fitting: Fitting) -> Findings:
    """What is covered twice and what not at all."""
    columns = [_Column(rows, column, values, fitting) for column, values in enumerate(samples)]
    overlaps: set[tuple[int, int]] = set()
    gap: tuple[Constant, ...] | None = None
    everyone = (1 << rows) - 1
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[int, tuple[Constant, ...]]] = [(everyone, ())]
    steps = 0
    while waiting and len(seen) < _MOST and steps < _MOST_STEPS:
        left, path = waiting.pop()
        column = len(path)
        steps += 1
        if (column, left) in seen:
            continue
        seen.add((column, left))
        if not left:
            gap = gap or path
        elif column < len(columns):
            following = columns[column].following(left)
            steps += len(following)
            waiting += [(rest, (*path, value)) for rest, value in reversed(following)]
        elif left & (left - 1):
            first = (left & -left).bit_length() - 1
            rest = left & (left - 1)
            overlaps.add((first, (rest & -rest).bit_length() - 1))
    return Findings(tuple(sorted(overlaps)), gap)


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

    Of a text without a fixed choice only the named values are known, so they stand for all. Numbers below
    zero are looked at only where the column names one.
    """
    if type.kind == "bool":
        return (False, True)
    if type.kind == "text":
        return type.choices or tuple(sorted({each for each in named if isinstance(each, str)}))
    if type.kind in _NUMERIC:
        return _numbers(sorted({each for each in named if isinstance(each, int | Fraction)}), type)
    if type.kind == "date":
        return _days(sorted({each for each in named if isinstance(each, dt.date)}))
    return tuple(sorted({each for each in named if isinstance(each, dt.datetime)}))


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


def _days(borders: Sequence[dt.date]) -> tuple[Constant, ...]:
    day = dt.timedelta(days=1)
    found: set[dt.date] = set()
    for each in borders:
        found.add(each)
        if each > dt.date.min:
            found.add(each - day)
        if each < dt.date.max:
            found.add(each + day)
    return tuple(sorted(found))
