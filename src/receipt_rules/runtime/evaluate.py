"""The pipeline: one receipt through the phases, in their order.

In: an engine and a checked receipt. Out: an `Outcome`. This module only sequences the stages; each is a
module of its own. Invariant: pure, and the same bytes for the same input.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from receipt_rules.outcome.record import Outcome
from receipt_rules.receipt.record import ReceiptRecord
from receipt_rules.runtime import item_phase, receipt_phase, total_phases
from receipt_rules.runtime.assemble import assemble
from receipt_rules.runtime.conditions import refused
from receipt_rules.runtime.eligibility import Reason, shut
from receipt_rules.runtime.plan import Plan
from receipt_rules.runtime.protection import guard_of
from receipt_rules.runtime.running import Running
from receipt_rules.runtime.selectors import candidates, chosen
from receipt_rules.runtime.session import Session

if TYPE_CHECKING:
    from receipt_rules.runtime.engine import Engine

NO_ITEMS = Reason("no-items")


def evaluate(engine: Engine, receipt: ReceiptRecord, every_verdict: bool) -> Outcome:
    """Evaluate one receipt; `every_verdict` adds the rules that it does not concern."""
    session = Session(engine, receipt)
    scopes: dict[str, list[Running]] = {"item": [], "receipt": [], "total": []}
    for number, lines in candidates(session):
        running = Running(engine.plan(number), lines)
        scopes[running.plan.row.scope].append(running)
    if every_verdict:
        _add_unconcerned(session, scopes)
    if engine.guards_at_entry:
        for line in session.lines:
            guard_of(session, line)
    items = _ready(session, scopes["item"], every_verdict)
    if items:
        item_phase.run(session, items)
    receipts = _ready(session, scopes["receipt"], every_verdict)
    if receipts:
        receipt_phase.run(session, receipts)
    given = [running for running in (*items, *receipts) if running.total]
    total_phases.protect(session, given)
    rounding = total_phases.round_total(session, _ready(session, scopes["total"], every_verdict))
    return assemble(session, scopes, given, rounding)


def _ready(session: Session, rules: list[Running], every_verdict: bool) -> list[Running]:
    """The rules that may act in a phase, tested at entry to it; the others get their reason.

    Takes out of `rules` those whose items are told by current prices and that turn out to have none.
    """
    ready = []
    unconcerned = []
    session.enter_phase()
    for running in rules:
        if running.plan.at_entry:
            running.lines = chosen(session, running.plan, session.lines)
            if not (running.lines or running.plan.needs or every_verdict):
                unconcerned.append(running)
                continue
        reason = running.reason = _against(session, running)
        if reason is None:
            ready.append(running)
    for running in unconcerned:
        rules.remove(running)
    return ready


def _against(session: Session, running: Running) -> Reason | None:
    """The first reason of phase 0 and the condition, in the order of the closed list."""
    plan = running.plan
    reason = shut(session, plan)
    if reason is None and (plan.when or plan.unless):
        reason = refused(session, plan, running.lines)
    if reason is None and not running.lines and not _needs_no_items(plan):
        return NO_ITEMS
    return reason


def _needs_no_items(plan: Plan) -> bool:
    """The whole total is rounded, whatever it is made of: a deposit, a return."""
    return plan.row.scope == "total" and plan.row.selection.all


def _add_unconcerned(session: Session, scopes: dict[str, list[Running]]) -> None:
    """Every other rule, with the lines it would select, in running order."""
    known = {running.plan.number for rules in scopes.values() for running in rules}
    for number in range(len(session.engine.ruleset.rules)):
        if number not in known:
            plan = session.engine.plan(number)
            # Nothing is asked of the host for a rule that cannot apply.
            asked = plan.asks_host and shut(session, plan) is not None
            lines = [] if asked else chosen(session, plan, session.lines)
            scopes[plan.row.scope].append(Running(plan, lines))
    for rules in scopes.values():
        rules.sort(key=lambda running: running.plan.number)
