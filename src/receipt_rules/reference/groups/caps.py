"""Caps of groups.

In: what a group gave, its parts included, and its entry. Out: the same, cut. Invariant: "a cap holds for what
the group gives, its parts included, and is looked at when all rules of the group have given" (decision 5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import floor

from receipt_rules.program.model import Group
from receipt_rules.reference.allocation import spread
from receipt_rules.reference.groups.candidates import Give
from receipt_rules.reference.notes import Notes
from receipt_rules.reference.offers import Offer
from receipt_rules.reference.units import Prices, Shares, Unit


def capped(
    group: Group, gives: Sequence[Give], offers: Sequence[Offer], entry: Prices, notes: Notes
) -> list[Give]:
    """The gives of a group under its cap; `offers`: the rules that came to their turn."""
    if group.cap_share is None and group.cap_minor is None:
        return list(gives)
    cut = (
        _per_item(group, gives, entry) if group.scope == "item" else _per_receipt(group, gives, offers, entry)
    )
    for before, after in zip(gives, cut, strict=True):
        if after.total < before.total:
            note = notes[after.offer.rule.id]
            note.cut_by = f"group {group.id}"
            if after.total == 0:
                # "one that was cut to nothing is refused with `limit`, without numbers, and says it too"
                note.cut_to_nothing = "limit"
    return cut


def _per_item(group: Group, gives: Sequence[Give], entry: Prices) -> list[Give]:
    """ "Per item, for each unit: a share of its entry price, rounded down; money per piece or priced unit,
    rounded down. ... What is too much is cut from the rules backwards: per item from their share of the
    unit"."""
    shares = [dict(give.shares) for give in gives]
    for unit in {unit for each in shares for unit in each}:
        if group.cap_share is not None:
            most = floor(group.cap_share * entry[unit])
        else:
            most = floor((group.cap_minor or 0) * unit.measure)
        excess = sum(each.get(unit, 0) for each in shares) - most
        for each in reversed(shares):
            cut = min(max(0, excess), each.get(unit, 0))
            excess -= cut
            if cut:
                each[unit] -= cut
    return [
        replace(give, shares={unit: share for unit, share in each.items() if share > 0})
        for give, each in zip(gives, shares, strict=True)
    ]


def _per_receipt(group: Group, gives: Sequence[Give], offers: Sequence[Offer], entry: Prices) -> list[Give]:
    """ "Per receipt: a share of the sum of the entry prices of the units that rules of the group select which
    are not refused before their turn, each unit once, rounded down; or money. ... per receipt from their
    amount"."""
    if group.cap_share is not None:
        selected = {unit for offer in offers for unit in offer.units}
        most = floor(group.cap_share * sum(entry[unit] for unit in selected))
    else:
        most = group.cap_minor or 0
    excess = sum(give.total for give in gives) - most
    found: list[Give] = []
    for give in reversed(gives):
        cut = min(max(0, excess), give.total)
        excess -= cut
        found.append(replace(give, shares=reallocated(give.shares, give.total - cut)) if cut else give)
    return found[::-1]


def reallocated(shares: Shares, amount: int) -> dict[Unit, int]:
    """ "A cut amount is allocated anew, first over lines, then over the units of each, with the uncut amounts
    as weights and as capacities." """
    units = sorted(shares, key=lambda unit: (unit.line.number, unit.place))
    weights = {unit: Fraction(shares[unit]) for unit in units}
    return {unit: share for unit, share in spread(amount, units, weights, shares).items() if share > 0}
