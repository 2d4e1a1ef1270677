"""`take` and `buy`: sets of units and what is given on them. Checked in full, evaluated later.

In: the clauses of a rule that forms a set. Out: its slots, and diagnostics. Invariant: what passes names only
units that the set has, each target once.
"""

from __future__ import annotations

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
from receipt_rules.program.model import Slot


def bind_buy(buy: ast.Buy, scope: Scope) -> tuple[Slot, ...]:
    """`buy n of S get m [of T] free | at P off | for M`."""
    at_least_one(buy.count, scope.diagnostics, what="the number to buy")
    at_least_one(buy.get, scope.diagnostics, what="the number to get")
    bought = bind_selector(buy.selector, scope)
    got = bought if buy.get_of is None else bind_selector(buy.get_of, scope)
    if buy.value is not None:
        bind = bind_percent if buy.reward == "off" else bind_price
        bind(buy.value, scope, Place.ITEM)
    if bought is None or got is None:
        return ()
    return Slot(buy.count.value, bought), Slot(buy.get.value, got)


def bind_take(take: ast.Take, clauses: Clauses, scope: Scope) -> tuple[Slot, ...]:
    """The slots of a set, and every `give` on it."""
    slots: list[Slot] = []
    for slot in take.slots:
        if isinstance(slot.count, ast.Integer):
            at_least_one(slot.count, scope.diagnostics, what="the number to take")
        elif slot.count.quantity.micro == 0:
            scope.diagnostics.report("bad-count", slot.count.span, "the quantity to take must be above zero")
        selection = bind_selector(slot.selector, scope)
        if selection is not None:
            # Any number of weighed lines may make up a quantity: at least one does.
            slots.append(Slot(slot.count.value if isinstance(slot.count, ast.Integer) else 1, selection))
    labels = _labels(take, scope)
    first: dict[object, Give] = {}
    for give in clauses.gives:
        target = _target(give)
        if target in first or (first and (target is None or None in first)):
            report_two_rewards(next(iter(first.values())), give, scope.diagnostics)
            continue
        first[target] = give
        _check_give(give, take, labels, scope)
    return tuple(slots)


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
        return (give.target,)
    if isinstance(give, ast.GiveOff) and give.target is not None:
        target = give.target
        number = None if target.n is None else target.n.value
        return target.kind, number, None if target.label is None else target.label.text
    return None


def _check_give(give: Give, take: ast.Take, labels: dict[str, ast.Name], scope: Scope) -> None:
    if isinstance(give, ast.GiveGift):
        check_gift(give, scope)
    elif isinstance(give, ast.GivePrice):
        if give.target == "each":
            message = "`price ... each` is for rules without a set"
            report_unsupported(give, message, "write `price ... set`, or `on` instead of `take`", scope)
        else:
            bind_price(give.value, scope, Place.ITEM)
    elif isinstance(give, ast.GiveOff):
        _check_off(give, take, labels, scope)


def _check_off(give: ast.GiveOff, take: ast.Take, labels: dict[str, ast.Name], scope: Scope) -> None:
    target = give.target
    if target is None:
        value = give.value.span.text
        scope.diagnostics.report(
            "which-units",
            give.span,
            f"{quoted(give.span.text)} does not say off which units of the set",
            label="off the set, or off some of its units?",
            help=f"write `give {value} off set`, `off cheapest 1`, `off 2nd` or `off LABEL`",
        )
        return
    if target.kind in ("each", "line", "once", "receipt"):
        message = f"`off {target.kind}` is for rules without a set"
        report_unsupported(target, message, "write `off set`, or `on` instead of `take`", scope)
        return
    if give.of_regular:
        report_unsupported(give, "`of regular price` is for rules without a set", "leave it out", scope)
        return
    bind_discount(give.value, scope, Place.ITEM)
    if target.label is not None and target.label.text not in labels:
        _report_unknown_label(target.label, labels, scope)
    elif target.n is not None:
        _check_number(target, target.n, take, scope)


def _check_number(target: ast.Target, n: ast.Integer, take: ast.Take, scope: Scope) -> None:
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
