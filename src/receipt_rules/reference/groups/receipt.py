"""Groups per receipt.

In: candidates in running order, at the entry of the root group. Out: what was given, in running order; the
candidates that were taken and those that lost, with their whole results. Invariant: met reasons stand in the
notes.

"In a per-receipt group a rule may give anything: its whole result, computed from the group's entry prices, is
**one candidate**." (language.md, Phases.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from receipt_rules.program.model import Group
from receipt_rules.reference.giving import Giver
from receipt_rules.reference.groups.candidates import Candidate, Give, Part
from receipt_rules.reference.notes import Notes
from receipt_rules.reference.offers import Offer, total
from receipt_rules.reference.units import Prices, after


@dataclass(frozen=True, slots=True)
class Decided:
    """`amounts`: whole results from entry; `taken` in running order; `lost`: those that would give, too."""

    gives: list[Give]
    amounts: Mapping[Candidate, int]
    taken: list[Candidate]
    lost: list[Candidate]


def choose(
    mode: str, most: int, candidates: Sequence[Candidate], entry: Prices, giver: Giver, notes: Notes
) -> Decided:
    """`exclusive` and `best`.

    "**exclusive per receipt**: the first candidate in running order whose whole result from entry is above
    zero." "**best per receipt**: each candidate's whole result from entry; the largest, ties in running
    order. With `at most n rules` the n largest, which then give in running order as in `stack`."
    """
    amounts = _whole_results(candidates, entry, giver)
    above = [candidate for candidate in candidates if amounts[candidate] > 0]
    if mode == "best":
        # Sorting keeps the running order among equal amounts.
        above.sort(key=lambda candidate: -amounts[candidate])
    chosen = above[:most]
    taken = [candidate for candidate in candidates if candidate in chosen]
    lost = [candidate for candidate in candidates if amounts[candidate] > 0 and candidate not in chosen]
    for candidate in candidates:
        if isinstance(candidate, Offer) and candidate not in taken:
            notes[candidate.rule.id].met |= candidate.obstacles(entry, entry)
    return Decided(_give_in_turn(taken, entry, giver, notes), amounts, taken, lost)


def in_turn(
    group: Group, candidates: Sequence[Candidate], entry: Prices, giver: Giver, notes: Notes
) -> Decided:
    """`stack` and `compound`.

    "**at most n rules** in `stack` and `compound`: per receipt the first n rules, in running order, that give
    more than zero ... The others are `lost` where they had a benefit."
    """
    amounts = _whole_results(candidates, entry, giver)
    prices = entry
    gives: list[Give] = []
    taken: list[Candidate] = []
    lost: list[Candidate] = []
    for candidate in candidates:
        assert isinstance(candidate, Offer), "`stack` and `compound` have no parts"
        note = notes[candidate.rule.id]
        if group.most_rules is not None and len(taken) >= group.most_rules:
            # It has no turn: what it meets, it meets at entry.
            note.met |= candidate.obstacles(entry, entry)
            if amounts[candidate] > 0:
                lost.append(candidate)
            continue
        base = prices if group.mode == "compound" else entry
        note.met |= candidate.obstacles(base, prices)
        give = Give(candidate, giver.give(candidate, base, prices, candidate.units))
        prices = after(prices, give.shares)
        gives.append(give)
        if give.total > 0:
            taken.append(candidate)
    return Decided(gives, amounts, taken, lost)


def _whole_results(candidates: Sequence[Candidate], entry: Prices, giver: Giver) -> dict[Candidate, int]:
    return {
        candidate: candidate.total if isinstance(candidate, Part) else total(giver.whole(candidate, entry))
        for candidate in candidates
    }


def _give_in_turn(taken: Sequence[Candidate], entry: Prices, giver: Giver, notes: Notes) -> list[Give]:
    """As in `stack`. "A part that is clamped so gives each unit its share, cut to the capacity left on it for
    that rule, rules in running order." """
    prices = entry
    gives: list[Give] = []
    for candidate in taken:
        if isinstance(candidate, Offer):
            notes[candidate.rule.id].met |= candidate.obstacles(entry, prices)
            new = [Give(candidate, giver.give(candidate, entry, prices, candidate.units))]
            prices = after(prices, new[0].shares)
        else:
            new = []
            for give in candidate.gives:
                left = give.offer.room(list(give.shares), prices)
                shares = {
                    unit: min(share, left[unit]) for unit, share in give.shares.items() if left[unit] > 0
                }
                if len(shares) < len(give.shares):
                    notes[give.offer.rule.id].met |= give.offer.obstacles(entry, prices)
                new.append(Give(give.offer, shares))
                prices = after(prices, shares)
        gives += new
    return gives
