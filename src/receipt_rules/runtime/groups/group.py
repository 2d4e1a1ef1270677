"""One group: its parts tried, its mode, its cap.

In: a group and its candidates, in running order. Out: what its rules give. Invariant: everything is worked
out from the prices at entry; a part is tried alone and taken back before the group decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from receipt_rules.runtime.groups.caps import cut_to_cap
from receipt_rules.runtime.groups.item_best import best_of_rules, best_per_item
from receipt_rules.runtime.groups.losers import losers_of, note_losers
from receipt_rules.runtime.groups.marks import claim
from receipt_rules.runtime.groups.parts import candidates_of
from receipt_rules.runtime.groups.receipt_best import best_per_receipt
from receipt_rules.runtime.groups.snapshot import Snapshot
from receipt_rules.runtime.groups.turns import take_turns
from receipt_rules.runtime.running import Part, Running

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session


def run_group(session: Session, group: int, rules: list[Running]) -> None:
    """Let the rules of a group give what it allows; -1: the ungrouped rules, which are a `best` group."""
    if group < 0:
        _ungrouped(session, rules)
        return
    row = session.engine.ruleset.groups[group]
    candidates = candidates_of(session, group, rules)
    for each in candidates:
        if isinstance(each, Part):
            _try(session, each)
    capped = row.cap_share is not None or row.cap_minor is not None
    entry = Snapshot.of(rules) if capped else None
    if row.mode != "best":
        take_turns(session, row, candidates)
    elif row.scope == "item":
        best_per_item(session, candidates)
    else:
        best_per_receipt(session, candidates, row.most or 1)
    if row.scope == "item":
        note_losers(losers_of(candidates), candidates)
    if entry is not None:
        cut_to_cap(session, row, rules, entry)
    _claim(session, rules)


def _ungrouped(session: Session, rules: list[Running]) -> None:
    """As a `best` group without parts, the path of most rulesets."""
    if rules[0].plan.row.scope == "receipt":
        best_per_receipt(session, [*rules], 1)
        _claim(session, rules)
        return
    best_of_rules(session, rules)
    _claim(session, rules)
    losers = [rule for rule in rules if not rule.total and "lost" in rule.met]
    if losers:
        note_losers(losers, rules)


def _claim(session: Session, rules: list[Running]) -> None:
    """What sets have claimed stays claimed, whatever a cap took from them."""
    if session.engine.has_sets:
        for rule in rules:
            claim(session, rule)


def _try(session: Session, part: Part) -> None:
    """Work out the whole result of a part from the prices as they are, and take it back."""
    before = Snapshot.of(part.members)
    run_group(session, part.group, part.members)
    before.restore()
    part.taken = [(rule, rule.withdrawn()) for rule in part.members if rule.total]
    part.total = sum(amount for _, given in part.taken for _, amount, _ in given)
