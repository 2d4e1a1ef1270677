"""Phase 7 for rules that give no money: coupons issued.

In: prices after phases 1 to 5. Out: a note for each such rule that the receipt concerns.

"Rules without a discount are tested at entry to phase 6 (earn) or 7 (words, coupons)."
"""

from __future__ import annotations

from collections.abc import Sequence

from receipt_rules.program.model import Rule
from receipt_rules.reference.conditions import refused
from receipt_rules.reference.coupons import why_none
from receipt_rules.reference.eligibility import shut
from receipt_rules.reference.notes import Note
from receipt_rules.reference.order import by_priority
from receipt_rules.reference.phases import Setting, is_complete
from receipt_rules.reference.reasons import NO_ITEMS, Reason
from receipt_rules.reference.selection import EVERYTHING, by_keys, reads_promised, selected
from receipt_rules.reference.units import Prices, Unit
from receipt_rules.reference.world import View


def last(setting: Setting, prices: Prices) -> list[Note]:
    """In running order, which is by (priority, id): they are in no group. One without a reason applied."""
    world = setting.world
    view = world.at(prices)
    notes: list[Note] = []
    for rule in sorted((each for each in world.program.rules if each.scope == "words"), key=by_priority):
        note = Note(rule)
        against = shut(rule, world, setting.codes)
        units = _items(rule, view, against)
        note.concerned = _concerned(setting, rule, units)
        if note.concerned or setting.all_rules:
            note.reason = (
                against
                or refused(rule, view.of(units))
                or (None if units else NO_ITEMS)
                or why_none(world, rule)
            )
            notes.append(note)
    return notes


def _items(rule: Rule, view: View, against: Reason | None) -> list[Unit]:
    """ "A rule that is a draft, or whose gate is shut, asks the host for nothing"."""
    if not is_complete(rule):
        return []
    selection = rule.selection or EVERYTHING
    if against is not None and reads_promised(selection, view.world.program):
        return by_keys(selection, view)
    return selected(selection, view)


def _concerned(setting: Setting, rule: Rule, units: Sequence[Unit]) -> bool:
    """ "Every coupon, card and tender that the rule needs is present, and, if it needs none, a unit matches
    its selector"."""
    needs = (*rule.cards, *rule.coupons)
    if needs and is_complete(rule):
        return all(need in setting.codes.states for need in needs)
    return bool(units)
