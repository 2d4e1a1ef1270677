"""From exact benefits to minor units on lines and units.

In: what a rule won, or an amount for many lines. Out: what it gives, nothing of it given yet. Invariants:
rounding happens here and once per (rule, line), (rule, unit) or amount; after it the amount is cut to the
capacity left on the units; the shares of the units add up to the amount of the line, and the lines to the
amount.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from receipt_rules.allocation import allocate, allocate_runs, scale_weights
from receipt_rules.money import round_to, round_to_ending
from receipt_rules.runtime.lines import Line, Shares, base_of
from receipt_rules.runtime.protection import capacities
from receipt_rules.runtime.rows import RoundingRow
from receipt_rules.runtime.running import Given, Running, Segment

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session


def rounded(num: int, den: int, rounding: RoundingRow) -> int:
    """An exact discount in minor units, rounded as the rule or the ruleset says."""
    return round_to(num, den, rounding.step, rounding.mode)


def sum_of(shares: Shares) -> int:
    """What the shares add up to."""
    return sum([count * share for count, share in shares])


def shares_of(session: Session, running: Running, line: Line, won: list[Segment]) -> Shares:
    """What the rule's exact benefits on a line come to, rounded and cut to capacity."""
    caps = capacities(session, running, line)
    pieces = _pieces(line, won, caps)
    rounding = running.plan.rounding
    if rounding.what == "price":
        return [(count, _to_price(price, num, den, cap, rounding)) for count, price, num, den, cap in pieces]
    if rounding.per_unit:
        return [(count, min(rounded(num, den, rounding), cap)) for count, _, num, den, cap in pieces]
    return _per_line(pieces, rounding)


_Piece = tuple[int, int, int, int, int]
"""(count, price that the benefit is taken from, numerator, denominator, capacity) of units that are alike."""


def _pieces(line: Line, won: list[Segment], caps: list[int]) -> list[_Piece]:
    """Segments and runs cut at each other's borders; no benefit above the capacity left on its unit."""
    if len(won) == 1 and len(caps) == 1:
        (count, num, den), cap = won[0], caps[0]
        benefit = (num, den) if num <= cap * den else (cap, 1)
        run = line.runs[0]
        return [(count, run[1] if run[3] is None else base_of(run), *benefit, cap)]
    pieces: list[_Piece] = []
    pending = list(reversed(won))
    for run, cap in zip(line.runs, caps, strict=True):
        count, price = run[0], base_of(run)
        while count:
            size, num, den = pending.pop()
            step = min(size, count)
            if step < size:
                pending.append((size - step, num, den))
            count -= step
            pieces.append((step, price, num, den, cap) if num <= cap * den else (step, price, cap, 1, cap))
    return pieces


def _to_price(price: int, num: int, den: int, cap: int, rounding: RoundingRow) -> int:
    """The discount that brings a unit to a rounded price; never an increase, never more than the capacity."""
    if not num:
        return 0
    target_num = price * den - num
    if rounding.ending is None:
        target = round_to(target_num, den, rounding.step, rounding.mode)
    else:
        target = round_to_ending(target_num, den, *rounding.ending, rounding.mode)
    return max(0, min(price - target, cap))


def _per_line(pieces: list[_Piece], rounding: RoundingRow) -> Shares:
    """One amount for the line, shared over its units by their exact benefits."""
    if len(pieces) == 1:
        count, _, num, den, cap = pieces[0]
        amount = min(rounded(count * num, den, rounding), count * cap)
        share, more = divmod(amount, count)
        return [(more, share + 1), (count - more, share)] if more else [(count, share)]
    weights = scale_weights([(num, den) for _, _, num, den, _ in pieces])
    limits = [cap if num else 0 for _, _, num, _, cap in pieces]
    common_num, common_den = _sum(pieces)
    amount = min(
        rounded(common_num, common_den, rounding),
        sum(piece[0] * limit for piece, limit in zip(pieces, limits, strict=True)),
    )
    return _flat(allocate_runs(amount, [piece[0] for piece in pieces], weights, limits))


def _sum(pieces: list[_Piece]) -> tuple[int, int]:
    """The exact sum of the benefits."""
    total, common = 0, 1
    for count, _, num, den, _ in pieces:
        total, common = total * den + count * num * common, common * den
    return total, common


def _flat(shares: list[tuple[tuple[int, int], ...]]) -> Shares:
    return [share for run in shares for share in run]


class Units(NamedTuple):
    """How an amount is split inside a line: runs of units with a weight and a capacity for each of them."""

    counts: list[int]
    weights: list[int]
    caps: list[int]


def share_out(
    amount: int, lines: Sequence[Line], weights: Sequence[int], rooms: Sequence[int], units: Iterable[Units]
) -> list[Given]:
    """One amount over lines by `weights`, none more than its room, then over the units of each."""
    given: list[Given] = []
    for line, each, part in zip(lines, units, allocate(amount, weights, rooms), strict=True):
        if part and line.units == 1:
            given.append((line, part, [(1, part)]))
        elif part:
            given.append((line, part, _flat(allocate_runs(part, *each))))
    return given


def by_price(line: Line, caps: list[int]) -> Units:
    """Units weigh what they cost; those without capacity weigh nothing."""
    return Units([run[0] for run in line.runs], prices_of(line, caps), caps)


def less(given: Sequence[Given], amount: int) -> list[Given]:
    """The same with a smaller amount in all, allocated anew with the uncut amounts as weights."""
    old = [part for _, part, _ in given]
    result: list[Given] = []
    for (line, _, shares), part in zip(given, allocate(amount, old, old), strict=True):
        uncut = [share for _, share in shares]
        counts = [count for count, _ in shares]
        result.append((line, part, _flat(allocate_runs(part, counts, uncut, uncut))))
    return result


def room_of(line: Line, caps: list[int]) -> int:
    """What may still be taken off the line."""
    return sum(run[0] * cap for run, cap in zip(line.runs, caps, strict=True))


def prices_of(line: Line, caps: list[int]) -> list[int]:
    """Price of a unit per run, 0 where it has no capacity: the weights of one amount."""
    return [base_of(run) if cap else 0 for run, cap in zip(line.runs, caps, strict=True)]


def weight_of(line: Line, caps: list[int]) -> int:
    """Amount of the units that have capacity."""
    return sum(run[0] * base_of(run) for run, cap in zip(line.runs, caps, strict=True) if cap)
