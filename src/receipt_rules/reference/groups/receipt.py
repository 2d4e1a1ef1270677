"""Groups per receipt.

In: candidates in running order, at the entry of the root group. Out: what was given, in running order; the
candidates that were taken and those that lost, with their whole results. Invariant: met reasons stand in the
notes.

"In a per-receipt group a rule may give anything: its whole result, computed from the group's entry prices, is
**one candidate**." (language.md, Phases.) "Per receipt a set rule's whole result is that of its best sets,
alone, from the units open at entry, and is a candidate as any; it claims if it gives. In `stack` and
`compound` per receipt it has its turn as above; under `best` with `at most n rules` the taken rules give in
running order as in `stack`." (Decision 6.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from receipt_rules.program.model import Group
from receipt_rules.reference.giving import Giver
from receipt_rules.reference.groups.candidates import Candidate, Give, Part
from receipt_rules.reference.groups.turns import Claims, Closed, Turn, meet, take_turn, whole
from receipt_rules.reference.notes import Notes
from receipt_rules.reference.offers import Offer
from receipt_rules.reference.sets.offer import Field
from receipt_rules.reference.units import Prices, after


@dataclass(frozen=True, slots=True)
class Decided:
    """`amounts`: whole results from entry; `taken` in running order; `lost`: those that would give, too."""

    gives: list[Give]
    amounts: Mapping[Candidate, int]
    taken: list[Candidate]
    lost: list[Candidate]


def choose(
    mode: str,
    most: int,
    candidates: Sequence[Candidate],
    entry: Prices,
    claims: Claims,
    giver: Giver,
    notes: Notes,
) -> Decided:
    """`exclusive` and `best`.

    "**exclusive per receipt**: the first candidate in running order whose whole result from entry is above
    zero." "**best per receipt**: each candidate's whole result from entry; the largest, ties in running
    order. With `at most n rules` the n largest, which then give in running order as in `stack`."
    """
    amounts = _whole_results(candidates, entry, claims, giver)
    above = [candidate for candidate in candidates if amounts[candidate] > 0]
    if mode == "best":
        # Sorting keeps the running order among equal amounts.
        above.sort(key=lambda candidate: -amounts[candidate])
    chosen = above[:most]
    taken = [candidate for candidate in candidates if candidate in chosen]
    lost = [candidate for candidate in candidates if amounts[candidate] > 0 and candidate not in chosen]
    for candidate in candidates:
        if isinstance(candidate, Offer) and candidate not in taken:
            meet(candidate, Field(entry, entry, (), claims), notes[candidate.rule.id])
    return Decided(_give_in_turn(taken, entry, claims, giver, notes), amounts, taken, lost)


def in_turn(
    group: Group, candidates: Sequence[Candidate], entry: Prices, claims: Claims, giver: Giver, notes: Notes
) -> Decided:
    """`stack` and `compound`.

    "**at most n rules** in `stack` and `compound`: per receipt the first n rules, in running order, that give
    more than zero ... The others are `lost` where they had a benefit."
    """
    amounts = _whole_results(candidates, entry, claims, giver)
    prices = entry
    closed = Closed(dict(claims))
    gives: list[Give] = []
    taken: list[Candidate] = []
    lost: list[Candidate] = []
    for candidate in candidates:
        assert isinstance(candidate, Offer), "`stack` and `compound` have no parts"
        note = notes[candidate.rule.id]
        if group.most_rules is not None and len(taken) >= group.most_rules:
            # It has no turn: what it meets, it meets at entry.
            meet(candidate, Field(entry, entry, (), claims), note)
            if amounts[candidate] > 0:
                lost.append(candidate)
            continue
        base = prices if group.mode == "compound" else entry
        turn = Turn(base, prices, closed, running=group.mode == "compound")
        give = _claiming(take_turn(candidate, turn, giver, note))
        prices = after(prices, give.shares)
        closed.by(give)
        gives.append(give)
        if give.total > 0:
            taken.append(candidate)
    return Decided(gives, amounts, taken, lost)


def _claiming(give: Give) -> Give:
    """ "It claims if it gives." """
    return give if give.total > 0 else replace(give, sets=())


def _whole_results(
    candidates: Sequence[Candidate], entry: Prices, claims: Claims, giver: Giver
) -> dict[Candidate, int]:
    return {
        candidate: candidate.total
        if isinstance(candidate, Part)
        else whole(candidate, entry, claims, giver).total
        for candidate in candidates
    }


def _give_in_turn(
    taken: Sequence[Candidate], entry: Prices, claims: Claims, giver: Giver, notes: Notes
) -> list[Give]:
    """As in `stack`. "A part that is clamped so gives each unit its share, cut to the capacity left on it for
    that rule, rules in running order." """
    prices = entry
    closed = Closed(dict(claims))
    gives: list[Give] = []
    for candidate in taken:
        if isinstance(candidate, Offer):
            turn = Turn(entry, prices, closed)
            new = [_claiming(take_turn(candidate, turn, giver, notes[candidate.rule.id]))]
            prices = after(prices, new[0].shares)
        else:
            # its sets claim "whatever caps or protection take away" from them
            new = []
            for give in candidate.gives:
                now = _clamped(give, entry, prices, closed, notes)
                new.append(now)
                prices = after(prices, now.shares)
        for give in new:
            closed.by(give)
        gives += new
    return gives


def _clamped(give: Give, entry: Prices, prices: Prices, closed: Closed, notes: Notes) -> Give:
    """What a rule of a part gives after others; its units that a set of another candidate claims have no
    capacity."""
    note = notes[give.offer.rule.id]
    left = give.offer.room(list(give.shares), prices)
    shares = {}
    for unit, share in give.shares.items():
        if unit in closed.to_others:
            note.met.add("claimed")
            note.closer = note.closer or closed.to_others[unit]
        elif left[unit] > 0:
            shares[unit] = min(share, left[unit])
    if len(shares) < len(give.shares):
        meet(give.offer, Field(entry, prices, (), closed.to_sets), note)
    return replace(give, shares=shares)
