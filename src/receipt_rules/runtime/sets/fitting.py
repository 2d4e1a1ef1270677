"""Which units fit which slots, and whether a set can be had at all.

In: a set rule with its lines, at entry to its root group. Out: `Running.fits`, and the reason
`incomplete-set` with its numbers. Invariant: who claims, protects or excludes a unit does not matter here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from receipt_rules.quantity import Quantity, format_quantity
from receipt_rules.runtime.eligibility import Reason
from receipt_rules.runtime.lines import Line, Run
from receipt_rules.runtime.running import Fits, Running
from receipt_rules.runtime.sets.forming import Kind, candidates

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session
    from receipt_rules.runtime.set_plan import SetPlan

Stock = dict[tuple[str, int], int]
"""How many units there are, by SKU (where it matters) and mask of the slots that they fit."""


def find_fits(session: Session, running: Running) -> None:
    """Note for each line the slots that its units fit, discounted ones and others."""
    sets = running.plan.sets
    assert sets is not None  # asked for set rules only
    fits: dict[int, Fits] = {}
    for line in running.lines:
        if not sets.traits.discounted:
            mask = sets.mask(session, line)
            fits[line.at] = (mask, mask)
            continue
        session.probe = True
        discounted = sets.mask(session, line)
        session.probe = False
        other = sets.mask(session, line)
        sides = {run[1] < run[2] for run in line.runs}
        if len(sides) == 1:
            other = discounted = discounted if sides.pop() else other
        running.tells = running.tells or other != discounted
        fits[line.at] = (other, discounted)
    running.fits = fits
    running.blind = True


def mask_of(fits: Fits, run: Run) -> int:
    """The slots that a unit fits; where it matters whether it is discounted, the group has marked it."""
    if fits[0] == fits[1]:
        return fits[0]
    return fits[run[3] is not None and run[3].discounted]


def incomplete(session: Session, running: Running) -> Reason | None:
    """The reason against a rule of whose sets not one can be had."""
    find_fits(session, running)
    sets = running.plan.sets
    assert sets is not None  # asked for set rules only
    if sets.by_quantity:
        return _by_quantity(running, sets)
    found = 0
    for stock in _stocks(running, sets):
        found = max(found, _filled(stock, [slot.count for slot in sets.row.slots]))
        if found == sets.size:
            return None
    return Reason("incomplete-set", None, {"actual": found, "required": sets.size})


def _units(running: Running) -> list[tuple[Line, int, int]]:
    """(line, how many units, mask), at entry."""
    assert running.fits is not None  # just found
    result = []
    for line in running.lines:
        other, discounted = running.fits[line.at]
        if other == discounted:
            result.append((line, line.units, other))
        else:
            result += [(line, run[0], discounted if run[1] < run[2] else other) for run in line.runs]
    return result


def _stocks(running: Running, sets: SetPlan) -> list[Stock]:
    """What a set may be taken from: all units, those of one SKU, or one of each SKU."""
    by_sku: dict[str, dict[int, int]] = {}
    for line, count, mask in _units(running):
        own = by_sku.setdefault(line.record.sku if sets.skus else "", {})
        own[mask] = own.get(mask, 0) + count
    if sets.row.items != "different":
        return [{("", mask): count for mask, count in own.items()} for own in by_sku.values()]
    joint: Stock = {}
    for own in by_sku.values():
        mask = 0
        for each in own:
            mask |= each
        joint["", mask] = joint.get(("", mask), 0) + 1
    return [joint]


def _filled(stock: Stock, slots: list[int]) -> int:
    """The most places of the slots that can be filled at once: a flow from units to slots, path by path."""
    masks = [mask for _, mask in stock]
    left = list(stock.values())
    flow = [[0] * len(slots) for _ in masks]
    open_ = list(slots)

    def widen(start: int, tried: set[int]) -> int:
        for slot in range(len(slots)):
            if not masks[start] >> slot & 1 or slot in tried:
                continue
            if open_[slot]:
                return slot
            tried.add(slot)
            for other in range(len(masks)):
                if flow[other][slot] and other != start:
                    further = widen(other, tried)
                    if further >= 0:
                        step = min(flow[other][slot], open_[further])
                        flow[other][slot] -= step
                        flow[other][further] += step
                        open_[further] -= step
                        open_[slot] += step
                        return slot
        return -1

    for place in range(len(masks)):
        while left[place]:
            slot = widen(place, set())
            if slot < 0:
                break
            step = min(left[place], open_[slot])
            flow[place][slot] += step
            open_[slot] -= step
            left[place] -= step
    return sum(slots) - sum(open_)


def _by_quantity(running: Running, sets: SetPlan) -> Reason | None:
    """A slot that asks for kg, l or m takes whole weighed units until it has them."""
    assert running.fits is not None  # just found
    kinds = [
        Kind(mask, 1, 1, count, line.record.sku if sets.skus else "", line.micro)
        for line, count, mask in _units(running)
    ]
    slot = sets.row.slots[0]
    if len(sets.row.slots) > 1:
        found = candidates(sets.row, tuple(range(len(sets.row.slots))), kinds, most=1)
        return None if found.found or not found.complete else Reason("incomplete-set")
    by_sku: dict[str, list[int]] = {}
    for line, _, mask in _units(running):
        if mask:
            by_sku.setdefault(line.record.sku if sets.skus else "", []).append(line.micro)
    if sets.row.items == "different":
        micro = sum(max(own) for own in by_sku.values())
    else:
        micro = max(sum(own) for own in by_sku.values())
    if micro >= slot.micro:
        return None
    return Reason(
        "incomplete-set",
        None,
        {
            "actual": format_quantity(Quantity(1, micro, slot.dimension)),
            "required": format_quantity(Quantity(1, slot.micro, slot.dimension)),
        },
    )
