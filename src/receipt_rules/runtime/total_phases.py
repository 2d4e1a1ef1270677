"""Phases 3 and 5: the receipt's own protection, and the rounding of the total.

In: the rules that gave money, in order of application; the candidate rules of total scope. Out: cut
discounts; the signed effect of the rounding. Invariants: cuts go from the last (priority, id) backwards,
through phase 2, then 1; a cut amount is allocated anew with the uncut amounts as weights; rounding is
exempt from protection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from receipt_rules.money import round_to
from receipt_rules.runtime.giving import less
from receipt_rules.runtime.running import Running

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session

RECEIPT_PROTECTION = "protect receipt"
"""What `trimmed_by` says of a rule that phase 3 cut."""


def most_off(session: Session) -> int | None:
    """What `protect receipt` leaves, judged before phase 1 as all protections are; None: no end to it."""
    caps = session.engine.receipt_caps
    if not caps:
        return None
    full = sum(line.shelf for line in session.lines)
    most = full
    for value, share, asks_customer in caps:
        if asks_customer and session.customer is None:
            # What no rule may break is not broken because nobody says who buys.
            return 0
        cap = value(session, [], None)
        allowed = full * cap.numerator // cap.denominator if share else int(cap // 1)
        most = min(most, max(0, allowed))
    return most


def protect(session: Session, given: list[Running]) -> None:
    """Cut the discounts to what `protect receipt` leaves. `given` in order of application."""
    if session.most_off is None:
        return
    excess = sum(running.total for running in given) - session.most_off
    if excess <= 0:
        return
    for running in reversed(given):
        cut = min(excess, running.total)
        if cut:
            running.given = less(running.given, running.total - cut)
            running.trimmed_by = RECEIPT_PROTECTION
            if cut == running.total:
                running.met = {"protected"}
            excess -= cut
    for line in session.lines:
        line.restart()
    for running in given:
        for line, amount, shares in running.withdrawn():
            running.give(line, amount, shares)


def round_total(session: Session, rules: list[Running]) -> tuple[Running, int] | None:
    """The first rule by (priority, id) that changes the amount due, and the signed change."""
    if not rules:
        return None
    due = sum(line.current for line in session.lines) + session.unseen_minor
    winner: tuple[Running, int] | None = None
    for running in rules:
        reward = running.plan.row.reward
        change = round_to(due, 1, reward.step, reward.mode) - due
        if not change:
            running.met.add("zero")
        elif winner is None:
            winner = (running, change)
        else:
            running.met.add("lost")
            running.lost_to = (winner[0].plan.row.id, -winner[1], -change)
    return winner
