"""A rule that forms sets: its slots, what their units are, what its rewards say.

In: a rule, the units of each of its slots, the prices of the entry of its root group. Out: `SetOffer`.
Invariant: slots and rewards are read once, at entry.

"A *slot* takes `count` units that its selector selects, at entry to the rule's root group. ... A slot of a
*quantity* (`2 kg of S`) takes whole weighed units of that dimension; any other slot takes weighed lines as
one unit each, as everywhere." "The *items of the rule* are the units that some slot selects, each once."
(Decision 6.)
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from receipt_rules.program import model
from receipt_rules.reference.expressions import evaluate
from receipt_rules.reference.offers import Offer
from receipt_rules.reference.protections import Guard
from receipt_rules.reference.units import Prices, Unit
from receipt_rules.reference.world import View


def taken_by(slot: model.Slot, units: Sequence[Unit]) -> list[Unit]:
    """Of the units that a slot selects, those that it takes."""
    return [unit for unit in units if not slot.dimension or unit.line.dimension == slot.dimension]


@dataclass(frozen=True, slots=True)
class Field:
    """What a set rule finds at its turn.

    `base`: the prices from which it gives; `room`: those from which capacity is counted. `taken`: units that
    are closed to every slot; `claimed`: by the rule whose set closed them first.
    """

    base: Prices
    room: Prices
    taken: Collection[Unit] = ()
    claimed: Mapping[Unit, str] = field(default_factory=dict)


class SetOffer(Offer):
    """A set rule that passed every test. `slots`: the units that fit each."""

    def __init__(
        self,
        rule: model.Rule,
        slots: Sequence[Sequence[Unit]],
        entry: View,
        guard: Guard,
        excluded: Collection[Unit],
    ) -> None:
        fitting = {unit for slot in slots for unit in slot}
        super().__init__(
            rule, [unit for unit in entry.world.units if unit in fitting], entry, guard, excluded
        )
        self._fitting = [frozenset(slot) for slot in slots]
        self.values = [Fraction(evaluate(_expression(give), self._view)) for give in self.reward.gives]
        """ "Rewards are read once, at entry to the root group." One for each `give`."""

    @property
    def reward(self) -> model.SetReward:
        """What every set gives."""
        assert isinstance(self.rule.reward, model.SetReward)
        return self.rule.reward

    @property
    def only_lowers(self) -> bool:
        """ "`already-lower` with `price M set` or `for M`"."""
        return any(isinstance(give, model.SetPrice | model.GiftPrice) for give in self.reward.gives)

    @property
    def is_plain(self) -> bool:
        """No unit of a set has a benefit of its own."""
        return False

    @property
    def size(self) -> int:
        """The units of a set; a slot of a quantity counts as one."""
        return sum(slot.count for slot in self.rule.slots)

    def fits(self, unit: Unit) -> tuple[bool, ...]:
        """Whether the unit fits each slot."""
        return tuple(unit in slot for slot in self._fitting)

    def pays_shared(self, slot: int) -> bool:
        """Whether the units of a slot are payers of a `shared` rule."""
        return self.reward.shared and self.reward.buys and slot == 0

    def may_take(self, unit: Unit, slot: int, field: Field) -> bool:
        """Whether the unit fits the slot and is open to it.

        "Its open units: those that no set claims, and that are not taken." "`shared`: a payer of a shared
        rule does not close its unit to sets of other rules, nor do their claims close it to this rule's
        payers."
        """
        if unit not in self._fitting[slot] or unit in field.taken:
            return False
        return unit not in field.claimed or self.pays_shared(slot)

    def growing(self) -> list[int]:
        """ "Slots are in order of *growing benefit*: of a `buy` the payers, then the gifts; of a `take` first
        the slots without a reward of their own (`off LABEL`), then those with money by its amount, then those
        with a percent by the percent; ties as written." """
        slots = range(len(self.rule.slots))
        if self.reward.buys:
            return list(slots)
        own: dict[int, tuple[int, Fraction]] = {}
        for give, value in zip(self.reward.gives, self.values, strict=True):
            if isinstance(give, model.SetOff) and give.target == "slot":
                own[give.n] = (2 if is_percent(give) else 1, value)
        return sorted(slots, key=lambda slot: (own.get(slot, (0, Fraction(0))), slot))

    def told(self, unit: Unit, field: Field) -> tuple[object, ...]:
        """By what this rule tells units apart.

        "*Equal units*: no candidate of the group tells them apart: ... for every set rule the same slots and
        one capacity, and one SKU if the rule compares SKUs; ... both closed or neither"; a slot of a quantity
        tells weights apart.
        """
        fits = self.fits(unit)
        if not any(fits):
            return ()
        weighs = any(slot.dimension and fit for slot, fit in zip(self.rule.slots, fits, strict=True))
        return (
            fits,
            tuple(self.may_take(unit, slot, field) for slot in range(len(fits))),
            self.capacity(unit, field.room),
            unit.line.record.sku if self.reward.items != "any" else "",
            unit.line.micro if weighs else 0,
        )


def is_percent(give: model.SetOff) -> bool:
    """ "The type of `value` tells a percent of each unit from one amount for all of them." """
    return give.value.type.kind == "percent"


def _expression(give: model.SetGive) -> object:
    return give.value if isinstance(give, model.SetOff) else give.price
