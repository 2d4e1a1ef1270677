"""Tiers by slices: what share of its price each unit earns.

In: the rule's lines at the prices of entry, its reward. Out: by `Line.at`, shares of the units of the line.
Invariants: units fill the slices from 0, the dearest first, ties in (line, unit) order; a share is the mean
of the rates by measure, exact; cost follows runs times borders, never the quantity.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from receipt_rules.runtime.lines import Line, Run, base_of
from receipt_rules.runtime.rows import RewardRow, SlicesRow

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session

Share = tuple[int, int, int]
"""(count, numerator, denominator): so many units in order, each with this share of its price."""

Exact = int | Fraction


def slice_shares(session: Session, running_lines: list[Line], reward: RewardRow) -> dict[int, list[Share]]:
    """For each of the rule's lines the shares of its units, from the first to the last.

    Prices are those of entry where the units are marked with them, else the current ones.
    """
    row = reward.slices
    assert row is not None  # asked for rewards by slices only
    slices = _Slices(row)
    if not row.same_item:
        return slices.over(running_lines)
    found: dict[int, list[Share]] = {}
    for line in running_lines:
        if line.at not in found:
            found |= slices.over(session.same_item(line))
    return {line.at: found[line.at] for line in running_lines}


class _Slices:
    """Borders and rates. `rates` has one more: what lies below the first border earns nothing."""

    def __init__(self, row: SlicesRow) -> None:
        self._measure = row.measure
        self._borders = [_exact(*border) for border in row.borders]
        self._rates = [Fraction(0), *(Fraction(*rate) for rate in row.rates)]

    def over(self, lines: Iterable[Line]) -> dict[int, list[Share]]:
        """The shares of all units of these lines together."""
        runs = [(line, place, run) for line in lines for place, run in enumerate(line.runs)]
        parts: dict[int, list[list[Share]]] = {}
        for line, _, _ in runs:
            parts.setdefault(line.at, []).append([])
        position: Exact = 0
        for line, place, run in sorted(runs, key=_dearest_first):
            size = self._size(line, run)
            parts[line.at][place] = list(self._filled(run[0], size, position))
            position += run[0] * size
        return {at: _joined(of_runs) for at, of_runs in parts.items()}

    def _size(self, line: Line, run: Run) -> int:
        """How much a unit measures."""
        if self._measure == "units":
            return 1
        if self._measure == "price":
            return max(0, base_of(run))
        return line.micro if line.dimension == self._measure else 0

    def _filled(self, count: int, size: int, position: Exact) -> Iterable[Share]:
        """The shares of equal units that lie end to end from a position."""
        if not size:
            yield count, 0, 1
            return
        while count:
            place = bisect_right(self._borders, position)
            whole = count
            if place < len(self._borders):
                whole = min(count, int((self._borders[place] - position) // size))
            share = self._rates[place]
            if not whole:
                whole, share = 1, self._mean(position, position + size)
            yield whole, share.numerator, share.denominator
            count -= whole
            position += whole * size

    def _mean(self, start: Exact, end: Exact) -> Fraction:
        """The mean rate of what lies between two positions."""
        place = bisect_right(self._borders, start)
        earned, at = Fraction(0), start
        while at < end:
            stop = min(end, self._borders[place]) if place < len(self._borders) else end
            earned += self._rates[place] * (stop - at)
            at, place = stop, place + 1
        return earned / (end - start)


def _dearest_first(each: tuple[Line, int, Run]) -> tuple[int, int, int]:
    line, place, run = each
    return -base_of(run), line.at, place


def _joined(of_runs: list[list[Share]]) -> list[Share]:
    """The shares of a line, equal neighbours as one."""
    result: list[Share] = []
    for count, num, den in (share for shares in of_runs for share in shares):
        if result and result[-1][1:] == (num, den):
            count += result.pop()[0]
        result.append((count, num, den))
    return result


def _exact(num: int, den: int) -> Exact:
    return num if den == 1 else Fraction(num, den)
