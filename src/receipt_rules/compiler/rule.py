"""Rules, gates and rewards to rows.

In: `program.model` values. Out: rows of `runtime.rows`. Invariant: alternatives without an order of
their own are sorted, so that the order of the text does not show.
"""

from __future__ import annotations

from receipt_rules.calendar import Validity, Window
from receipt_rules.compiler.expression import expression_row, selection_row
from receipt_rules.compiler.order import priority_of
from receipt_rules.compiler.tables import slices_row
from receipt_rules.compiler.words import goal_rows, words_rows
from receipt_rules.money import exponent
from receipt_rules.program import model
from receipt_rules.program.expression import AllItems, Selection
from receipt_rules.program.types import PERCENT
from receipt_rules.runtime.rows import (
    GateRow,
    RewardRow,
    RoundingRow,
    RuleRow,
    SelectionRow,
    SetGiveRow,
    SetRow,
    SlotRow,
    ValidityRow,
    WindowRow,
)

EVERYTHING = Selection((AllItems(),))


def rule_row(rule: model.Rule, program: model.Program, gate: int, exact: bool, group: int = -1) -> RuleRow:
    """The row of a rule. Of a draft with clauses not evaluated yet only the name and the verdict."""
    if not rule.evaluated:
        return RuleRow(
            id=rule.id, title=rule.title, scope=rule.scope, reward=RewardRow("none"),
            selection=SelectionRow(), draft=True, group=group,
        )  # fmt: skip
    sets = set_row(rule)
    return RuleRow(
        id=rule.id,
        title=rule.title,
        scope=rule.scope,
        reward=RewardRow("none") if rule.reward is None else reward_row(rule.reward, program),
        selection=SelectionRow() if sets is not None else selection_of(rule),
        exact=exact,
        gate=gate,
        draft=rule.draft,
        priority=priority_of(rule),
        when=tuple(expression_row(each) for each in rule.when),
        unless=tuple(expression_row(each) for each in rule.unless),
        floor=None if rule.floor is None else expression_row(rule.floor),
        rounding=None if rule.rounding is None else rounding_of(rule.rounding, program),
        including_manual=rule.including_manual,
        group=group,
        alone=rule.alone or "",
        sets=sets,
        issues=rule.issues,
        words=words_rows(rule),
        goals=goal_rows(rule),
    )


def selection_of(rule: model.Rule) -> SelectionRow:
    """What the rule selects; without `on`, all items."""
    return selection_row(rule.selection or EVERYTHING)


def rounding_of(rounding: model.RoundTo, program: model.Program) -> RoundingRow:
    """A rule's own rounding; it keeps the ruleset's unit or line."""
    ending = None
    if rounding.ending_minor is not None:
        ending = (rounding.ending_minor, 10 ** exponent(program.currency))
    return RoundingRow(
        what=rounding.what,
        mode=rounding.mode,
        step=rounding.step_minor or 1,
        per_unit=program.rounding.per == "unit",
        ending=ending,
    )


def gate_row(rule: model.Rule, program: model.Program) -> GateRow | None:
    """Who and when; None where everyone always qualifies."""
    validities = [*rule.validities, *([program.validity] if program.validity else [])]
    row = GateRow(
        customer=rule.reads_customer,
        audiences=_audiences(rule.audiences),
        cards=tuple(sorted(set(rule.cards))),
        coupons=tuple(sorted(set(rule.coupons))),
        validities=tuple(sorted({validity_row(each) for each in validities}, key=repr)),
        windows=tuple(sorted({window_row(each) for each in rule.windows}, key=repr)),
    )
    return None if row == GateRow() else row


def _audiences(audiences: tuple[model.Audience, ...]) -> tuple[tuple[str, object], ...]:
    rows: list[tuple[str, object]] = []
    for audience in audiences:
        if isinstance(audience, model.ForEveryone):
            return ()
        if isinstance(audience, model.ForMembers):
            rows.append(("members", audience.program))
        elif isinstance(audience, model.ForSegment):
            rows.append(("segment", audience.segment))
        else:
            rows.append(("where", expression_row(audience.condition)))
    return tuple(sorted(rows, key=repr))


def validity_row(validity: Validity) -> ValidityRow:
    """A term as text."""
    return ValidityRow(*(None if value is None else value.isoformat() for value in validity))


def window_row(window: Window) -> WindowRow:
    """A window as data."""
    if isinstance(window.days, tuple):
        first, last = window.days
        return WindowRow(dates=(first.isoformat(), last.isoformat()), span=window.span)
    return WindowRow(weekdays=None if window.days is None else tuple(sorted(window.days)), span=window.span)


def reward_row(reward: model.Reward, program: model.Program) -> RewardRow:
    """What a rule gives."""
    if isinstance(reward, model.PercentOff):
        value = expression_row(reward.share)
        return RewardRow("percent", value, cheapest=reward.cheapest or 0, of_regular=reward.of_regular)
    if isinstance(reward, model.MoneyOff):
        return RewardRow(reward.per, expression_row(reward.amount))
    if isinstance(reward, model.PriceEach):
        return RewardRow("price", expression_row(reward.price))
    if isinstance(reward, model.SlicesOff):
        return RewardRow("slices", slices=slices_row(program.tiers[reward.tiers]))
    if isinstance(reward, model.SlicesOffReceipt):
        return RewardRow("receipt-slices", slices=slices_row(program.tiers[reward.tiers]))
    if isinstance(reward, model.PercentOffReceipt):
        return RewardRow("receipt-percent", expression_row(reward.share))
    if isinstance(reward, model.MoneyOffReceipt):
        every = None if reward.every is None else (reward.every.size, reward.every.of)
        return RewardRow("receipt-money", expression_row(reward.amount), every=every)
    if isinstance(reward, model.SetReward):
        return RewardRow("set")
    return RewardRow("total", mode=reward.mode, step=reward.step_minor)


def set_row(rule: model.Rule) -> SetRow | None:
    """The sets that a rule forms."""
    reward = rule.reward
    if not isinstance(reward, model.SetReward):
        return None
    return SetRow(
        slots=tuple(
            SlotRow(slot.count, selection_row(slot.selection), slot.micro, slot.dimension)
            for slot in rule.slots
        ),
        gives=tuple(_set_give(give) for give in reward.gives),
        buys=reward.buys,
        items=reward.items,
        shared=reward.shared,
        favour_store=reward.favour_store,
        spread=reward.spread,
    )


def _set_give(give: model.SetGive) -> SetGiveRow:
    if isinstance(give, model.SetOff):
        kind = "percent" if give.value.type == PERCENT else "money"
        return SetGiveRow(kind, expression_row(give.value), give.target, give.n)
    kind = "set-price" if isinstance(give, model.SetPrice) else "gift-price"
    return SetGiveRow(kind, expression_row(give.price))
