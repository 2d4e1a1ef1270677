"""Lines and units, written out one by one.

In: the lines of a receipt. Out: `Line` and `Unit`. Invariant: the shelf prices of a line's units add up to
its amount; lines and units are told apart by identity.

"A line of integer quantity n is n *units* ... If the line's amount does not divide, the first units are the
dearer ones. A quantity with a unit of measure is weighed: one unit." (language.md, Units and prices.) Of
units coded in runs, as the page also asks, this oracle knows nothing: it is slow on purpose.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from receipt_rules.receipt.record import LineRecord

MILLION: Final = 1_000_000
SEEN: Final = ("goods", "service")
"""receipt.md: "Rules, `all items`, aggregates and `receipt.*` see goods and services." """

_MILLIONTHS: Final = {
    "kg": ("kg", MILLION),
    "g": ("kg", 1_000),
    "l": ("l", MILLION),
    "ml": ("l", 1_000),
    "m": ("m", MILLION),
}


class Line:
    """`number`: its place in `lines`. `micro` millionths of `dimension` (kg, l, m) if it is weighed.

    `measure`: how many there are of what a price is for: pieces, or kg, l or m.
    """

    def __init__(self, number: int, record: LineRecord) -> None:
        self.number = number
        self.record = record
        pieces, self.micro, self.dimension = measured(record.quantity)
        self.measure = Fraction(self.micro, MILLION) if self.dimension else Fraction(pieces)
        price, dearer = divmod(record.amount_minor, pieces)
        self.units = tuple(Unit(self, place, price + (place < dearer)) for place in range(pieces))


class Unit:
    """One piece, or one weighed thing; `place` is its place in the line, `shelf` its price in minor units."""

    def __init__(self, line: Line, place: int, shelf: int) -> None:
        self.line = line
        self.place = place
        self.shelf = shelf

    @property
    def measure(self) -> Fraction:
        """How many of what a price is for: 1, or the kg, l or m of a weighed thing."""
        return self.line.measure if self.line.dimension else Fraction(1)


Prices = Mapping[Unit, int]
"""What each unit costs at some moment."""

Shares = Mapping[Unit, int]
"""What a rule takes off each unit."""


def measured(quantity: str) -> tuple[int, int, str]:
    """`"6"` -> (6, 0, ""); `"1.314 kg"` -> (1, 1_314_000, "kg")."""
    number = quantity.rstrip("kglm").rstrip(" ")
    unit = quantity[len(number) :].strip(" ")
    if not unit:
        return int(number), 0, ""
    dimension, each = _MILLIONTHS[unit]
    return 1, int(Fraction(number) * each), dimension


def in_measure(micro: int, dimension: str) -> str:
    """1_314_000 of kg -> `1.314 kg`, without needless zeros."""
    whole, rest = divmod(micro, MILLION)
    decimals = f".{rest:06}".rstrip("0") if rest else ""
    return f"{whole}{decimals} {dimension}"


def after(prices: Prices, shares: Shares) -> dict[Unit, int]:
    """The prices when these shares have been taken off."""
    return {unit: price - shares.get(unit, 0) for unit, price in prices.items()}
