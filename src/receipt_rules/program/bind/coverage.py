"""Whether the rows of a decision table cover every case once.

In: for each column the values that stand for all others (`samples`), and for each row and column whether
it fits a value. Out: pairs of rows that fit one case, and a case that no row fits. Exact over the samples,
as long as the number of different situations stays under `_MOST`; beyond it, what was found so far.

The walk goes column by column and remembers which rows are still in the race, so that equal situations
are looked at once: a table of n rows and k columns costs about k times the number of different sets of
rows, not the product of the columns.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from receipt_rules.program.expression import Constant
from receipt_rules.program.types import Type

_MOST: Final = 50_000
_DISCRETE: Final = ("money", "int", "quantity", "time")
_NUMERIC: Final = (*_DISCRETE, "number", "percent", "duration")

Fits = Callable[[int, int, Constant], bool]
"""Row, column, value."""


class Findings(NamedTuple):
    """`overlaps`: pairs of rows, the earlier first; `gap`: a value per column, for the first columns."""

    overlaps: tuple[tuple[int, int], ...]
    gap: tuple[Constant, ...] | None


def coverage(rows: int, samples: Sequence[Sequence[Constant]], fits: Fits) -> Findings:
    """What is covered twice and what not at all."""
    columns = [_situations(rows, column, values, fits) for column, values in enumerate(samples)]
    overlaps: set[tuple[int, int]] = set()
    gap: tuple[Constant, ...] | None = None
    everyone = (1 << rows) - 1
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[int, tuple[Constant, ...]]] = [(everyone, ())]
    while waiting and len(seen) < _MOST:
        left, path = waiting.pop()
        column = len(path)
        if (column, left) in seen:
            continue
        seen.add((column, left))
        if not left:
            gap = gap or path
        elif column < len(columns):
            waiting += [(left & mask, (*path, value)) for mask, value in reversed(columns[column])]
        elif left & (left - 1):
            first = (left & -left).bit_length() - 1
            rest = left & (left - 1)
            overlaps.add((first, (rest & -rest).bit_length() - 1))
    return Findings(tuple(sorted(overlaps)), gap)


def _situations(rows: int, column: int, values: Iterable[Constant], fits: Fits) -> list[tuple[int, Constant]]:
    """The different sets of rows that a column can leave, each with the first value that leaves it."""
    found: dict[int, Constant] = {}
    for value in values:
        mask = sum(1 << row for row in range(rows) if fits(row, column, value))
        found.setdefault(mask, value)
    return list(found.items())


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
