"""What meets in a group: rules, and parts whose whole result is one candidate.

In: offers and results. Out: `Give`, `Part`. Invariant: a part's shares are what its rules gave in it, after
its cap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from receipt_rules.reference.offers import Offer, total
from receipt_rules.reference.sets.dealing import Dealt
from receipt_rules.reference.sets.kinds import place_of
from receipt_rules.reference.units import Shares, Unit


@dataclass(frozen=True, slots=True, eq=False)
class Give:
    """What a rule gives: its share of each unit; and the sets that it formed."""

    offer: Offer
    shares: Shares
    sets: Sequence[Dealt] = ()

    @property
    def total(self) -> int:
        """In minor units."""
        return total(self.shares)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A group that is part of another: its id, and what its rules gave, in running order."""

    id: str
    gives: Sequence[Give]

    @property
    def total(self) -> int:
        """ "It is worth its rounded total"."""
        return sum(give.total for give in self.gives)

    def units(self) -> list[Unit]:
        """ "A part ... claims the units to which it gives money and all units of its sets" (decision 6)."""
        money = {unit for give in self.gives for unit, share in give.shares.items() if share > 0}
        in_sets = {unit for give in self.gives for each in give.sets for unit in each.units}
        return sorted(money | in_sets, key=place_of)


Candidate = Offer | Part


def name_of(candidate: Candidate) -> str:
    """The id of the rule or of the group."""
    return candidate.rule.id if isinstance(candidate, Offer) else candidate.id
