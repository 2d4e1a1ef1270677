"""From benefits to whole minor units: rounding, cutting, sharing out.

In: an offer, the prices from which it gives (`base`), those from which capacity is counted (`room`), the
units that it may give to. Out: its share of each unit. Invariant: no share is above the capacity of its unit.

"*Giving*: each benefit is cut to the capacity left on its unit; then benefits are rounded per (rule, line) or
(rule, unit) or to a price, as the ruleset or the rule says, and cut to the capacity left once more; one
amount is rounded once, cut to the sum of the capacities left, and shared over units with capacity left."
(Decision 5.)
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from receipt_rules.money import exponent
from receipt_rules.program import model
from receipt_rules.reference.allocation import allocate, by_line, spread, to_units
from receipt_rules.reference.offers import Offer
from receipt_rules.reference.rounding import to_ending, to_step
from receipt_rules.reference.sets.dealing import Dealt
from receipt_rules.reference.sets.offer import SetOffer
from receipt_rules.reference.units import Prices, Shares, Unit


class Giver:
    """How a program rounds."""

    def __init__(self, program: model.Program) -> None:
        self._rounding = program.rounding
        self._major = 10 ** exponent(program.currency)

    def whole(self, offer: Offer, entry: Prices) -> dict[Unit, int]:
        """The rule's whole result from these prices, as if it were alone."""
        return self.give(offer, entry, entry, offer.units)

    def give(self, offer: Offer, base: Prices, room: Prices, allowed: Collection[Unit]) -> dict[Unit, int]:
        """What the rule gives; units that get nothing are left out."""
        may = frozenset(allowed)
        free = [unit for unit in offer.able(room) if unit in may]
        if offer.is_plain:
            benefits = offer.benefits(base)
            left = offer.room(free, room)
            cut = {unit: min(benefits[unit], Fraction(left[unit])) for unit in free if unit in benefits}
            shares = self._item_discount(offer, cut, base, room)
        else:
            shares = self._one_amount(offer, free, base, room)
        return {unit: share for unit, share in shares.items() if share > 0}

    def sets(self, offer: SetOffer, sets: Sequence[Dealt], base: Prices, room: Prices) -> dict[Unit, int]:
        """What the sets of a rule give.

        "First the unit parts, as item discounts: per (rule, line) or (rule, unit) the exact parts are cut to
        the capacity left, rounded once and cut again. Then set by set, by place in the list and then as
        dealt, each amount in the order of the rule's `give`s: M, or prices less M, rounded once, cut to the
        capacity left on its target's units, and shared by the prices (entry; `compound`: running) of those
        that have capacity: over lines, then inside each line over its units." (Decision 6.)
        """
        exact = {
            unit: part for each in sets for unit, part in zip(each.units, each.form.worth.parts, strict=True)
        }
        parts = {unit: exact[unit] for unit in offer.units if exact.get(unit, 0) > 0}
        left = offer.room(list(parts), room)
        cut = {unit: min(part, Fraction(left[unit])) for unit, part in parts.items()}
        shares = dict(self._item_discount(offer, cut, base, room))
        for each in sets:
            for amount in each.form.worth.amounts:
                target = {each.units[role] for role in amount.roles}
                left = {
                    unit: capacity - shares.get(unit, 0)
                    for unit, capacity in offer.room(
                        [unit for unit in offer.units if unit in target], room
                    ).items()
                    if capacity > shares.get(unit, 0)
                }
                whole = min(max(0, self._round(offer, amount.exact)), sum(left.values()))
                weights = {unit: Fraction(base[unit]) for unit in left}
                for unit, share in spread(whole, list(left), weights, left).items():
                    shares[unit] = shares.get(unit, 0) + share
        return {unit: share for unit, share in shares.items() if share > 0}

    # ---- item discounts ------------------------------------------------------------------------------

    def _item_discount(
        self, offer: Offer, benefits: Mapping[Unit, Fraction], base: Prices, room: Prices
    ) -> Shares:
        """ "Item discounts are exact rationals rounded once per (rule, line) or (rule, unit) ..., then cut to
        the capacity left on their units"; "an item discount goes to its line's units with their exact
        benefits as weights"."""
        left = offer.room(list(benefits), room)
        if offer.rule.rounding is not None and offer.rule.rounding.what == "price":
            return {
                unit: min(max(0, base[unit] - self._price(offer, base[unit] - benefit)), left[unit])
                for unit, benefit in benefits.items()
            }
        if self._rounding.per == "unit":
            return {unit: min(self._round(offer, each), left[unit]) for unit, each in benefits.items()}
        shares: dict[Unit, int] = {}
        for units in by_line(list(benefits)).values():
            amount = self._round(offer, sum((benefits[unit] for unit in units), Fraction(0)))
            amount = min(amount, sum(left[unit] for unit in units))
            shares |= to_units(amount, units, benefits, left)
        return shares

    def _round(self, offer: Offer, exact: Fraction) -> int:
        """By the rule's own rounding, else by the ruleset's."""
        own = offer.rule.rounding
        if own is None:
            return to_step(exact, self._rounding.step_minor, self._rounding.mode)
        return to_step(exact, own.step_minor or 1, own.mode)

    def _price(self, offer: Offer, exact: Fraction) -> int:
        """ "`round price` rounds the resulting price instead (0.05 CHF, .99)." """
        own = offer.rule.rounding
        assert own is not None
        if own.ending_minor is not None:
            return to_ending(exact, own.ending_minor, self._major, own.mode)
        return to_step(exact, own.step_minor or 1, own.mode)

    # ---- one amount ----------------------------------------------------------------------------------

    def _one_amount(self, offer: Offer, free: Sequence[Unit], base: Prices, room: Prices) -> Shares:
        reward = offer.rule.reward
        if isinstance(reward, model.PercentOffReceipt):
            share = offer.amount()
            return self._percent(offer, {unit: share * base[unit] for unit in free}, room)
        if isinstance(reward, model.SlicesOffReceipt):
            return self._percent(offer, {unit: offer.slice_of(unit) * base[unit] for unit in free}, room)
        if isinstance(reward, model.MoneyOffReceipt):
            exact = offer.amount() * _times(reward.every, free, base)
        else:
            # "A `once` rule's value is M, cut to the sum of the capacities of its units"
            # and "after its rounding, cut to the capacity of those units" that it may give to
            exact = min(offer.amount(), Fraction(sum(offer.room(offer.units, base).values())))
        left = offer.room(free, room)
        amount = min(max(0, self._round(offer, exact)), sum(left.values()))
        return spread(amount, free, {unit: Fraction(base[unit]) for unit in free}, left)

    def _percent(self, offer: Offer, exact: Mapping[Unit, Fraction], room: Prices) -> Shares:
        """ "A percent: each line's exact share is cut to its capacity, the sum is rounded once, and allocated
        with those shares as weights"; to the units of a line the same way."""
        left = offer.room(list(exact), room)
        lines = list(by_line(list(exact)).values())
        rooms = [sum(left[unit] for unit in units) for units in lines]
        shares = [
            max(Fraction(0), min(sum((exact[unit] for unit in units), Fraction(0)), Fraction(most)))
            for units, most in zip(lines, rooms, strict=True)
        ]
        amount = min(self._round(offer, sum(shares, Fraction(0))), sum(rooms))
        found: dict[Unit, int] = {}
        for units, part in zip(lines, allocate(amount, shares, rooms), strict=True):
            weights = {unit: max(Fraction(0), min(exact[unit], Fraction(left[unit]))) for unit in units}
            found |= to_units(part, units, weights, left)
        return found


def _times(every: model.Every | None, base_units: Sequence[Unit], base: Prices) -> int:
    """ "`for each X`: once for every full X of the base." """
    if every is None:
        return 1
    if every.of == "money":
        return sum(base[unit] for unit in base_units) // every.size
    if every.of == "items":
        return len(base_units) // every.size
    return sum(unit.line.micro for unit in base_units if unit.line.dimension == every.of) // every.size
