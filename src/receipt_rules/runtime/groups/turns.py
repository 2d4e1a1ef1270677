"""`exclusive`, `stack` and `compound`: one rule after another.

In: the candidates of a group in running order, parts already tried. Out: discounts. Invariants: in
`exclusive` and `stack` every rule is worked out from the prices of entry, in `compound` from the running
prices; what a rule gives is cut to the capacity left; every expression has the value that it had at entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from receipt_rules.runtime.groups.losers import lose_to, note_own, note_reach
from receipt_rules.runtime.groups.marks import claim, mark, unmark
from receipt_rules.runtime.groups.parts import (
    close_part,
    expect_claims,
    form_sets,
    give_clamped,
    give_part,
    give_up,
    lines_of_candidates,
    lose_part,
    note_closed,
    units_are_free,
)
from receipt_rules.runtime.lines import over_units
from receipt_rules.runtime.offers import note_no_room, propose, sliced
from receipt_rules.runtime.protection import capacities, own_floor
from receipt_rules.runtime.results import (
    ON_RECEIPT,
    plain_result,
    receipt_offer,
    receipt_result,
    whole_result,
)
from receipt_rules.runtime.running import Candidate, Given, Part, Running, Segment
from receipt_rules.runtime.sets import Taken, own_sets, read_values, take_on
from receipt_rules.runtime.sets import asked as sets_asked

if TYPE_CHECKING:
    from receipt_rules.runtime.lines import Line
    from receipt_rules.runtime.rows import GroupRow
    from receipt_rules.runtime.session import Session


def take_turns(session: Session, row: GroupRow, candidates: list[Candidate]) -> None:
    """Each candidate gives in its turn what the mode and `at most n rules` leave it."""
    running_prices = row.mode == "compound"
    most = 1 if row.mode == "exclusive" else row.most
    marked = lines_of_candidates(candidates)
    mark(marked, entry_price=not running_prices)
    for each in candidates:
        if isinstance(each, Running):
            freeze(session, each)
            _prepare(session, each, asked=most > 0)
    if session.engine.has_sets and form_sets(candidates):
        for each in candidates:
            if isinstance(each, Running):
                note_contested(session, each)
        expect_claims(candidates)
    if row.scope == "receipt":
        _per_receipt(session, candidates, most, running_prices)
    else:
        for each in candidates:
            if isinstance(each, Part):
                _give_free_part(session, each)
            else:
                give_in_turn(session, each, running_prices=running_prices, most=most)
    unmark(marked)


def freeze(session: Session, rule: Running) -> None:
    """Read everything that the rule says of its reward and floor now, at entry to its group."""
    plan = rule.plan
    if plan.floor is not None:
        for line in rule.lines:
            own_floor(session, rule, line)
    if plan.sets is not None:
        read_values(session, rule)
    elif plan.row.reward.kind.endswith("slices"):
        rule.shares(session)
    elif plan.constant is None:
        one = plan.row.reward.kind in ON_RECEIPT or plan.row.reward.kind == "once"
        whole: list[Line | None] = [None]
        of = whole if one else rule.lines
        rule.frozen = {-1 if line is None else line.at: rule.value(session, line) for line in of}


def _prepare(session: Session, rule: Running, *, asked: bool) -> None:
    """Offers from the prices of entry; if `asked`, also what they come to."""
    if rule.plan.row.reward.kind in ON_RECEIPT:
        rule.would = receipt_offer(session, rule).amount
        return
    if rule.plan.sets is not None:
        if asked:
            note_own(rule, sets_asked(session, rule))
        return
    propose(session, rule)
    note_reach(rule)
    if asked:
        rule.would = sum(amount for _, amount, _ in _plain(session, rule, rule.offers, 0))


def give_in_turn(session: Session, candidate: Candidate, *, running_prices: bool, most: int = 0) -> None:
    """What is left for the candidate; `most`: a unit that so many rules gave money is taken."""
    if isinstance(candidate, Part):
        give_clamped(session, candidate)
        close_part(session, candidate)
        return
    rule = candidate
    if rule.plan.sets is not None:
        _form_in_turn(session, rule, most)
        return
    for at, worth in rule.contested.items():
        note_closed(rule, session.lines[at], worth)
    if rule.plan.row.reward.kind in ON_RECEIPT:
        result = receipt_result(session, receipt_offer(session, rule))
    else:
        if running_prices:
            if most and rule.contested:
                _note_taken(session, rule, most)
            rule.offers.clear()
            rule.whole = None
            propose(session, rule)
        result = _plain(session, rule, _free(session, rule, most), most)
    if not result:
        rule.blind = True
        for line in rule.lines:
            note_no_room(rule, line, capacities(session, rule, line))
        rule.blind = False
    for line, amount, shares in result:
        rule.give(line, amount, shares)


def _form_in_turn(session: Session, rule: Running, most: int) -> None:
    """The best sets of the units that are still open; they close theirs to what comes after."""
    rule.met.clear()  # what it met at entry counts only if it has no turn
    rule.claimed_by = -1
    own = own_sets(session, rule, Taken(most))
    rule.claims = None
    if own.given or rule.plan.row.scope == "item":
        take_on(rule, own.claims, own.times)
    for line, amount, shares in own.given:
        rule.give(line, amount, shares)
    claim(session, rule, closing=True)


def note_contested(session: Session, rule: Running) -> None:
    """Note the units on which the rule has a benefit, at entry: a set may close them before its turn."""
    if rule.plan.sets is None:
        rule.contested = {line.at: _worth_something(session, rule, line) for line in rule.lines}


def _worth_something(session: Session, rule: Running, line: Line) -> list[tuple[int, int]]:
    """(how many units, whether the rule has a benefit there) over the line."""
    nothing = [(line.units, 0)]
    if rule.plan.row.reward.kind not in ON_RECEIPT:
        if rule.whole is not None:
            return rule.whole.capacities.get(line.at, nothing)
        return [(count, num) for count, num, _ in rule.offers.get(line.at, ())] or nothing
    caps = capacities(session, rule, line)
    if rule.plan.row.reward.slices is not None:
        pieces = sliced(line, caps, rule.shares(session)[line.at])
        return [(run[0], num if cap else 0) for run, cap, num, _ in pieces]
    if rule.value(session, None) <= 0:
        return nothing
    return [(run[0], cap) for run, cap in zip(line.runs, caps, strict=True)]


def _note_taken(session: Session, rule: Running, most: int) -> None:
    """Note whether a unit on which the rule would have a benefit now was given money, be it closed or not."""
    rule.blind = True
    rule.offers.clear()
    rule.whole = None
    propose(session, rule)
    _free(session, rule, most)
    rule.blind = False


def _plain(session: Session, rule: Running, offers: dict[int, list[Segment]], most: int) -> list[Given]:
    if rule.whole is not None:
        return whole_result(session, rule, most=most)
    return plain_result(session, rule, offers)


def _free(session: Session, rule: Running, most: int) -> dict[int, list[Segment]]:
    """The rule's offers on units that are not taken; it lost the others."""
    if not most:
        return rule.offers
    if rule.whole is not None:
        for at, caps in rule.whole.capacities.items():
            if _taken(session.lines[at], caps, most):
                rule.met.add("lost")
        return rule.offers
    result: dict[int, list[Segment]] = {}
    for at, segments in rule.offers.items():
        line = session.lines[at]
        if not _taken(line, [(count, num) for count, num, _ in segments], most):
            result[at] = segments
            continue
        rule.met.add("lost")
        worth = [(count, place) for place, (count, _, _) in enumerate(segments)]
        result[at] = [
            (run[0], 0, 1) if run[3] and run[3].times >= most else (run[0], *segments[place][1:])
            for run, place in over_units(line.runs, worth)
        ]
    return result


def _taken(line: Line, worth: list[tuple[int, int]], most: int) -> bool:
    """Is a unit that the rule would give something taken?"""
    return any(some and run[3] and run[3].times >= most for run, some in over_units(line.runs, worth))


def _give_free_part(session: Session, part: Part) -> None:
    """A part is taken whole if each unit that it gives money is free."""
    if part.total and units_are_free(session, part):
        give_part(part)
        close_part(session, part)
    else:
        lose_part(part)


# ---- per receipt ----------------------------------------------------------------------------------------


def _per_receipt(session: Session, candidates: list[Candidate], most: int, running_prices: bool) -> None:
    """The first `most` candidates that give anything; 0: all that do."""
    last: Candidate | None = None
    taken = 0
    losers: list[Candidate] = []
    for each in candidates:
        if most and taken == most:
            losers.append(each)
            give_up(each)
            continue
        if isinstance(each, Part):
            if not each.total:
                give_up(each)
            give_part(each)
            close_part(session, each)
        else:
            give_in_turn(session, each, running_prices=running_prices)
        if each.total:
            taken += 1
            last = each
    for loser in losers:
        if loser.would and last is not None:
            lose_to(loser, last, last.would, loser.would)
