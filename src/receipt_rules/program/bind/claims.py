"""`prove`: claims for a solver, checked for names and types and kept.

In: `prove` declarations. Out: diagnostics, and what is not evaluated yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from receipt_rules.language import ast
from receipt_rules.program.bind.context import Context
from receipt_rules.program.bind.expression import bind_expression
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.rule_names import RuleNames
from receipt_rules.program.model import Later
from receipt_rules.program.types import BOOL


def bind_claims(context: Context, rules: RuleNames) -> Iterator[Later]:
    """One `Later` for each `prove`."""
    for node, scope in context.each(ast.Prove):
        conditions = [node.assuming, *(claim.condition for claim in node.claims)]
        for condition in conditions:
            if condition is not None:
                bind_expression(condition, scope, BOOL, Place.CLAIM)
        for claim in node.claims:
            for name in claim.rules:
                rules.check(name, context.diagnostics)
        yield Later(node.span, "prove")
