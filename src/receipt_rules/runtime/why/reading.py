"""A rule, ready to be explained: its conditions taken apart, and whether the rest of it can be told.

In: a plan and its engine. Out: what the rule's items, conditions and reward come to on a session at entry to
its group. Invariant: immutable once built, and built once per engine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from receipt_rules.errors import ReceiptError
from receipt_rules.runtime.groups.snapshot import Snapshot
from receipt_rules.runtime.running import Running
from receipt_rules.runtime.selectors import parts_of, split
from receipt_rules.runtime.traits import of_expression, of_selection
from receipt_rules.runtime.why.comparing import ClauseReader
from receipt_rules.runtime.why.phrases import Phrases
from receipt_rules.runtime.why.records import Condition, UnitPrice
from receipt_rules.runtime.why.would import unit_prices, would_give

if TYPE_CHECKING:
    from receipt_rules.runtime.engine import Engine
    from receipt_rules.runtime.lines import Line
    from receipt_rules.runtime.plan import Plan
    from receipt_rules.runtime.session import Session
T = TypeVar("T")


class RuleReader:
    """One rule. `evaluated`: it is no draft with clauses that are not evaluated yet."""

    __slots__ = ("_asks_customer", "_clauses", "_plan", "evaluated")

    def __init__(self, plan: Plan, engine: Engine) -> None:
        row = plan.row
        phrases = Phrases(engine.ruleset.currency)
        self._plan = plan
        self.evaluated = row.evaluated
        self._clauses = (
            *(ClauseReader("when", each, engine, phrases) for each in row.when),
            *(ClauseReader("unless", each, engine, phrases) for each in row.unless),
        )
        selection = of_selection(row.selection, engine)
        rest = of_expression([each for each in (row.reward.value, row.floor) if each], engine)
        self._asks_customer = (selection.customer, rest.customer)
        """Promised facts of the customer: in the selector, in reward and floor."""

    def items(self, session: Session) -> Running | None:
        """The rule with its items at the prices of now; None where these cannot be told."""
        plan = self._plan
        if not self.evaluated or (self._asks_customer[0] and session.customer is None):
            return None
        running = Running(plan, [])
        try:
            if plan.by_unit:
                running.lines, running.partial = split(session, plan.matches, session.lines)
            else:
                running.lines = [line for line in session.lines if plan.matches(session, line)]
        except ReceiptError:
            # A promised fact: a rule that cannot apply does not ask the host for it.
            return None
        running.own = parts_of(running.lines, running.partial)
        running.picky = bool(running.partial)
        return running

    def conditions(self, session: Session, own: list[Line]) -> tuple[Condition, ...]:
        """Every `when` and `unless`."""
        return tuple(clause.read(session, own) for clause in self._clauses)

    def would(self, session: Session, running: Running) -> int | None:
        """What the rule gives by itself; None where its reward or its floor cannot be told."""
        return self._told(session, running, would_give)

    def prices(self, session: Session, running: Running) -> tuple[UnitPrice, ...]:
        """What its units cost and may cost; nothing where that cannot be told."""
        return self._told(session, running, unit_prices) or ()

    def _told(self, session: Session, running: Running, tell: Callable[[Session, Running], T]) -> T | None:
        if self._asks_customer[1] and session.customer is None:
            return None
        entry = Snapshot.of([running])
        try:
            return tell(session, running)
        except ReceiptError:
            # A promised fact that only reward or floor read: a rule that is refused does not get to them.
            return None
        finally:
            entry.restore()
