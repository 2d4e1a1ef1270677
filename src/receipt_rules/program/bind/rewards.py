"""`give`: what a rule takes off prices and totals.

In: the `give` clauses of a rule. Out: its `Reward`, or None where its reward is one that is not
evaluated yet (sets, gifts) or a diagnostic was made. Invariant: this is the `give` row of the table
"Rules": a percent or money only with the targets it goes with.
"""

from __future__ import annotations

from typing import Final

from receipt_rules.diagnostics import Diagnostics, Label
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.amounts import bind_discount, bind_price
from receipt_rules.program.bind.clauses import Clauses, Give, report_needs_set
from receipt_rules.program.bind.literals import at_least_one, positive_minor, positive_step
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.bind.tabled import by_slices
from receipt_rules.program.expression import Expr
from receipt_rules.program.model import (
    Every,
    MoneyOff,
    MoneyOffReceipt,
    PercentOff,
    PercentOffReceipt,
    PriceEach,
    Reward,
    SlicesOff,
    SlicesOffReceipt,
    TotalRounded,
)
from receipt_rules.program.types import MONEY, PERCENT

_OF_A_SET: Final = ("set", "ordinal", "dearest", "label")


def bind_reward(clauses: Clauses, scope: Scope) -> Reward | None:
    """The reward of a rule without a set; the first `give` is the one that counts."""
    if not clauses.gives:
        return None
    give, *others = clauses.gives
    for other in others:
        report_two_rewards(give, other, scope.diagnostics)
    return bind_give(give, scope)


def report_two_rewards(first: Give, second: Give, diagnostics: Diagnostics) -> None:
    """A rule has one reward; several only on different targets of one set."""
    diagnostics.report(
        "two-rewards",
        second.span,
        "a rule has one reward",
        label="second reward",
        secondary=[Label(first.span, "first reward")],
        notes=["several `give` are possible with different targets of one set: `off 2nd`, `off 3rd`"],
        help="make two rules of it; a group says how they combine",
    )


def bind_give(give: Give, scope: Scope) -> Reward | None:
    """One `give` of a rule without a set; also a gift, which is checked and is no reward yet."""
    if isinstance(give, ast.GivePrice):
        return _price(give, scope)
    if isinstance(give, ast.GiveGift):
        check_gift(give, scope)
        return None
    if isinstance(give, ast.GiveTotal):
        step = positive_step(give.step, scope.currency, scope.diagnostics)
        return None if step is None else TotalRounded(give.mode, step)
    return _off(give, scope)


def check_gift(give: ast.GiveGift, scope: Scope) -> None:
    """`gift n of "sku" [for M]`."""
    at_least_one(give.count, scope.diagnostics, what="the number of gifts")
    if give.price is not None and give.price.currency != scope.currency:
        positive_minor(give.price, scope.currency, scope.diagnostics, what="the price of a gift")


def _price(give: ast.GivePrice, scope: Scope) -> Reward | None:
    if give.target == "set":
        report_needs_set(give, "`price ... set` speaks of a set", scope.diagnostics)
        return None
    price = bind_price(give.value, scope, Place.ITEM)
    return None if price is None else PriceEach(price)


def _off(give: ast.GiveOff, scope: Scope) -> Reward | None:
    target = give.target
    if target is not None and target.kind in _OF_A_SET:
        report_needs_set(target, f"`off {target_text(target)}` speaks of a set", scope.diagnostics)
        return None
    slices = _slices(give.value, scope)
    if slices is not None:
        return _by_slices(give, slices, scope)
    on_receipt = target is not None and target.kind == "receipt"
    # One amount for all of them: there is no single item whose facts it could read.
    in_one = on_receipt or (target is not None and target.kind == "once")
    value = bind_discount(give.value, scope, Place.RULE if in_one else Place.ITEM)
    if value is None:
        return None
    if give.of_regular and (value.type == MONEY or on_receipt):
        report_unsupported(give, "`of regular price` goes with a percent off items only", "", scope)
        return None
    return _percent(give, value, scope) if value.type == PERCENT else _money(give, value, scope)


def _slices(node: ast.Expr, scope: Scope) -> str | None:
    """The id of tiers by `slices`, which have no value but as a discount."""
    found = scope.find(node.name) if isinstance(node, ast.Ref) else None
    return found.id if found is not None and by_slices(found.node) else None


def _by_slices(give: ast.GiveOff, tiers: str, scope: Scope) -> Reward | None:
    target, name = give.target, give.value.span.text
    if give.of_regular:
        message = "slices earn percents of the price, not of the regular price"
        report_unsupported(give, message, "leave `of regular price` out", scope)
        return None
    if target is None:
        return SlicesOff(tiers)
    if target.kind == "receipt":
        if target.for_each is None:
            return SlicesOffReceipt(tiers)
        message = "slices off the receipt are given once"
        report_unsupported(target.for_each, message, "leave `for each` out, or give money", scope)
        return None
    message = f"slices say themselves which units earn, so they go without `{target_text(target)}`"
    report_unsupported(target, message, f"write `give {name} off` or `give {name} off receipt`", scope)
    return None


def _percent(give: ast.GiveOff, share: Expr, scope: Scope) -> Reward | None:
    target = give.target
    if target is None or target.kind == "each":
        return PercentOff(share, of_regular=give.of_regular)
    if target.kind == "cheapest":
        assert target.n is not None
        count = at_least_one(target.n, scope.diagnostics, what="the number of units")
        return None if count is None else PercentOff(share, count, give.of_regular)
    if target.kind == "receipt":
        if target.for_each is None:
            return PercentOffReceipt(share)
        message = "a percent off the receipt is the same `for each` amount"
        report_unsupported(target.for_each, message, "leave `for each` out, or give money", scope)
        return None
    where = "a line" if target.kind == "line" else target.kind
    message = f"a percent off {where} is the same as a percent off each unit"
    report_unsupported(target, message, f"leave `{target.kind}` out", scope)
    return None


def _money(give: ast.GiveOff, amount: Expr, scope: Scope) -> Reward | None:
    target = give.target
    if target is None:
        amount_text = give.value.span.text
        scope.diagnostics.report(
            "which-units",
            give.span,
            f"{quoted(give.span.text)} does not say off what",
            label="off each unit, each line, or once?",
            help=f"write `give {amount_text} off each`, `off line`, `off once` or `off receipt`",
        )
        return None
    if target.kind == "each" or target.kind == "line" or target.kind == "once":
        return MoneyOff(amount, target.kind)
    if target.kind == "receipt":
        if target.for_each is None:
            return MoneyOffReceipt(amount)
        every = bind_every(target.for_each, scope)
        return None if every is None else MoneyOffReceipt(amount, every)
    message = "money off the cheapest unit needs a set"
    report_unsupported(target, message, "give a percent, or form a set with `take`", scope)
    return None


def bind_every(node: ast.ForEach, scope: Scope) -> Every | None:
    """`for each 5_000 RUB | 3 items | 2 kg`."""
    every = node.every
    if isinstance(every, ast.Money):
        size = positive_minor(every, scope.currency, scope.diagnostics, what="the step of `for each`")
        return None if size is None else Every(size, "money")
    if isinstance(every, ast.Integer):
        count = at_least_one(every, scope.diagnostics, what="the number of items")
        return None if count is None else Every(count, "items")
    quantity = every.quantity
    if quantity.micro == 0:
        scope.diagnostics.report("bad-count", every.span, "the step of `for each` must be above zero")
        return None
    assert quantity.dimension in ("kg", "l", "m")
    return Every(quantity.micro, quantity.dimension)  # type: ignore[arg-type]


def target_text(target: ast.Target) -> str:
    """The target as an author would write it."""
    return " ".join(target.span.text.split())


def report_unsupported(place: ast.Node, message: str, help: str, scope: Scope) -> None:
    """A reward that cannot be given on its target."""
    scope.diagnostics.report("unsupported-target", place.span, message, help=help)
