"""The lines of a receipt while it is evaluated: units as runs, prices, what was given.

In: a `LineRecord`. Out: `Line`, changed only by `take`. Invariants: `units` counts every unit of the
line once, in order; the prices of its runs add up to `current`; `current` plus all shares given is
`shelf`; no price goes below zero. Cost follows the number of runs, never the quantity.

A run is `(count, price, shelf price, mark)`, amounts of one unit in minor units. Shares are runs too,
`(count, share)`, and cover the whole line from its first unit to its last. A `Mark` is what a group needs to
know of a unit beside its price; most groups need nothing, and then there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from receipt_rules.quantity import FEW_PIECES, parse_quantity
from receipt_rules.receipt.record import LineRecord

if TYPE_CHECKING:
    from receipt_rules.runtime.protection import Guard

Shares = list[tuple[int, int]]


class Mark(NamedTuple):
    """Of a unit while a group runs: its price of entry, or None where percents are of the running price;
    whether it was discounted at entry; how many rules of the group gave it money. And for good: the groups
    with `excludes` that gave it money, as bits; and the rule, counted from 1, whose set claimed it (0: none).
    `closed` while its group runs: the rule, counted from 1, whose set closes it to plain rules.
    """

    base: int | None = None
    discounted: bool = False
    times: int = 0
    groups: int = 0
    claimed: int = 0
    closed: int = 0


Run = tuple[int, int, int, Mark | None]

MILLION = 1_000_000


class Line:
    """One goods or service line. `place` is its index in the receipt's lines; `at` its index among these."""

    __slots__ = (
        "at",
        "current",
        "dimension",
        "given",
        "guard",
        "micro",
        "place",
        "record",
        "runs",
        "sets",
        "shelf",
        "units",
    )

    def __init__(self, at: int, place: int, record: LineRecord) -> None:
        pieces, micro, dimension = FEW_PIECES.get(record.quantity) or parse_quantity(record.quantity)
        shelf = record.amount_minor
        self.at = at
        self.place = place
        self.record = record
        self.units = pieces
        self.micro = micro
        self.dimension = dimension
        self.shelf = shelf
        self.current = shelf
        self.runs: tuple[Run, ...] = ((1, shelf, shelf, None),) if pieces == 1 else whole_runs(shelf, pieces)
        self.guard: Guard | None = None
        self.sets: dict[str, bool] | None = None
        """Membership in named sets, as far as it was asked."""
        self.given: Sequence[tuple[str, int, Shares]] = ()
        """(rule id, amount, shares) in order of application."""

    def take(self, rule: str, amount: int, shares: Shares) -> None:
        """Take `amount` off, shared over the units as `shares` say (they add up to it)."""
        self.current -= amount
        self.runs = lowered(self.runs, shares)
        self.given = (*self.given, (rule, amount, shares))

    def restart(self) -> None:
        """Back to the shelf price, with nothing given."""
        self.current = self.shelf
        self.runs = whole_runs(self.shelf, self.units)
        self.given = ()


def part_of(line: Line, discounted: bool) -> Line:
    """The discounted units of a line, or the others, as what aggregates look at: a line of its own."""
    part = Line.__new__(Line)
    part.at, part.place, part.record = line.at, line.place, line.record
    part.micro, part.dimension = line.micro, line.dimension
    part.runs = tuple(run for run in line.runs if (run[1] < run[2]) is discounted)
    part.units = sum(run[0] for run in part.runs)
    part.current = sum(run[0] * run[1] for run in part.runs)
    part.shelf = sum(run[0] * run[2] for run in part.runs)
    part.guard, part.sets, part.given = None, None, ()
    return part


def whole_runs(amount: int, units: int) -> tuple[Run, ...]:
    """The units of a line at shelf price; where the amount does not divide, the first are the dearer ones."""
    if units == 1:
        return ((1, amount, amount, None),)
    price, dearer = divmod(amount, units)
    if dearer:
        return ((dearer, price + 1, price + 1, None), (units - dearer, price, price, None))
    return ((units, price, price, None),)


def lowered(runs: tuple[Run, ...], shares: Shares) -> tuple[Run, ...]:
    """The runs after the shares were taken off; neighbours that ended equal are one run."""
    if len(runs) == 1 and len(shares) == 1:
        count, price, shelf, mark = runs[0]
        share = shares[0][1]
        return ((count, price - share, shelf, _touched(mark) if mark and share else mark),)
    return joined(
        (count, price - share, shelf, _touched(mark) if mark and share else mark)
        for (count, price, shelf, mark), share in over_units(runs, shares)
    )


def _touched(mark: Mark) -> Mark:
    return mark._replace(times=mark.times + 1)


def over_units(runs: Sequence[Run], shares: Sequence[tuple[int, int]]) -> Iterable[tuple[Run, int]]:
    """Runs and shares of the same units, cut at each other's borders."""
    pending = list(reversed(shares))
    for count, price, shelf, mark in runs:
        while count:
            size, share = pending.pop()
            step = min(count, size)
            if step < size:
                pending.append((size - step, share))
            count -= step
            yield (step, price, shelf, mark), share


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbours that are alike as one run."""
    result: list[Run] = []
    for run in runs:
        if result and result[-1][1:] == run[1:]:
            run = (result.pop()[0] + run[0], *run[1:])
        result.append(run)
    return tuple(result)


def base_of(run: Run) -> int:
    """What a percent of the unit is taken of: the price of entry where the group says so, else the price."""
    mark = run[3]
    return run[1] if mark is None or mark.base is None else mark.base


def price_runs(runs: tuple[Run, ...]) -> list[tuple[int, int]]:
    """`(count, price)` with equal neighbours merged, whatever else they are."""
    result: list[tuple[int, int]] = []
    for count, price, _, _ in runs:
        if result and result[-1][1] == price:
            result[-1] = (result[-1][0] + count, price)
        else:
            result.append((count, price))
    return result
