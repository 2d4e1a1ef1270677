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
from receipt_rules.runtime.eligibility import Reason
from receipt_rules.runtime.running import Running
from receipt_rules.runtime.selectors import candidates
from receipt_rules.runtime.session import Session

if TYPE_CHECKING:
    from receipt_rules.runtime.engine import Engine

DRAFT = Reason("draft")
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
            running.lines = [line for line in session.lines if running.plan.matches(session, line)]
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
    row = plan.row
    if row.draft:
        return DRAFT
    if row.gate >= 0:
        shut = gate_reason(session, row.gate)
        if shut is not None:
            return shut
    if plan.when or plan.unless:
        refusal = refused(session, plan, running.lines)
        if refusal is not None:
            return refusal
    return None if running.lines else NO_ITEMS


def gate_reason(session: Session, number: int) -> Reason | None:
    """Why a gate is shut, tried once per receipt."""
    reasons = session.reasons
    if number in reasons:
        return reasons[number]
    reason = reasons[number] = session.engine.gate(number).reason(session)
    return reason


def _add_unconcerned(session: Session, scopes: dict[str, list[Running]]) -> None:
    """Every other rule, with the lines it would select, in running order."""
    known = {running.plan.number for rules in scopes.values() for running in rules}
    for number in range(len(session.engine.ruleset.rules)):
        if number not in known:
            plan = session.engine.plan(number)
            lines = [line for line in session.lines if plan.matches(session, line)]
            scopes[plan.row.scope].append(Running(plan, lines))
    for rules in scopes.values():
        rules.sort(key=lambda running: running.plan.number)
