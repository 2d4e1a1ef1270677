"""What a set rule meets at its turn, where it gives nothing.

In: the rule, what it finds. Out: reasons, and who closed its first closed unit. Invariant: numbers of `lost`
are not said here.

"`excluded`: a unit that fits a slot is excluded. `claimed`: a unit that fits a slot was closed by a set
before the rule's turn, or before its group. ... `winner` is the rule that closed the first such unit in
(line, unit) order." "In turn: a unit that fits a slot was taken" is `lost`. "No set with a benefit could be
formed of the open units, though sets could: `protected` if a unit that fits some slot costs something and has
no capacity (left out: excluded ones), else `already-lower` with `price M set` or `for M`, else `zero`."
(Decision 6.)
"""

from __future__ import annotations

from receipt_rules.outcome.reasons import ReasonSlug
from receipt_rules.reference.sets.forming import Former
from receipt_rules.reference.sets.kinds import Kind, kinds_of
from receipt_rules.reference.sets.offer import Field, SetOffer
from receipt_rules.reference.units import Unit


def obstacles(offer: SetOffer, field: Field) -> tuple[set[ReasonSlug], str]:
    """The reasons, and the id of who closed a unit to it."""
    met: set[ReasonSlug] = set()
    if any(unit in offer.excluded for unit in offer.units):
        met.add("excluded")
    if any(unit in field.taken for unit in offer.units):
        met.add("lost")
    closed = [unit for unit in offer.units if unit in field.claimed and _is_closed(offer, unit)]
    if closed:
        met.add("claimed")
    former = Former(offer, field, kinds_alone(offer, field))
    if former.could_form() and not former.candidates():
        met.add(_worthless(offer, field))
    return met, field.claimed[closed[0]] if closed else ""


def kinds_alone(offer: SetOffer, field: Field) -> list[Kind]:
    """The classes of its units where it meets no other."""
    return kinds_of(offer.units, field.base.__getitem__, lambda unit: offer.told(unit, field))


def _is_closed(offer: SetOffer, unit: Unit) -> bool:
    """Whether a claim closes the unit to a slot that it fits."""
    return any(fits and not offer.pays_shared(slot) for slot, fits in enumerate(offer.fits(unit)))


def _worthless(offer: SetOffer, field: Field) -> ReasonSlug:
    for unit in offer.units:
        if unit not in offer.excluded and field.room[unit] > 0 and offer.capacity(unit, field.room) == 0:
            return "protected"
    return "already-lower" if offer.only_lowers else "zero"
