"""Rounding of exact amounts, by its definition.

In: a Fraction of minor units and how to round. Out: whole minor units. Invariant: the modes are those of
language.md: half_up, half_down, half_even, down, up; from the middle `half_up` goes away from zero, `down`
goes towards it, so that a refund rounds as its sale did.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import Final

from receipt_rules.money import RoundMode

_HALF: Final = Fraction(1, 2)


def whole(value: Fraction, mode: RoundMode) -> int:
    """The value as a whole number."""
    if value < 0:
        return -whole(-value, mode)
    down = floor(value)
    rest = value - down
    goes_up = {
        "half_up": rest >= _HALF,
        "half_down": rest > _HALF,
        "half_even": rest > _HALF or (rest == _HALF and down % 2 == 1),
        "down": False,
        "up": rest > 0,
    }
    return down + (1 if goes_up[mode] else 0)


def to_step(value: Fraction, step: int, mode: RoundMode) -> int:
    """The value as a multiple of `step` minor units."""
    return step * whole(value / step, mode)


def to_ending(value: Fraction, ending: int, major: int, mode: RoundMode) -> int:
    """The price as one that ends in `ending` of `major` minor units: `.99` is 99 of 100.

    Never below the smallest such price: a pretty ending makes nothing free.
    """
    return ending + major * whole(max(Fraction(0), value - ending) / major, mode)
