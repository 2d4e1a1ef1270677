"""How little is missing: what a nudge can tell.

In: a rule that its condition, or an incomplete set, refused, at the moment when it was tested. Out: what is
missing, or None. Invariant: it is the one thing that is missing; every other condition holds.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from receipt_rules.quantity import Quantity, QuantityError, format_quantity, parse_quantity
from receipt_rules.runtime.conditions import conjuncts
from receipt_rules.runtime.eligibility import Reason
from receipt_rules.runtime.expressions import Function, build

if TYPE_CHECKING:
    from receipt_rules.runtime.lines import Line
    from receipt_rules.runtime.plan import Plan
    from receipt_rules.runtime.rows import GoalRow, RuleRow
    from receipt_rules.runtime.running import Running
    from receipt_rules.runtime.session import Session


class Missing(NamedTuple):
    """`kind`: money, in minor units; int, of pieces or different items; kg, l or m, in millionths."""

    kind: str
    amount: int

    @property
    def quantity(self) -> str:
        """As a receipt writes it: `2`, `0.5 kg`."""
        if self.kind == "int":
            return str(self.amount)
        return format_quantity(Quantity(1, self.amount, self.kind))


class Goal:
    """A goal row, ready to be measured."""

    __slots__ = ("beyond", "kind", "needed", "reached")

    def __init__(self, row: GoalRow) -> None:
        self.kind = row.kind
        self.beyond = row.beyond
        self.reached: Function = build(row.reached)
        self.needed: Function = build(row.needed)

    def missing(self, session: Session, own: list[Line]) -> Missing:
        """The least that must be added."""
        gap = Fraction(self.needed(session, own, None)) - self.reached(session, own, None)
        return Missing(self.kind, gap.__floor__() + 1 if self.beyond else gap.__ceil__())


class Goals:
    """The conditions of a rule in their order, each with the goal that it is, if it is one."""

    __slots__ = ("conditions",)

    def __init__(self, row: RuleRow) -> None:
        goals = {each.place: Goal(each) for each in row.goals}
        self.conditions: tuple[tuple[Function, Goal | None], ...] = tuple(
            (build(part), goals.get(place))
            for place, part in enumerate(part for condition in row.when for part in conjuncts(condition))
        )

    def missing(self, session: Session, plan: Plan, own: list[Line]) -> Missing | None:
        """What is missing to the one condition that does not hold, if that is a goal."""
        open_goal: Goal | None = None
        for holds, goal in self.conditions:
            if not holds(session, own, None):
                if goal is None or open_goal is not None:
                    return None
                open_goal = goal
        if open_goal is None or any(unless(session, own, None) for unless in plan.unless):
            return None
        return open_goal.missing(session, own)


def missing(session: Session, running: Running, reason: Reason | None) -> Missing | None:
    """What is missing to a rule that was just refused; nothing where its groups or items are against it."""
    plan = running.plan
    if reason is None or not running.lines or _excluded(session, plan):
        return None
    if reason.slug == "incomplete-set":
        return _of_set(reason)
    if reason.slug != "condition" or plan.goals is None:
        return None
    return plan.goals.missing(session, plan, running.own)


def _excluded(session: Session, plan: Plan) -> bool:
    """Whether a group that gave money closes the receipt to the rule, whatever is added."""
    group = plan.row.group
    excluders = session.engine.excluders[group] if group >= 0 and plan.row.scope == "receipt" else 0
    return bool(session.gave & excluders)


def _of_set(reason: Reason) -> Missing | None:
    """Of an incomplete set: so many units, or so much of what is weighed; of others there are no numbers."""
    actual, required = reason.numbers.get("actual"), reason.numbers.get("required")
    if isinstance(actual, int) and isinstance(required, int):
        return Missing("int", required - actual)
    if not isinstance(actual, str) or not isinstance(required, str):
        return None
    try:
        have, want = parse_quantity(actual), parse_quantity(required)
    except QuantityError:
        return None
    return Missing(want.dimension, want.micro - have.micro)
