"""Allocation: one amount split over several targets, so that the parts sum to the whole.

In: an amount in minor units, and for each target (a line, or a run of equal units) its weight and its
capacity, the most it may get. Out: whole minor units for each. Invariants: the shares sum to the amount;
0 <= share <= capacity; the same input gives the same shares everywhere.

The method (docs/language.md, "Allocation"): the exact quota of a target is q = amount * weight / sum of
weights, or equal quotas where all weights are zero. Who has q > capacity gets the capacity and leaves, and
the rest of the amount is split over the rest in the same way, until nobody leaves. Quotas are cut to whole
units, and the units left over go one each to the largest remainders (Hamilton's method), ties to the larger
weight, then to the earlier target.

What holds besides: a share is its final quota rounded down or up; of two targets the one with the larger
weight and no smaller capacity never gets less; a common factor of the weights changes nothing; the order of
the targets decides only between equal weights with equal remainders. What does not hold: one unit more to
split may take a unit from somebody (the Alabama paradox of the method), so shares are never corrected by
splitting a difference: split the new amount again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import lcm
from operator import lt

__all__ = ["allocate", "allocate_runs", "scale_weights"]


def allocate(amount: int, weights: Sequence[int], capacities: Sequence[int]) -> list[int]:
    """The share of each target, in the order given.

    amount >= 0 and at most the sum of capacities; weights and capacities >= 0, of any size, one of each per
    target. Raises ValueError where that does not hold.
    """
    if len(weights) == 1 == len(capacities) and 0 <= amount <= capacities[0] and weights[0] >= 0:
        return [amount]
    _check(amount, weights, capacities, sum(capacities))
    total = sum(weights)
    if len(weights) == 2 and total:
        return _split_in_two(amount, weights, capacities, total)
    if total:
        products = [amount * weight for weight in weights]
        shares = [product // total for product in products]
        # each below its capacity: nobody can have a quota above it, and one unit more still fits
        if all(map(lt, shares, capacities)):
            left = amount - sum(shares)
            if left:
                remainders = [product % total for product in products]
                for target in _by_remainder(remainders, weights)[:left]:
                    shares[target] += 1
            return shares
    return [base + first for base, first in _fill(amount, [1] * len(weights), weights, capacities)]


def allocate_runs(
    amount: int, counts: Sequence[int], weights: Sequence[int], capacities: Sequence[int]
) -> list[tuple[tuple[int, int], ...]]:
    """`allocate` over runs of equal units: run i is counts[i] units of weights[i] and capacities[i] each.

    For each run the shares of its units, in unit order, as (number of units, share) pairs: at most two, the
    larger share first; none for a run of no units. The cost does not depend on the counts. It is what
    `allocate` gives on the units written out one by one. Raises ValueError as it does, and on a count < 0.
    """
    if len(counts) != len(weights):
        raise ValueError(f"{len(counts)} counts for {len(weights)} weights")
    if counts and min(counts) < 0:
        raise ValueError(f"a count is {min(counts)}")
    _check(amount, weights, capacities, sum(n * c for n, c in zip(counts, capacities, strict=False)))
    if len(counts) == 1 and counts[0]:
        shares = [divmod(amount, counts[0])]
    else:
        shares = _fill(amount, counts, weights, capacities)
    runs: list[tuple[tuple[int, int], ...]] = []
    for count, (base, first) in zip(counts, shares, strict=True):
        if not first:
            runs.append(((count, base),) if count else ())
        elif first == count:
            runs.append(((count, base + 1),))
        else:
            runs.append(((first, base + 1), (count - first, base)))
    return runs


def scale_weights(weights: Iterable[tuple[int, int]]) -> list[int]:
    """Exact rational weights, (numerator >= 0, denominator > 0) each, as integers in the same proportion.

    Over their common denominator, so equal weights stay equal and larger ones larger, as the ties need it.
    """
    pairs = list(weights)
    common = lcm(*(den for _, den in pairs))
    return [num * (common // den) for num, den in pairs]


def _check(amount: int, weights: Sequence[int], capacities: Sequence[int], room: int) -> None:
    if len(weights) != len(capacities):
        raise ValueError(f"{len(weights)} weights for {len(capacities)} capacities")
    if amount < 0 or amount > room:
        raise ValueError(f"{amount} cannot be split over capacities of {room}")
    if weights and (min(weights) < 0 or min(capacities) < 0):
        raise ValueError(f"a weight or a capacity is {min(*weights, *capacities)}")


def _split_in_two(amount: int, weights: Sequence[int], capacities: Sequence[int], total: int) -> list[int]:
    """The most frequent split of a till; the remainders of two quotas are complements of each other."""
    share, rest = divmod(amount * weights[0], total)
    if 2 * rest > total or (2 * rest == total and weights[0] >= weights[1]):
        share += 1
    share = max(min(share, capacities[0]), amount - capacities[1])
    return [share, amount - share]


def _by_remainder(remainders: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Targets with the largest remainder first; ties: the larger weight, then the earlier target."""
    return sorted(range(len(weights)), key=lambda i: (-remainders[i], -weights[i], i))


def _fill(
    amount: int, counts: Sequence[int], weights: Sequence[int], capacities: Sequence[int]
) -> list[tuple[int, int]]:
    """For each run the share of every unit, and how many of its first units get one more."""
    shares = [(0, 0)] * len(counts)
    runs = [run for run, count in enumerate(counts) if count]
    weighted = [run for run in runs if weights[run]]
    left, weighted = _saturate(amount, weighted, shares, counts, weights, capacities)
    if weighted:
        _hand_out(left, weighted, shares, counts, weights)
    else:
        equal = [1] * len(counts)
        rest = [run for run in runs if not weights[run]]
        left, rest = _saturate(left, rest, shares, counts, equal, capacities)
        _hand_out(left, rest, shares, counts, equal)
    return shares


def _saturate(
    left: int,
    runs: list[int],
    shares: list[tuple[int, int]],
    counts: Sequence[int],
    weights: Sequence[int],
    capacities: Sequence[int],
) -> tuple[int, list[int]]:
    """Fill the runs whose quota is above their capacity; what is left to split, and the runs still in.

    Whoever leaves raises the quotas of the rest, never lowers them, so leaving one by one in order of
    capacity / weight ends where leaving in rounds does, after one sort instead of a round per run.
    """
    total = sum(counts[run] * weights[run] for run in runs)
    # fractions of denominators up to m differ by 1 / m^2 or more, so times m^2 their floors differ
    scale = max((weights[run] for run in runs), default=0) ** 2
    ordered = sorted(runs, key=lambda run: capacities[run] * scale // weights[run])
    for place, run in enumerate(ordered):
        if left * weights[run] <= capacities[run] * total:
            return left, ordered[place:]
        shares[run] = (capacities[run], 0)
        left -= counts[run] * capacities[run]
        total -= counts[run] * weights[run]
    return left, []


def _hand_out(
    left: int, runs: list[int], shares: list[tuple[int, int]], counts: Sequence[int], weights: Sequence[int]
) -> None:
    """Split what is left over runs that all have room for their quota."""
    total = sum(counts[run] * weights[run] for run in runs)
    parts = []
    over = left
    for run in runs:
        base, remainder = divmod(left * weights[run], total)
        over -= counts[run] * base
        parts.append((-remainder, -weights[run], run, base))
    # the units left over are fewer than the units with a remainder, so a quota never gets two of them
    for _, _, run, base in sorted(parts):
        first = min(over, counts[run])
        over -= first
        shares[run] = (base, first)
