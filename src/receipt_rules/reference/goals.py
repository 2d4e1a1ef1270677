"""How little is missing to a rule that was refused.

In: the rule, the view in which it was tested, its reason. Out: `Missing`, or None. Invariant: it is the one
thing that is missing (decision 7): every other condition holds.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import NamedTuple

from receipt_rules.program import model
from receipt_rules.reference.conditions import conjuncts
from receipt_rules.reference.expressions import evaluate, holds
from receipt_rules.reference.reasons import Reason
from receipt_rules.reference.world import View

_MILLION = 1_000_000


class Missing(NamedTuple):
    """`kind`: money (minor units), int (pieces, different items), or kg, l, m (millionths)."""

    kind: str
    amount: int


def tells_missing(rule: model.Rule) -> bool:
    """Whether a text of the rule may say what is missing."""
    return any(each.kind == "nudge" or model.Placeholder("missing") in each.parts for each in rule.words)


def missing(rule: model.Rule, view: View, reason: Reason) -> Missing | None:
    """The one thing that is missing."""
    if reason.slug == "incomplete-set":
        return _of_set(reason)
    if reason.slug != "condition":
        return None
    failed = []
    for part in (part for condition in rule.when for part in conjuncts(condition)):
        if not holds(part, view):
            failed.append(part)
            if len(failed) > 1 or not any(goal.condition == part for goal in rule.goals):
                return None
    if not failed or any(holds(each, view) for each in rule.unless):
        return None
    goal = next(each for each in rule.goals if each.condition == failed[0])
    lacking = Fraction(evaluate(goal.needed, view)) - evaluate(goal.reached, view)
    least = math.floor(lacking) + 1 if goal.beyond else math.ceil(lacking)
    type = goal.reached.type
    return Missing(type.dimension or ("money" if type.kind == "money" else "int"), least)


def _of_set(reason: Reason) -> Missing | None:
    """ "`actual` and `required` are the most units of one set that the receipt has at once, and the units of
    a set; of a set that is one slot of a quantity, both as quantities in text" (decision 6)."""
    if not {"actual", "required"} <= reason.numbers.keys():
        return None
    actual, required = reason.numbers["actual"], reason.numbers["required"]
    if isinstance(actual, int) and isinstance(required, int):
        return Missing("int", required - actual)
    have, want = str(actual).split(), str(required).split()
    return Missing(want[1], int((Fraction(want[0]) - Fraction(have[0])) * _MILLION))
