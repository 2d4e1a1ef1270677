"""Marks: what a group must know of a unit beside its price, while the group runs.

In: the lines of a group. Out: runs with marks, and later without. Invariants: a unit is marked where the
group asks for it and nowhere else; prices do not change here; which groups gave a unit money, where that
excludes another group, stays for good.
"""

from __future__ import annotations

from collections.abc import Iterable

from receipt_rules.runtime.lines import Line, Mark, Run, Shares, joined, over_units


def mark(lines: Iterable[Line], *, entry_price: bool) -> None:
    """Note of each unit whether it is discounted, and, if asked for, what it costs now."""
    for line in lines:
        line.runs = tuple(
            [
                (
                    run[0],
                    run[1],
                    run[2],
                    Mark(run[1] if entry_price else None, run[1] < run[2], 0, run[3].groups if run[3] else 0),
                )
                for run in line.runs
            ]
        )


def unmark(lines: Iterable[Line]) -> None:
    """Forget all but the groups that gave money."""
    for line in lines:
        line.runs = joined(_plain(run) for run in line.runs)


def _plain(run: Run) -> Run:
    mark = run[3]
    return (*run[:3], Mark(groups=mark.groups) if mark is not None and mark.groups else None)


def stamp(line: Line, shares: Shares, groups: int) -> None:
    """Note the groups on the units that have a share."""
    line.runs = joined(
        (*run[:3], (run[3] or Mark())._replace(groups=(run[3].groups if run[3] else 0) | groups))
        if share
        else run
        for run, share in over_units(line.runs, shares)
    )


def split_at(line: Line, shares: Shares) -> None:
    """Cut the runs where a share begins or ends, so that units of a run are alike for it."""
    line.runs = tuple(run for run, _ in over_units(line.runs, shares))
