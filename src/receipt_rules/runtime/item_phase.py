"""Phase 1: the item groups. Here the implicit one: every ungrouped plain rule, `best per item`.

In: the candidate rules of item scope, eligible and tested. Out: discounts on units. Invariant: rules
are compared on exact benefits at the prices of entry; amounts are rounded after the choice, in
(priority, id) order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from receipt_rules.runtime.best import solve
from receipt_rules.runtime.giving import (
    give_amount,
    give_segments,
    prices_of,
    room_of,
    rounded,
    shares_of,
    sum_of,
    weight_of,
)
from receipt_rules.runtime.lines import Line
from receipt_rules.runtime.offers import propose
from receipt_rules.runtime.running import Capacity, Running

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session


def run(session: Session, rules: list[Running]) -> None:
    """Discounts of phase 1; what a rule met is noted where it gave nothing."""
    for running in rules:
        propose(session, running)
    decided = solve(rules, session.lines)
    losers = [
        (running, _alone(session, running))
        for running, won in decided
        if not won and "lost" in running.met and not (running.whole is not None and running.whole.won)
    ]
    for running, won in decided:
        if running.whole is not None and running.whole.won:
            _give_whole(session, running)
        for at, segments in won.items():
            give_segments(session, running, session.lines[at], segments)
    givers = [running for running in rules if running.total]
    for running, would in losers:
        _note_winner(running, would, givers)


def _alone(session: Session, running: Running) -> int:
    """What a rule would have given with all its offers, rounded as it rounds."""
    if running.whole is not None:
        value = running.whole.value
        return rounded(value.numerator, value.denominator, running.plan.rounding)
    return sum(
        sum_of(shares_of(session, running, session.lines[at], segments))
        for at, segments in running.offers.items()
    )


def _give_whole(session: Session, running: Running) -> None:
    """A `once` amount over the units it claimed, by their current amounts."""
    assert running.whole is not None  # asked before
    value = running.whole.value
    lines = [session.lines[at] for at in running.whole.capacities]
    caps = [_by_run(line, running.whole.capacities[line.at]) for line in lines]
    room = sum(room_of(line, each) for line, each in zip(lines, caps, strict=True))
    give_amount(
        running,
        min(rounded(value.numerator, value.denominator, running.plan.rounding), room),
        lines,
        caps,
        [weight_of(line, each) for line, each in zip(lines, caps, strict=True)],
        [prices_of(line, each) for line, each in zip(lines, caps, strict=True)],
    )


def _by_run(line: Line, capacities: list[Capacity]) -> list[int]:
    """The capacities for the runs as they are now: other units of the line may have been lowered."""
    caps: list[int] = []
    end, place = capacities[0][0], 0
    unit = 0
    for count, _, _ in line.runs:
        while unit >= end:
            place += 1
            end += capacities[place][0]
        caps.append(capacities[place][1])
        unit += count
    return caps


def _note_winner(loser: Running, would: int, givers: list[Running]) -> None:
    """Who took most of what the loser's lines got, and what the loser would have given alone."""
    places = set(loser.offers) if loser.whole is None else set(loser.whole.capacities)
    best: tuple[int, Running] | None = None
    for rule in givers:
        gave = sum(amount for line, amount, _ in rule.given if line.at in places)
        if gave and (best is None or gave > best[0]):
            best = (gave, rule)
    if best is not None:
        loser.lost_to = (best[1].plan.row.id, best[0], would)
