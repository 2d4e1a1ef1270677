"""A rule's sets, ready to form.

In: a `SetRow`. Out: `SetPlan`: predicates of the slots and functions of the values. Invariant: immutable once
built.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from receipt_rules.runtime.expressions import Function, build
from receipt_rules.runtime.lines import Line
from receipt_rules.runtime.traits import NOTHING, Traits, of_selection

if TYPE_CHECKING:
    from receipt_rules.runtime.engine import Engine
    from receipt_rules.runtime.rows import SetRow
    from receipt_rules.runtime.session import Session


class SetPlan:
    """Sets of one rule. `size`: units of a set; of a slot by quantity one, as there may be any number.

    `by_quantity`: some slot is one. `skus`: units of different SKUs are not equal.
    """

    __slots__ = ("by_quantity", "constant", "matches", "row", "size", "skus", "traits", "values")

    def __init__(self, row: SetRow, engine: Engine) -> None:
        self.row = row
        self.size = sum(slot.count for slot in row.slots)
        self.by_quantity = any(slot.dimension for slot in row.slots)
        self.skus = row.items != "any"
        self.matches = tuple(engine.matches(slot.selection) for slot in row.slots)
        traits: Traits = NOTHING
        for slot in row.slots:
            traits = traits.and_those(of_selection(slot.selection, engine))
        self.traits = traits
        self.values: tuple[Function, ...] = tuple(build(give.value) for give in row.gives)
        self.constant: tuple[Any, ...] | None = None
        if all(give.value[0] == "const" for give in row.gives):
            self.constant = tuple(value(None, [], None) for value in self.values)  # type: ignore[arg-type]

    def read(self, session: Session, own: list[Line]) -> tuple[Any, ...]:
        """What each `give` is worth now: shares, or minor units."""
        if self.constant is not None:
            return self.constant
        return tuple(value(session, own, None) for value in self.values)

    def selects(self, session: Session, line: Line) -> bool:
        """Does the line fit a slot?"""
        return bool(self.mask(session, line))

    def mask(self, session: Session, line: Line) -> int:
        """As bits, the slots whose selector takes the line, and whose dimension it has if they are by
        quantity."""
        found = 0
        for place, (slot, matches) in enumerate(zip(self.row.slots, self.matches, strict=True)):
            if (not slot.dimension or slot.dimension == line.dimension) and matches(session, line):
                found |= 1 << place
        return found
