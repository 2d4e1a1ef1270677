"""To whom a rule lost, and by how much.

In: the rules of a group that has given. Out: `Running.lost_to`. Invariants: the numbers are those of
docs/decisions/0005, "Numbers of `lost`"; a rule that gave something lost nothing; what is settled stays.
"""

from __future__ import annotations

from collections.abc import Sequence

from receipt_rules.runtime.running import Candidate, Part, Running
from receipt_rules.runtime.sets import Own


def note_reach(rule: Running) -> None:
    """The lines on which the rule would give something."""
    rule.reach = set(rule.offers) if rule.whole is None else set(rule.whole.capacities)


def note_own(rule: Running, own: Own) -> None:
    """What the best sets of the rule alone would give, and on which lines they are: who pays for a gift is
    part of what was lost."""
    claims = own.claims
    rule.reach = {at for at, _, _ in (*claims.closed, *claims.payers)} if claims is not None else set()
    rule.would = sum(amount for _, amount, _ in own.given)


def losers_of(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Parts that give nothing of what they came to, and rules that give nothing and lost."""
    return [
        each
        for each in candidates
        if (each.lost if isinstance(each, Part) else not each.total and "lost" in each.met)
    ]


def note_losers(losers: Sequence[Candidate], candidates: Sequence[Candidate]) -> None:
    """Per item: the candidate that gave most where the loser would have given something."""
    for loser in losers:
        reach = loser.reach
        best: tuple[int, Candidate] | None = None
        for rival in candidates:
            gave = sum(amount for rule in _rules(rival) for line, amount, _ in rule.given if line.at in reach)
            if gave and (best is None or gave > best[0]):
                best = (gave, rival)
        if best is not None:
            lose_to(loser, best[1], best[0], loser.would)


def _rules(candidate: Candidate) -> list[Running]:
    return candidate.members if isinstance(candidate, Part) else [candidate]


def lose_to(loser: Candidate, winner: Candidate, amount: int, would: int) -> None:
    """One candidate lost to another: what the winner gives, and what the loser would have given. What a part
    lost, each of its rules lost that gave something in it."""
    name = winner.id if isinstance(winner, Part) else winner.plan.row.id
    for rule in [rule for rule, _ in loser.taken] if isinstance(loser, Part) else [loser]:
        rule.met.add("lost")
        rule.trimmed_by = None
        rule.lost_to = (name, amount, would)
