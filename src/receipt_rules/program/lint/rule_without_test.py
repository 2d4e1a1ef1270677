"""`rule-without-test`: rules that no test names.

In: a program. Out: advice at each such rule; of many, at the first.
"""

from __future__ import annotations

from receipt_rules.diagnostics import Diagnostics
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.lint.places import rule_place, shown
from receipt_rules.program.model import Program

_NAMING = (ast.ExpectApplied, ast.ExpectGives, ast.ExpectSkipped)


def check(program: Program, diagnostics: Diagnostics) -> None:
    """An expectation that names the rule is what counts: a total shows no single rule."""
    tested = {
        statement.rule.text
        for test in program.tests
        for statement in test.node.statements
        if isinstance(statement, _NAMING)
    }
    untested = [rule for rule in program.rules if rule.id not in tested]
    few, more = shown(untested)
    for rule in few:
        last = rule is few[-1] and bool(more)
        diagnostics.report(
            "rule-without-test",
            rule_place(rule),
            f"no test names rule {quoted(rule.id)}",
            notes=[f"{more} rules without a test"] if last else [],
            help=f"add a `test` with `expect rule {rule.id} applied` or `gives`",
        )
