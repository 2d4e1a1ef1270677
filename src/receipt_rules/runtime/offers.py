"""What a plain rule would give to each unit: exact benefits before rounding, cut to capacity.

In: an eligible rule whose condition holds, its lines at the prices of entry to its group. Out:
`Running.offers` (a benefit per unit) or `Running.whole` (`once`), and `Running.met`: what kept units
from receiving. Invariants: exact integers over a denominator, no rounding here; cost follows runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from receipt_rules.runtime.lines import Line, Run
from receipt_rules.runtime.protection import capacities, unit_money
from receipt_rules.runtime.running import Capacity, Running, Segment, Whole
from receipt_rules.runtime.set_values import read_values

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session


def propose(session: Session, running: Running) -> None:
    """Fill in what the rule would give; of a rule with sets only the values are read."""
    reward = running.plan.row.reward
    if reward.kind == "set":
        read_values(session, running)
        return
    if reward.kind == "once":
        _once(session, running)
        return
    if reward.cheapest:
        _cheapest(session, running, reward.cheapest)
        return
    if reward.kind == "slices":
        _slices(session, running)
        return
    for line in running.lines:
        caps = capacities(session, running, line)
        values = worth(session, running, line, caps)
        if len(caps) == 1:  # nearly every line
            segment = _cut(running, line, line.runs[0], caps[0], *values[0])
            if segment[1]:
                running.offers[line.at] = [segment]
            continue
        segments = [
            _cut(running, line, run, cap, num, den)
            for run, cap, (num, den) in zip(line.runs, caps, values, strict=True)
        ]
        if any(segment[1] for segment in segments):
            running.offers[line.at] = segments


def _slices(session: Session, running: Running) -> None:
    """Each unit at the rate of the slices that it lies in."""
    shares = running.shares(session)
    for line in running.lines:
        caps = capacities(session, running, line)
        segments: list[Segment] = []
        for run, cap, num, den in sliced(line, caps, shares[line.at]):
            segments.append(_cut(running, line, run, cap, run[1] * num, den))
        if any(segment[1] for segment in segments):
            running.offers[line.at] = segments


def sliced(line: Line, caps: list[int], shares: list[Segment]) -> Iterator[tuple[Run, int, int, int]]:
    """Runs with the capacity and the share (numerator, denominator) of a unit, cut at each other's
    borders."""
    pending = list(reversed(shares))
    for run, cap in zip(line.runs, caps, strict=True):
        count = run[0]
        while count:
            size, num, den = pending.pop()
            step = min(count, size)
            if step < size:
                pending.append((size - step, num, den))
            count -= step
            yield (step, *run[1:]), cap, num, den


def _cut(running: Running, line: Line, run: Run, cap: int, num: int, den: int) -> Segment:
    """A benefit cut to capacity, and a note of why there is none."""
    count = run[0]
    if cap > 0 and num > 0:
        return (count, cap, 1) if num > cap * den else (count, num, den)
    _note(running, line, run, cap)
    return (count, 0, 1)


def _note(running: Running, line: Line, run: Run, cap: int) -> None:
    """Why a unit gives nothing: what costs nothing already is not protected."""
    if running.left_out(line.at, run):
        return
    if cap <= 0 and run[1] > 0:
        running.met.add("protected")
    else:
        running.met.add("already-lower" if _lowers_to(running) else "zero")


def note_no_room(running: Running, line: Line, caps: list[int]) -> None:
    """Why the units without capacity give nothing."""
    for run, cap in zip(line.runs, caps, strict=True):
        if cap <= 0:
            _note(running, line, run, cap)


def _lowers_to(running: Running) -> bool:
    """Does the rule bring a price down to a level, rather than take something off?"""
    reward = running.plan.row.reward
    return reward.kind == "price" or reward.of_regular


def worth(session: Session, running: Running, line: Line, caps: list[int]) -> list[tuple[int, int]]:
    """Per run, the exact benefit of one unit before capacity, as (numerator, denominator)."""
    reward = running.plan.row.reward
    value = running.value(session, line)
    if reward.kind == "percent":
        if reward.of_regular:
            return _of_regular(value, line)
        num, den = value.numerator, value.denominator
        return [(run[1] * num, den) for run in line.runs]
    if reward.kind == "each":
        return [unit_money(value, line)] * len(line.runs)
    if reward.kind == "price":
        num, den = unit_money(value, line)
        return [(run[1] * den - num, den) for run in line.runs]
    return _once_a_line(value, line, caps)


def _of_regular(share: Any, line: Line) -> list[tuple[int, int]]:
    """Down to (1 - share) of the regular price of a unit."""
    amount = line.record.regular_amount_minor
    whole = line.shelf if amount is None else amount
    num, den = share.numerator, share.denominator
    return [(run[1] * den * line.units - (den - num) * whole, den * line.units) for run in line.runs]


def _once_a_line(money: Any, line: Line, caps: list[int]) -> list[tuple[int, int]]:
    """One amount for the line, over its units with capacity in proportion to their current prices."""
    weight = sum(run[0] * run[1] for run, cap in zip(line.runs, caps, strict=True) if cap > 0)
    if not weight:
        return [(0, 1)] * len(line.runs)
    num, den = money.numerator, money.denominator * weight
    return [(num * run[1] if cap > 0 else 0, den) for run, cap in zip(line.runs, caps, strict=True)]


def _once(session: Session, running: Running) -> None:
    """One amount for all the units with capacity together."""
    money = running.value(session, None)
    by_line: dict[int, list[Capacity]] = {}
    room = 0
    for line in running.lines:
        caps = capacities(session, running, line)
        note_no_room(running, line, caps)
        if any(caps):
            by_line[line.at] = [(run[0], cap) for run, cap in zip(line.runs, caps, strict=True)]
            room += sum(run[0] * cap for run, cap in zip(line.runs, caps, strict=True))
    if room and money > 0:
        running.whole = Whole(min(Fraction(money), Fraction(room)), by_line)


def _cheapest(session: Session, running: Running, wanted: int) -> None:
    """A percent off the n cheapest units with capacity; of equal ones the last in (line, unit) order.

    The last, as a set's gift is the last: what is paid stands first on the receipt.
    """
    units: list[tuple[int, int, int]] = []
    caps_of: dict[int, list[int]] = {}
    for line in running.lines:
        caps = caps_of[line.at] = capacities(session, running, line)
        for place, (run, cap) in enumerate(zip(line.runs, caps, strict=True)):
            if cap > 0:
                units.append((run[1], -line.at, -place))
            else:
                _note(running, line, run, cap)
    chosen: dict[tuple[int, int], int] = {}
    for _, at, place in sorted(units):
        count = min(wanted, session.lines[-at].runs[-place][0])
        chosen[-at, -place] = count
        wanted -= count
        if not wanted:
            break
    for line in running.lines:
        caps = caps_of[line.at]
        values = worth(session, running, line, caps)
        segments: list[Segment] = []
        for place, (run, cap, (num, den)) in enumerate(zip(line.runs, caps, values, strict=True)):
            picked = chosen.get((line.at, place), 0)
            if picked < run[0]:
                segments.append((run[0] - picked, 0, 1))
            if picked:
                segments.append(_cut(running, line, (picked, *run[1:]), cap, num, den))
        if any(segment[1] for segment in segments):
            running.offers[line.at] = segments
