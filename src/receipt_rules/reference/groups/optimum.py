"""The optimum of a `best per item` group, and of one set rule by itself.

In: candidates, and the field as they find it. Out: the units of each plain rule, the sets of each set rule,
which `once` rules and parts are taken. Invariant: no choice is better in the full order of language.md ("The
optimum"): "a candidate is worth its exact rational benefit before rounding, cut to capacity ... Ties: fewest
units claimed, then the largest sum of current prices of the claimed units (so: dearest first), then the
lexicographically largest vector of counts over the candidates".

A unit that no set, no `once` rule and no part could claim is won by the plain rule with the largest benefit
on it, of several the first: its entry for this unit comes before all others'. For the same reason no other
plain rule is ever worth trying on any unit; but how many units it gets is chosen together with all that claim
them.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from receipt_rules.reference.groups.candidates import Candidate, Part
from receipt_rules.reference.groups.packing import Item, Track, best_counts
from receipt_rules.reference.offers import Offer
from receipt_rules.reference.sets import forming
from receipt_rules.reference.sets.dealing import Dealt, dealt
from receipt_rules.reference.sets.kinds import Kind, kinds_of, place_of
from receipt_rules.reference.sets.offer import Field, SetOffer
from receipt_rules.reference.units import Unit


@dataclass(slots=True)
class Choice:
    """`units`: of each candidate, what it claims; `sets`: of each set rule, as they were dealt."""

    units: dict[Candidate, list[Unit]] = field(default_factory=dict)
    sets: dict[Candidate, list[Dealt]] = field(default_factory=dict)


class _Whole(NamedTuple):
    """A `once` rule or a part: all of its units or none."""

    place: int
    units: frozenset[Unit]
    worth: Fraction


class _Plain(NamedTuple):
    """A plain rule with what it is worth on each unit."""

    place: int
    benefits: dict[Unit, Fraction]


class _Listed(NamedTuple):
    """An item with its place in the list and what it stands for."""

    place: tuple[int, tuple[object, ...]]
    item: Item
    what: _Whole | Kind | forming.Candidate


def best_choice(candidates: Sequence[Candidate], field: Field) -> Choice:
    """The best choice of all."""
    return _Group(candidates, field).choice()


class _Group:
    """`place` of a candidate is its place in running order."""

    def __init__(self, candidates: Sequence[Candidate], field: Field) -> None:
        self._candidates = candidates
        self._field = field
        self._plains: list[_Plain] = []
        self._wholes: list[_Whole] = []
        self._set_offers: list[tuple[int, SetOffer]] = []
        for place, candidate in enumerate(candidates):
            if isinstance(candidate, SetOffer):
                self._set_offers.append((place, candidate))
            elif isinstance(candidate, Offer) and candidate.is_plain:
                self._plains.append(_Plain(place, candidate.benefits(field.base)))
            else:
                whole = _whole(place, candidate, field)
                if whole.units and whole.worth > 0:
                    self._wholes.append(whole)
        contested = {unit for whole in self._wholes for unit in whole.units}
        contested |= {unit for _, offer in self._set_offers for unit in offer.units}
        self._kinds = kinds_of(list(contested), field.base.__getitem__, self._told)
        self._contested = contested
        self._shared = [offer for _, offer in self._set_offers if offer.reward.shared]

    def _told(self, unit: Unit) -> Hashable:
        """ "For every plain rule one benefit; for every set rule the same slots and one capacity, and one SKU
        if the rule compares SKUs; for every `once` rule and part, both claimed or neither; both closed or
        neither." """
        return (
            tuple(plain.benefits.get(unit, 0) for plain in self._plains),
            tuple(offer.told(unit, self._field) for _, offer in self._set_offers),
            tuple(unit in whole.units for whole in self._wholes),
        )

    def choice(self) -> Choice:
        """The best one."""
        listed = sorted(
            [*self._plain_items(), *self._whole_items(), *self._set_items()], key=lambda x: x.place
        )
        has = {track: len(kind.units) for kind in self._kinds for track in self._tracks(kind)}
        counts = best_counts([each.item for each in listed], has)
        won = Choice({candidate: [] for candidate in self._candidates})
        sets: list[tuple[forming.Candidate, int]] = []
        for each in listed:
            count = counts.get(each.item, 0)
            if count and isinstance(each.what, _Whole):
                won.units[self._candidates[each.what.place]] = sorted(each.what.units, key=place_of)
            elif count and isinstance(each.what, forming.Candidate):
                sets.append((each.what, count))
        for each_set in dealt(sets):
            won.sets.setdefault(each_set.offer, []).append(each_set)
            units = won.units[each_set.offer]
            units += (unit for unit in each_set.units if unit not in units)
        self._give_the_rest(won)
        return won

    def _give_the_rest(self, won: Choice) -> None:
        """ "Plain rules get the units that nobody claimed." """
        claimed = {unit for units in won.units.values() for unit in units}
        for unit in self._field.base:
            plain = self._first_best(unit)
            if plain is not None and unit not in claimed:
                won.units[self._candidates[plain.place]].append(unit)

    # ---- the list ------------------------------------------------------------------------------------
    # "The *list*: candidates by running order of rule or part; those of a plain rule by the places of their
    # classes; the sets of one rule by the places of their classes *in the rule's filling order*, in role
    # order (the tuples compared place by place)."

    def _plain_items(self) -> list[_Listed]:
        """ "Each unit under a plain rule with a benefit" is a claim; it closes its unit to all others."""
        found = []
        for kind in self._kinds:
            plain = self._first_best(kind.first)
            if plain is not None:
                needs = dict.fromkeys(self._tracks(kind), 1)
                item = Item(needs, plain.benefits[kind.first], 1, kind.price)
                found.append(_Listed((plain.place, kind.place), item, kind))
        return found

    def _whole_items(self) -> list[_Listed]:
        found = []
        for whole in self._wholes:
            kinds = [kind for kind in self._kinds if kind.first in whole.units]
            needs = {track: len(kind.units) for kind in kinds for track in self._tracks(kind)}
            prices = sum(self._field.base[unit] for unit in whole.units)
            item = Item(needs, whole.worth, len(whole.units), prices)
            found.append(_Listed((whole.place, ()), item, whole))
        return found

    def _set_items(self) -> list[_Listed]:
        """ "Each role of a set being one claim"."""
        found = []
        for place, offer in self._set_offers:
            for candidate in forming.Former(offer, self._field, self._kinds).candidates():
                needs: dict[Track, int] = {}
                roles = [
                    pair for form in candidate.forms for pair in zip(form.roles, form.slot_of, strict=True)
                ]
                for kind, slot in roles:
                    for track in self._needed(offer, slot, kind):
                        needs[track] = needs.get(track, 0) + 1
                prices = sum(kind.price for kind, _ in roles)
                item = Item(needs, candidate.benefit, len(roles), prices)
                found.append(_Listed((place, candidate.ranks), item, candidate))
        return found

    def _first_best(self, unit: Unit) -> _Plain | None:
        """The plain rule with the largest benefit on the unit, the first of several."""
        found: _Plain | None = None
        for plain in self._plains:
            if unit in plain.benefits and (found is None or plain.benefits[unit] > found.benefits[unit]):
                found = plain
        return found

    # ---- who closes what -----------------------------------------------------------------------------

    def _tracks(self, kind: Kind) -> list[Track]:
        """All that can be claimed of units of a class: once by any set, and once by each `shared` rule, for
        which its payers and its own gifts count."""
        return [(kind, None), *((kind, offer) for offer in self._shared)]

    def _needed(self, offer: SetOffer, slot: int, kind: Kind) -> list[Track]:
        """ "`shared`: a payer of a shared rule does not close its unit to sets of other rules, nor do their
        claims close it to this rule's payers; it closes it to plain rules, `once` rules and parts. Inside one
        rule a unit is in one set." """
        own: list[Track] = [(kind, offer)] if offer in self._shared else []
        return own if offer.pays_shared(slot) else [(kind, None), *own]


def _whole(place: int, candidate: Candidate, field: Field) -> _Whole:
    """ "`once` claims all units of its selection with capacity, all or nothing." "A part is worth its total
    and claims the units to which it gives money and all units of its sets." """
    if isinstance(candidate, Part):
        return _Whole(place, frozenset(candidate.units()), Fraction(candidate.total))
    able = candidate.able(field.room)
    most = sum(candidate.room(able, field.room).values())
    return _Whole(place, frozenset(able), min(candidate.amount(), Fraction(most)))
