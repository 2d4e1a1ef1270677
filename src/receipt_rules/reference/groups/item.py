"""Groups per item.

In: candidates in running order, at the entry of the root group. Out: what was given, in running order; the
parts that lost. Invariant: met reasons stand in the notes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from receipt_rules.program.model import Group
from receipt_rules.reference.giving import Giver
from receipt_rules.reference.groups.candidates import Candidate, Give, Part
from receipt_rules.reference.groups.optimum import best_choice
from receipt_rules.reference.groups.turns import Claims, Closed, Turn, meet, take_turn, whole
from receipt_rules.reference.notes import Note, Notes
from receipt_rules.reference.sets.offer import Field, SetOffer
from receipt_rules.reference.units import Prices, Unit, after

Played = tuple[list[Give], list[Part]]


def in_turn(
    group: Group, candidates: Sequence[Candidate], entry: Prices, claims: Claims, giver: Giver, notes: Notes
) -> Played:
    """`stack`, `compound` and `exclusive`: one after another.

    "**stack**: in running order, each rule gives from the prices of entry what capacity is left for."
    "**compound**: the same from running prices and running capacities." "**exclusive per item**: in running
    order, each rule gives on its units that no earlier rule of the group gave money: its benefits from entry,
    on those units only ... A unit is taken when its rounded share is above zero. On a unit with a benefit
    that was taken before, the rule meets `lost`." "**at most n rules** ... per item the same for each unit: a
    unit that n rules gave money is taken."
    """
    most = 1 if group.mode == "exclusive" else group.most_rules
    prices: Prices = entry
    gave: dict[Unit, int] = dict.fromkeys(entry, 0)
    closed = Closed(dict(claims))
    gives: list[Give] = []
    lost: list[Part] = []
    for candidate in candidates:
        if isinstance(candidate, Part):
            # "Under `exclusive per item` it is taken whole if every unit it gives money is free."
            if not candidate.total:
                gives += (replace(give, sets=()) for give in candidate.gives)
                continue
            if any(gave[unit] or unit in closed.to_others for unit in candidate.units()):
                lost.append(candidate)
                continue
            new = list(candidate.gives)
        else:
            base = prices if group.mode == "compound" else entry
            taken = {unit for unit in candidate.units if most is not None and gave[unit] >= most}
            turn = Turn(base, prices, closed, taken, running=group.mode == "compound")
            new = [take_turn(candidate, turn, giver, notes[candidate.rule.id])]
        for give in new:
            prices = after(prices, give.shares)
            closed.by(give)
        for unit in {unit for give in new for unit, share in give.shares.items() if share > 0}:
            gave[unit] += 1
        gives += new
    return gives, lost


def best(
    candidates: Sequence[Candidate], entry: Prices, claims: Claims, giver: Giver, notes: Notes
) -> Played:
    """ "`best` per item: the set of candidates with the largest total benefit"; "rounding comes once, after
    the choice"."""
    field = Field(entry, entry, (), claims)
    choice = best_choice(candidates, field)
    prices = entry
    gives: list[Give] = []
    lost: list[Part] = []
    for candidate in candidates:
        won = choice.units[candidate]
        if isinstance(candidate, Part):
            if won:
                gives += candidate.gives
            else:
                lost.append(candidate)
            continue
        note = notes[candidate.rule.id]
        if isinstance(candidate, SetOffer):
            sets = choice.sets.get(candidate, [])
            # Its payers may have got money as payers of others: each gives what capacity is left for.
            give = Give(candidate, giver.sets(candidate, sets, entry, prices), sets)
            prices = after(prices, give.shares)
            _meets(candidate, give, field, giver, note)
            gives.append(give)
            continue
        note.met |= candidate.obstacles(entry, entry)
        # A unit of its own that a set claims is among these: `claimed`, too, but `lost` comes before it.
        if set(candidate.contested(entry)) - set(won):
            note.met.add("lost")
        gives.append(Give(candidate, giver.give(candidate, entry, entry, won)))
    return gives, lost


def _meets(offer: SetOffer, give: Give, field: Field, giver: Giver, note: Note) -> None:
    """ "`lost`, in `best` per item: a set with a benefit could be formed of the open units, and none
    was." """
    meet(offer, field, note)
    if not give.sets and whole(offer, field.base, field.claimed, giver).sets:
        note.met.add("lost")
