"""Phase 5: the total is rounded.

In: the amount due after phases 1 to 4. Out: the rule that changes it, and by how much. Invariant: "total
rounding: its own signed effect; exempt from protection" (language.md, Phases).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from receipt_rules.program.model import Rule, TotalRounded
from receipt_rules.reference.conditions import refused
from receipt_rules.reference.eligibility import shut
from receipt_rules.reference.goals import missing, tells_missing
from receipt_rules.reference.notes import Note
from receipt_rules.reference.order import totals
from receipt_rules.reference.phases import Setting, is_complete
from receipt_rules.reference.rounding import to_step
from receipt_rules.reference.units import Prices


@dataclass(frozen=True, slots=True)
class Rounded:
    """`notes` in running order; `rule` changes the amount due by `change`, None if none does."""

    notes: Sequence[Note]
    rule: str | None = None
    change: int = 0


def rounded(setting: Setting, prices: Prices, due: int) -> Rounded:
    """ "Several `total rounded` rules that could act: the first by (priority, id) that changes the amount;
    the others `lost`: rounding twice is no rounding." (Decision 3.)"""
    notes: list[Note] = []
    winner: str | None = None
    change = 0
    for rule in totals(setting.world.program):
        note = Note(rule)
        if not _concerned(setting, rule):
            if not setting.all_rules:
                continue
            note.concerned = False
        notes.append(note)
        view = setting.world.at(prices).of(setting.world.units)
        note.reason = shut(rule, setting.world, setting.codes) or refused(rule, view)
        if note.reason is not None and setting.world.units and tells_missing(rule):
            note.missing = missing(rule, view, note.reason)
        if note.reason is not None or not isinstance(rule.reward, TotalRounded):
            continue
        by = to_step(Fraction(due), rule.reward.step_minor, rule.reward.mode) - due
        if by and winner is None:
            winner, change = rule.id, by
        elif by:
            note.met.add("lost")
            # "what each would take off the amount due, below zero where it adds"
            note.lost = {"winner": winner or "", "actual_minor": -by, "required_minor": -change}
    return Rounded(notes, winner, change)


def _concerned(setting: Setting, rule: Rule) -> bool:
    """ "The whole total is rounded, whatever it is made of": only what it needs is asked for."""
    return is_complete(rule) and all(need in setting.codes.states for need in (*rule.cards, *rule.coupons))
