"""Dealing: which units of a class take which roles of the sets that were chosen.

In: formed sets in the order of the list. Out: for each of them its roles with the units that play them, and
the units that are claimed. Invariants (docs/decisions/0006, "Dealing"): units are dealt in (line, unit)
order, to payers of `buy` first, then to roles of `take`, then to gifts; payers of `shared` rules lie over
what others were dealt, never over gifts of their own rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from receipt_rules.runtime.running import Running
from receipt_rules.runtime.sets.classes import Span, UnitClass
from receipt_rules.runtime.sets.component import Formed
from receipt_rules.runtime.sets.worth import Role, Worth


class Dealt(NamedTuple):
    """`times` equal sets. `units`: for each place in role order, its role and the units that play it, `times`
    in all."""

    worth: Worth
    times: int
    units: list[tuple[Role, list[Span]]]


class Claims(NamedTuple):
    """Units that a rule's sets take; `payers` those of `shared` rules, which stay open to sets of others."""

    closed: list[Span]
    payers: list[Span]


class _Request(NamedTuple):
    level: int
    place: int
    set: int
    piece: int
    units: int
    rule: Running
    role: Role


def deal(formed: Sequence[Formed]) -> tuple[dict[Running, list[Dealt]], dict[Running, Claims]]:
    """By rule, its sets with their units, and its claims."""
    dealt: dict[Running, list[Dealt]] = {}
    claims: dict[Running, Claims] = {}
    classes: dict[int, UnitClass] = {}
    requests: dict[int, list[tuple[_Request, list[Span]]]] = {}
    for number, each in enumerate(formed):
        claims.setdefault(each.rule, Claims([], []))
        for piece, (found, times) in enumerate(each.sets):
            units: list[tuple[Role, list[Span]]] = []
            place = 0
            for role in found.roles:
                unit_class = each.view[role.kind][0]
                classes[unit_class.place] = unit_class
                for _ in range(role.units):
                    spans: list[Span] = []
                    units.append((role, spans))
                    request = _Request(
                        _level(each.rule, role), place, number, piece, times * each.times, each.rule, role
                    )
                    requests.setdefault(unit_class.place, []).append((request, spans))
                    place += 1
            dealt.setdefault(each.rule, []).append(Dealt(found, times * each.times, units))
    for place, own in requests.items():
        _deal_class(classes[place], sorted(own, key=_turn), claims)
    return dealt, claims


def _turn(entry: tuple[_Request, list[Span]]) -> tuple[int, int, int, int]:
    request = entry[0]
    return request.level, request.place, request.set, request.piece


def _level(rule: Running, role: Role) -> int:
    """Payers of `buy`, roles of `take`, gifts."""
    assert rule.plan.sets is not None  # only such rules form sets
    if not rule.plan.sets.row.buys:
        return 1
    return 2 if role.slot else 0


def _deal_class(
    found: UnitClass, requests: list[tuple[_Request, list[Span]]], claims: dict[Running, Claims]
) -> None:
    stream = _Stream(found.spans)
    over: dict[Running, list[tuple[_Request, list[Span]]]] = {}
    gifts: dict[Running, list[Span]] = {}
    for request, spans in requests:
        rule = request.rule
        shared = rule.plan.sets is not None and rule.plan.sets.row.shared
        if shared and not request.level:
            over.setdefault(rule, []).append((request, spans))
            continue
        spans += stream.take(request.units)
        claims[rule].closed.extend(spans)
        if shared:
            gifts.setdefault(rule, []).extend(spans)
    for rule in sorted(over, key=lambda rule: rule.number):
        own = _Stream(_without(found.spans, gifts.get(rule, [])))
        for request, spans in over[rule]:
            spans += own.take(request.units)
            claims[rule].payers.extend(spans)


class _Stream:
    """Units in their order, to be taken from the first on."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._pending = list(spans)[::-1]

    def take(self, count: int) -> list[Span]:
        """The next `count` units."""
        result: list[Span] = []
        while count:
            at, start, size = self._pending.pop()
            step = min(size, count)
            if step < size:
                self._pending.append((at, start + step, size - step))
            count -= step
            if result and result[-1][0] == at and result[-1][1] + result[-1][2] == start:
                result[-1] = (at, result[-1][1], result[-1][2] + step)
            else:
                result.append((at, start, step))
        return result


def _without(spans: Sequence[Span], out: Sequence[Span]) -> list[Span]:
    """The units of `spans` that are not in `out`."""
    result: list[Span] = []
    for at, start, count in spans:
        end = start + count
        for first, last in sorted(
            (s, s + n) for line, s, n in out if line == at and s < end and s + n > start
        ):
            if first > start:
                result.append((at, start, first - start))
            start = max(start, last)
        if start < end:
            result.append((at, start, end - start))
    return result
