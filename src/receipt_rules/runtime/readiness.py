"""Which rules may act: tested once, at entry to their group.

In: candidate rules. Out: those with nothing against them; the others get their reason. Invariant: a rule
whose items are told by current prices gets them here; one that turns out to have none is no concern of the
receipt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from receipt_rules.runtime.conditions import refused
from receipt_rules.runtime.eligibility import Reason, shut
from receipt_rules.runtime.goals import missing
from receipt_rules.runtime.plan import Plan
from receipt_rules.runtime.running import Running
from receipt_rules.runtime.selectors import choose
from receipt_rules.runtime.sets.fitting import incomplete

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session

NO_ITEMS = Reason("no-items")


def ready(session: Session, rules: list[Running], every_verdict: bool) -> list[Running]:
    """The rules that may act, tested at the prices of now; hides those that are no concern of the receipt."""
    found = []
    session.enter_group()
    for running in rules:
        if running.plan.at_entry:
            choose(session, running)
            if not (running.lines or running.plan.needs):
                running.concerned = False
                if not every_verdict:
                    running.hidden = True
                    continue
        reason = running.reason = _against(session, running)
        if reason is None:
            found.append(running)
        elif running.plan.tells_missing:
            running.missing = missing(session, running, reason)
    return found


def _against(session: Session, running: Running) -> Reason | None:
    """The first reason of phase 0 and the condition, in the order of the closed list."""
    plan = running.plan
    reason = None if plan.ungated else shut(session, plan)
    if reason is None and (plan.when or plan.unless):
        reason = refused(session, plan, running.own)
    if reason is None and not running.lines and not _needs_no_items(plan):
        return NO_ITEMS
    if reason is None and plan.sets is not None:
        return incomplete(session, running)
    return reason


def _needs_no_items(plan: Plan) -> bool:
    """The whole total is rounded, whatever it is made of: a deposit, a return."""
    return plan.row.scope == "total" and plan.row.selection.all
