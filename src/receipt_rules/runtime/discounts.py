"""Phases 1 to 3: what some rules give, by themselves.

In: candidate rules in running order. Out: discounts on lines, and the rules that gave them in order of
application. Invariant: begins at shelf prices; each phase sees what the one before it left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from receipt_rules.runtime.groups import run_phase
from receipt_rules.runtime.running import Running
from receipt_rules.runtime.total_phases import protect

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session


def discounts(session: Session, rules: list[Running], every_verdict: bool) -> list[Running]:
    """Item groups, receipt groups, receipt protection."""
    engine = session.engine
    given: list[Running] = []
    items = [running for running in rules if running.number < engine.first_on_receipt]
    if items:
        given = run_phase(session, items, every_verdict)
    if len(items) < len(rules):
        receipts = [r for r in rules if engine.first_on_receipt <= r.number < engine.first_on_total]
        given = given + run_phase(session, receipts, every_verdict)
    protect(session, given)
    return given
