"""How much of a price a rule takes, where that is a percent.

In: a rule and its program. Out: the largest percent that it can take, and what two take one after another.
Invariant: only percents that are written down count; what is computed from facts has no share here.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from receipt_rules.program import expression as px
from receipt_rules.program.bind.shown import shown
from receipt_rules.program.model import (
    PercentOff,
    PercentOffReceipt,
    Program,
    Rule,
    SlicesOff,
    SlicesOffReceipt,
)
from receipt_rules.program.types import PERCENT

_DECIMALS: Final = 4


def most_share(rule: Rule, program: Program) -> Fraction | None:
    """The largest share of the current price that the rule takes; None for money and what is not known."""
    reward = rule.reward
    if isinstance(reward, PercentOff):
        return None if reward.of_regular else _most(reward.share, program)
    if isinstance(reward, PercentOffReceipt):
        return _most(reward.share, program)
    if isinstance(reward, SlicesOff | SlicesOffReceipt):
        return _largest(program.tiers[reward.tiers].values)
    return None


def together(first: Fraction, second: Fraction) -> Fraction:
    """What two shares take of a price, the second of what the first left."""
    return 1 - (1 - first) * (1 - second)


def percent_text(share: Fraction) -> str:
    """`14.5%`; of more than two decimals the nearest two."""
    return shown(round(share, _DECIMALS), PERCENT, "")


def is_fixed(rule: Rule) -> bool:
    """Whether the rule takes its largest share whenever it takes anything."""
    return isinstance(rule.reward, PercentOff | PercentOffReceipt) and isinstance(rule.reward.share, px.Const)


def _most(expr: px.Expr, program: Program) -> Fraction | None:
    if isinstance(expr, px.Const):
        return _largest((expr.value,))
    if isinstance(expr, px.IfElse):
        both = [_most(each, program) for each in (expr.then, expr.otherwise)]
        known = [each for each in both if each is not None]
        return max(known) if len(known) == len(both) else None
    if isinstance(expr, px.TierValue) and expr.tiers in program.tiers:
        return _largest(program.tiers[expr.tiers].values)
    if isinstance(expr, px.TableValue) and expr.table in program.decisions:
        table = program.decisions[expr.table]
        column = table.outputs.index(expr.output)
        return _largest(tuple(row.values[column] for row in table.rows))
    return None


def _largest(values: tuple[px.Constant, ...]) -> Fraction | None:
    shares = [each for each in values if isinstance(each, Fraction)]
    return max(shares) if shares and len(shares) == len(values) else None
