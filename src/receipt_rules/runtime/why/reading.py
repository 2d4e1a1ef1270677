"""A rule, ready to be explained: its conditions taken apart, and whether the rest of it can be told.

In: a plan and its engine. Out: what the rule's items, conditions and reward come to on a session at entry to
its group. Invariant: immutable once built, and built once per engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from receipt_rules.errors import ReceiptError
from receipt_rules.runtime.running import Running
from receipt_rules.runtime.selectors import parts_of, split
from receipt_rules.runtime.traits import of_expression, of_selection
from receipt_rules.runtime.why.comparing import ClauseReader
from receipt_rules.runtime.why.phrases import Phrases
from receipt_rules.runtime.why.readable import readable, selectable
from receipt_rules.runtime.why.records import Condition

if TYPE_CHECKING:
    from receipt_rules.runtime.engine import Engine
    from receipt_rules.runtime.expressions import Function
    from receipt_rules.runtime.lines import Line
    from receipt_rules.runtime.plan import Plan
    from receipt_rules.runtime.session import Session

_PER_LINE = frozenset({"percent", "each", "line", "price"})
"""Rewards whose value is asked for each line."""


class RuleReader:
    """One rule. `evaluated`: it is no draft with clauses that are not evaluated yet."""

    __slots__ = ("_asks_customer", "_clauses", "_floor", "_plan", "_selects", "_value", "evaluated")

    def __init__(self, plan: Plan, engine: Engine) -> None:
        row = plan.row
        phrases = Phrases(engine.ruleset.currency)
        self._plan = plan
        self.evaluated = row.reward.kind != "none"
        self._clauses = (
            *(ClauseReader("when", each, engine, phrases) for each in row.when),
            *(ClauseReader("unless", each, engine, phrases) for each in row.unless),
        )
        selection = of_selection(row.selection, engine)
        rest = of_expression([each for each in (row.reward.value, row.floor) if each], engine)
        self._asks_customer = (selection.customer, rest.customer)
        """Promised facts of the customer: in the selector, in reward and floor."""
        self._selects: Function = selectable(row.selection, engine)
        self._value = _told(row.reward.value, engine)
        self._floor = _told(row.floor, engine)

    def items(self, session: Session) -> Running | None:
        """The rule with its items at the prices of now; None where these cannot be told."""
        plan = self._plan
        if not self.evaluated or (self._asks_customer[0] and session.customer is None):
            return None
        running = Running(plan, [])
        try:
            if not self._selects(session, [], None):
                return None
            if plan.by_unit:
                running.lines, running.partial = split(session, plan.matches, session.lines)
            else:
                running.lines = [line for line in session.lines if plan.matches(session, line)]
        except ReceiptError:
            # A promised fact: a rule that cannot apply does not ask the host for it.
            return None
        running.own = parts_of(running.lines, running.partial)
        return running

    def conditions(self, session: Session, own: list[Line]) -> tuple[Condition, ...]:
        """Every `when` and `unless`."""
        return tuple(clause.read(session, own) for clause in self._clauses)

    def rewards(self, session: Session, running: Running) -> bool:
        """Can reward and floor be told?"""
        if self._asks_customer[1] and session.customer is None:
            return False
        lines: list[Line | None] = [*running.lines]
        whole: list[Line | None] = [None]
        try:
            return all(
                told(session, running.own, line)
                for told, where in (
                    (self._value, lines if self._plan.row.reward.kind in _PER_LINE else whole),
                    (self._floor, lines),
                )
                for line in (where if told else ())
            )
        except ReceiptError:
            return False


def _told(row: Any, engine: Engine) -> Any:
    return None if row is None else readable(row, engine)
