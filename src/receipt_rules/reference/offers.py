"""One rule on its units: capacity, benefits, and what it gives.

In: a rule, its units, the prices of the entry of its root group. Out: `Offer`. Invariant: whatever the rule
reads it reads at entry; "only what a percent is taken of, and how far a price is lowered, follows the mode"
(decision 5): that is `base`, the prices from which it gives, and `room`, the prices from which capacity is
counted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from fractions import Fraction
from typing import Any

from receipt_rules.outcome.reasons import ReasonSlug
from receipt_rules.program import model
from receipt_rules.reference.allocation import by_line
from receipt_rules.reference.expressions import evaluate
from receipt_rules.reference.protections import Guard
from receipt_rules.reference.tables import slice_shares
from receipt_rules.reference.units import Line, Prices, Unit
from receipt_rules.reference.world import View

PLAIN = (model.PercentOff, model.PriceEach, model.SlicesOff)


class Offer:
    """A rule that passed every test, at the entry of its root group.

    `units`: its items, in the order of the receipt. `excluded`: those to which it may give nothing, because
    of a group that excludes it.
    """

    def __init__(
        self, rule: model.Rule, units: Sequence[Unit], entry: View, guard: Guard, excluded: Collection[Unit]
    ) -> None:
        self.rule = rule
        self.units = tuple(units)
        self.entry: Prices = entry.prices
        self.excluded = frozenset(excluded)
        self._view = entry.of(self.units)
        self._guard = guard
        self._floors: dict[Line, Fraction] = {}
        self._slices: dict[Unit, Fraction] | None = None

    def without(self, closed: Collection[Unit]) -> Offer:
        """The same rule, with no capacity on these units, too."""
        same = copy(self)
        same.excluded = self.excluded.union(closed)
        return same

    @property
    def is_plain(self) -> bool:
        """Whether each unit has a benefit of its own; else the rule gives one amount."""
        reward = self.rule.reward
        return isinstance(reward, PLAIN) or (isinstance(reward, model.MoneyOff) and reward.per != "once")

    @property
    def only_lowers(self) -> bool:
        """ "`P off of regular price` brings the price down ...; `price M` only lowers; both say
        `already-lower`." """
        reward = self.rule.reward
        return isinstance(reward, model.PriceEach) or (
            isinstance(reward, model.PercentOff) and reward.of_regular
        )

    # ---- capacity ------------------------------------------------------------------------------------

    def capacity(self, unit: Unit, prices: Prices) -> int:
        """What the rule may take off the unit at these prices. "A unit that another group excludes has no
        capacity: it gets no weight in `line`, `once` and receipt amounts, is none of the cheapest and no part
        of a `for each`." """
        if unit in self.excluded:
            return 0
        return self._guard.capacity(
            unit, prices[unit], floor=self._floor(unit), manual=self.rule.including_manual
        )

    def room(self, units: Sequence[Unit], prices: Prices) -> dict[Unit, int]:
        """Capacity by unit."""
        return {unit: self.capacity(unit, prices) for unit in units}

    def able(self, prices: Prices) -> list[Unit]:
        """Its units with capacity at these prices."""
        return [unit for unit in self.units if self.capacity(unit, prices) > 0]

    def _floor(self, unit: Unit) -> Fraction:
        """The rule's own `floor`, per piece or priced unit."""
        if self.rule.floor is None:
            return Fraction(0)
        if unit.line not in self._floors:
            self._floors[unit.line] = Fraction(evaluate(self.rule.floor, self._view.on(unit)))
        return self._floors[unit.line] * unit.measure

    # ---- what is read at entry -----------------------------------------------------------------------

    def amount(self) -> Fraction:
        """The money or share of a reward that is one for the whole rule."""
        return Fraction(evaluate(self._expression(), self._view))

    def _value(self, unit: Unit) -> Fraction:
        return Fraction(evaluate(self._expression(), self._view.on(unit)))

    def _expression(self) -> Any:
        reward = self.rule.reward
        if isinstance(reward, model.PercentOff | model.PercentOffReceipt):
            return reward.share
        if isinstance(reward, model.MoneyOff | model.MoneyOffReceipt):
            return reward.amount
        assert isinstance(reward, model.PriceEach)
        return reward.price

    def slice_of(self, unit: Unit) -> Fraction:
        """What share of its price the unit earns by slices."""
        reward = self.rule.reward
        assert isinstance(reward, model.SlicesOff | model.SlicesOffReceipt)
        if self._slices is None:
            tiers = self._view.world.program.tiers[reward.tiers]
            self._slices = slice_shares(tiers, self.units, self._view)
        return self._slices[unit]

    # ---- benefits ------------------------------------------------------------------------------------

    def benefits(self, base: Prices) -> dict[Unit, Fraction]:
        """The units on which a plain rule is worth something, and what.

        "*Benefit* of a plain rule on a unit: exact, from the price of entry (`compound`: from the running
        price), cut to the unit's capacity at that moment."
        """
        able = self.able(base)
        found = {}
        for unit in self._picked(able, base):
            benefit = self._benefit(unit, base, able)
            if benefit > 0:
                found[unit] = min(benefit, Fraction(self.capacity(unit, base)))
        return found

    def _picked(self, able: Sequence[Unit], base: Prices) -> Sequence[Unit]:
        """ "`P off cheapest n` picks its units at entry, among its units with capacity (`compound`: at its
        turn)"; of equal prices the last (decision 3)."""
        reward = self.rule.reward
        if not isinstance(reward, model.PercentOff) or reward.cheapest is None:
            return able
        from_last = sorted(able, key=lambda unit: (base[unit], -able.index(unit)))
        return [unit for unit in able if unit in from_last[: reward.cheapest]]

    def _benefit(self, unit: Unit, base: Prices, able: Sequence[Unit]) -> Fraction:
        reward, price = self.rule.reward, base[unit]
        if isinstance(reward, model.SlicesOff):
            return self.slice_of(unit) * price
        value = self._value(unit)
        if isinstance(reward, model.PercentOff):
            return price - (1 - value) * self._regular(unit) if reward.of_regular else value * price
        if isinstance(reward, model.PriceEach):
            # "per kg, l or m, whatever unit the line is written in"
            return price - value * unit.measure
        assert isinstance(reward, model.MoneyOff)
        if reward.per == "each":
            return value * unit.measure
        # "`M off line` is shared by price over the line's units with capacity"
        return value * Fraction(price, sum(base[each] for each in able if each.line is unit.line))

    def _regular(self, unit: Unit) -> Fraction:
        """ "`regular` (absent: shelf)" of one unit."""
        amount = unit.line.record.regular_amount_minor
        if amount is None:
            amount = unit.line.record.amount_minor
        return Fraction(amount, len(unit.line.units))

    # ---- reasons -------------------------------------------------------------------------------------

    def obstacles(self, base: Prices, room: Prices, closed: Collection[Unit] = ()) -> set[ReasonSlug]:
        """What the rule's units meet, but for rivals, at entry and at its turn.

        "Each of the rule's units that has no capacity, at entry or at its turn, meets `protected` there if it
        costs something then, else `already-lower` or `zero`, as any unit that the rule gives nothing; this
        counts where the rule gives nothing at all." It picks none of the `closed` ones.
        """
        able = self.without(closed).able(base)
        worthless = [unit for unit in self._picked(able, base) if not self._helps(unit, base, able)]
        met = self._without_capacity(self.entry) | self._without_capacity(room)
        if any(self.capacity(unit, room) for unit in worthless):
            met.add(self._nothing)
        return met

    def _without_capacity(self, prices: Prices) -> set[ReasonSlug]:
        met: set[ReasonSlug] = set()
        for unit in self.units:
            if unit in self.excluded:
                met.add("excluded")
            elif self.capacity(unit, prices) == 0:
                met.add("protected" if prices[unit] > 0 else self._nothing)
        return met

    def _helps(self, unit: Unit, base: Prices, able: Sequence[Unit]) -> bool:
        return not self.is_plain or self._benefit(unit, base, able) > 0

    @property
    def _nothing(self) -> ReasonSlug:
        return "already-lower" if self.only_lowers else "zero"

    def contested(self, base: Prices) -> Collection[Unit]:
        """The units on which the rule can lose to another: those with a benefit (amounts: with
        capacity)."""
        if self.is_plain:
            return self.benefits(base)
        if isinstance(self.rule.reward, model.SlicesOffReceipt):
            return [unit for unit in self.able(base) if self.slice_of(unit) > 0]
        return self.able(base) if self.amount() > 0 else ()

    def lines(self) -> list[Line]:
        """The lines where it has something to lose at entry."""
        return list(by_line(list(self.contested(self.entry))))


def total(shares: Mapping[Unit, int]) -> int:
    """What a rule gives in all."""
    return sum(shares.values())
