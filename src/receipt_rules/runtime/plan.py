"""A rule row, ready to run.

In: a `RuleRow`. Out: its functions, built when the rule first concerns a receipt. Invariant:
immutable once built; building twice at the same time in two threads gives equal plans.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from receipt_rules.runtime.conditions import Condition
from receipt_rules.runtime.expressions import Function, build
from receipt_rules.runtime.goals import Goals
from receipt_rules.runtime.lines import Line
from receipt_rules.runtime.rows import RuleRow
from receipt_rules.runtime.saying import Saying
from receipt_rules.runtime.set_plan import SetPlan
from receipt_rules.runtime.traits import of_selection

if TYPE_CHECKING:
    from receipt_rules.runtime.engine import Engine
    from receipt_rules.runtime.selectors import Predicate
    from receipt_rules.runtime.session import Session


class Plan:
    """One rule: its row with everything looked up. `number` is its place in running order."""

    __slots__ = (
        "asks_host",
        "at_entry",
        "by_unit",
        "constant",
        "floor",
        "goals",
        "matches",
        "needs",
        "number",
        "rounding",
        "row",
        "sayings",
        "sets",
        "tells_missing",
        "ungated",
        "unless",
        "value",
        "when",
    )

    def __init__(self, number: int, row: RuleRow, engine: Engine) -> None:
        reward = row.reward
        gate = engine.ruleset.gates[row.gate] if row.gate >= 0 else None
        self.number = number
        self.ungated = gate is None and not row.draft
        """Phase 0 has nothing against it."""
        self.sets = None if row.sets is None else SetPlan(row.sets, engine)
        traits = of_selection(row.selection, engine) if self.sets is None else self.sets.traits
        self.asks_host = traits.promised
        """The selector reads a fact that the host promised."""
        self.at_entry = traits.current and (row.scope != "item" or engine.item_groups > 0)
        """The lines can only be told at entry to the rule's group: the selector looks at current prices."""
        self.by_unit = traits.discounted
        """The selector may tell units of a line apart."""
        self.row = row
        self.matches: Predicate = engine.matches(row.selection) if self.sets is None else self.sets.selects
        self.needs = (*gate.cards, *gate.coupons) if gate else ()
        self.when = tuple(Condition(each) for each in row.when)
        self.unless = tuple(build(each) for each in row.unless)
        self.goals = Goals(row) if row.goals else None
        self.sayings = tuple(Saying(each) for each in row.words)
        self.tells_missing = any(each.tells_missing for each in self.sayings)
        self.floor: Function | None = None if row.floor is None else build(row.floor)
        self.rounding = row.rounding or engine.ruleset.rounding
        self.value: Function | None = None if reward.value is None else build(reward.value)
        self.constant: Any = None
        if self.value is not None and reward.value is not None and reward.value[0] == "const":
            self.constant = self.value(None, [], None)  # type: ignore[arg-type]  # a constant reads nothing

    def reward_value(self, session: Session, own: list[Line], line: Line | None) -> Any:
        """The share or the minor units that the rule gives."""
        if self.constant is not None:
            return self.constant
        assert self.value is not None  # only `total rounded` has no value, and it is not asked
        return self.value(session, own, line)
