"""One rule at its turn, and what sets close to those that come after.

In: a rule, the prices of its turn, what is closed. Out: its `Give`. Invariant: "a unit claimed so is closed
to later rules of the group: plain ones have no capacity there and meet `claimed`"; "a set closes its units to
sets of all rules that come after, in its group and in all later groups, in both phases" (decision 6).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from receipt_rules.reference.giving import Giver
from receipt_rules.reference.groups.candidates import Give
from receipt_rules.reference.groups.optimum import best_choice
from receipt_rules.reference.notes import Note
from receipt_rules.reference.offers import Offer
from receipt_rules.reference.sets.obstacles import obstacles
from receipt_rules.reference.sets.offer import Field, SetOffer
from receipt_rules.reference.units import Prices, Unit

Claims = Mapping[Unit, str]
"""The rule whose set closed a unit first."""


@dataclass(slots=True)
class Closed:
    """`to_sets`: closed to sets, also by earlier groups. `to_others`: closed by sets of this group to plain
    and `once` rules and parts."""

    to_sets: dict[Unit, str]
    to_others: dict[Unit, str] = field(default_factory=dict)

    def by(self, give: Give) -> None:
        """What the sets of a rule close.

        "`shared`: a payer of a shared rule does not close its unit to sets of other rules ...; it closes it
        to plain rules, `once` rules and parts."
        """
        id = give.offer.rule.id
        for each in give.sets:
            for unit in each.closes():
                self.to_sets.setdefault(unit, id)
            for unit in each.units:
                self.to_others.setdefault(unit, id)


@dataclass(frozen=True, slots=True)
class Turn:
    """`taken`: the units that are closed to it because of money; `running`: whether it gives from running
    prices (`compound`)."""

    base: Prices
    room: Prices
    closed: Closed
    taken: Collection[Unit] = ()
    running: bool = False


def whole(offer: Offer, entry: Prices, claims: Claims, giver: Giver) -> Give:
    """What the rule gives as the only one, from entry: a set rule "that of its best sets, alone, from the
    units open at entry"."""
    if not isinstance(offer, SetOffer):
        return Give(offer, giver.whole(offer, entry))
    return _formed(offer, Field(entry, entry, (), claims), giver)


def take_turn(offer: Offer, turn: Turn, giver: Giver, note: Note) -> Give:
    """What the rule gives now; what it meets stands in its note."""
    if isinstance(offer, SetOffer):
        found = Field(turn.base, turn.room, turn.taken, turn.closed.to_sets)
        # also where it gives: its part may lose, and an excluded unit is told before that
        meet(offer, found, note)
        return _formed(offer, found, giver)
    if turn.running:
        note.met |= offer.obstacles(offer.entry, offer.entry)
    note.met |= offer.obstacles(turn.base, turn.room, turn.closed.to_others if turn.running else ())
    contested = offer.contested(turn.base)
    if any(unit in turn.taken for unit in contested):
        note.met.add("lost")
    # "... where a unit on which it has a benefit at entry was closed by a set of its group"
    at_entry = offer.contested(offer.entry)
    closed = [unit for unit in offer.units if unit in at_entry and unit in turn.closed.to_others]
    if closed:
        note.met.add("claimed")
        note.closer = note.closer or turn.closed.to_others[closed[0]]
    may = [unit for unit in offer.units if unit not in turn.taken and unit not in turn.closed.to_others]
    if turn.running:
        # what a rule of `compound` picks and weighs it picks and weighs at its turn
        offer_now = offer.without(turn.closed.to_others)
        return Give(offer, giver.give(offer_now, turn.base, turn.room, may))
    return Give(offer, giver.give(offer, turn.base, turn.room, may))


def meet(offer: Offer, field: Field, note: Note) -> None:
    """Notes what a rule meets where it has no turn, or gives nothing at it."""
    if isinstance(offer, SetOffer):
        met, closer = obstacles(offer, field)
        note.met |= met
        note.closer = note.closer or closer
    else:
        note.met |= offer.obstacles(field.base, field.room)


def _formed(offer: SetOffer, field: Field, giver: Giver) -> Give:
    """ "A set rule forms its best sets in its turn, alone, by the same objective, from its open units." """
    sets = best_choice([offer], field).sets.get(offer, [])
    return Give(offer, giver.sets(offer, sets, field.base, field.room), sets)
