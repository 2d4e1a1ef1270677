"""The whole result of one rule, from the prices as they are: nothing of it is given yet.

In: a rule whose items are chosen; for a plain or `once` rule, with its offers. Out: what it would give to
each line. Invariants: a result is never more than the capacity left; pure, so that a group may compare
results.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from receipt_rules.runtime.giving import (
    Units,
    by_price,
    room_of,
    rounded,
    share_out,
    shares_of,
    sum_of,
    weight_of,
)
from receipt_rules.runtime.lines import Line, base_of
from receipt_rules.runtime.offers import note_no_room, sliced
from receipt_rules.runtime.protection import capacities
from receipt_rules.runtime.running import Given, Running, Segment

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session

ON_RECEIPT = frozenset({"receipt-percent", "receipt-money", "receipt-slices"})
"""Rewards that are one amount for all items of the rule."""


def plain_result(session: Session, running: Running, offers: Mapping[int, list[Segment]]) -> list[Given]:
    """Offers rounded and cut to the capacity left."""
    result: list[Given] = []
    for at, segments in offers.items():
        line = session.lines[at]
        shares = shares_of(session, running, line, segments)
        amount = sum_of(shares)
        if amount:
            result.append((line, amount, shares))
    return result


def give_segments(session: Session, running: Running, won: Mapping[int, list[Segment]]) -> None:
    """The same, given at once: where nobody asks what it comes to."""
    for at, segments in won.items():
        line = session.lines[at]
        shares = shares_of(session, running, line, segments)
        running.give(line, sum_of(shares), shares)


def whole_result(session: Session, running: Running, *, most: int = 0) -> list[Given]:
    """A `once` amount over its units with capacity left; `most`: units that so many rules gave money are
    taken."""
    assert running.whole is not None  # asked before
    value = running.whole.value
    lines = [session.lines[at] for at in running.whole.capacities]
    caps = [capacities(session, running, line) for line in lines]
    if most:
        caps = [
            [0 if run[3] and run[3].times >= most else cap for run, cap in zip(line.runs, each, strict=True)]
            for line, each in zip(lines, caps, strict=True)
        ]
    rooms = [room_of(line, each) for line, each in zip(lines, caps, strict=True)]
    return share_out(
        min(rounded(value.numerator, value.denominator, running.plan.rounding), sum(rooms)),
        lines,
        [weight_of(line, each) for line, each in zip(lines, caps, strict=True)],
        rooms,
        [by_price(line, each) for line, each in zip(lines, caps, strict=True)],
    )


# ---- one amount off the receipt -------------------------------------------------------------------------


class Offer(NamedTuple):
    """The amount; the lines with capacity, their capacities per run, their rooms and their weights."""

    running: Running
    amount: int
    lines: list[Line]
    caps: list[list[int]]
    rooms: list[int]
    weights: list[int]


def receipt_offer(session: Session, running: Running) -> Offer:
    """What an `off receipt` rule would give; what keeps it from giving is noted."""
    plan = running.plan
    lines: list[Line] = []
    caps: list[list[int]] = []
    weights: list[int] = []
    rooms: list[int] = []
    for line in running.lines:
        each = capacities(session, running, line)
        room = each[0] * line.runs[0][0] if len(each) == 1 else room_of(line, each)
        if 0 in each:
            note_no_room(running, line, each)
        if room:
            lines.append(line)
            caps.append(each)
            rooms.append(room)
            weights.append(weight_of(line, each))
    if not lines:
        return Offer(running, 0, lines, caps, rooms, weights)
    if plan.row.reward.kind == "receipt-slices":
        weights, den = _slices(session, running, lines, caps, rooms)
        exact = sum(weights)
    else:
        value = running.value(session, None)
        num, den = value.numerator, value.denominator
        if plan.row.reward.kind == "receipt-percent":
            # each line's exact share, cut to its capacity, over the common denominator
            weights = [max(0, min(num * each, room * den)) for each, room in zip(weights, rooms, strict=True)]
            exact = sum(weights)
        else:
            every = plan.row.reward.every
            exact = max(0, num * (1 if every is None else _times(every, lines, caps, weights)))
    amount = min(rounded(exact, den, plan.rounding), sum(rooms))
    if not amount:
        running.met.add("zero")
    return Offer(running, amount, lines, caps, rooms, weights)


def receipt_result(session: Session, offer: Offer) -> list[Given]:
    """An offer shared out; within a line as between lines: by exact share for a percent, else by price."""
    if not offer.amount:
        return []
    units = (
        _units(session, offer.running, line, each) for line, each in zip(offer.lines, offer.caps, strict=True)
    )
    return share_out(offer.amount, offer.lines, offer.weights, offer.rooms, units)


def _units(session: Session, running: Running, line: Line, caps: list[int]) -> Units:
    kind = running.plan.row.reward.kind
    if kind == "receipt-money":
        return by_price(line, caps)
    if kind == "receipt-slices":
        pieces = list(sliced(line, caps, running.shares(session)[line.at]))
        common = lcm(*(den for _, _, _, den in pieces))
        return Units(
            [run[0] for run, _, _, _ in pieces],
            [min(base_of(run) * num * (common // den), cap * common) for run, cap, num, den in pieces],
            [cap for _, cap, _, _ in pieces],
        )
    value = running.value(session, None)
    num, den = value.numerator, value.denominator
    return Units(
        [run[0] for run in line.runs],
        [max(0, min(num * base_of(run), cap * den)) for run, cap in zip(line.runs, caps, strict=True)],
        caps,
    )


def _slices(
    session: Session, running: Running, lines: list[Line], caps: list[list[int]], rooms: list[int]
) -> tuple[list[int], int]:
    """Each line's exact share, cut to its capacity, over a common denominator, and that."""
    shares = running.shares(session)
    exact: list[Fraction] = []
    for line, each, room in zip(lines, caps, rooms, strict=True):
        pieces = sliced(line, each, shares[line.at])
        total = sum(
            (Fraction(run[0] * base_of(run) * num, den) for run, cap, num, den in pieces if cap), Fraction(0)
        )
        exact.append(min(total, Fraction(room)))
    common = lcm(*(each.denominator for each in exact))
    return [each.numerator * (common // each.denominator) for each in exact], common


def _times(every: tuple[int, str], lines: list[Line], caps: list[list[int]], amounts: list[int]) -> int:
    """How many full X of `for each X` the base has; a unit without capacity is none of it."""
    size, what = every
    if what == "money":
        return sum(amounts) // size
    if what == "items":
        runs = (
            (run, cap)
            for line, each in zip(lines, caps, strict=True)
            for run, cap in zip(line.runs, each, strict=True)
        )
        return sum(run[0] for run, cap in runs if cap) // size
    return sum(line.micro for line in lines if line.dimension == what) // size
