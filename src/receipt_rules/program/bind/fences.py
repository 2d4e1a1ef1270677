"""What bounds a rule: group, priority, `alone`, limits, costs, budget, floor, rounding.

In: the clauses of a rule. Out: the bound ones as fields of the rule; the rest is checked and evaluated
later. Invariant: no bound of zero and none in another currency comes through.
"""

from __future__ import annotations

from receipt_rules.diagnostics import Label
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.money import MoneyError, parse_ending
from receipt_rules.program.bind.clauses import SETS, Clauses, report_needs_set
from receipt_rules.program.bind.expression import bind_expression
from receipt_rules.program.bind.groups import Groups
from receipt_rules.program.bind.literals import above_zero, at_least_one, positive_minor, positive_step
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.expression import Expr
from receipt_rules.program.model import (
    MoneyOff,
    MoneyOffReceipt,
    PercentOffReceipt,
    Reward,
    RoundTo,
    SetOff,
    SetPrice,
    SetReward,
    SlicesOffReceipt,
)
from receipt_rules.program.types import MONEY


def bind_group(clauses: Clauses, reward: Reward | None, groups: Groups, scope: Scope) -> str | None:
    """The group's id, if the rule's reward fits its scope."""
    node = clauses.one(ast.InGroup)
    id = None if node is None else scope.lookup("group", node.group)
    if node is None or id is None:
        return None
    if (
        isinstance(reward, PercentOffReceipt | MoneyOffReceipt | SlicesOffReceipt)
        and groups.scope(id) == "item"
    ):
        scope.diagnostics.report(
            "receipt-reward-in-item-group",
            node.group.span,
            f"a reward on the receipt does not go with {quoted(node.group.text)}, which works per item",
            secondary=[
                Label(groups.nodes[id].span, "per item"),
                *(Label(give.span, "on the receipt") for give in clauses.gives[:1]),
            ],
            help="use a group that is `per receipt`; without a group an item and a receipt discount add up",
        )
        return None
    return id


def bind_priority(clauses: Clauses, scope: Scope) -> int | None:
    """`priority n`, 1 first."""
    node = clauses.one(ast.Priority)
    return None if node is None else at_least_one(node.value, scope.diagnostics, what="a priority")


def bind_floor(clauses: Clauses, scope: Scope) -> Expr | None:
    """`floor E`: money per unit."""
    node = clauses.one(ast.Floor)
    bound = None if node is None else bind_expression(node.value, scope, MONEY, Place.ITEM)
    return bound if bound is None or above_zero(bound, scope, what="a floor") else None


def bind_round(clauses: Clauses, reward: Reward | None, scope: Scope) -> RoundTo | None:
    """`round price|discount MODE to STEP | .ENDING`."""
    node = clauses.one(ast.Round)
    if node is None:
        return None
    shared = _shared(reward) if node.what == "price" else None
    if shared is not None:
        reward_text, where = shared
        scope.diagnostics.report(
            "clause-conflict",
            node.span,
            f"`round price` does not go with {reward_text}",
            secondary=[Label(give.span, where) for give in clauses.gives[:1]],
            help="write `round discount`",
        )
        return None
    if node.step is not None:
        step = positive_step(node.step, scope.currency, scope.diagnostics)
        return None if step is None else RoundTo(node.what, node.mode, step_minor=step)
    assert node.ending is not None
    try:
        ending, _ = parse_ending(f".{node.ending}", scope.currency)
    except MoneyError as error:
        scope.diagnostics.report(
            "too-fine", node.span, error.message, notes=[error.help] if error.help else []
        )
        return None
    return RoundTo(node.what, node.mode, ending_minor=ending)


def _shared(reward: Reward | None) -> tuple[str, str] | None:
    """A reward that many lines share, so that no one price results: what it is, and what it is on."""
    if isinstance(reward, PercentOffReceipt | MoneyOffReceipt | SlicesOffReceipt):
        return "a reward on the receipt", "on the receipt"
    if isinstance(reward, MoneyOff) and reward.per == "once":
        return "`off once`", "once for all items"
    if isinstance(reward, SetReward):
        if reward.spread:
            return "`spread`", "one amount for the whole set"
        if any(isinstance(each, SetPrice) for each in reward.gives):
            return "a price of the set", "one price for all its items"
        if any(isinstance(each, SetOff) and each.value.type == MONEY for each in reward.gives):
            return "money off a set", "one amount for the set"
    return None


# ---- checked, evaluated later ----------------------------------------------------------------------


def check_fences(clauses: Clauses, scope: Scope) -> None:
    """Limits, costs, budget."""
    for limit in clauses.every(ast.Limit):
        _check_limit(limit, clauses, scope)
    costs = clauses.one(ast.Costs)
    if costs is not None:
        at_least_one(costs.points, scope.diagnostics, what="the number of points")
        scope.lookup("points", costs.currency)
    draws = clauses.one(ast.Draws)
    if draws is not None:
        scope.lookup("budget", draws.budget)


def check_used(limit: ast.Limit, scope: Scope) -> None:
    """The amount of a limit, or of what a test says was used of it."""
    if isinstance(limit.amount, ast.Money):
        positive_minor(limit.amount, scope.currency, scope.diagnostics, what="a limit")
    elif isinstance(limit.amount, ast.PointsAmount):
        at_least_one(limit.amount.count, scope.diagnostics, what="a limit")
    else:
        at_least_one(limit.amount, scope.diagnostics, what="a limit")


def _check_limit(limit: ast.Limit, clauses: Clauses, scope: Scope) -> None:
    check_used(limit, scope)
    has_set = any(isinstance(each, SETS) for each in clauses.rule.clauses)
    if limit.unit == "sets" and not has_set:
        report_needs_set(limit, "a limit in `sets` speaks of a set", scope.diagnostics)
    if "coupon" in limit.scopes and not any(each.what == "coupon" for each in clauses.every(ast.Needs)):
        scope.diagnostics.report(
            "missing-clause",
            limit.span,
            "a limit `per coupon` needs one, and the rule has no `needs coupon`",
            help="add `needs coupon ...`, or limit it otherwise",
        )
    for each in sorted(set(limit.scopes)):
        if limit.scopes.count(each) > 1:
            scope.diagnostics.report(
                "duplicate-clause", limit.span, f"`per {each}` is there twice", help="keep one of them"
            )
