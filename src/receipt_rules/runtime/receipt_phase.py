"""Phase 2: the receipt groups. Here the implicit one: every ungrouped `off receipt` rule, `best per receipt`.

In: the candidate rules of receipt scope, eligible and tested at entry to the phase. Out: the discounts
of the rule that gives most. Invariants: every rule is computed from the prices of entry; rules are
compared rounded; equal amounts go to the first in (priority, id) order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from receipt_rules.runtime.giving import give_amount, prices_of, room_of, rounded, weight_of
from receipt_rules.runtime.lines import Line
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
    unit_weights: list[list[int]]


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
    give_amount(winner.running, winner.amount, winner.lines, winner.caps, winner.weights, winner.unit_weights)


def _offer(session: Session, running: Running) -> Offer:
    """What the rule would give by itself, from the prices of entry."""
    lines: list[Line] = []
    caps: list[list[int]] = []
    for line in running.lines:
        each = capacities(session, running.plan, line)
        if any(each):
            lines.append(line)
            caps.append(each)
    if not lines:
        running.met.add("protected")
        return Offer(running, 0, lines, caps, [], [])
    base = [weight_of(line, each) for line, each in zip(lines, caps, strict=True)]
    rooms = [room_of(line, each) for line, each in zip(lines, caps, strict=True)]
    reward = running.plan.row.reward
    value = running.plan.reward_value(session, running.lines, None)
    num, den = value.numerator, value.denominator
    if reward.kind == "receipt-percent":
        weights = [max(0, min(num * amount, room * den)) for amount, room in zip(base, rooms, strict=True)]
        unit_weights = [
            [max(0, min(num * run[1], cap * den)) for run, cap in zip(line.runs, each, strict=True)]
            for line, each in zip(lines, caps, strict=True)
        ]
        exact = sum(weights), den
    else:
        weights = base
        unit_weights = [prices_of(line, each) for line, each in zip(lines, caps, strict=True)]
        times = 1 if reward.every is None else _times(reward.every, lines, base)
        exact = max(0, num * times), den
    amount = min(rounded(*exact, running.plan.rounding), sum(rooms))
    if not amount:
        running.met.add("zero")
    return Offer(running, amount, lines, caps, weights, unit_weights)


def _times(every: tuple[int, str], lines: list[Line], base: list[int]) -> int:
    """How many full X of `for each X` the base has."""
    size, what = every
    if what == "money":
        return sum(base) // size
    if what == "items":
        return sum(line.units for line in lines) // size
    return sum(line.micro for line in lines if line.dimension == what) // size
