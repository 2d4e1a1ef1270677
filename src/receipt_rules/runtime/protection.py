"""Floors: how low the price of a unit may go, and so how much a rule may still take.

In: lines, `protect` declarations, a rule's own floor. Out: capacities per run. Invariants: capacity
is in whole minor units and never below zero; a protected unit has none; percents of `protect` are of
the shelf price; a floor rounds up, so that it is never undercut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from receipt_rules.runtime.expressions import Function, build
from receipt_rules.runtime.lines import MILLION, Line
from receipt_rules.runtime.rows import ProtectionRow
from receipt_rules.runtime.traits import of_expression, of_selection

if TYPE_CHECKING:
    from receipt_rules.runtime.engine import Engine
    from receipt_rules.runtime.running import Running
    from receipt_rules.runtime.selectors import Predicate
    from receipt_rules.runtime.session import Session


class Guard(NamedTuple):
    """What holds for every unit of a line: never cheaper than `floor`, nor than the shelf price less `top`
    minor units or less the share `most`, a (numerator, denominator)."""

    never: bool
    floor: int
    top: int | None
    most: tuple[int, int] | None


FREE = Guard(False, 0, None, None)


class Protection:
    """A `protect` declaration of items, ready to use."""

    __slots__ = ("kind", "matches", "reaches", "share", "traits", "value")

    def __init__(self, row: ProtectionRow, engine: Engine) -> None:
        assert row.selection is not None  # the receipt's own protection is phase 3
        self.kind = row.kind
        self.share = row.share
        self.matches: Predicate = engine.matches(row.selection)
        self.traits = of_selection(row.selection, engine).and_those(of_expression(row.value, engine))
        bare = replace(row.selection, where=None)
        self.reaches: Predicate | None = None
        """Does it reach a line, whoever buys it? None: that cannot be told without a customer."""
        if self.traits.customer and not of_selection(bare, engine).customer:
            self.reaches = engine.matches(bare)
        self.value: Function | None = None if row.value is None else build(row.value)


def ceil_div(num: int, den: int) -> int:
    """The smallest integer not below num / den."""
    return -(-num // den)


def unit_money(money: Any, line: Line) -> tuple[int, int]:
    """Money per piece or priced unit, as an exact fraction per unit; a weighed line is one unit."""
    if line.dimension:
        return money.numerator * line.micro, money.denominator * MILLION
    return money.numerator, money.denominator


def guard_of(session: Session, line: Line) -> Guard:
    """The guard of a line, computed once."""
    guard = line.guard
    if guard is None:
        guard = line.guard = _guard(session, line)
    return guard


def _guard(session: Session, line: Line) -> Guard:
    record = line.record
    protections = session.engine.protections
    if not protections and record.min_price_minor is None and record.discountable:
        return FREE
    never = not record.discountable
    floor = 0
    if record.min_price_minor is not None:
        floor = ceil_div(*unit_money(record.min_price_minor, line))
    most: tuple[int, int] | None = None
    top: int | None = None
    for protection in protections:
        if protection.traits.customer and session.customer is None:
            # What no rule may break is not broken because nobody says who buys.
            never = never or protection.reaches is None or protection.reaches(session, line)
            continue
        if not protection.matches(session, line):
            continue
        if protection.value is None:
            never = True
            continue
        value = protection.value(session, [], line)
        if protection.share:
            share = _most_off(value, protection.kind)
            if most is None or share[0] * most[1] < most[0] * share[1]:
                most = share
        elif protection.kind == "price":
            floor = max(floor, ceil_div(*unit_money(value, line)))
        else:
            num, den = unit_money(value, line)
            top = num // den if top is None else min(top, num // den)
    return Guard(never, floor, top, most)


def _most_off(share: Any, kind: str) -> tuple[int, int]:
    """The share of the shelf price that may come off: of `price at least P%` the rest."""
    num: int = share.numerator
    den: int = share.denominator
    return (den - num if kind == "price" else num), den


def capacities(session: Session, running: Running, line: Line) -> list[int]:
    """Per run, what the rule may still take off one unit."""
    guard = guard_of(session, line)
    if guard.never or (line.record.manual_price and not running.plan.row.including_manual):
        return [0] * len(line.runs)
    floor = guard.floor
    if running.plan.floor is not None:
        floor = max(floor, own_floor(session, running, line))
    if guard.top is not None or guard.most is not None:
        caps = [max(0, run[1] - _least(guard, floor, run[2])) for run in line.runs]
    elif floor <= 0:
        caps = [run[1] for run in line.runs]
    else:
        caps = [run[1] - floor if run[1] > floor else 0 for run in line.runs]
    if running.picky:
        caps = [0 if running.bar(line.at, run) else cap for run, cap in zip(line.runs, caps, strict=True)]
    return caps


def own_floor(session: Session, running: Running, line: Line) -> int:
    """The rule's floor for a unit of the line, as it is at entry to the group: prices change after it."""
    if running.floors is None:
        running.floors = {}
    known = running.floors.get(line.at)
    if known is None:
        assert running.plan.floor is not None  # asked before
        money = running.plan.floor(session, running.own, line)
        known = running.floors[line.at] = ceil_div(*unit_money(money, line))
    return known


def _least(guard: Guard, floor: int, shelf: int) -> int:
    """The lowest price of a unit with this shelf price."""
    if guard.top is not None:
        floor = max(floor, shelf - guard.top)
    if guard.most is not None:
        num, den = guard.most
        floor = max(floor, shelf - shelf * num // den)
    return floor
