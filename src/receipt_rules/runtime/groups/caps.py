"""`cap`: the most that a group gives, to a unit or to the receipt.

In: the rules of a group that have given, and their lines at entry. Out: smaller discounts. Invariants: what
is too much is cut from the rules backwards; a cut amount is allocated anew with the uncut amounts as weights
and as capacities; then everything is given again in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from receipt_rules.runtime.giving import less, sum_of
from receipt_rules.runtime.groups.snapshot import Snapshot
from receipt_rules.runtime.lines import Line, Run, Shares
from receipt_rules.runtime.protection import unit_money
from receipt_rules.runtime.running import Given, Running

if TYPE_CHECKING:
    from receipt_rules.runtime.rows import GroupRow
    from receipt_rules.runtime.session import Session


def cut_to_cap(session: Session, row: GroupRow, rules: list[Running], entry: Snapshot) -> None:
    """Cut what the rules gave to what the cap leaves."""
    givers = [rule for rule in rules if rule.total]
    if row.scope == "item":
        cut = _per_unit(session, row, givers, entry)
    else:
        cut = _per_receipt(_most(row, rules, entry), givers)
    if cut is None:
        return
    entry.restore()
    for rule, given in zip(givers, cut, strict=True):
        before = sum(amount for _, amount, _ in rule.withdrawn())
        for line, amount, shares in given:
            rule.give(line, amount, shares)
        if rule.total < before:
            rule.trimmed_by = f"group {row.id}"
            if not rule.total:
                rule.met = {"limit"}


# ---- per receipt ----------------------------------------------------------------------------------------


def _most(row: GroupRow, rules: list[Running], entry: Snapshot) -> int:
    """A share of what the units cost that the rules select, each unit once; or money."""
    if row.cap_share is None:
        assert row.cap_minor is not None  # asked before
        return row.cap_minor
    sides: dict[int, set[bool]] = {}
    for rule in rules:
        for line in rule.lines:
            side = rule.partial.get(line.at)
            sides.setdefault(line.at, set()).update({True, False} if side is None else {side})
    num, den = row.cap_share
    amount = sum(
        run[0] * run[1]
        for at, chosen in sides.items()
        for run in entry.runs[at]
        if (run[1] < run[2]) in chosen
    )
    return amount * num // den


def _per_receipt(most: int, givers: list[Running]) -> list[list[Given]] | None:
    excess = sum(rule.total for rule in givers) - most
    if excess <= 0:
        return None
    cut: list[list[Given]] = []
    for rule in reversed(givers):
        amount = min(excess, rule.total)
        excess -= amount
        cut.append(less(rule.given, rule.total - amount) if amount else rule.given)
    return cut[::-1]


# ---- per item -------------------------------------------------------------------------------------------


def _per_unit(
    session: Session, row: GroupRow, givers: list[Running], entry: Snapshot
) -> list[list[Given]] | None:
    """By rule what is left of its shares, or None where nothing is too much."""
    shares: dict[int, dict[int, Shares]] = {}
    for place, rule in enumerate(givers):
        for line, _, own in rule.given:
            shares.setdefault(line.at, {})[place] = own
    left: dict[tuple[int, int], Shares] = {}
    changed = False
    for at, by_rule in shares.items():
        line = entry.lines[at]
        places = list(by_rule)
        kept: list[Shares] = [[] for _ in places]
        for count, run, parts in _aligned(entry.runs[at], [by_rule[place] for place in places]):
            excess = sum(parts) - _most_off(row, line, run)
            changed = changed or excess > 0
            for number in range(len(parts) - 1, -1, -1):
                off = min(max(0, excess), parts[number])
                excess -= off
                kept[number].append((count, parts[number] - off))
        left.update({(place, at): own for place, own in zip(places, kept, strict=True)})
    if not changed:
        return None
    return [
        [(line, sum_of(own), own) for line, _, _ in rule.given for own in (left[place, line.at],)]
        for place, rule in enumerate(givers)
    ]


def _most_off(row: GroupRow, line: Line, run: Run) -> int:
    """The cap of one unit, whole minor units."""
    if row.cap_share is not None:
        return run[1] * row.cap_share[0] // row.cap_share[1]
    num, den = unit_money(row.cap_minor, line)
    return num // den


def _aligned(runs: tuple[Run, ...], shares: list[Shares]) -> Iterator[tuple[int, Run, list[int]]]:
    """Units that are alike in price and in every share: how many, their run, their shares."""
    pending = [list(reversed(each)) for each in shares]
    for run in runs:
        count = run[0]
        while count:
            step = min([count, *(each[-1][0] for each in pending)])
            yield step, run, [each[-1][1] for each in pending]
            count -= step
            for each in pending:
                size, share = each.pop()
                if step < size:
                    each.append((size - step, share))
