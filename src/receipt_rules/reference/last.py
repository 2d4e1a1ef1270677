"""Phase 7 for rules that give no money: coupons issued, and words.

In: prices after phases 1 to 5. Out: a note for each such rule that the receipt concerns.

"Rules without a discount are tested at entry to phase 6 (earn) or 7 (words, coupons)."
"""

from __future__ import annotations

from receipt_rules.reference.coupons import why_none
from receipt_rules.reference.notes import Note
from receipt_rules.reference.order import moneyless
from receipt_rules.reference.phases import Setting, in_order, passed
from receipt_rules.reference.units import Prices


def last(setting: Setting, prices: Prices) -> list[Note]:
    """In running order, which is by (priority, id): they are in no group. One without a reason applied."""
    view = setting.world.at(prices)
    notes: list[Note] = []
    for rule in moneyless(setting.world.program):
        note = Note(rule)
        note.items = in_order(passed(setting, rule, view, note) or [], view)
        note.reason = note.reason or why_none(setting.world, rule)
        if note.concerned or setting.all_rules:
            notes.append(note)
    return notes
