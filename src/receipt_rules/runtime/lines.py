"""The lines of a receipt while it is evaluated: units as runs, prices, what was given.

In: a `LineRecord`. Out: `Line`, changed only by `take`. Invariants: `units` counts every unit of the
line once, in order; the prices of its runs add up to `current`; `current` plus all shares given is
`shelf`; no price goes below zero. Cost follows the number of runs, never the quantity.

A run is `(count, price, shelf price)`, amounts of one unit in minor units. Shares are runs too,
`(count, share)`, and cover the whole line from its first unit to its last.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from receipt_rules.quantity import parse_quantity
from receipt_rules.receipt.record import LineRecord

if TYPE_CHECKING:
    from receipt_rules.runtime.protection import Guard

Run = tuple[int, int, int]
Shares = list[tuple[int, int]]

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
        pieces, micro, dimension = parse_quantity(record.quantity)
        shelf = record.amount_minor
        self.at = at
        self.place = place
        self.record = record
        self.units = pieces
        self.micro = micro
        self.dimension = dimension
        self.shelf = shelf
        self.current = shelf
        self.runs: tuple[Run, ...] = ((1, shelf, shelf),) if pieces == 1 else whole_runs(shelf, pieces)
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


def whole_runs(amount: int, units: int) -> tuple[Run, ...]:
    """The units of a line at shelf price; where the amount does not divide, the first are the dearer ones."""
    if units == 1:
        return ((1, amount, amount),)
    price, dearer = divmod(amount, units)
    if dearer:
        return ((dearer, price + 1, price + 1), (units - dearer, price, price))
    return ((units, price, price),)


def lowered(runs: tuple[Run, ...], shares: Shares) -> tuple[Run, ...]:
    """The runs after the shares were taken off; neighbours that ended equal are one run."""
    if len(runs) == 1 and len(shares) == 1:
        count, price, shelf = runs[0]
        return ((count, price - shares[0][1], shelf),)
    result: list[Run] = []
    pending = list(reversed(shares))
    for count, price, shelf in runs:
        while count:
            share_count, share = pending.pop()
            step = min(count, share_count)
            if step < share_count:
                pending.append((share_count - step, share))
            count -= step
            if result and result[-1][1] == price - share and result[-1][2] == shelf:
                step += result.pop()[0]
            result.append((step, price - share, shelf))
    return tuple(result)


def price_runs(runs: tuple[Run, ...]) -> list[tuple[int, int]]:
    """`(count, price)` with equal neighbours merged, whatever their shelf prices were."""
    result: list[tuple[int, int]] = []
    for count, price, _ in runs:
        if result and result[-1][1] == price:
            result[-1] = (result[-1][0] + count, price)
        else:
            result.append((count, price))
    return result
