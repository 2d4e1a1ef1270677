"""What no rule may break: protections of units and of the receipt, judged before phase 1.

In: a world. Out: the floor of each unit that a protection sets, whether it may be cheaper at all; the most
that the receipt may get. Invariant: "several `protect` that meet: the strictest"; "judged once for all lines,
before phase 1" (decision 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from receipt_rules.program.model import Program, Protection
from receipt_rules.reference.expressions import evaluate
from receipt_rules.reference.selection import may_mean, reads_promised_of_customer, selected
from receipt_rules.reference.units import Unit
from receipt_rules.reference.world import View, World


class Guard:
    """`floors`: the least that a unit may cost, exact; units of `closed` never receive."""

    def __init__(self, world: World) -> None:
        view = world.at(world.shelf)
        self.floors: dict[Unit, list[Fraction]] = {unit: [] for unit in world.units}
        self.closed: set[Unit] = {unit for unit in world.units if not unit.line.record.discountable}
        for unit in world.units:
            # receipt.md: "`min_price_minor` is always a floor, with or without a rule", times weight
            self.floors[unit].append(Fraction(unit.line.record.min_price_minor or 0) * unit.measure)
        for each in world.program.protections:
            if each.selection is not None:
                self._protect(each, view)
        self.most_on_receipt = _most_on_receipt(world.program, view)

    def capacity(self, unit: Unit, price: int, *, floor: Fraction, manual: bool) -> int:
        """ "Capacity = current - floor in whole minor units, never below 0, and 0 for protected units": at
        this price, for a rule with this floor, which may or may not lower manual prices."""
        if unit in self.closed or (unit.line.record.manual_price and not manual):
            return 0
        return max(0, price - ceil(max(floor, *self.floors[unit])))

    def _protect(self, protection: Protection, view: View) -> None:
        for unit in self._protected(protection, view):
            if protection.kind == "never" or _unknown_buyer(view.world, protection.value):
                self.closed.add(unit)
                continue
            assert protection.value is not None
            value = Fraction(evaluate(protection.value, view.on(unit)))
            percent = protection.value.type.kind == "percent"
            # "percents of `protect` are of shelf"
            amount = value * unit.shelf if percent else value * unit.measure
            self.floors[unit].append(amount if protection.kind == "price" else unit.shelf - amount)

    def _protected(self, protection: Protection, view: View) -> Sequence[Unit]:
        """Its units. Of those that are told by what nobody says of the buyer: all that may be meant, and they
        "may not be cheaper at all" (decision 3)."""
        assert protection.selection is not None
        if not _unknown_buyer(view.world, protection.selection):
            return selected(protection.selection, view)
        self.closed |= set(may_mean(protection.selection, view))
        return ()


def _unknown_buyer(world: World, node: object) -> bool:
    return world.customer is None and reads_promised_of_customer(node, world.program)


def _most_on_receipt(program: Program, view: View) -> int | None:
    """The most that the receipt may get: "of the shelf total of goods and services, rounded down"."""
    bounds = []
    for each in program.protections:
        if each.selection is not None or each.value is None:
            continue
        if _unknown_buyer(view.world, each.value):
            bounds.append(0)
            continue
        value = Fraction(evaluate(each.value, view))
        percent = each.value.type.kind == "percent"
        bounds.append(floor(value * sum(view.world.shelf.values())) if percent else floor(value))
    return min(bounds, default=None)
