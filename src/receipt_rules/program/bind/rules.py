"""Rules: who, when, what, which reward, within which fences.

In: the `rule` declarations of a bundle and what they refer to. Out: `Rule`s, sorted by id. Invariants:
an id is unique over the bundle and no rule was called by the id of a living one; a clause that is not
evaluated yet is checked all the same and recorded as `Later`, also where it hides behind an item set,
a set of codes or a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from receipt_rules.diagnostics import Diagnostics, Label
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.clauses import GIVES, SETS, Clauses, checked_clauses
from receipt_rules.program.bind.conditions import bind_conditions
from receipt_rules.program.bind.context import Context
from receipt_rules.program.bind.earning import check_earning
from receipt_rules.program.bind.expression import bind_expression
from receipt_rules.program.bind.fences import bind_floor, bind_group, bind_priority, bind_round, check_fences
from receipt_rules.program.bind.groups import Groups
from receipt_rules.program.bind.laters import Laters
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.rewards import bind_reward
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.bind.selector import bind_selector
from receipt_rules.program.bind.set_rewards import bind_buy, bind_take
from receipt_rules.program.bind.terms import bind_validity, bind_windows
from receipt_rules.program.bind.words import WORDS, bind_words
from receipt_rules.program.model import (
    Audience,
    ForCustomers,
    ForEveryone,
    ForMembers,
    ForSegment,
    Later,
    MoneyOffReceipt,
    PercentOffReceipt,
    Reward,
    Rule,
    SlicesOffReceipt,
    Slot,
    TotalRounded,
)
from receipt_rules.program.types import BOOL

_LATER: Final[Mapping[type[ast.Node], str]] = {
    ast.GiveGift: "give gift", ast.Earn: "earn", ast.Accept: "accept",
    ast.Limit: "limit", ast.Costs: "costs",
    ast.Draws: "draws on",
}  # fmt: skip
"""The clauses that are not evaluated yet, in the author's words."""

_NOT_LAST: Final = (*GIVES, *SETS, ast.Earn, ast.Accept, ast.InGroup, ast.Alone)
"""The clauses of a rule that acts before phase 7, or is compared with others by what it gives."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What rules refer to: groups, the ids of all points, and what is not evaluated yet."""

    groups: Groups
    points: tuple[str, ...]
    laters: Laters


def bind_rules(context: Context, around: Surroundings) -> tuple[Rule, ...]:
    """Every rule of the bundle; of two with one id only the first."""
    first: dict[str, ast.Rule] = {}
    found: list[Rule] = []
    for node, scope in context.each(ast.Rule):
        if first.setdefault(node.name.text, node) is node:
            found.append(_bind_rule(node, scope, around))
        else:
            _bind_rule(node, scope, around)
            _report_duplicate(first[node.name.text], node, context.diagnostics)
    _check_former_ids(first, context.diagnostics)
    return tuple(sorted(found, key=lambda rule: rule.id))


def _bind_rule(node: ast.Rule, scope: Scope, around: Surroundings) -> Rule:
    clauses = checked_clauses(node, scope.file, scope.diagnostics)
    take, buy = clauses.one(ast.Take), clauses.one(ast.Buy)
    reward: Reward | None
    slots: tuple[Slot, ...] = ()
    if take is not None:
        slots, reward = bind_take(take, clauses, scope)
    elif buy is not None:
        slots, reward = bind_buy(buy, clauses, scope)
    else:
        reward = bind_reward(clauses, scope)
    check_fences(clauses, scope)
    check_earning(clauses, scope, around.points)
    conditions = bind_conditions(
        (each.condition for each in clauses.every(ast.When)),
        (each.condition for each in clauses.every(ast.Unless)),
        scope,
        Place.RULE,
    )
    said = bind_words(clauses, conditions, scope)
    on = clauses.one(ast.On)
    term, during = clauses.one(ast.Valid), clauses.one(ast.During)
    group, alone = bind_group(clauses, reward, around.groups, scope), clauses.one(ast.Alone)
    validity = None if term is None else bind_validity(term, scope.diagnostics)
    bound = Rule(
        id=node.name.text,
        title="" if node.title is None else node.title.value,
        doc="\n\n".join(doc.value for doc in clauses.every(ast.Doc)),
        draft=node.draft,
        was=tuple(sorted({name.text for name in node.was})),
        span=node.span,
        module=scope.module,
        audiences=_audiences(clauses, scope),
        cards=_codes(clauses, "card", scope),
        coupons=_codes(clauses, "coupon", scope),
        issues=_issued(clauses, scope),
        validities=() if validity is None else (validity,),
        windows=() if during is None else bind_windows(during, scope.diagnostics),
        when=conditions.when,
        unless=conditions.unless,
        selection=None if on is None else bind_selector(on.selector, scope),
        # Units of earlier receipts may fill a slot.
        slots=() if _counts_earlier(clauses) else slots,
        reward=reward,
        floor=bind_floor(clauses, scope),
        rounding=bind_round(clauses, reward, scope),
        including_manual=clauses.one(ast.IncludingManual) is not None,
        priority=bind_priority(clauses, scope),
        group=group,
        scope="words" if _acts_last(clauses) else _scope(group, reward, around.groups),
        alone=None if alone is None else "first" if alone.first else "alone",
        words=said.words,
        goals=said.goals,
    )
    return around.laters.completed(bound, _later_clauses(clauses))


def _scope(group: str | None, reward: Reward | None, groups: Groups) -> Literal["item", "receipt", "total"]:
    """Where the rule acts: where its group does, else where its reward belongs."""
    if isinstance(reward, TotalRounded):
        return "total"
    if group is not None:
        return groups.scope(group)
    on_receipt = isinstance(reward, PercentOffReceipt | MoneyOffReceipt | SlicesOffReceipt)
    return "receipt" if on_receipt else "item"


def _counts_earlier(clauses: Clauses) -> bool:
    counting = clauses.one(ast.Counting)
    return counting is not None and counting.what != "this"


def _later_clauses(clauses: Clauses) -> Iterable[Later]:
    for clause in clauses.all:
        what = _LATER.get(type(clause))
        if isinstance(clause, ast.Counting) and clause.what != "this":
            what = "counting"
        if isinstance(clause, ast.Take) and not clauses.gives and not _earns(clauses):
            what = "take"
        if what is not None:
            yield Later(clause.span, what)
    if _only_issues(clauses) and any(map(clauses.one, (*SETS, ast.InGroup, ast.Alone))):
        # Sets without money, and rivals that are compared by what they give.
        yield from (Later(each.span, "issue coupon") for each in clauses.every(ast.Issue))


def _earns(clauses: Clauses) -> bool:
    """A clause that is not evaluated yet gives something for the set."""
    return any(clauses.one(each) is not None for each in (ast.Earn, ast.Issue, ast.Accept))


# ---- who and when --------------------------------------------------------------------------------


def _audiences(clauses: Clauses, scope: Scope) -> tuple[Audience, ...]:
    node = clauses.one(ast.For)
    found = [_audience(each, scope) for each in (() if node is None else node.audiences)]
    return tuple(sorted((each for each in found if each is not None), key=repr))


def _audience(node: ast.Audience, scope: Scope) -> Audience | None:
    if isinstance(node, ast.Everyone):
        return ForEveryone()
    if isinstance(node, ast.Members):
        if node.program is None:
            return ForMembers(None)
        program = scope.lookup("program", node.program)
        return None if program is None else ForMembers(program)
    if isinstance(node, ast.InAudience):
        segment = scope.lookup("segment", node.segment)
        return None if segment is None else ForSegment(segment)
    condition = bind_expression(node.condition, scope, BOOL, Place.CUSTOMER)
    return None if condition is None else ForCustomers(condition)


def _codes(clauses: Clauses, what: str, scope: Scope) -> tuple[str, ...]:
    needed = [each for each in clauses.every(ast.Needs) if each.what == what]
    found = {scope.lookup("cards" if what == "card" else "coupons", each.source) for each in needed}
    return tuple(sorted(id for id in found if id is not None))


def _issued(clauses: Clauses, scope: Scope) -> tuple[str, ...]:
    found = {scope.lookup("coupons", each.coupon) for each in clauses.every(ast.Issue)}
    return tuple(sorted(id for id in found if id is not None))


def _only_issues(clauses: Clauses) -> bool:
    """Whether the rule issues coupons and gives no money."""
    return clauses.one(ast.Issue) is not None and not (clauses.gives or clauses.one(ast.Buy))


def _acts_last(clauses: Clauses) -> bool:
    """Whether all that the rule does is issue coupons and say something."""
    acts = any(isinstance(each, (ast.Issue, *WORDS)) for each in clauses.all)
    return acts and not any(isinstance(each, _NOT_LAST) for each in clauses.all)


# ---- ids -------------------------------------------------------------------------------------------


def _report_duplicate(first: ast.Rule, second: ast.Rule, diagnostics: Diagnostics) -> None:
    name = second.name.text
    diagnostics.report(
        "duplicate-rule",
        second.name.span,
        f"two rules are called {quoted(name)}",
        label="second declaration",
        secondary=[Label(first.name.span, "first declaration")],
        notes=["a rule name is its identity in usage counters and in the ledger"],
        help=f"rename one; if this replaces the other, say `was {name}`",
    )


def _check_former_ids(living: Mapping[str, ast.Rule], diagnostics: Diagnostics) -> None:
    former: dict[str, tuple[ast.Name, ast.Rule]] = {}
    for node in living.values():
        for name in node.was:
            first, heir = former.setdefault(name.text, (name, node))
            if name.text in living:
                _report_former(name, living[name.text].name, "is still there", diagnostics)
            elif heir is not node:
                _report_former(name, first, "became another one already", diagnostics)


def _report_former(name: ast.Name, other: ast.Name, what: str, diagnostics: Diagnostics) -> None:
    diagnostics.report(
        "duplicate-rule",
        name.span,
        f"the rule {quoted(name.text)} {what}",
        secondary=[Label(other.span, "here")],
        notes=["a rule name is its identity in usage counters and in the ledger"],
        help=f"say `was {name.text}` in the one rule that replaces it, and delete the old one",
    )
