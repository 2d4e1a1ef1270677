"""`excludes`: what got money from one group gets none from another.

In: the rules of a group before it runs, or those that gave money after it ran. Out: per receipt, rules
refused with `excluded`; per item, which groups bar a unit, noted on rule and unit. Invariant: money counts as
it stands when the excluding group is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from receipt_rules.runtime.eligibility import Reason
from receipt_rules.runtime.groups.marks import stamp
from receipt_rules.runtime.running import Running

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session


def bar(session: Session, rules: list[Running]) -> list[Running]:
    """The rules that may still act; a rule per item is told which groups bar a unit."""
    if not session.gave:
        return rules
    left: list[Running] = []
    for rule in rules:
        group = rule.plan.row.group
        rivals = session.gave & session.engine.excluders[group] if group >= 0 else 0
        if rivals and rule.plan.row.scope == "receipt":
            rule.reason = Reason("excluded", None, {"group": _first(session, rivals)})
        else:
            rule.rivals = rivals
            rule.picky = rule.picky or bool(rivals)
            left.append(rule)
    return left


def remember(session: Session, givers: list[Running]) -> None:
    """Note who gave money, where that excludes a later group."""
    engine = session.engine
    if not engine.excluding:
        return
    for rule in givers:
        group = rule.plan.row.group
        bits = engine.path_bits[group] & engine.excluding if group >= 0 else 0
        session.gave |= bits
        if bits and rule.plan.row.scope == "item":
            for line, _, shares in rule.given:
                stamp(line, shares, bits)


def excluder_of(session: Session, rule: Running) -> str:
    """The first group that gave money to one of the rule's units."""
    return _first(session, rule.excluders)


def _first(session: Session, groups: int) -> str:
    return session.engine.ruleset.groups[(groups & -groups).bit_length() - 1].id
