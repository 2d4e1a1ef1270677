"""Classes of equal units.

In: units and what tells them apart. Out: `Kind`s. Invariant: units of one kind may be exchanged for each
other in every set; "equal units make up a *class*, which stands at its first unit in (line, unit) order"
(decision 6).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Final

from receipt_rules.reference.units import Unit

MOST_STEPS: Final = 2_000_000
"""What is tried at most for one group: some seconds."""


class TooLargeError(RuntimeError):
    """There is more to try than the reference has time for: it gives no answer rather than a doubtful one."""


class Kind:
    """A class. `units` in (line, unit) order; `price` of each."""

    def __init__(self, units: Sequence[Unit], price: int) -> None:
        self.units = tuple(units)
        self.price = price
        self.place = place_of(self.first)

    @property
    def first(self) -> Unit:
        """Where it stands, and how all of them are."""
        return self.units[0]


def place_of(unit: Unit) -> tuple[int, int]:
    """(line, unit)."""
    return unit.line.number, unit.place


def kinds_of(
    units: Sequence[Unit], price: Callable[[Unit], int], told: Callable[[Unit], Hashable]
) -> list[Kind]:
    """The classes, by their places; "one price of entry", and nothing that tells units of one apart."""
    found: dict[Hashable, list[Unit]] = {}
    for unit in sorted(units, key=place_of):
        found.setdefault((price(unit), told(unit)), []).append(unit)
    return [Kind(each, price(each[0])) for each in found.values()]
