"""`take` and `buy`: sets of units and what is given on them.

In: the clauses of a rule that forms a set. Out: its slots and its `SetReward`, and diagnostics. Invariant:
what passes names only units that the set has, each target once; no reward looks at a single item.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from receipt_rules.diagnostics import Label
from receipt_rules.diagnostics.suggest import did_you_mean
from receipt_rules.diagnostics.wording import alternatives, quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.amounts import bind_discount, bind_percent, bind_price
from receipt_rules.program.bind.clauses import Clauses, Give
from receipt_rules.program.bind.literals import at_least_one
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.rewards import check_gift, report_two_rewards, report_unsupported, target_text
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.bind.selector import bind_selector
from receipt_rules.program.expression import Const
from receipt_rules.program.model import GiftPrice, SetGive, SetOff, SetPrice, SetReward, Slot
from receipt_rules.program.types import PERCENT


class Formed(NamedTuple):
    """The slots of a set and what it gives; `reward` is None where that is not evaluated, or wrong."""

    slots: tuple[Slot, ...]
    reward: SetReward | None


def bind_buy(buy: ast.Buy, clauses: Clauses, scope: Scope) -> Formed:
    """`buy n of S get m [of T] free | at P off | for M`."""
    counts = (
        at_least_one(buy.count, scope.diagnostics, what="the number to buy"),
        at_least_one(buy.get, scope.diagnostics, what="the number to get"),
    )
    bought = bind_selector(buy.selector, scope)
    got = bought if buy.get_of is None else bind_selector(buy.get_of, scope)
    give = _gift(buy, scope)
    _check_favour(clauses, one_selector=buy.get_of is None, gives=1, scope=scope)
    if bought is None or got is None or not _counted(counts, buy, scope):
        return Formed((), None)
    slots = Slot(buy.count.value, bought), Slot(buy.get.value, got)
    return Formed(slots, None if give is None else _reward((give,), clauses, buys=True))


MOST_UNITS: Final = 1_000
"""Of one set. Nobody is asked to buy more at once; and every unit of a set is dealt by itself."""


def _counted(counts: Sequence[int | None], node: ast.Node, scope: Scope) -> bool:
    """Whether there are counts, and not too many units in all."""
    units = [count for count in counts if count is not None]
    if len(units) == len(counts) and sum(units) > MOST_UNITS:
        scope.diagnostics.report(
            "bad-count",
            node.span,
            f"a set of {sum(units):,} units is too large",
            help=f"write at most {MOST_UNITS:,} in all; a percent on many items wants `on` and a condition",
        )
        return False
    return len(units) == len(counts)


def _gift(buy: ast.Buy, scope: Scope) -> SetGive | None:
    if buy.value is None:
        return SetOff(Const(buy.span, PERCENT, Fraction(1)), "slot", 1)
    if buy.reward == "off":
        share = bind_percent(buy.value, scope, Place.RULE)
        return None if share is None else SetOff(share, "slot", 1)
    price = bind_price(buy.value, scope, Place.RULE)
    return None if price is None else GiftPrice(price)


def bind_take(take: ast.Take, clauses: Clauses, scope: Scope) -> Formed:
    """The slots of a set, and every `give` on it."""
    slots = [_slot(slot, scope) for slot in take.slots]
    labels = _labels(take, scope)
    first: dict[object, Give] = {}
    gives: list[SetGive | None] = []
    for give in clauses.gives:
        target = _target(give)
        if target in first or (first and (target is None or None in first)):
            report_two_rewards(next(iter(first.values())), give, scope.diagnostics)
            continue
        first[target] = give
        gives.append(_bind_give(give, take, labels, scope))
    _check_favour(
        clauses,
        one_selector=len(slots) == 1 and isinstance(take.slots[0].count, ast.Integer),
        gives=len(gives),
        scope=scope,
    )
    bound = tuple(slot for slot in slots if slot is not None)
    given = tuple(give for give in gives if give is not None)
    if len(bound) < len(slots) or not _counted([slot.count for slot in bound], take, scope):
        return Formed((), None)
    return Formed(bound, _reward(given, clauses) if given and len(given) == len(gives) else None)


def _reward(gives: tuple[SetGive, ...], clauses: Clauses, *, buys: bool = False) -> SetReward:
    favour = clauses.one(ast.Favour)
    items: Literal["any", "same", "different"] = "any"
    if clauses.one(ast.SameItem) is not None:
        items = "same"
    elif clauses.one(ast.DifferentItems) is not None:
        items = "different"
    return SetReward(
        gives=gives,
        buys=buys,
        items=items,
        shared=clauses.one(ast.Shared) is not None,
        favour_store=favour is not None and favour.whom == "store",
        spread=clauses.one(ast.Spread) is not None,
    )


def _check_favour(clauses: Clauses, *, one_selector: bool, gives: int, scope: Scope) -> None:
    """`favour store` says how many are given and which: the cheapest of all, so nothing else may choose."""
    favour = clauses.one(ast.Favour)
    if favour is None or favour.whom != "store":
        return
    targets = [each.target for each in clauses.gives if isinstance(each, ast.GiveOff)]
    cheapest = not clauses.gives or (
        len(targets) == 1 and targets[0] is not None and targets[0].kind == "cheapest"
    )
    if one_selector and gives == 1 and cheapest and clauses.one(ast.DifferentItems) is None:
        return
    scope.diagnostics.report(
        "clause-conflict",
        favour.span,
        "`favour store` goes with a gift, or `off cheapest n`, of one selector",
        label="the cheapest of all the items are given",
        help="write `favour customer`, or form the set of one selector and give one reward off its cheapest",
    )


def _slot(slot: ast.Slot, scope: Scope) -> Slot | None:
    selection = bind_selector(slot.selector, scope)
    if isinstance(slot.count, ast.Integer):
        count = at_least_one(slot.count, scope.diagnostics, what="the number to take")
        return None if selection is None or count is None else Slot(count, selection)
    quantity = slot.count.quantity
    if quantity.micro == 0:
        scope.diagnostics.report("bad-count", slot.count.span, "the quantity to take must be above zero")
        return None
    # Any number of weighed lines may make up a quantity: at least one does.
    return None if selection is None else Slot(1, selection, quantity.micro, quantity.dimension)


def _labels(take: ast.Take, scope: Scope) -> dict[str, ast.Name]:
    found: dict[str, ast.Name] = {}
    for slot in take.slots:
        label = slot.label
        if label is not None and label.text in found:
            scope.diagnostics.report(
                "duplicate-name",
                label.span,
                f"two slots are called {quoted(label.text)}",
                label="second",
                secondary=[Label(found[label.text].span, "first")],
                help="give one of them another label",
            )
        elif label is not None:
            found[label.text] = label
    return found


def _target(give: Give) -> tuple[object, ...] | None:
    """What of the set a reward is on, as a key; None for a reward on nothing of the set."""
    if isinstance(give, ast.GivePrice):
        return give.target, None, None
    if isinstance(give, ast.GiveOff) and give.target is not None:
        target = give.target
        number = None if target.n is None else target.n.value
        return target.kind, number, None if target.label is None else target.label.text
    return None


def _bind_give(give: Give, take: ast.Take, labels: dict[str, ast.Name], scope: Scope) -> SetGive | None:
    if isinstance(give, ast.GiveGift):
        check_gift(give, scope)
    elif isinstance(give, ast.GivePrice):
        if give.target == "each":
            message = "`price ... each` is for rules without a set"
            report_unsupported(give, message, "write `price ... set`, or `on` instead of `take`", scope)
        else:
            price = bind_price(give.value, scope, Place.RULE)
            return None if price is None else SetPrice(price)
    elif isinstance(give, ast.GiveOff):
        return _bind_off(give, take, labels, scope)
    return None


def _bind_off(give: ast.GiveOff, take: ast.Take, labels: dict[str, ast.Name], scope: Scope) -> SetGive | None:
    target = give.target
    if target is None:
        value_text = give.value.span.text
        scope.diagnostics.report(
            "which-units",
            give.span,
            f"{quoted(give.span.text)} does not say off which units of the set",
            label="off the set, or off some of its units?",
            help=f"write `give {value_text} off set`, `off cheapest 1`, `off 2nd` or `off LABEL`",
        )
        return None
    if target.kind in ("each", "line", "once", "receipt"):
        message = f"`off {target.kind}` is for rules without a set"
        report_unsupported(target, message, "write `off set`, or `on` instead of `take`", scope)
        return None
    if give.of_regular:
        report_unsupported(give, "`of regular price` is for rules without a set", "leave it out", scope)
        return None
    value = bind_discount(give.value, scope, Place.RULE)
    if target.label is not None:
        if target.label.text not in labels:
            _report_unknown_label(target.label, labels, scope)
            return None
        place = next(
            place
            for place, slot in enumerate(take.slots)
            if slot.label is not None and slot.label.text == target.label.text
        )
        return None if value is None else SetOff(value, "slot", place)
    if target.n is None:
        return None if value is None else SetOff(value, "set")
    if not _check_number(target, target.n, take, scope) or value is None:
        return None
    if target.kind == "ordinal":
        return SetOff(value, "nth", target.n.value)
    return SetOff(value, "cheapest" if target.kind == "cheapest" else "dearest", target.n.value)


def _check_number(target: ast.Target, n: ast.Integer, take: ast.Take, scope: Scope) -> bool:
    counts = [slot.count.value for slot in take.slots if isinstance(slot.count, ast.Integer)]
    if len(counts) < len(take.slots):
        message = f"a set by weight has no {quoted(target_text(target))}"
        scope.diagnostics.report("no-such-unit", target.span, message, help="write `off set`")
    elif n.value > sum(counts):
        scope.diagnostics.report(
            "no-such-unit",
            target.span,
            f"a set of {sum(counts)} has no {quoted(target_text(target))}",
            secondary=[Label(take.span, "the set")],
        )
    elif n.value < 1:
        scope.diagnostics.report("bad-count", n.span, "units are counted from 1")
    else:
        return True
    return False


def _report_unknown_label(label: ast.Name, labels: dict[str, ast.Name], scope: Scope) -> None:
    nearest = did_you_mean(label.text, labels)
    known = (
        f"its labels are {alternatives(labels).replace(' or ', ' and ')}" if labels else "it has no labels"
    )
    scope.diagnostics.report(
        "unknown-label",
        label.span,
        f"no slot of the set is called {quoted(label.text)}",
        label="not a label",
        notes=[known],
        help=nearest or "give the slot a label: `take { 1 of ... as LABEL }`",
    )
