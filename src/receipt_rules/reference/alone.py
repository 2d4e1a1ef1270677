"""Rules that stand alone.

In: the evaluations of each `alone` rule by itself and of all other rules together. Out: the one that counts,
and the rules that lost by it. Invariant: exactly one of them gives the prices of phases 4 to 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from receipt_rules.reference.notes import Note
from receipt_rules.reference.order import by_priority
from receipt_rules.reference.phases import Evaluation, Setting, evaluated
from receipt_rules.reference.reasons import Numbers, Reason


@dataclass(frozen=True, slots=True)
class Contest:
    """`others` is the evaluation of the rules without `alone`; `alone` those of each other one, in (priority,
    id)."""

    others: Evaluation
    alone: Sequence[Evaluation]

    def winner(self) -> Evaluation:
        """Which evaluation counts.

        "If an `alone first` rule gave anything, the first such rule in running order wins. Otherwise, of the
        rules with `alone`, the one that gave most (ties: running order) wins if it gave more than zero and
        not less than the others together; else the others win." (Decision 5.)
        """
        for each in self.alone:
            if each.gives and _only(each).rule.alone == "first":
                return each
        best = max(self.alone, key=lambda each: each.gives, default=None)
        if best is not None and best.gives > 0 and best.gives >= self.others.gives:
            return best
        return self.others

    def settle(self, winner: Evaluation) -> None:
        """ "Rules of the losing evaluations that gave something are `lost`; those that gave nothing keep
        their reason".

        "`alone`: what the rule gave in its own evaluation; what the winning evaluation gave in all. `winner`
        is there only if one rule gave all of it."
        """
        givers = [id for id in winner.order if winner.notes[id].gives]
        named: Numbers = {"winner": givers[0]} if len(givers) == 1 else {}
        for loser in (self.others, *self.alone):
            if loser is winner:
                continue
            for note in loser.notes.values():
                if note.gives:
                    numbers: Numbers = {"actual_minor": note.gives, "required_minor": winner.gives, **named}
                    note.reason = Reason("lost", numbers)
                    note.shares = {}
                    note.cut_by = None


def contest(setting: Setting) -> Contest:
    """ "Each `alone` rule is evaluated through phases 1 to 3 as if it were the only rule of the ruleset; then
    the others together." """
    rules = [rule for rule in setting.world.program.rules if rule.scope not in ("total", "words")]
    alone = sorted((rule for rule in rules if rule.alone is not None), key=by_priority)
    evaluations = [evaluated(setting, {rule.id}) for rule in alone]
    others = evaluated(setting, {rule.id for rule in rules if rule.alone is None})
    return Contest(others, [each for each in evaluations if each.notes])


def _only(evaluation: Evaluation) -> Note:
    return next(iter(evaluation.notes.values()))
