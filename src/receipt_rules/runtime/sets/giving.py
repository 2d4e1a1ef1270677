"""What a rule's sets take off their units, in minor units.

In: a rule and its dealt sets; lines with the prices and capacities of the rule's turn. Out: what it gives to
each line. Invariants (docs/decisions/0006, "Giving"): unit parts first, as item discounts, rounded per line
or unit; then one amount per set, rounded once, over lines and then over units; nothing above the capacity
left; equal sets on units of the same lines are worked out once, so cost does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from receipt_rules.allocation import allocate
from receipt_rules.runtime.giving import rounded, sum_of
from receipt_rules.runtime.lines import Line, Shares, base_of
from receipt_rules.runtime.protection import capacities
from receipt_rules.runtime.results import plain_result
from receipt_rules.runtime.running import Given, Running, Segment
from receipt_rules.runtime.set_values import Values
from receipt_rules.runtime.sets.classes import Span
from receipt_rules.runtime.sets.dealing import Dealt
from receipt_rules.runtime.sets.worth import Role

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session


def set_result(session: Session, rule: Running, dealt: Sequence[Dealt]) -> list[Given]:
    """What the sets come to; nothing of it is given yet."""
    values = rule.values
    assert values is not None  # it has been read
    parts: dict[int, list[tuple[int, int, int]]] = {}
    touched: set[int] = set()
    for each in dealt:
        for role, spans in each.units:
            for at, start, count in spans:
                touched.add(at)
                if role.part and not values.spread:
                    parts.setdefault(at, []).append((start, count, role.part))
    won = {at: _segments(session.lines[at], parts[at], values.den) for at in sorted(parts)}
    given = plain_result(session, rule, won)
    if not values.amounts and not values.spread:
        return given
    board = _Board(session, rule, sorted(touched), given)
    for each in dealt:
        board.share(each, values)
    return board.given()


def _segments(line: Line, parts: list[tuple[int, int, int]], den: int) -> list[Segment]:
    """Parts of some units as segments over the whole line."""
    result: list[Segment] = []
    unit = 0
    for start, count, part in sorted(parts):
        if start > unit:
            result.append((start - unit, 0, 1))
        result.append((count, part, den))
        unit = start + count
    if unit < line.units:
        result.append((line.units - unit, 0, 1))
    return result


class _Board:
    """The units of some lines: by line, pieces [first unit, how many, price, capacity left, share]."""

    def __init__(self, session: Session, rule: Running, touched: list[int], given: list[Given]) -> None:
        self.rule = rule
        self.lines = {at: session.lines[at] for at in touched}
        shares = {line.at: own for line, _, own in given}
        self.pieces: dict[int, list[list[int]]] = {}
        for at, line in self.lines.items():
            caps = capacities(session, rule, line)
            pieces: list[list[int]] = []
            start = 0
            for run, cap in zip(line.runs, caps, strict=True):
                pieces.append([start, run[0], base_of(run), cap, 0])
                start += run[0]
            self.pieces[at] = pieces
            start = 0
            for count, share in shares.get(at, []):
                for piece in self._cut(at, start, count):
                    piece[3] -= share
                    piece[4] += share
                start += count

    def given(self) -> list[Given]:
        """All shares, by line."""
        result: list[Given] = []
        for at, pieces in self.pieces.items():
            shares: Shares = [(piece[1], piece[4]) for piece in pieces]
            if any(share for _, share in shares):
                result.append((self.lines[at], sum_of(shares), shares))
        return result

    def share(self, dealt: Dealt, values: Values) -> None:
        """Share the amounts of each of the sets over its units."""
        roles = [role for role, _ in dealt.units]
        for count, places in _alike(dealt):
            done = 0
            while done < count:
                step = min([count - done, *[self._until_border(at, start + done) for at, start in places]])
                units = [(at, self._cut(at, start + done, step)[0]) for at, start in places]
                self._share_one(units, roles, dealt.worth.benefit, values)
                done += step

    def _until_border(self, at: int, unit: int) -> int:
        """How many units from this one on are alike."""
        return next(
            first + count - unit for first, count, *_ in self.pieces[at] if first <= unit < first + count
        )

    def _share_one(
        self, units: list[tuple[int, list[int]]], roles: list[Role], benefit: int, values: Values
    ) -> None:
        """The amounts of one set; a piece stands for the same place of all sets of its group."""
        if values.spread:
            self._share_amount(benefit, values.den, units)
            return
        prices = sum([unit[2] for _, unit in units]) * values.den
        for number, (give, value) in enumerate(values.amounts):
            amount = max(0, prices - value) if give.kind == "set-price" else value
            chosen = [each for each, role in zip(units, roles, strict=True) if role.amounts >> number & 1]
            self._share_amount(amount, values.den, chosen)

    def _share_amount(self, num: int, den: int, units: list[tuple[int, list[int]]]) -> None:
        able = [each for each in units if each[1][3] > 0]
        amount = min(rounded(num, den, self.rule.plan.rounding), sum([unit[3] for _, unit in able]))
        if amount:
            self._over_lines(amount, able)

    def _over_lines(self, amount: int, units: list[tuple[int, list[int]]]) -> None:
        """Over lines by what the units cost there, then over the units of each."""
        by_line: dict[int, list[list[int]]] = {}
        for at, unit in units:
            by_line.setdefault(at, []).append(unit)
        order = sorted(by_line)
        for at in order:
            by_line[at].sort()
        parts = allocate(
            amount,
            [sum([unit[2] for unit in by_line[at]]) for at in order],
            [sum([unit[3] for unit in by_line[at]]) for at in order],
        )
        for at, part in zip(order, parts, strict=True):
            own = by_line[at]
            for unit, share in zip(
                own, allocate(part, [u[2] for u in own], [u[3] for u in own]), strict=True
            ):
                unit[3] -= share
                unit[4] += share

    def _cut(self, at: int, start: int, count: int) -> list[list[int]]:
        """The pieces that these units are, cut out of larger ones."""
        result: list[list[int]] = []
        pieces = self.pieces[at]
        end = start + count
        new: list[list[int]] = []
        for piece in pieces:
            first, size = piece[0], piece[1]
            last = first + size
            if last <= start or first >= end:
                new.append(piece)
                continue
            inner, outer = max(first, start), min(last, end)
            for low, high in ((first, inner), (inner, outer), (outer, last)):
                if low < high:
                    part = [low, high - low, *piece[2:]]
                    new.append(part)
                    if start <= low and high <= end:
                        result.append(part)
        self.pieces[at] = new
        return result


def _alike(dealt: Dealt) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Sets in a row whose places lie on the same lines: how many, and (line, first unit) of each place."""
    pending: list[list[Span]] = [list(reversed(spans)) for _, spans in dealt.units]
    left = dealt.times
    while left:
        step = min([spans[-1][2] for spans in pending])
        yield step, [(spans[-1][0], spans[-1][1]) for spans in pending]
        for spans in pending:
            at, start, count = spans.pop()
            if step < count:
                spans.append((at, start + step, count - step))
        left -= step
