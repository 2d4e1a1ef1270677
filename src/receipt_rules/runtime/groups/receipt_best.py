"""`best per receipt`: the largest whole results.

In: the candidates of a group, parts already tried. Out: the discounts of the best, or of the n best.
Invariants: every candidate is worked out from the prices of entry and compared rounded; equal amounts go to
the first in running order; several give in running order what capacity is left for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from receipt_rules.runtime.groups.losers import lose_to
from receipt_rules.runtime.groups.marks import mark, unmark
from receipt_rules.runtime.groups.parts import (
    expect_claims,
    form_sets,
    give_part,
    give_up,
    lines_of_candidates,
)
from receipt_rules.runtime.groups.turns import freeze, give_in_turn, note_contested
from receipt_rules.runtime.offers import propose
from receipt_rules.runtime.results import (
    ON_RECEIPT,
    Offer,
    plain_result,
    receipt_offer,
    receipt_result,
    whole_result,
)
from receipt_rules.runtime.running import Candidate, Given, Part, Running
from receipt_rules.runtime.sets import Taken, own_sets, take_on

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session

Result = Offer | list[Given] | Part
"""What a candidate would give; an offer is not shared out unless it wins."""


def best_per_receipt(session: Session, candidates: list[Candidate], most: int) -> None:
    """Give the largest whole results; the others lost to them, unless they would have given nothing."""
    several = most > 1
    marked = lines_of_candidates(candidates) if several or _any_partial(candidates) else []
    mark(marked, entry_price=several)
    results = [_result(session, each) for each in candidates]
    amounts = [_amount(each) for each in results]
    ranked = sorted((-amount, place) for place, amount in enumerate(amounts) if amount)
    taken = sorted(place for _, place in ranked[:most])
    for place, each in enumerate(candidates):
        if place not in taken:
            give_up(each)
    if taken:
        worst = ranked[len(taken) - 1][1]
        for _, place in ranked[most:]:
            lose_to(candidates[place], candidates[worst], amounts[worst], amounts[place])
    if several:
        for place in taken:
            if isinstance(rule := candidates[place], Running):
                freeze(session, rule)
        if session.engine.has_sets:
            _expect_sets(session, [candidates[place] for place in taken])
        for place in taken:
            give_in_turn(session, candidates[place], running_prices=False)
    else:
        for place in taken:
            _give(session, candidates[place], results[place])
    unmark(marked)


def _any_partial(candidates: list[Candidate]) -> bool:
    return any(isinstance(each, Running) and (each.partial or each.tells) for each in candidates)


def _result(session: Session, candidate: Candidate) -> Result:
    if isinstance(candidate, Part):
        return candidate
    if candidate.plan.row.reward.kind in ON_RECEIPT:
        return receipt_offer(session, candidate)
    if candidate.plan.sets is not None:
        own = own_sets(session, candidate, Taken())
        take_on(candidate, own.claims, own.times)
        return own.given
    propose(session, candidate)
    if candidate.whole is not None:
        return whole_result(session, candidate)
    return plain_result(session, candidate, candidate.offers)


def _expect_sets(session: Session, taken: list[Candidate]) -> None:
    """Several give in turn: sets of one may close units to the next."""
    if form_sets(taken):
        for each in taken:
            if isinstance(each, Running):
                note_contested(session, each)
        expect_claims(taken)


def _amount(result: Result) -> int:
    if isinstance(result, Part):
        return result.total
    if isinstance(result, Offer):
        return result.amount
    return sum(amount for _, amount, _ in result)


def _give(session: Session, candidate: Candidate, result: Result) -> None:
    if isinstance(candidate, Part):
        give_part(candidate)
        return
    assert not isinstance(result, Part)  # a rule's result is its own
    for line, amount, shares in receipt_result(session, result) if isinstance(result, Offer) else result:
        candidate.give(line, amount, shares)
