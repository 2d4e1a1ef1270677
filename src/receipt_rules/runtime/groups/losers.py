"""To whom a rule lost, and by how much.

In: the rules of a group that has given. Out: `Running.lost_to`. Invariants: the numbers are those of
docs/decisions/0005, "Numbers of `lost`"; a rule that gave something lost nothing; what is settled stays.
"""

from __future__ import annotations

from receipt_rules.runtime.running import Part, Running


def note_reach(rule: Running) -> None:
    """The lines on which the rule would give something."""
    rule.reach = set(rule.offers) if rule.whole is None else set(rule.whole.capacities)


def note_losers(rules: list[Running]) -> None:
    """Per item: the rule that gave most where the loser would have given something."""
    losers = [rule for rule in rules if not rule.total and "lost" in rule.met and not rule.noted]
    if not losers:
        return
    givers = [rule for rule in rules if rule.total]
    for loser in losers:
        loser.noted = True
        best: tuple[int, Running] | None = None
        for rule in givers:
            gave = sum(amount for line, amount, _ in rule.given if line.at in loser.reach)
            if gave and (best is None or gave > best[0]):
                best = (gave, rule)
        if best is not None:
            loser.lost_to = (best[1].plan.row.id, best[0], loser.would)


def lose_to(loser: Running | Part, winner: Running | Part, amount: int, would: int) -> None:
    """Per receipt: one candidate lost to another; `amount` is what the winner gives."""
    name = winner.id if isinstance(winner, Part) else winner.plan.row.id
    if isinstance(loser, Part):
        for rule, given in loser.taken:
            _lose(rule, name, amount, sum(part for _, part, _ in given))
        return
    _lose(loser, name, amount, would)


def _lose(rule: Running, winner: str, amount: int, would: int) -> None:
    rule.met.add("lost")
    rule.noted = True
    rule.trimmed_by = None
    rule.lost_to = (winner, amount, would)
