"""A rule that meets no other: its sets, dearest units together.

In: the kinds of one rule in filling order. Out: its sets with their number, or None where the form does not
hold. Invariant: what comes out is the one best choice of docs/decisions/0006, ties and all: the benefit of a
set grows with the price of each of its places, and the places that earn more come later, so blocks of
neighbours in filling order lose nothing (what one block gives away another gains no more than); blocks get
cheaper, so the first without a benefit ends it; and they are the first of the list.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from receipt_rules.runtime.set_plan import SetPlan
from receipt_rules.runtime.set_values import Values
from receipt_rules.runtime.sets.forming import Filling, Kind
from receipt_rules.runtime.sets.worth import Worth, worth


def sets_in_blocks(sets: SetPlan, values: Values, kinds: Sequence[Kind]) -> list[tuple[Worth, int]] | None:
    """(set, how many of it), or None: a search has to tell."""
    return blocks_of(sets, values, kinds) if lines_up(sets, values, kinds) else None


def blocks_of(sets: SetPlan, values: Values, kinds: Sequence[Kind]) -> list[tuple[Worth, int]]:
    """The units in blocks, up to the first block without a benefit."""
    slots = [sets.row.slots[slot].count for slot in values.growing]
    result: list[tuple[Worth, int]] = []
    for block, count in _blocks([kind.units for kind in kinds], sets.size):
        found = worth(values, _filling(block, slots, values), kinds)
        if found.benefit <= 0:
            break
        result.append((found, count))
    return result


def lines_up(sets: SetPlan, values: Values, kinds: Sequence[Kind]) -> bool:
    """Are blocks of neighbours the best sets of whatever units the rule gets?"""
    row = sets.row
    if sets.by_quantity or row.favour_store:
        return False
    if row.items == "different" and len({kind.sku for kind in kinds}) < sum(kind.units for kind in kinds):
        return False
    if row.items == "same" and len({kind.sku for kind in kinds}) > 1:
        return False
    if values.growing != tuple(range(len(row.slots))):
        # Of equal units the one in the slot written first stands first: not how slots are filled then.
        return False
    everywhere = (1 << len(row.slots)) - 1
    if any(kind.mask != everywhere or kind.cap != kind.price or not kind.price for kind in kinds):
        return False
    return _grows(values) and _uncut(sets, values, kinds)


def _uncut(sets: SetPlan, values: Values, kinds: Sequence[Kind]) -> bool:
    """Can even the cheapest units of a set give all of M off it? And is a price of it none below zero?"""
    if not values.amounts or values.amounts[0][0].kind == "set-price":
        return not values.amounts or values.amounts[0][1] >= 0
    room, need = 0, sets.size
    for kind in reversed(kinds):
        count = min(kind.units, need)
        room += count * kind.price
        need -= count
    return values.amounts[0][1] <= room * values.den


def _grows(values: Values) -> bool:
    """Do later places of a set earn no less than earlier ones; or is there one amount off the whole set?"""
    if values.amounts:
        give = values.amounts[0][0]
        whole = give.kind == "set-price" or give.target == "set"
        return whole and len(values.amounts) == 1 and not values.shares
    if values.gift is not None:
        return not values.shares
    shares = _shares(values)
    return all(first <= second for first, second in itertools.pairwise(shares))


def places_of(values: Values) -> list[tuple[int, bool]]:
    """By place of a set in filling order: the percents that fall on it, and whether it is a gift."""
    slots = values.row.slots
    pays = slots[0].count if values.row.buys else sum(slot.count for slot in slots)
    return [(share, place >= pays) for place, share in enumerate(_shares(values))]


def _shares(values: Values) -> list[int]:
    """By place of a set in filling order, all the percents that fall on it; every slot takes what it gets in
    this order."""
    slots = values.row.slots
    size = sum(slot.count for slot in slots)
    shares = [0] * size
    for give, share in values.shares:
        first, last = 0, size
        if give.target == "slot":
            turn = values.growing.index(give.n)
            first = sum(slots[slot].count for slot in values.growing[:turn])
            last = first + slots[give.n].count
        elif give.target == "nth":
            first, last = give.n - 1, give.n
        elif give.target == "cheapest":
            first = size - give.n
        elif give.target == "dearest":
            last = give.n
        for place in range(first, last):
            shares[place] += share
    return shares


def _blocks(counts: list[int], size: int) -> list[tuple[list[tuple[int, int]], int]]:
    """Neighbours in filling order, `size` at a time: ((kind, how many), ...) and how often in a row."""
    result: list[tuple[list[tuple[int, int]], int]] = []
    block: list[tuple[int, int]] = []
    need = size
    for kind, count in enumerate(counts):
        if not count:
            continue
        left = count
        if need < size:
            step = min(left, need)
            block.append((kind, step))
            need -= step
            left -= step
            if need:
                continue
            result.append((block, 1))
            block, need = [], size
        if left >= size:
            result.append(([(kind, size)], left // size))
            left %= size
        if left:
            block, need = [(kind, left)], size - left
    return result


def _filling(block: list[tuple[int, int]], sizes: list[int], values: Values) -> Filling:
    """A block dealt to the slots in order of growing benefit."""
    slots: list[tuple[tuple[int, int], ...]] = [()] * len(sizes)
    pending = list(reversed(block))
    for slot, size in zip(values.growing, sizes, strict=True):
        own: list[tuple[int, int]] = []
        while size:
            kind, count = pending.pop()
            step = min(count, size)
            if step < count:
                pending.append((kind, count - step))
            own.append((kind, step))
            size -= step
        slots[slot] = tuple(own)
    return tuple(slots)
