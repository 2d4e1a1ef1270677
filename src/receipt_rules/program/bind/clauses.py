"""Which clauses a rule may have: how many of each, which exclude each other, which need another.

In: a rule's clauses. Out: the clauses that count, the first of each that may stand once. Invariant: this
is the table "Rules" of the language page as data; whatever breaks it is reported with both places.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from receipt_rules.diagnostics import Diagnostics, Label
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.bundle import Module
from receipt_rules.program.bind.once import once_each

Give = ast.GiveOff | ast.GivePrice | ast.GiveGift | ast.GiveTotal
GIVES: Final = (ast.GiveOff, ast.GivePrice, ast.GiveGift, ast.GiveTotal)
SETS: Final = (ast.Take, ast.Buy)

_ONE: Final[Mapping[type[ast.Node], str]] = {
    ast.For: "for", ast.Valid: "valid", ast.During: "during", ast.On: "on", ast.Take: "take",
    ast.Buy: "buy", ast.SameItem: "same item", ast.DifferentItems: "different items",
    ast.Shared: "shared", ast.Favour: "favour", ast.Counting: "counting", ast.Earn: "earn",
    ast.Accept: "accept", ast.InGroup: "group", ast.Priority: "priority", ast.Alone: "alone",
    ast.Costs: "costs", ast.Draws: "draws on", ast.Floor: "floor", ast.Round: "round",
    ast.Spread: "spread", ast.IncludingManual: "including manual prices",
}  # fmt: skip

_WORDS: Final[Mapping[type[ast.Node], str]] = {
    **_ONE,
    ast.GiveOff: "give", ast.GivePrice: "give", ast.GiveGift: "give gift", ast.GiveTotal: "give total",
    ast.Needs: "needs", ast.When: "when", ast.Unless: "unless", ast.Issue: "issue coupon",
    ast.Limit: "limit", ast.Print: "print", ast.Tell: "tell", ast.Nudge: "nudge",
    ast.Otherwise: "otherwise tell",
}  # fmt: skip

_OF_A_SET: Final = (
    ast.SameItem, ast.DifferentItems, ast.Shared, ast.Favour, ast.Counting, ast.Spread,
)  # fmt: skip
_OF_A_DISCOUNT: Final = (ast.Floor, ast.Round, ast.IncludingManual, ast.Draws)
_ACTS: Final = (
    *GIVES, ast.Buy, ast.Earn, ast.Accept, ast.Issue, ast.Print, ast.Tell, ast.Nudge, ast.Otherwise,
)  # fmt: skip

# Of each pair the second is the one that is then not looked at.
_CONFLICTS: Final[tuple[tuple[type[ast.Node], type[ast.Node], str], ...]] = (
    (ast.Take, ast.On, "`take` says itself which items"),
    (ast.Buy, ast.On, "`buy` says itself which items"),
    (ast.Take, ast.Buy, "a rule forms one kind of set"),
    *((ast.Buy, give, "`buy` carries its reward") for give in GIVES),
    (ast.SameItem, ast.DifferentItems, "no set has both"),
    (ast.Take, ast.Shared, "only `buy` has units that pay for others"),
    *(
        (ast.GiveTotal, each, "the total is rounded when all discounts are done")
        for each in (ast.On, ast.Take, ast.InGroup, ast.Alone, *_OF_A_DISCOUNT)
    ),
)

Some = TypeVar("Some", bound=ast.Node)


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of one rule, without repetitions, in the order of the text."""

    rule: ast.Rule
    all: tuple[ast.Clause, ...]

    def every(self, kind: type[Some]) -> tuple[Some, ...]:
        """All clauses of a node type."""
        return tuple(each for each in self.all if isinstance(each, kind))

    def one(self, kind: type[Some]) -> Some | None:
        """The clause of a node type that may stand once."""
        return next(iter(self.every(kind)), None)

    @property
    def gives(self) -> tuple[Give, ...]:
        """The `give` clauses."""
        return tuple(each for each in self.all if isinstance(each, GIVES))


def checked_clauses(rule: ast.Rule, module: Module, diagnostics: Diagnostics) -> Clauses:
    """The clauses of a rule, after what is wrong with them as a whole has been said."""
    kept = once_each(rule.clauses, lambda clause: _ONE.get(type(clause)), diagnostics)
    clauses = Clauses(rule, _without_conflicts(kept, diagnostics))
    if not module.understood(rule):
        return clauses
    _check_needed(clauses, diagnostics)
    if not any(isinstance(each, _ACTS) for each in kept):
        diagnostics.report(
            "gives-nothing",
            rule.name.span,
            f"rule {quoted(rule.name.text)} gives nothing",
            help="add a reward (`give`, `earn`, `accept`, `issue coupon`) or words (`print`, `tell`)",
        )
    return clauses


def _without_conflicts(kept: tuple[ast.Clause, ...], diagnostics: Diagnostics) -> tuple[ast.Clause, ...]:
    """The clauses less those that another excludes, so that each conflict is one mistake."""
    dropped: set[int] = set()
    for one, other, why in _CONFLICTS:
        ones = [each for each in kept if type(each) is one and id(each) not in dropped]
        for clause in kept:
            if ones and type(clause) is other and id(clause) not in dropped:
                first, second = sorted((ones[0], clause), key=lambda each: each.span)
                diagnostics.report(
                    "clause-conflict",
                    second.span,
                    f"`{_WORDS[type(second)]}` does not go with `{_WORDS[type(first)]}`",
                    label=f"excluded by `{_WORDS[type(first)]}`",
                    secondary=[Label(first.span, f"`{_WORDS[type(first)]}` stands here")],
                    notes=[why],
                    help="keep one of them",
                )
                dropped.add(id(clause))
    return tuple(each for each in kept if id(each) not in dropped)


def _check_needed(clauses: Clauses, diagnostics: Diagnostics) -> None:
    has_set = any(isinstance(each, SETS) for each in clauses.rule.clauses)
    has_discount = any(isinstance(each, (*GIVES, ast.Buy)) for each in clauses.rule.clauses)
    for clause in clauses.all:
        word = _WORDS.get(type(clause), "")
        if isinstance(clause, _OF_A_SET) and not has_set:
            report_needs_set(clause, f"`{word}` speaks of a set", diagnostics)
        elif isinstance(clause, _OF_A_DISCOUNT) and not has_discount:
            diagnostics.report(
                "missing-clause",
                clause.span,
                f"`{word}` speaks of a discount, and the rule gives none",
                help=f"add `give`, or delete `{word}`",
            )


def report_needs_set(node: ast.Node, message: str, diagnostics: Diagnostics) -> None:
    """Says that something makes sense for a set only."""
    diagnostics.report(
        "missing-clause",
        node.span,
        f"{message}, and the rule forms none",
        help="add `take n of ...` or `buy n of ... get m`",
    )
