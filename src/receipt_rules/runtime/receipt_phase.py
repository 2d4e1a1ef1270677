"""Phase 2: the receipt groups. Here the implicit one: every ungrouped `off receipt` rule, `best per receipt`.

In: the candidate rules of receipt scope, eligible and tested at entry to the phase. Out: the discounts
of the rule that gives most. Invariants: every rule is computed from the prices of entry; rules are
compared rounded; equal amounts go to the first in (priority, id) order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from receipt_rules.runtime.giving import give_amount, prices_of, room_of, rounded, weight_of
from receipt_rules.runtime.lines import Line
from receipt_rules.runtime.offers import why_no_room
from receipt_rules.runtime.protection import capacities
from receipt_rules.runtime.running import Running

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session


class Offer(NamedTuple):
    """A whole result: the amount, the lines with capacity, their capacities per run, their weights."""

    running: Running
    amount: int
    lines: list[Line]
    caps: list[list[int]]
    weights: list[int]


def run(session: Session, rules: list[Running]) -> None:
    """Give the largest whole result; the others lost to it, unless they would have given nothing."""
    offers = [_offer(session, running) for running in rules]
    winner: Offer | None = None
    for offer in offers:
        if offer.amount and (winner is None or offer.amount > winner.amount):
            winner = offer
    if winner is None:
        return
    for offer in offers:
        if offer is not winner and offer.amount:
            offer.running.met.add("lost")
            offer.running.lost_to = (winner.running.plan.row.id, winner.amount, offer.amount)
    unit_weights = _unit_weights(session, winner)
    give_amount(winner.running, winner.amount, winner.lines, winner.caps, winner.weights, unit_weights)


def _offer(session: Session, running: Running) -> Offer:
    """What the rule would give by itself, from the prices of entry."""
    plan = running.plan
    lines: list[Line] = []
    caps: list[list[int]] = []
    base: list[int] = []
    rooms: list[int] = []
    for line in running.lines:
        each = capacities(session, running, line)
        room = each[0] * line.runs[0][0] if len(each) == 1 else room_of(line, each)
        if room:
            lines.append(line)
            caps.append(each)
            rooms.append(room)
            base.append(line.current if len(each) == 1 else weight_of(line, each))
    if not lines:
        running.met.add(why_no_room(running))
        return Offer(running, 0, lines, caps, base)
    value = plan.reward_value(session, running.lines, None)
    num, den = value.numerator, value.denominator
    if plan.row.reward.kind == "receipt-percent":
        # each line's exact share, cut to its capacity, over the common denominator
        base = [max(0, min(num * amount, room * den)) for amount, room in zip(base, rooms, strict=True)]
        exact = sum(base)
    else:
        every = plan.row.reward.every
        exact = max(0, num * (1 if every is None else _times(every, lines, caps, base)))
    amount = min(rounded(exact, den, plan.rounding), sum(rooms))
    if not amount:
        running.met.add("zero")
    return Offer(running, amount, lines, caps, base)


def _unit_weights(session: Session, offer: Offer) -> list[list[int]]:
    """Within a line as between lines: by exact share for a percent, by current price for money."""
    plan = offer.running.plan
    if plan.row.reward.kind != "receipt-percent":
        return [prices_of(line, each) for line, each in zip(offer.lines, offer.caps, strict=True)]
    value = plan.reward_value(session, offer.running.lines, None)
    num, den = value.numerator, value.denominator
    return [
        [max(0, min(num * run[1], cap * den)) for run, cap in zip(line.runs, each, strict=True)]
        for line, each in zip(offer.lines, offer.caps, strict=True)
    ]


def _times(every: tuple[int, str], lines: list[Line], caps: list[list[int]], base: list[int]) -> int:
    """How many full X of `for each X` the base has; a unit without capacity is none of it."""
    size, what = every
    if what == "money":
        return sum(base) // size
    if what == "items":
        runs = (
            (run, cap)
            for line, each in zip(lines, caps, strict=True)
            for run, cap in zip(line.runs, each, strict=True)
        )
        return sum(run[0] for run, cap in runs if cap) // size
    return sum(line.micro for line in lines if line.dimension == what) // size
