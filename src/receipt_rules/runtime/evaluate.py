"""The pipeline: one receipt through the phases, in their order.

In: an engine and a checked receipt. Out: an `Outcome`. This module only sequences the stages; each is a
module of its own. Invariant: pure, and the same bytes for the same input.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from receipt_rules.outcome.record import Outcome
from receipt_rules.receipt.record import ReceiptRecord
from receipt_rules.runtime import alone, total_phases
from receipt_rules.runtime.assemble import assemble
from receipt_rules.runtime.coupons import nothing_to_issue
from receipt_rules.runtime.discounts import discounts
from receipt_rules.runtime.eligibility import shut
from receipt_rules.runtime.messages import NOTHING, say
from receipt_rules.runtime.protection import guard_of
from receipt_rules.runtime.readiness import ready
from receipt_rules.runtime.running import Running
from receipt_rules.runtime.selectors import candidates, choose
from receipt_rules.runtime.session import Session

if TYPE_CHECKING:
    from receipt_rules.runtime.engine import Engine


def evaluate(engine: Engine, receipt: ReceiptRecord, every_verdict: bool) -> Outcome:
    """Evaluate one receipt; `every_verdict` adds the rules that it does not concern."""
    session, rules = begin(engine, receipt, every_verdict)
    given = lower(session, rules, every_verdict)
    rounding = None
    if rules and rules[-1].number >= engine.first_on_total:  # the rules stand in running order
        rounding = _last_phases(session, rules, every_verdict)
    said = say(session, rules, rounding) if engine.speaks else NOTHING
    return assemble(session, rules, given, rounding, said)


def _last_phases(session: Session, rules: list[Running], every_verdict: bool) -> tuple[Running, int] | None:
    """The rounding of the total, and which rules of phase 7 may act."""
    first_of_words = session.engine.first_of_words
    late = [running for running in rules if running.number >= session.engine.first_on_total]
    totals = [running for running in late if running.number < first_of_words]
    rounding = total_phases.round_total(session, ready(session, totals, every_verdict)) if totals else None
    last = [running for running in late if running.number >= first_of_words]
    for running in ready(session, last, every_verdict) if last else ():
        running.reason = nothing_to_issue(session, running)
    return rounding


def begin(engine: Engine, receipt: ReceiptRecord, every_verdict: bool) -> tuple[Session, list[Running]]:
    """The receipt before phase 1, and the rules that are looked at, in running order."""
    session = Session(engine, receipt)
    if engine.ruleset.codes and (receipt.coupons or receipt.cards):
        _ = session.codes  # what is wrong with their state is said before anything else
    rules = [Running(engine.plan(number), lines) for number, lines in candidates(session)]
    if every_verdict:
        rules = _with_unconcerned(session, rules)
    session.most_off = total_phases.most_off(session)
    if engine.guards_at_entry:
        for line in session.lines:
            guard_of(session, line)
    return session, rules


def lower(session: Session, rules: list[Running], every_verdict: bool) -> list[Running]:
    """Phases 1 to 3; the rules that gave money, in order of application."""
    if session.engine.has_alone and any(running.plan.row.alone for running in rules):
        return alone.decide(session, rules, every_verdict)
    return discounts(session, rules, every_verdict)


def _with_unconcerned(session: Session, rules: list[Running]) -> list[Running]:
    """Every rule, those that the receipt does not concern with the lines they would select, in running
    order."""
    known = {running.number: running for running in rules}
    result = []
    for number in range(len(session.engine.ruleset.rules)):
        running = known.get(number)
        if running is None:
            plan = session.engine.plan(number)
            running = Running(plan, session.lines)
            running.concerned = False
            # Nothing is asked of the host for a rule that cannot apply.
            if plan.asks_host and shut(session, plan) is not None:
                running.lines = running.own = []
            else:
                choose(session, running)
        result.append(running)
    return result
