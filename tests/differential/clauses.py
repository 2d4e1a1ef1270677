"""Which clauses of the language a rule has, by name.

In: a bound program. Out: by rule, the names of `CLAUSES` that it has, its group and its tables included.
Invariant: a clause of the language that is evaluated has one name here, so that none goes untested unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from receipt_rules.program import Program, model
from receipt_rules.program import expression as px
from receipt_rules.program.bind.walk import walk
from receipt_rules.program.types import PERCENT
from tests.differential.clauses_of_words import WORDS, of_words

_SCOPES: Final = ("item", "receipt")
_MODES: Final = ("exclusive", "best", "stack", "compound")
_AGGREGATES: Final = ("amount", "quantity", "distinct", "lowest", "highest")
_TIERS_BY: Final = ("amount", "quantity", "distinct", "kg", "this item", "receipt.total")
_SLICES_BY: Final = ("amount", "quantity", "kg", "this item")
_HITS: Final = ("unique", "first", "max", "min")
_TARGETS: Final = ("set", "slot", "nth", "cheapest of a set", "dearest of a set")
_SET_FENCES: Final = ("floor", "including manual prices", "round price", "round discount", "priority")

CLAUSES: Final = (
    *("for members", "for members of", "for segment", "for customers where", "needs card", "needs coupon"),
    *("issue coupon", "issue coupon only", "use once", "use n times", "per customer", "generated"),
    *("valid", "during", "when", "unless", "priority", "floor", "including manual prices"),
    *("on all items", "on items", "except", "where", "discounted", "discounted in an aggregate"),
    *("sku", "category", "brand", "tag", "item set"),
    *(f"{function} of" for function in _AGGREGATES),
    *("aggregate of all items", "aggregate of items", "aggregate of its items", "aggregate of this item"),
    *("percent off", "percent off cheapest", "percent off of regular", "money off each", "money off line"),
    *("money off once", "price each", "percent off receipt", "money off receipt", "slices off"),
    *("slices off receipt", "for each money", "for each items", "for each kg", "for each l", "total rounded"),
    *(
        "item reward per receipt",
        "if then else",
        "and",
        "or",
        "not",
        "default",
        "is known",
        "near",
        "matches",
    ),
    *("in a list fact", "in braces", "in a range", "in items", "in segment", "percent of", "arithmetic"),
    *("round price", "round price to an ending", "round discount", "rounding per unit", "rounding per line"),
    *("business day starts", "protect never", "protect price", "protect discount", "protect receipt"),
    *(f"{mode} per {scope}" for mode in _MODES for scope in _SCOPES),
    *(f"{what} per {scope}" for what in ("cap percent", "cap money", "excludes") for scope in _SCOPES),
    *("ungrouped per item", "ungrouped per receipt", "sequence", "part of", "part of a part"),
    *(f"at most {mode} per {scope}" for mode in ("stack", "compound") for scope in _SCOPES),
    *("at most best per receipt", "alone", "alone first"),
    *(f"tiers whole by {by}" for by in _TIERS_BY),
    *(f"tiers slices by {by}" for by in _SLICES_BY),
    *(f"table {hit}" for hit in _HITS),
    *("table of two outputs", "table of two inputs"),
    *("take", "take a block", "take a quantity", "buy", "buy of one get of another"),
    *("get free", "get at percent off", "get for money", "price set"),
    *(f"{what} off {target}" for target in _TARGETS for what in ("percent", "money")),
    *("several gives", "same item", "different items", "shared", "favour store", "spread"),
    *(f"set with {fence}" for fence in _SET_FENCES),
    *(f"set in {mode} per {scope}" for mode in _MODES for scope in _SCOPES),
    *("set ungrouped", "set in a part", "set alone"),
    *WORDS,
)
"""Every clause that this version evaluates; the differential command says how often each took part."""


def clauses_of(program: Program) -> Mapping[str, frozenset[str]]:
    """By rule id the names of its clauses."""
    around = frozenset(_of_program(program))
    return {rule.id: around.union(_of_rule(rule, program)) for rule in program.rules}


def _of_program(program: Program) -> Iterator[str]:
    yield f"rounding per {program.rounding.per}"
    if program.day_starts:
        yield "business day starts"
    for protection in program.protections:
        yield "protect receipt" if protection.selection is None else f"protect {protection.kind}"


def _of_rule(rule: model.Rule, program: Program) -> Iterator[str]:
    yield from _gates(rule)
    yield from _codes(rule, program)
    yield from _fences(rule)
    yield from _reward(rule, program)
    yield from _meeting(rule, program)
    yield from of_words(rule)
    if rule.selection is not None:
        yield "on all items" if px.AllItems() in rule.selection.any_of else "on items"
    if isinstance(rule.reward, model.SetReward):
        yield from _set(rule, rule.reward, program)
    inside = (rule.selection, rule.slots, rule.when, rule.unless, rule.reward, rule.floor)
    yield from _inside(inside, program)


def _gates(rule: model.Rule) -> Iterator[str]:
    for audience in rule.audiences:
        if isinstance(audience, model.ForMembers):
            yield "for members" if audience.program is None else "for members of"
        elif not isinstance(audience, model.ForEveryone):
            yield "for segment" if isinstance(audience, model.ForSegment) else "for customers where"
    present = {
        "needs card": rule.cards, "needs coupon": rule.coupons, "valid": rule.validities,
        "during": rule.windows, "when": rule.when, "unless": rule.unless,
    }  # fmt: skip
    yield from (name for name, value in present.items() if value)
    if rule.issues:
        yield "issue coupon" if rule.reward is not None else "issue coupon only"


def _codes(rule: model.Rule, program: Program) -> Iterator[str]:
    for id in (*rule.cards, *rule.coupons):
        codes = program.codes[id]
        if codes.generated:
            yield "generated"
        if codes.per_customer:
            yield "per customer"
        elif codes.uses is not None:
            yield "use once" if codes.uses == 1 else "use n times"


def _fences(rule: model.Rule) -> Iterator[str]:
    if rule.priority is not None:
        yield "priority"
    if rule.floor is not None:
        yield "floor"
    if rule.including_manual:
        yield "including manual prices"
    if rule.rounding is not None:
        ending = " to an ending" if rule.rounding.ending_minor is not None else ""
        yield f"round {rule.rounding.what}{ending}"


# ---- rewards ------------------------------------------------------------------------------------------


def _reward(rule: model.Rule, program: Program) -> Iterator[str]:
    reward = rule.reward
    if isinstance(reward, model.PercentOff):
        yield "percent off"
        yield from ["percent off cheapest"] * (reward.cheapest is not None)
        yield from ["percent off of regular"] * reward.of_regular
    elif isinstance(reward, model.MoneyOff):
        yield f"money off {reward.per}"
    elif isinstance(reward, model.MoneyOffReceipt):
        yield "money off receipt" if reward.every is None else f"for each {reward.every.of}"
    elif reward is not None and not isinstance(reward, model.SetReward):
        yield _NAMES[type(reward)]
    if isinstance(reward, model.SlicesOff | model.SlicesOffReceipt):
        yield from _tiers(reward.tiers, program)
    on_receipt = model.PercentOffReceipt | model.MoneyOffReceipt | model.SlicesOffReceipt
    if rule.scope == "receipt" and not isinstance(reward, on_receipt):
        yield "item reward per receipt"


_NAMES: Final[dict[type, str]] = {
    model.PriceEach: "price each",
    model.PercentOffReceipt: "percent off receipt",
    model.SlicesOff: "slices off",
    model.SlicesOffReceipt: "slices off receipt",
    model.TotalRounded: "total rounded",
}


# ---- sets -----------------------------------------------------------------------------------------------


def _set(rule: model.Rule, reward: model.SetReward, program: Program) -> Iterator[str]:
    present = {
        "buy": reward.buys, "take": not reward.buys,
        "take a block": not reward.buys and len(rule.slots) > 1,
        "take a quantity": any(slot.dimension for slot in rule.slots),
        "buy of one get of another": reward.buys and rule.slots[0].selection != rule.slots[1].selection,
        "several gives": len(reward.gives) > 1,
        f"{reward.items} item{'s' * (reward.items == 'different')}": reward.items != "any",
        "shared": reward.shared, "favour store": reward.favour_store, "spread": reward.spread,
        "set alone": rule.alone is not None,
    }  # fmt: skip
    yield from (name for name, value in present.items() if value)
    for give in reward.gives:
        yield _given(give, buys=reward.buys)
    for name in _fences(rule):
        yield f"set with {name.removesuffix(' to an ending')}"
    if rule.group is None:
        yield "set ungrouped"
    else:
        group = program.groups[rule.group]
        yield f"set in {group.mode} per {group.scope}"
        if group.part_of is not None:
            yield "set in a part"


def _given(give: model.SetGive, *, buys: bool) -> str:
    if isinstance(give, model.SetPrice):
        return "price set"
    if isinstance(give, model.GiftPrice):
        return "get for money"
    if buys:
        free = isinstance(give.value, px.Const) and give.value.value == 1
        return "get free" if free else "get at percent off"
    extreme = " of a set" * (give.target in ("cheapest", "dearest"))
    return f"{'percent' if give.value.type == PERCENT else 'money'} off {give.target}{extreme}"


# ---- how rules meet -----------------------------------------------------------------------------------


def _meeting(rule: model.Rule, program: Program) -> Iterator[str]:
    if rule.alone is not None:
        yield "alone first" if rule.alone == "first" else "alone"
    if rule.group is None:
        if rule.scope in _SCOPES:
            yield f"ungrouped per {rule.scope}"
        return
    depth = 0
    group = program.groups[rule.group]
    yield from _group(group)
    while group.part_of is not None:
        group = program.groups[group.part_of]
        depth += 1
        yield from _group(group)
    yield from ["part of", "part of a part"][:depth]
    if group.id in program.sequence:
        yield "sequence"


def _group(group: model.Group) -> Iterator[str]:
    yield f"{group.mode} per {group.scope}"
    if group.cap_share is not None:
        yield f"cap percent per {group.scope}"
    if group.cap_minor is not None:
        yield f"cap money per {group.scope}"
    if group.most_rules is not None:
        yield f"at most {group.mode} per {group.scope}"
    if group.excludes:
        yield f"excludes per {group.scope}"


# ---- selectors and expressions ------------------------------------------------------------------------


def _inside(tree: object, program: Program) -> Iterator[str]:
    """The names of what stands in a tree, also behind item sets, tiers and tables."""
    for node in walk(tree):
        if isinstance(node, px.Selection):
            yield from _selection(node)
        elif isinstance(node, px.Members):
            yield from _inside(program.items[node.items].source, program)
        elif isinstance(node, px.Aggregate):
            yield from _aggregate(node)
        elif isinstance(node, px.Logic):
            yield node.op
        elif type(node) in _OPERATORS:
            yield _OPERATORS[type(node)]
        elif isinstance(node, px.TierValue):
            yield from _tiers(node.tiers, program)
        elif isinstance(node, px.TableValue):
            yield from _table(program.decisions[node.table], program)


_OPERATORS: Final[dict[type, str]] = {
    px.IfElse: "if then else", px.Not: "not", px.OrElse: "default", px.Known: "is known", px.Near: "near",
    px.Matches: "matches", px.InFact: "in a list fact", px.InList: "in braces", px.InRange: "in a range",
    px.InItems: "in items", px.InSegment: "in segment", px.PercentOf: "percent of",
    px.Arithmetic: "arithmetic",
}  # fmt: skip


def _selection(selection: px.Selection) -> Iterator[str]:
    if selection.none_of:
        yield "except"
    if selection.where is not None:
        yield "where"
    yield from _atoms((*selection.any_of, *selection.none_of))


def _atoms(atoms: Iterable[px.Atom]) -> Iterator[str]:
    names = {
        px.Sku: "sku", px.Category: "category", px.Brand: "brand", px.Tag: "tag", px.Members: "item set",
        px.Discounted: "discounted",
    }  # fmt: skip
    yield from (names[type(atom)] for atom in atoms if type(atom) in names)


def _aggregate(node: px.Aggregate) -> Iterator[str]:
    yield f"{node.function} of"
    if node.over is None:
        yield "aggregate of its items"
    elif isinstance(node.over, str):
        yield "aggregate of this item"
    else:
        everything = px.AllItems() in node.over.any_of
        yield "aggregate of all items" if everything else "aggregate of items"
        if any(isinstance(each, px.Discounted) for each in walk(node.over)):
            yield "discounted in an aggregate"


# ---- tables -------------------------------------------------------------------------------------------


def _tiers(id: str, program: Program) -> Iterator[str]:
    tiers = program.tiers[id]
    yield f"tiers {tiers.mode} by {_by(tiers.by)}"
    yield from _inside(tiers.by, program)


def _by(by: px.Expr) -> str:
    if not isinstance(by, px.Aggregate):
        return "receipt.total"
    if by.over == "this-item":
        return "this item"
    return "kg" if by.type.kind == "quantity" else by.function


def _table(table: model.Table, program: Program) -> Iterator[str]:
    yield f"table {table.hit}"
    if len(table.outputs) > 1:
        yield "table of two outputs"
    if len(table.inputs) > 1:
        yield "table of two inputs"
    yield from _inside(table.inputs, program)
