"""What one evaluation is about: the program, the receipt, its units, its moment.

In: a Program and a checked receipt. Out: `World`, which nothing changes, and `View`: the world at the prices
of one moment, with what an expression may have at hand. Invariant: prices are never in the world, always in a
view, so that nothing can be read at another moment than it says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from receipt_rules.errors import ReceiptError
from receipt_rules.program.model import Program
from receipt_rules.receipt.record import CustomerRecord, ReceiptRecord
from receipt_rules.reference.calendar import Moment, moment
from receipt_rules.reference.units import SEEN, Line, Prices, Unit


class World:
    """Lines and units are those that rules see; `shelf` is what the units cost before any rule."""

    def __init__(self, program: Program, receipt: ReceiptRecord) -> None:
        if receipt.currency != program.currency:
            raise ReceiptError(
                "currency-mismatch",
                "/currency",
                f"the receipt is in {receipt.currency}, the ruleset in {program.currency}",
                "evaluate it with a ruleset of its currency; the engine never converts",
            )
        self.program = program
        self.receipt = receipt
        self.customer: CustomerRecord | None = receipt.customer
        self.lines = tuple(
            Line(number, record) for number, record in enumerate(receipt.lines) if record.kind in SEEN
        )
        self.units: tuple[Unit, ...] = tuple(unit for line in self.lines for unit in line.units)
        self.shelf: dict[Unit, int] = {unit: unit.shelf for unit in self.units}
        zone = program.zone or receipt.store.timezone
        self.moment: Moment = moment(receipt.at, zone, program.day_starts)

    def at(self, prices: Prices) -> View:
        """The world at these prices."""
        return View(self, prices)

    def same_item(self, line: Line) -> list[Unit]:
        """All units of the same SKU."""
        return [unit for unit in self.units if unit.line.record.sku == line.record.sku]


@dataclass(frozen=True, slots=True)
class View:
    """`own`: the items of the rule whose expression is read; `line`: the line at hand, if there is one."""

    world: World
    prices: Prices
    own: Sequence[Unit] = ()
    line: Line | None = None

    def of(self, own: Sequence[Unit]) -> View:
        """As a rule with these items sees it."""
        return replace(self, own=own)

    def on(self, unit: Unit) -> View:
        """With the line of this unit at hand."""
        return replace(self, line=unit.line)
