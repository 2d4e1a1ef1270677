"""Dealing: which units are in which role of the sets that were chosen.

In: candidates with their counts, in the order of the list. Out: `Dealt` sets, in that order. Invariant: a
unit is in one role at most, but for payers of `shared` rules, which may be in a set of each other rule.

"*Dealing*: the classes' units are given to roles in (line, unit) order: first payers of `buy`, then roles of
`take`, then gifts; among these by place in role order, then by place of the candidate in the list, then set
by set. So what is paid stands first on a receipt. Payers of `shared` rules are left out at first; then each
such rule, in running order, has its payers on the first units of the class that are not its own gifts, by the
same order." (Decision 6.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from receipt_rules.reference.sets.forming import Candidate, Form
from receipt_rules.reference.sets.kinds import Kind
from receipt_rules.reference.sets.offer import SetOffer
from receipt_rules.reference.units import Unit


class Dealt:
    """One set: the unit of each role."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._units: dict[int, Unit] = {}

    @property
    def offer(self) -> SetOffer:
        """Whose set it is."""
        return self.form.offer

    @property
    def units(self) -> list[Unit]:
        """By role."""
        return [self._units[role] for role in range(len(self.form.roles))]

    def put(self, role: int, unit: Unit) -> None:
        """Gives a role its unit."""
        self._units[role] = unit

    def closes(self) -> Iterator[Unit]:
        """The units that it closes to sets of all other rules."""
        for role, unit in enumerate(self.units):
            if not self.offer.pays_shared(self.form.slot_of[role]):
                yield unit


def dealt(chosen: Sequence[tuple[Candidate, int]]) -> list[Dealt]:
    """The sets of the candidates, `chosen` in the order of the list, each so many times."""
    sets = [Dealt(form) for candidate, count in chosen for _ in range(count) for form in candidate.forms]
    claimed: dict[Kind, list[SetOffer]] = {}
    seats = [(role, number) for number, each in enumerate(sets) for role in range(len(each.form.roles))]
    hard = [(role, number) for role, number in seats if not _is_shared(sets[number], role)]
    hard.sort(key=lambda seat: (_turn(sets[seat[1]], seat[0]), *seat))
    for role, number in hard:
        each = sets[number]
        kind = each.form.roles[role]
        takers = claimed.setdefault(kind, [])
        each.put(role, kind.units[len(takers)])
        takers.append(each.offer)
    for offer in dict.fromkeys(each.offer for each in sets):
        next_unit: dict[Kind, int] = {}
        payers = sorted(
            (role, number)
            for role, number in seats
            if sets[number].offer is offer and _is_shared(sets[number], role)
        )
        for role, number in payers:
            kind = sets[number].form.roles[role]
            takers = claimed.get(kind, [])
            place = next_unit.get(kind, 0)
            while place < len(takers) and takers[place] is offer:
                place += 1
            sets[number].put(role, kind.units[place])
            next_unit[kind] = place + 1
    return sets


def _is_shared(each: Dealt, role: int) -> bool:
    return each.offer.pays_shared(each.form.slot_of[role])


def _turn(each: Dealt, role: int) -> int:
    """ "First payers of `buy`, then roles of `take`, then gifts"."""
    if not each.offer.reward.buys:
        return 1
    return 0 if each.form.slot_of[role] == 0 else 2
