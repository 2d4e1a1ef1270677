"""`alone`: rules that go with no other, compared with all others together.

In: candidate rules, some of them with `alone`. Out: the discounts of the winner of phases 1 to 3. Invariants:
each `alone` rule is worked out as if it were the only one, the others as if it were not there; the state that
stays is the winner's; a rule that gave something where it did not count is `lost`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from receipt_rules.runtime.discounts import discounts
from receipt_rules.runtime.running import Given, Running

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session


class _Trial(NamedTuple):
    """`rules` by themselves: what they gave, in order of application, and how much in all."""

    rules: list[Running]
    given: list[tuple[Running, list[Given]]]
    total: int


def decide(session: Session, rules: list[Running], every_verdict: bool) -> list[Running]:
    """Try each, keep one; the rules that gave, in order of application."""
    single = sorted((rule for rule in rules if rule.plan.row.alone), key=_priority)
    last = session.engine.first_on_total
    others = [rule for rule in rules if not rule.plan.row.alone and rule.number < last]
    alone = [_try(session, [rule], every_verdict) for rule in single]
    together = _try(session, others, every_verdict)
    winner = _winner(alone, together)
    for trial in (*alone, together):
        if trial is not winner:
            _lose(trial, winner)
    for rule, given in winner.given:
        for line, amount, shares in given:
            rule.give(line, amount, shares)
    return [rule for rule, _ in winner.given]


def _priority(rule: Running) -> tuple[int, str]:
    return rule.plan.row.priority, rule.plan.row.id


def _try(session: Session, rules: list[Running], every_verdict: bool) -> _Trial:
    """What the rules give by themselves, taken back."""
    given = [(rule, rule.withdrawn()) for rule in discounts(session, rules, every_verdict) if rule.total]
    session.restart()
    return _Trial(rules, given, sum(amount for _, parts in given for _, amount, _ in parts))


def _winner(alone: list[_Trial], together: _Trial) -> _Trial:
    for trial in alone:
        if trial.rules[0].plan.row.alone == "first" and trial.total:
            return trial
    best = max(alone, key=_total)
    return best if best.total and best.total >= together.total else together


def _total(trial: _Trial) -> int:
    return trial.total


def _lose(trial: _Trial, winner: _Trial) -> None:
    sole = winner.given[0][0].plan.row.id if len(winner.given) == 1 else None
    for rule, given in trial.given:
        rule.met = {"lost"}
        rule.trimmed_by = None
        rule.lost_to = (sole, winner.total, sum(amount for _, amount, _ in given))
