"""Phase 1: the item groups. Here the implicit one: every ungrouped plain rule, `best per item`.

In: the candidate rules of item scope, eligible and tested. Out: discounts on units. Invariant: rules
are compared on exact benefits at the prices of entry; amounts are rounded after the choice, in
(priority, id) order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from receipt_rules.runtime.best import solve
from receipt_rules.runtime.giving import give_amount, give_segments, prices_of, room_of, rounded, weight_of
from receipt_rules.runtime.offers import propose
from receipt_rules.runtime.running import Running

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session


def run(session: Session, rules: list[Running]) -> None:
    """Discounts of phase 1; what a rule met is noted where it gave nothing."""
    for running in rules:
        propose(session, running)
    for running, won in solve(rules, session.lines):
        if running.whole is not None:
            _give_whole(session, running)
        for at, segments in won.items():
            give_segments(session, running, session.lines[at], segments)


def _give_whole(session: Session, running: Running) -> None:
    """A `once` amount over the lines it claimed, by their current amounts."""
    assert running.whole is not None  # asked before
    caps = running.whole.capacities
    lines = [session.lines[at] for at in caps]
    value = running.whole.value
    room = sum(room_of(line, caps[line.at]) for line in lines)
    give_amount(
        running,
        min(rounded(value.numerator, value.denominator, running.plan.rounding), room),
        lines,
        list(caps.values()),
        [weight_of(line, caps[line.at]) for line in lines],
        [prices_of(line, caps[line.at]) for line in lines],
    )
