"""`farmed-gift`: a buyer could keep a gift and bring back what paid for it.

In: a program. Out: one advice, at the first rule that it is true of. Invariant: only where returns refund
what was paid for the unit, and only for sets that give on some of their units; `spread` gives on all.
"""

from __future__ import annotations

from typing import Final

from receipt_rules.diagnostics import Diagnostics
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.program.lint.places import rule_place
from receipt_rules.program.model import Program, Rule, SetOff, SetPrice, SetReward

_NAMED: Final = 3


def check(program: Program, diagnostics: Diagnostics) -> None:
    """Once for all rules: it is one decision."""
    if program.returns != "refund_paid":
        return
    found = [rule for rule in program.rules if not rule.draft and _gives_on_some(rule)]
    if not found:
        return
    first, *others = found
    diagnostics.report(
        "farmed-gift",
        rule_place(first),
        f"what a set of {quoted(first.id)} gives stays with the buyer who brings the rest of it back",
        notes=["returns refund what was paid for a unit, and a gift was not paid", *_others(others)],
        help="add `spread`: each item of the set then bears its part, and is refunded less",
    )


def _gives_on_some(rule: Rule) -> bool:
    """What is on the whole set falls on all of its units."""
    reward = rule.reward
    if not isinstance(reward, SetReward) or reward.spread:
        return False
    return not all(
        isinstance(give, SetPrice) or (isinstance(give, SetOff) and give.target == "set")
        for give in reward.gives
    )


def _others(others: list[Rule]) -> list[str]:
    if not others:
        return []
    named = ", ".join(quoted(rule.id) for rule in others[:_NAMED])
    more = len(others) - _NAMED
    return [f"so it is with {named}" + (f" and {more} more" if more > 0 else "")]
