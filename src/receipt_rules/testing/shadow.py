"""Which rules that are not evaluated yet could matter to a test.

In: a program and the receipts of a test. Out: the ids of those rules, with the clause that is missing.
Invariant: errs on the side of too many; a test is skipped, visibly, rather than passed by a ruleset that
lacks one of its rules.

A shadow of such a rule keeps who, when and which lines, as far as these are evaluated, and asks the engine
whether anything of that shuts it out. Codes that were not shown, a condition on a payment that was not made,
and too few units for one set shut it out too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import replace
from fractions import Fraction

from receipt_rules.compiler import compile_program
from receipt_rules.program import expression as ex
from receipt_rules.program import model
from receipt_rules.program.bind.codes import expression_of_generated
from receipt_rules.program.evaluated import Evaluated
from receipt_rules.program.types import BOOL, INT, PERCENT
from receipt_rules.receipt.record import ReceiptRecord
from receipt_rules.runtime import Engine
from receipt_rules.runtime.expressions import COMPARISONS
from receipt_rules.runtime.rows import normalised

SHUT = frozenset({"programme", "audience", "window", "condition", "no-items"})
"""Reasons of a shadow that show that the rule itself cannot act on a receipt."""


def unevaluated(program: model.Program) -> dict[str, str]:
    """Live rules with a clause that is not evaluated yet: id to the first such clause."""
    return {rule.id: rule.later[0].what for rule in program.rules if rule.later and not rule.draft}


class Shadows:
    """The shadows of a program's unevaluated rules, compiled once."""

    def __init__(self, program: model.Program) -> None:
        self.missing = unevaluated(program)
        self.codes = program.codes
        rules = [rule for rule in program.rules if rule.id in self.missing]
        self.rules = {rule.id: rule for rule in rules}
        evaluated = Evaluated(program)
        shadows = tuple(_shadow(rule, evaluated) for rule in rules)
        self.engine = Engine(compile_program(replace(program, rules=shadows, protections=())))

    def concerned(self, receipts: Iterable[ReceiptRecord]) -> dict[str, str]:
        """The rules that could act on one of the receipts: id to the clause that is missing."""
        found: dict[str, str] = {}
        for receipt in receipts:
            outcome = self.engine.evaluate(receipt, verdicts="all")
            for verdict in outcome.verdicts:
                rule = self.rules[verdict.rule]
                if (
                    verdict.reason not in SHUT
                    and self._codes_there(rule, receipt)
                    and _may_hold(rule, receipt)
                ):
                    found[rule.id] = self.missing[rule.id]
        return found

    def _codes_there(self, rule: model.Rule, receipt: ReceiptRecord) -> bool:
        """A rule that needs a card (a coupon) does not act where none of its kind was presented."""
        return all(_presented(self.codes[id], receipt.cards) for id in rule.cards) and all(
            _presented(self.codes[id], (each.code for each in receipt.coupons)) for id in rule.coupons
        )


def _presented(codes: model.CodeSet, shown: Iterable[str]) -> bool:
    """May one of the codes be one of these?"""
    texts = [normalised(code) for code in shown]
    patterns = (*codes.patterns, *map(expression_of_generated, codes.generated))
    return any(
        text in codes.codes or any(re.fullmatch(each, text, re.IGNORECASE) for each in patterns)
        for text in texts
    )


def _may_hold(rule: model.Rule, receipt: ReceiptRecord) -> bool:
    """With a means of payment that is not declared nothing is paid: that may shut the rule out."""
    declared = {tender.tender for tender in receipt.tenders}
    return not any(_known(each, declared) is False for each in rule.when)


def _known(node: ex.Expr, declared: Set[str]) -> object:
    """What constants and payments that are not made come to; None: it depends on something else."""
    if isinstance(node, ex.Const):
        return node.value
    if isinstance(node, ex.PayingWith):
        return None if node.tender in declared else 0
    if isinstance(node, ex.Logic):
        sides = [_known(node.left, declared), _known(node.right, declared)]
        decides = node.op == "or"
        return decides if decides in sides else None if None in sides else not decides
    if isinstance(node, ex.Compare):
        left, right = _known(node.left, declared), _known(node.right, declared)
        return None if left is None or right is None else COMPARISONS[node.op](left, right)
    return None


def _enough(rule: model.Rule) -> tuple[ex.Expr, ...]:
    """That the receipt has units for one set: a condition for each selection that slots take from."""
    wanted: dict[ex.Selection, int] = {}
    for slot in rule.slots:
        wanted[slot.selection] = wanted.get(slot.selection, 0) + slot.count
    return tuple(
        ex.Compare(
            rule.span,
            BOOL,
            ">=",
            ex.Aggregate(rule.span, INT, "quantity", selection),
            ex.Const(rule.span, INT, count),
        )
        for selection, count in wanted.items()
    )


def _shadow(rule: model.Rule, evaluated: Evaluated) -> model.Rule:
    """The rule with a reward that always gives, without codes and what is not evaluated; its only condition
    is that a set can be formed."""
    selection = rule.selection
    if not evaluated.holds(selection):
        selection = None
    return replace(
        rule,
        selection=selection,
        reward=model.PercentOff(ex.Const(rule.span, PERCENT, Fraction(1))),
        cards=(),
        coupons=(),
        when=_enough(rule) if all(evaluated.holds(slot.selection) for slot in rule.slots) else (),
        unless=(),
        slots=(),
        floor=None,
        rounding=None,
        group=None,
        scope="item",
        alone=None,
        later=(),
    )
