"""The numbers of `lost`: what the loser would have given, what the winner gives, and who it is.

In: what a group gave, and who lost in it. Out: numbers. Invariant: "a rule that lost inside its part keeps
what it lost to there" (decision 5), so this is asked in the group in which the rule, or its part, lost.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from receipt_rules.reference.groups.candidates import Candidate, Give, name_of
from receipt_rules.reference.groups.receipt import Decided
from receipt_rules.reference.offers import Offer
from receipt_rules.reference.reasons import Numbers
from receipt_rules.reference.sets.offer import SetOffer
from receipt_rules.reference.units import Line


def lines_of(would: Give) -> set[Line]:
    """ "On the lines where the loser had a benefit (a `once` rule: on lines with capacity ...)"; a set rule:
    "what its best sets alone come to from the units open at entry, on the lines of all units of these sets"
    (decision 6)."""
    if isinstance(would.offer, SetOffer):
        return {unit.line for each in would.sets for unit in each.units}
    return set(would.offer.lines())


def per_item(
    lines: Collection[Line], would: int, candidates: Sequence[Candidate], gives: Sequence[Give]
) -> Numbers:
    """ "The winner is the candidate of the group that gave most, parts after their own caps, the group before
    its cap, on the lines where the loser had a benefit (a `once` rule: on lines with capacity; a part: where
    it would give money), ties in running order; its amount on those lines. If none gave there, no numbers."
    """
    best: Candidate | None = None
    most = 0
    for candidate in candidates:
        offers = [candidate] if isinstance(candidate, Offer) else [give.offer for give in candidate.gives]
        amount = sum(
            share
            for give in gives
            if give.offer in offers
            for unit, share in give.shares.items()
            if unit.line in lines
        )
        if amount > most:
            best, most = candidate, amount
    return {} if best is None else _numbers(name_of(best), would, most)


def per_receipt(decided: Decided, mode: str, would: int) -> Numbers:
    """ "The winner is the candidate taken; of several, the one with the smallest amount, ties: the last; in
    `stack` and `compound`, the last taken. It may be a part: then its group's id." """
    if not decided.taken:
        return {}
    winner: Candidate = decided.taken[-1]
    if mode not in ("stack", "compound"):
        for candidate in reversed(decided.taken):
            if decided.amounts[candidate] < decided.amounts[winner]:
                winner = candidate
    return _numbers(name_of(winner), would, decided.amounts[winner])


def _numbers(winner: str, would: int, gives: int) -> Numbers:
    return {"winner": winner, "actual_minor": would, "required_minor": gives}
