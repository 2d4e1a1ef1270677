"""What a selection or an expression looks at, read off its row.

In: rows of a compiled ruleset. Out: `Traits`. Invariant: errs on the side of too much; every named set is
looked at once per engine, however many others name it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from receipt_rules.runtime.expressions import selection_of
from receipt_rules.runtime.facts import STANDARD
from receipt_rules.runtime.rows import SelectionRow

if TYPE_CHECKING:
    from receipt_rules.runtime.engine import Engine

CURRENT_FACTS = frozenset({"item.current", "receipt.total"})
CURRENT_AGGREGATES = frozenset({"amount", "lowest", "highest"})
"""What changes while a receipt is evaluated."""


class Traits(NamedTuple):
    """`current`: prices that change; `promised`: facts that the host must send, and of them those of a
    `customer`, whom not every receipt has; `discounted`: which units were given something already."""

    current: bool = False
    promised: bool = False
    customer: bool = False
    discounted: bool = False

    def and_those(self, other: Traits) -> Traits:
        """What either looks at."""
        return Traits(
            self.current or other.current,
            self.promised or other.promised,
            self.customer or other.customer,
            self.discounted or other.discounted,
        )


NOTHING = Traits()
DISCOUNTED = Traits(current=True, discounted=True)


def of_selection(row: SelectionRow | None, engine: Engine) -> Traits:
    """What a selection looks at, with the sets it names."""
    if row is None:
        return NOTHING
    found = of_expression(row.where, engine).and_those(of_selection(row.none, engine))
    if row.discounted:
        found = found.and_those(DISCOUNTED)
    for name in row.sets:
        found = found.and_those(engine.traits_of_set(name))
    return found


def of_expression(row: Any, engine: Engine) -> Traits:
    """What an expression looks at; of a list of rows, all of them."""
    if not isinstance(row, list | tuple) or not row or row[0] == "const":
        return NOTHING
    op = row[0]
    if op == "fact":
        path, optional = row[1], row[3]
        promised = not optional and path not in STANDARD
        return Traits(path in CURRENT_FACTS, promised, promised and path.startswith("customer."))
    if op == "in-items":
        return engine.traits_of_set(row[1])
    if op == "in-segment":
        # Without a customer nobody is in a segment, and its condition is not asked.
        return of_expression(engine.ruleset.segments[row[1]].where, engine)._replace(customer=False)
    if op == "aggregate":
        over = row[2]
        chosen = NOTHING if over is None or over == "this-item" else of_selection(selection_of(over), engine)
        # What it counts does not tell apart the units of the line at hand.
        chosen = chosen._replace(discounted=False)
        return chosen.and_those(Traits(current=row[1] in CURRENT_AGGREGATES))
    parts = engine.tables.reads(op, row[1]) if op in ("tiers", "table") else row
    found = NOTHING
    for part in parts:
        found = found.and_those(of_expression(part, engine))
    return found
