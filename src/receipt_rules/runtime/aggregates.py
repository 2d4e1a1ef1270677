"""The five aggregates over lines, at current prices.

In: lines and, for `quantity`, the dimension asked for. Out: minor units or a count. Invariant: an
aggregate over no lines is 0, so that every expression has a value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from receipt_rules.runtime.lines import Line


def amount(lines: Iterable[Line], dimension: str = "") -> int:
    """Sum of the current amounts, minor units."""
    total = 0
    for line in lines:
        total += line.current
    return total


def quantity(lines: Iterable[Line], dimension: str = "") -> int:
    """Number of units, a weighed line being one; with a dimension, millionths of kg, l or m weighed in it."""
    total = 0
    if dimension:
        for line in lines:
            if line.dimension == dimension:
                total += line.micro
        return total
    for line in lines:
        total += line.units
    return total


def distinct(lines: Iterable[Line], dimension: str = "") -> int:
    """Number of different SKUs."""
    return len({line.record.sku for line in lines})


def lowest(lines: Iterable[Line], dimension: str = "") -> int:
    """Current price of the cheapest unit; a weighed line is one unit."""
    return min((price for line in lines for _, price, _, _ in line.runs), default=0)


def highest(lines: Iterable[Line], dimension: str = "") -> int:
    """Current price of the dearest unit; a weighed line is one unit."""
    return max((price for line in lines for _, price, _, _ in line.runs), default=0)


AGGREGATES: dict[str, Callable[[Iterable[Line], str], int]] = {
    "amount": amount,
    "quantity": quantity,
    "distinct": distinct,
    "lowest": lowest,
    "highest": highest,
}
