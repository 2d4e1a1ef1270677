"""Marks: what a group must know of a unit beside its price, while the group runs.

In: the lines of a group. Out: runs with marks, and later without. Invariants: a unit is marked where the
group asks for it and nowhere else; prices do not change here; which groups gave a unit money, where that
excludes another group, stays for good.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from receipt_rules.runtime.lines import Line, Mark, Run, Shares, joined, over_units

if TYPE_CHECKING:
    from receipt_rules.runtime.running import Running
    from receipt_rules.runtime.session import Session
    from receipt_rules.runtime.sets.classes import Span


def mark(lines: Iterable[Line], *, entry_price: bool) -> None:
    """Note of each unit whether it is discounted, and, if asked for, what it costs now."""
    for line in lines:
        line.runs = tuple(
            [
                (
                    run[0],
                    run[1],
                    run[2],
                    Mark(
                        run[1] if entry_price else None,
                        run[1] < run[2],
                        0,
                        run[3].groups if run[3] else 0,
                        run[3].claimed if run[3] else 0,
                    ),
                )
                for run in line.runs
            ]
        )


def unmark(lines: Iterable[Line]) -> None:
    """Forget all but the groups that gave money and the sets that claimed units."""
    for line in lines:
        line.runs = joined(_plain(run) for run in line.runs)


def _plain(run: Run) -> Run:
    mark = run[3]
    if mark is None or not (mark.groups or mark.claimed):
        return (*run[:3], None)
    return (*run[:3], Mark(groups=mark.groups, claimed=mark.claimed))


def stamp(line: Line, shares: Shares, groups: int) -> None:
    """Note the groups on the units that have a share."""
    line.runs = joined(
        (*run[:3], (run[3] or Mark())._replace(groups=(run[3].groups if run[3] else 0) | groups))
        if share
        else run
        for run, share in over_units(line.runs, shares)
    )


def claim(session: Session, rule: Running, *, closing: bool = False) -> None:
    """The units of the rule's sets are closed to sets of all rules; while its group runs (`closing`) also to
    plain rules, as are those that only pay for a `shared` rule."""
    if rule.claims is None:
        return
    number = rule.number + 1
    for line, chosen in _on_lines(session, rule.claims.closed):
        line.runs = joined(
            (*run[:3], _claimed(run[3], number, closing)) if own else run
            for run, own in over_units(line.runs, chosen)
        )
    for line, chosen in _on_lines(session, rule.claims.payers) if closing else ():
        line.runs = joined(
            (*run[:3], _closed(run[3], number)) if own else run for run, own in over_units(line.runs, chosen)
        )


def claimed_units(session: Session, rule: Running) -> Iterator[tuple[Line, Shares]]:
    """The lines on which the rule has sets, with 1 for each unit of them and 0 for each other unit."""
    if rule.claims is not None:
        yield from _on_lines(session, rule.claims.closed)
        yield from _on_lines(session, rule.claims.payers)


def _claimed(mark: Mark | None, number: int, closing: bool) -> Mark:
    mark = mark or Mark()
    mark = mark._replace(claimed=mark.claimed or number)
    return _closed(mark, number) if closing else mark


def _closed(mark: Mark | None, number: int) -> Mark:
    mark = mark or Mark()
    return mark._replace(closed=mark.closed or number)


def _on_lines(session: Session, spans: list[Span]) -> Iterator[tuple[Line, Shares]]:
    by_line: dict[int, list[tuple[int, int]]] = {}
    for at, start, count in spans:
        by_line.setdefault(at, []).append((start, count))
    for at, own in by_line.items():
        yield session.lines[at], _chosen(own, session.lines[at].units)


def _chosen(spans: list[tuple[int, int]], units: int) -> list[tuple[int, int]]:
    """(how many, 1 if they are in a span) over a whole line."""
    result: list[tuple[int, int]] = []
    unit = 0
    for start, count in sorted(spans):
        if start > unit:
            result.append((start - unit, 0))
        result.append((count, 1))
        unit = start + count
    if unit < units:
        result.append((units - unit, 0))
    return result


def split_at(line: Line, shares: Shares) -> None:
    """Cut the runs where a share begins or ends, so that units of a run are alike for it."""
    line.runs = tuple(run for run, _ in over_units(line.runs, shares))
