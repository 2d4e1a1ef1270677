"""`best per item`: the candidates with the largest total benefit.

In: the candidates of a group, parts already tried. Out: discounts on units. Invariant: candidates are
compared on exact benefits at the prices of entry (a part: on what it came to); amounts are rounded after the
choice, in running order.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from receipt_rules.runtime.best import solve
from receipt_rules.runtime.groups.losers import note_reach
from receipt_rules.runtime.groups.marks import mark, split_at, unmark
from receipt_rules.runtime.groups.parts import give_part, lines_of_candidates, lose_part
from receipt_rules.runtime.groups.snapshot import lines_of
from receipt_rules.runtime.offers import propose
from receipt_rules.runtime.results import plain_result, whole_result
from receipt_rules.runtime.running import Candidate, Capacity, Given, Part, Running, Whole

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session


def best_per_item(session: Session, candidates: list[Candidate]) -> None:
    """Choose, then give; what a rule met is noted where it gave nothing."""
    rules = [each for each in candidates if isinstance(each, Running)]
    parts = [each for each in candidates if isinstance(each, Part) and each.total]
    if not parts:
        best_of_rules(session, rules)
        return
    changed = lines_of_candidates(candidates)
    if _any_partial(session, rules):
        mark(changed, entry_price=False)
    _claim(parts)
    results = _decide(session, rules, parts)
    for each in candidates:
        if isinstance(each, Part):
            _settle(each)
            continue
        for line, amount, shares in results[each]:
            each.give(line, amount, shares)
    unmark(changed)


def best_of_rules(session: Session, rules: list[Running]) -> None:
    """The same without parts."""
    changed = lines_of(rules) if _any_partial(session, rules) else []
    mark(changed, entry_price=False)
    for rule, result in _decide(session, rules, []).items():
        for line, amount, shares in result:
            rule.give(line, amount, shares)
    unmark(changed)


def _any_partial(session: Session, rules: list[Running]) -> bool:
    return session.engine.tells_units and any(rule.partial for rule in rules)


def _decide(session: Session, rules: list[Running], parts: list[Part]) -> dict[Running, list[Given]]:
    """What each rule gives. Units are won by one rule each, so it does not depend on what others have
    given."""
    for rule in rules:
        propose(session, rule)
    results: dict[Running, list[Given]] = {}
    for rule, won in solve(rules, parts, session.lines).items():
        result = results[rule] = (
            plain_result(session, rule, won) if rule.whole is None else _all_or_nothing(session, rule)
        )
        if not result and "lost" in rule.met:
            note_reach(rule)
            rule.would = _alone(session, rule)
    return results


def _all_or_nothing(session: Session, rule: Running) -> list[Given]:
    assert rule.whole is not None  # asked before
    return whole_result(session, rule) if rule.whole.won else []


def _claim(parts: list[Part]) -> None:
    """Each part claims the units that it gives money; runs are cut so that it claims whole ones."""
    for part in parts:
        for _, given in part.taken:
            for line, _, shares in given:
                split_at(line, shares)
    for part in parts:
        part.whole = _claims(part)


def _claims(part: Part) -> Whole:
    by_line: dict[int, list[Capacity]] = {}
    for _, given in part.taken:
        for line, _, shares in given:
            sums = by_line.setdefault(line.at, [(run[0], 0) for run in line.runs])
            by_line[line.at] = _added(sums, shares)
    return Whole(Fraction(part.total), by_line)


def _added(sums: list[Capacity], shares: list[tuple[int, int]]) -> list[Capacity]:
    """What a unit of each run has got, with these shares too; no share ends inside a run."""
    result: list[Capacity] = []
    pending = list(reversed(shares))
    for count, sum_ in sums:
        left, share = pending.pop()
        if left > count:
            pending.append((left - count, share))
        result.append((count, sum_ + share))
    return result


def _settle(part: Part) -> None:
    if not part.total:
        return
    assert part.whole is not None  # it was a contender
    for rule in part.members:
        rule.proven = rule.proven and part.proven
        rule.gap += part.gap
    if part.whole.won:
        give_part(part)
    else:
        lose_part(part)


def _alone(session: Session, rule: Running) -> int:
    """What a rule would have given with all its offers, rounded as it rounds."""
    result = plain_result(session, rule, rule.offers) if rule.whole is None else whole_result(session, rule)
    return sum(amount for _, amount, _ in result)
