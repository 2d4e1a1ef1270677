"""What a rule gives by itself, and how low the prices of its units may go.

In: a rule with its items, the session at entry to its group. Out: minor units; prices of units. Invariant:
the group runs as in an evaluation, with this rule alone in it. Lines are changed: the caller puts them back.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from receipt_rules.runtime.conditions import shown
from receipt_rules.runtime.groups.group import run_group
from receipt_rules.runtime.groups.marks import mark
from receipt_rules.runtime.offers import worth
from receipt_rules.runtime.protection import capacities
from receipt_rules.runtime.rows import LATE
from receipt_rules.runtime.sets.fitting import incomplete
from receipt_rules.runtime.total_phases import round_total
from receipt_rules.runtime.why.records import UnitPrice

if TYPE_CHECKING:
    from receipt_rules.runtime.running import Running
    from receipt_rules.runtime.session import Session

_PER_UNIT = frozenset({"percent", "each", "line", "price"})
"""Rewards that bring each unit to a price."""


def would_give(session: Session, running: Running) -> int:
    """What `Explanation.would_minor` says; the rule is used up by it."""
    if running.plan.row.scope == "total":
        rounding = round_total(session, [running])
        return 0 if rounding is None else -rounding[1]
    if running.plan.row.scope == "words" or not running.lines:
        return 0
    if running.plan.sets is not None and incomplete(session, running) is not None:
        return 0
    run_group(session, session.engine.root_of(running), [running])
    return running.total


def unit_prices(session: Session, running: Running) -> tuple[UnitPrice, ...]:
    """What the rule's units cost, how low they may go, and how low the rule would bring them."""
    if running.plan.row.scope in LATE:
        return ()
    mark(running.lines, entry_price=False)
    return tuple(_prices(session, running))


def _prices(session: Session, running: Running) -> Iterator[UnitPrice]:
    reward = running.plan.row.reward
    for line in running.lines:
        caps = capacities(session, running, line)
        known = reward.kind in _PER_UNIT and not reward.cheapest
        wanted = worth(session, running, line, caps) if known else [None] * len(caps)
        for run, cap, benefit in zip(line.runs, caps, wanted, strict=True):
            if running.bar(line.at, run) is None:
                yield UnitPrice(
                    line=line.record.id,
                    units=run[0],
                    price_minor=run[1],
                    least_minor=run[1] - cap,
                    wanted_minor=None if benefit is None else shown(run[1] - Fraction(*benefit), ""),
                )
