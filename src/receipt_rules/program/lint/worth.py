"""What a rule surely gives, and whether it is at least what another gives.

In: rules of one group, where both may give. Out: yes, or "not surely". Invariant: "yes" is certain, but for
goods that cost next to nothing, of which a share may be rounded to nothing.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from receipt_rules.program import expression as px
from receipt_rules.program.model import (
    GiftPrice,
    MoneyOff,
    MoneyOffReceipt,
    PercentOff,
    PercentOffReceipt,
    PriceEach,
    Program,
    Reward,
    Rule,
    SetOff,
    SetPrice,
    SetReward,
)

_CHEAPEST_MINOR: Final = 20
"""Nothing that is sold is taken to cost less than so many minor units."""


def surely_gives(rule: Rule, program: Program) -> bool:
    """Whether the rule gives more than nothing: per item to each of its units that has capacity."""
    reward = rule.reward
    if rule.rounding is not None:
        return False
    step = program.rounding.step_minor
    if isinstance(reward, PercentOff):
        whole = reward.cheapest is None or rule.scope == "receipt"
        share = None if reward.of_regular or not whole else _value(reward.share)
        return share is not None and share * _CHEAPEST_MINOR >= step
    if isinstance(reward, PercentOffReceipt):
        share = _value(reward.share)
        return share is not None and share * _CHEAPEST_MINOR >= step
    if isinstance(reward, MoneyOff):
        amount = _value(reward.amount) if reward.per == "each" or rule.scope == "receipt" else None
        return amount is not None and amount >= step
    if isinstance(reward, MoneyOffReceipt):
        amount = _value(reward.amount) if reward.every is None else None
        return amount is not None and amount >= step
    return False


def gives_at_least(rule: Rule, other: Rule) -> bool:
    """Whether a rule that acts wherever another does gives as much or more: per item on each unit."""
    if rule.reward is None or other.reward is None or rule.rounding != other.rounding:
        return False
    if isinstance(rule.reward, SetReward) or isinstance(other.reward, SetReward):
        return rule.slots == other.slots and _forms_better(rule.reward, other.reward)
    alike = rule.selection == other.selection
    return (alike and rule.reward == other.reward) or _exceeds(rule.reward, other.reward, alike=alike)


def _forms_better(one: Reward, other: Reward) -> bool:
    """Whether of two rules with one kind of set the first gives as much or more on each.

    A payer of `shared` rules pays once for each of them: a second one adds to the first.
    """
    if not isinstance(one, SetReward) or not isinstance(other, SetReward) or one.shared:
        return False
    if one == other:
        return True
    if replace(one, gives=()) != replace(other, gives=()) or len(one.gives) > 1 or len(other.gives) > 1:
        return False
    first, second = one.gives[0], other.gives[0]
    if isinstance(first, SetOff) and isinstance(second, SetOff):
        targets = (first.target, first.n, first.value.type) == (second.target, second.n, second.value.type)
        return targets and _at_least(first.value, second.value)
    if isinstance(first, SetPrice | GiftPrice) and type(first) is type(second):
        return _at_least(second.price, first.price)
    return False


def _exceeds(one: Reward, other: Reward, *, alike: bool) -> bool:
    if isinstance(one, PercentOff) and isinstance(other, PercentOff):
        many = one.cheapest is None or (
            alike and other.cheapest is not None and one.cheapest >= other.cheapest
        )
        return many and one.of_regular == other.of_regular and _at_least(one.share, other.share)
    if isinstance(one, MoneyOff) and isinstance(other, MoneyOff):
        fits = one.per == other.per and (alike or one.per == "each")
        return fits and _at_least(one.amount, other.amount)
    if isinstance(one, PriceEach) and isinstance(other, PriceEach):
        return _at_least(other.price, one.price)
    if isinstance(one, PercentOffReceipt) and isinstance(other, PercentOffReceipt):
        return _at_least(one.share, other.share)
    if isinstance(one, MoneyOffReceipt) and isinstance(other, MoneyOffReceipt):
        return one.every == other.every and _at_least(one.amount, other.amount)
    return False


def _at_least(one: px.Expr, other: px.Expr) -> bool:
    first, second = _value(one), _value(other)
    return first is not None and second is not None and first >= second


def _value(expr: px.Expr) -> Fraction | None:
    """The amount or share that is written down."""
    if isinstance(expr, px.Const) and isinstance(expr.value, int | Fraction):
        return Fraction(expr.value)
    return None
