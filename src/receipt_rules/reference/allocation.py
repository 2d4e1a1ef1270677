"""Allocation, by the words of language.md ("Allocation").

In: whole minor units, exact weights, capacities. Out: whole parts. Invariant: the parts add up to the amount
(which is not above the sum of the capacities), and none is above its capacity.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor

from receipt_rules.reference.units import Line, Unit


def allocate(amount: int, weights: Sequence[Fraction], capacities: Sequence[int]) -> list[int]:
    """Split an amount.

    "To split A minor units over lines with weights w and capacities c (A <= sum c): q_i = A*w_i/sum(w) (all
    weights zero: equal); lines with q_i > c_i get c_i and leave, repeat on the rest; floor; hand out the
    remaining units by largest remainder, ties to the larger weight, then the lower line."
    """
    parts = [0] * len(weights)
    there = list(range(len(weights)))
    while there:
        total = sum((weights[i] for i in there), Fraction(0))
        quota = {i: amount * weights[i] / total if total else Fraction(amount, len(there)) for i in there}
        leaving = [i for i in there if quota[i] > capacities[i]]
        if not leaving:
            return _by_largest_remainder(amount, weights, quota, parts)
        for i in leaving:
            parts[i] = capacities[i]
            amount -= capacities[i]
            there.remove(i)
    return parts


def _by_largest_remainder(
    amount: int, weights: Sequence[Fraction], quota: Mapping[int, Fraction], parts: list[int]
) -> list[int]:
    remainders = {i: exact - floor(exact) for i, exact in quota.items()}
    for i, exact in quota.items():
        parts[i] = floor(exact)
    left = amount - sum(parts[i] for i in quota)
    order = sorted(quota, key=lambda i: (-remainders[i], -weights[i], i))
    for i in order[:left]:
        parts[i] += 1
    return parts


def by_line(units: Sequence[Unit]) -> dict[Line, list[Unit]]:
    """Units by their line, both in the order of the receipt."""
    found: dict[Line, list[Unit]] = {}
    for unit in units:
        found.setdefault(unit.line, []).append(unit)
    return found


def to_units(
    amount: int, units: Sequence[Unit], weights: Mapping[Unit, Fraction], room: Mapping[Unit, int]
) -> dict[Unit, int]:
    """ "Lines to units the same way." """
    parts = allocate(amount, [weights[unit] for unit in units], [room[unit] for unit in units])
    return dict(zip(units, parts, strict=True))


def spread(
    amount: int, units: Sequence[Unit], weights: Mapping[Unit, Fraction], room: Mapping[Unit, int]
) -> dict[Unit, int]:
    """Over lines, and of each line over its units; a line weighs, and takes, what its units do together."""
    lines = by_line(units)
    line_weights = [sum((weights[unit] for unit in each), Fraction(0)) for each in lines.values()]
    line_room = [sum(room[unit] for unit in each) for each in lines.values()]
    shares: dict[Unit, int] = {}
    for each, part in zip(lines.values(), allocate(amount, line_weights, line_room), strict=True):
        shares |= to_units(part, each, weights, room)
    return shares
