"""`best per item`: the candidates with the largest total benefit.

In: the candidates of a group, parts already tried. Out: discounts on units. Invariant: candidates are
compared on exact benefits at the prices of entry (a part: on what it came to); amounts are rounded after the
choice, in running order.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from receipt_rules.runtime.best import Solved, Won, solve
from receipt_rules.runtime.groups.losers import note_own, note_reach
from receipt_rules.runtime.groups.marks import claimed_units, mark, split_at, unmark
from receipt_rules.runtime.groups.parts import give_part, give_up, lines_of_candidates, lose_part
from receipt_rules.runtime.groups.snapshot import lines_of
from receipt_rules.runtime.offers import propose
from receipt_rules.runtime.results import give_segments, plain_result, whole_result
from receipt_rules.runtime.running import Candidate, Capacity, Given, Part, Running, Whole
from receipt_rules.runtime.sets import asked, set_result, take_on

if TYPE_CHECKING:
    from receipt_rules.runtime.lines import Line, Shares
    from receipt_rules.runtime.session import Session


def best_per_item(session: Session, candidates: list[Candidate]) -> None:
    """Choose, then give; what a rule met is noted where it gave nothing."""
    rules = [each for each in candidates if isinstance(each, Running)]
    parts: list[Part] = []
    for each in candidates:
        if isinstance(each, Part) and each.total:
            parts.append(each)
        elif isinstance(each, Part):
            give_up(each)
    if not parts:
        best_of_rules(session, rules)
        return
    changed = lines_of_candidates(candidates)
    _mark(session, rules, changed)
    _claim(session, parts)
    solved, results = _decide(session, rules, parts)
    for each in candidates:
        if isinstance(each, Part):
            _settle(each)
        else:
            _give(session, each, solved, results)
    unmark(changed)


def best_of_rules(session: Session, rules: list[Running]) -> None:
    """The same without parts. Most rulesets tell units apart by nothing but their price, and form no sets."""
    if session.engine.tells_units or session.engine.has_sets:
        _best_with_marks(session, rules)
        return
    for rule in rules:
        propose(session, rule)
    decided = solve(session, rules, []).won
    # What a rule lost is told from the prices of entry: before anything is given.
    results = {
        rule: _result(session, rule, won)
        for rule, won in decided.items()
        if "lost" in rule.met or rule.whole is not None
    }
    for rule, won in decided.items():
        if rule not in results:
            give_segments(session, rule, won)
            continue
        for line, amount, shares in results[rule]:
            rule.give(line, amount, shares)


def _best_with_marks(session: Session, rules: list[Running]) -> None:
    changed = lines_of(rules) if _marked(session, rules) else []
    _mark(session, rules, changed)
    solved, results = _decide(session, rules, [])
    for rule in rules:
        _give(session, rule, solved, results)
    unmark(changed)


def _marked(session: Session, rules: list[Running]) -> bool:
    """Must units be told apart by more than their price? Sets that give to shared payers overlap: then what
    one takes off must not be the price that the other sees."""
    tells = session.engine.tells_units and any(rule.partial or rule.tells for rule in rules)
    return tells or (session.engine.has_sets and any(_overlaps(rule) for rule in rules))


def _overlaps(rule: Running) -> bool:
    sets = rule.plan.sets
    return sets is not None and sets.row.shared and sets.row.spread


def _mark(session: Session, rules: list[Running], lines: list[Line]) -> None:
    if _marked(session, rules):
        mark(lines, entry_price=any(_overlaps(rule) for rule in rules))


def _decide(
    session: Session, rules: list[Running], parts: list[Part]
) -> tuple[Solved, dict[Running, list[Given]]]:
    """What each rule without sets gives: units are won by one such rule each, so it does not depend on what
    others have given."""
    for rule in rules:
        propose(session, rule)
    solved = solve(session, rules, parts)
    results = {rule: _result(session, rule, won) for rule, won in solved.won.items()}
    if session.engine.has_sets:
        for rule in rules:
            if rule.plan.sets is not None and "lost" in rule.met and rule not in solved.dealt:
                note_own(rule, asked(session, rule))
    return solved, results


def _result(session: Session, rule: Running, won: Won) -> list[Given]:
    """What a rule without sets gives on what it won; where that is nothing, what it would have given
    alone."""
    result = plain_result(session, rule, won) if rule.whole is None else _all_or_nothing(session, rule)
    if not result and "lost" in rule.met:
        note_reach(rule)
        rule.would = _alone(session, rule)
    return result


def _give(session: Session, rule: Running, solved: Solved, results: dict[Running, list[Given]]) -> None:
    if rule.plan.sets is None:
        result = results[rule]
    else:
        dealt = solved.dealt.get(rule, [])
        result = set_result(session, rule, dealt)
        take_on(rule, solved.claims.get(rule), sum(each.times for each in dealt))
    for line, amount, shares in result:
        rule.give(line, amount, shares)


def _all_or_nothing(session: Session, rule: Running) -> list[Given]:
    assert rule.whole is not None  # asked before
    return whole_result(session, rule) if rule.whole.won else []


def _claim(session: Session, parts: list[Part]) -> None:
    """Each part claims the units that it gives money and those of its sets; runs are cut so that it claims
    whole ones."""
    for part in parts:
        for line, shares in _claimed(session, part):
            split_at(line, shares)
    for part in parts:
        by_line: dict[int, list[Capacity]] = {}
        for line, shares in _claimed(session, part):
            sums = by_line.setdefault(line.at, [(run[0], 0) for run in line.runs])
            by_line[line.at] = _added(sums, shares)
        part.whole = Whole(Fraction(part.total), by_line)


def _claimed(session: Session, part: Part) -> Iterator[tuple[Line, Shares]]:
    """What each rule of a part gives to the units of a line; a unit of a set counts as one given 1 more."""
    for _, given in part.taken:
        for line, _, shares in given:
            yield line, shares
    for rule in part.members:
        yield from claimed_units(session, rule)


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
