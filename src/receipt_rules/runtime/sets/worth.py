"""What a set gives, exactly: the part of each unit, and the amounts.

In: a filling, the kinds in filling order, the values of the rule's `give`s. Out: `Worth`: roles with what
falls on each, and the benefit. Invariants: everything is a whole number over one denominator; a unit part is
cut to capacity, amounts to the room that is left; cost follows runs of equal units.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from receipt_rules.runtime.set_values import Values
from receipt_rules.runtime.sets.forming import Filling, Kind

if TYPE_CHECKING:
    from receipt_rules.runtime.rows import SetGiveRow


class Role(NamedTuple):
    """`units` of a kind in a slot. `part`: what falls on each of them, over the common denominator;
    `amounts`: as bits, the amounts that have it as a target."""

    slot: int
    kind: int
    units: int
    part: int
    amounts: int


class Worth(NamedTuple):
    """A set. `roles` in role order; `benefit` over the common denominator."""

    roles: tuple[Role, ...]
    benefit: int


def worth(values: Values, filling: Filling, kinds: Sequence[Kind]) -> Worth:
    """What a filling is worth."""
    roles = [(slot, kind, count) for slot, own in enumerate(filling) for kind, count in own]
    order = sorted(range(len(roles)), key=lambda place: (roles[place][1], place))
    size = sum([count for _, _, count in roles])
    first = sum([count for _, kind, count in roles if kinds[kind].cap <= 0])
    cuts = _cuts(values, size, first)
    pieces: list[tuple[int, int, Role]] = []
    start = 0
    for place in order:
        slot, kind, count = roles[place]
        end = start + count
        borders = [start, *[cut for cut in cuts if start < cut < end], end]
        for low, high in itertools.pairwise(borders):
            share = sum([v for give, v in values.shares if _meant(give, slot, low, size, first)])
            part = values.part(share, values.row.buys and slot == 1, kinds[kind])
            targets = sum(
                [
                    1 << number
                    for number, (give, _) in enumerate(values.amounts)
                    if _meant(give, slot, low, size, first)
                ]
            )
            pieces.append((place, low, Role(slot, kind, high - low, part, targets)))
        start = end
    pieces.sort()
    found = tuple([role for _, _, role in pieces])
    return Worth(found, _benefit(values, found, kinds))


def _cuts(values: Values, size: int, first: int) -> list[int]:
    """Where, in filling order, units begin that some `give` treats otherwise."""
    cuts: set[int] = set()
    for give, _ in [*values.shares, *values.amounts]:
        if give.target == "nth":
            cuts |= {give.n - 1, give.n}
        elif give.target == "cheapest":
            cuts.add(size - give.n)
        elif give.target == "dearest":
            cuts |= {first, first + give.n}
    return sorted(cuts)


def _meant(give: SetGiveRow, slot: int, place: int, size: int, first: int) -> bool:
    """Is a unit at this place of the filling order a target? `first`: the first one with capacity."""
    if give.target == "set" or give.kind == "set-price":
        return True
    if give.target == "slot":
        return slot == give.n
    if give.target == "nth":
        return place == give.n - 1
    if give.target == "cheapest":
        return place >= size - give.n
    return first <= place < first + give.n


def _benefit(values: Values, roles: tuple[Role, ...], kinds: Sequence[Kind]) -> int:
    parts = sum([role.part * role.units for role in roles])
    if not values.amounts:
        return parts
    rooms = [(kinds[role.kind].cap * values.den - role.part) * role.units for role in roles]
    total = 0
    for number, amount in enumerate(amounts_of(values, roles, kinds)):
        room = sum([room for role, room in zip(roles, rooms, strict=True) if role.amounts >> number & 1])
        total += min(amount, room)
    return parts + min(total, sum(rooms))


def amounts_of(values: Values, roles: Sequence[Role], kinds: Sequence[Kind]) -> list[int]:
    """Each amount before any cut: M, or by how much the set is dearer than M."""
    price = sum([kinds[role.kind].price * role.units for role in roles]) * values.den
    return [max(0, price - value) if give.kind == "set-price" else value for give, value in values.amounts]
