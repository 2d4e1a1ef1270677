"""What one set gives.

In: a rule and the roles of a set: slot, price, capacity, place in filling order. Out: `Worth`. Invariant:
exact; nothing is rounded before the sets are chosen.

"*Unit part*: on each unit the sum of the percents that fall on it, of its price, and for `get m for M` its
price less M, if that is above zero; cut to the unit's capacity." "*Amounts*: `M off ...` is M; `price M set`
is the sum of the set's prices less M, not below zero. An amount is cut to the room of its target: capacity
less unit part, summed over the target's units. Over the room of the whole set all amounts of a set together
are cut." "The *benefit* of a set is the sum of unit parts and amounts, exact." (Decision 6.)
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from receipt_rules.program import model
from receipt_rules.reference.sets.offer import SetOffer, is_percent

_ZERO = Fraction(0)


class Role(NamedTuple):
    """A unit in a set. `rank`: its place in filling order."""

    slot: int
    price: int
    capacity: int
    rank: int


class Amount(NamedTuple):
    """One amount for all of its roles, before it is cut."""

    exact: Fraction
    roles: tuple[int, ...]


class Worth(NamedTuple):
    """`parts`: the unit part of each role."""

    parts: tuple[Fraction, ...]
    amounts: tuple[Amount, ...]
    benefit: Fraction


def worth(offer: SetOffer, roles: Sequence[Role]) -> Worth:
    """What the set gives."""
    parts = [_ZERO] * len(roles)
    amounts: list[Amount] = []
    for give, value in zip(offer.reward.gives, offer.values, strict=True):
        target = _target(give, roles)
        if isinstance(give, model.SetPrice):
            amounts.append(Amount(max(_ZERO, sum(role.price for role in roles) - value), target))
        elif isinstance(give, model.GiftPrice):
            for each in target:
                parts[each] += max(_ZERO, roles[each].price - value)
        elif is_percent(give):
            for each in target:
                parts[each] += value * roles[each].price
        else:
            amounts.append(Amount(max(_ZERO, value), target))
    parts = [min(part, Fraction(role.capacity)) for part, role in zip(parts, roles, strict=True)]
    room = [role.capacity - part for part, role in zip(parts, roles, strict=True)]
    cut = [min(amount.exact, sum((room[each] for each in amount.roles), _ZERO)) for amount in amounts]
    benefit = sum(parts, _ZERO) + min(sum(cut, _ZERO), sum(room, _ZERO))
    if offer.reward.spread:
        # "`spread`: the benefit is one amount per set, over all its units."
        everything = tuple(range(len(roles)))
        return Worth(tuple(_ZERO for _ in roles), (Amount(benefit, everything),), benefit)
    return Worth(tuple(parts), tuple(amounts), benefit)


def _target(give: model.SetGive, roles: Sequence[Role]) -> tuple[int, ...]:
    """Which roles a reward falls on.

    "`set`: all units. A label: the units of its slot. `nth`: the n-th unit of the set in filling order (the
    1st is the dearest). `cheapest n`: the last n in filling order. `dearest n`: the first n with capacity."
    """
    everything = range(len(roles))
    # equal units of a set stand as they are dealt: by their roles
    filling = sorted(everything, key=lambda each: (roles[each].rank, each))
    if isinstance(give, model.GiftPrice):
        return tuple(each for each in everything if roles[each].slot == 1)
    if isinstance(give, model.SetPrice) or give.target == "set":
        return tuple(everything)
    if give.target == "slot":
        return tuple(each for each in everything if roles[each].slot == give.n)
    if give.target == "nth":
        return (filling[give.n - 1],)
    if give.target == "cheapest":
        return tuple(filling[-give.n :])
    return tuple([each for each in filling if roles[each].capacity > 0][: give.n])
