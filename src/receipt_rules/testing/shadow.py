"""Which rules that are not evaluated yet could matter to a test.

In: a program and the receipts of a test. Out: the ids of those rules, with the clause that is missing.
Invariant: errs on the side of too many; a test is skipped, visibly, rather than passed by a ruleset that
lacks one of its rules.

A shadow of such a rule keeps who, when and which lines, as far as these are evaluated, and asks the engine
whether anything of that shuts it out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from receipt_rules.compiler import compile_program
from receipt_rules.program import expression as ex
from receipt_rules.program import model
from receipt_rules.program.types import PERCENT
from receipt_rules.receipt.record import ReceiptRecord
from receipt_rules.runtime import Engine

SHUT = frozenset({"programme", "audience", "window", "no-items"})
"""Reasons of a shadow that show that the rule itself cannot act on a receipt."""


def unevaluated(program: model.Program) -> dict[str, str]:
    """Live rules with a clause that is not evaluated yet: id to the first such clause."""
    return {rule.id: rule.later[0].what for rule in program.rules if rule.later and not rule.draft}


class Shadows:
    """The shadows of a program's unevaluated rules, compiled once."""

    def __init__(self, program: model.Program) -> None:
        self.missing = unevaluated(program)
        rules = [rule for rule in program.rules if rule.id in self.missing]
        self.rules = {rule.id: rule for rule in rules}
        shadows = tuple(_shadow(rule, program) for rule in rules)
        self.engine = Engine(compile_program(replace(program, rules=shadows, protections=())))

    def concerned(self, receipts: Iterable[ReceiptRecord]) -> dict[str, str]:
        """The rules that could act on one of the receipts: id to the clause that is missing."""
        found: dict[str, str] = {}
        for receipt in receipts:
            outcome = self.engine.evaluate(receipt, verdicts="all")
            for verdict in outcome.verdicts:
                if verdict.reason not in SHUT and self._codes_there(verdict.rule, receipt):
                    found[verdict.rule] = self.missing[verdict.rule]
        return found

    def _codes_there(self, rule_id: str, receipt: ReceiptRecord) -> bool:
        """A rule that needs a card (a coupon) does not act where none at all was presented."""
        rule = self.rules[rule_id]
        return not ((rule.cards and not receipt.cards) or (rule.coupons and not receipt.coupons))


def _shadow(rule: model.Rule, program: model.Program) -> model.Rule:
    """The rule with a reward that always gives, without conditions, codes and what is not evaluated."""
    selection = rule.selection
    if selection is not None and not _evaluated(selection, program):
        selection = None
    return replace(
        rule,
        selection=selection,
        reward=model.PercentOff(ex.Const(rule.span, PERCENT, Fraction(1))),
        cards=(),
        coupons=(),
        when=(),
        unless=(),
        floor=None,
        rounding=None,
        group=None,
        scope="item",
        alone=None,
        later=(),
    )


def _evaluated(selection: ex.Selection, program: model.Program) -> bool:
    """Does the selection, with the sets it names, hold only what is evaluated?"""
    for atom in (*selection.any_of, *selection.none_of):
        if isinstance(atom, ex.Discounted):
            return False
        if isinstance(atom, ex.Members):
            source = program.items[atom.items].source
            if isinstance(source, model.Later):
                return False
            if isinstance(source, ex.Selection) and not _evaluated(source, program):
                return False
    return selection.where is None or not _has_later(selection.where)


def _has_later(node: object) -> bool:
    if isinstance(node, ex.PayingWith):
        return True
    if isinstance(node, ex.Typed):
        return any(_has_later(getattr(node, name)) for name in node.__dataclass_fields__)
    return False
