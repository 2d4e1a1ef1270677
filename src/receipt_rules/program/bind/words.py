"""`print`, `tell`, `nudge`, `otherwise tell`: texts and their placeholders.

In: the word clauses of a rule. Out: diagnostics. Invariant: a placeholder stands only where it has a
value: `{rule.discount}` where the rule gives one, `{points.earned}` where it earns, `{missing}` before
the rule applies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from receipt_rules.diagnostics import Span
from receipt_rules.diagnostics.suggest import did_you_mean
from receipt_rules.diagnostics.wording import alternatives, quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.clauses import GIVES, Clauses
from receipt_rules.program.bind.expression import bind_expression
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.scope import Scope

_PLACEHOLDER: Final = re.compile(r"\{([^{}\"\n]*)\}?|\}")
_ALWAYS: Final = ("receipt.discount",)
_BEFORE: Final = ("missing", *_ALWAYS)


def check_words(clauses: Clauses, scope: Scope) -> None:
    """Every text of a rule."""
    applied = [*_ALWAYS]
    if any(isinstance(each, (*GIVES, ast.Buy)) for each in clauses.rule.clauses):
        applied.append("rule.discount")
    if clauses.one(ast.Earn) is not None:
        applied.append("points.earned")
    for clause in clauses.all:
        if isinstance(clause, ast.Print | ast.Tell):
            check_placeholders(clause.text, applied, scope)
        elif isinstance(clause, ast.Nudge):
            check_placeholders(clause.text, _BEFORE, scope)
            _check_within(clause.within, scope)
        elif isinstance(clause, ast.Otherwise):
            check_placeholders(clause.text, _BEFORE, scope)


def check_placeholders(text: ast.Text, known: Iterable[str], scope: Scope) -> None:
    """`{...}` in a text; the place of each is inside the quotes."""
    known = tuple(known)
    for found in _PLACEHOLDER.finditer(text.span.text):
        if found[1] in known and found[0].endswith("}"):
            continue
        start = text.span.start + found.start()
        place = Span(text.span.source, start, start + len(found[0]))
        closed = found[1] is not None and found[0].endswith("}")
        scope.diagnostics.report(
            "unknown-placeholder",
            place,
            f"{quoted(found[0])} has no value here"
            if closed
            else "a brace in a text belongs to a placeholder",
            notes=[f"here can stand {alternatives(f'{{{each}}}' for each in known)}"],
            help=did_you_mean(found[1] or "", known).replace("`", "`{", 1).replace("`?", "}`?"),
        )


def _check_within(node: ast.Expr, scope: Scope) -> None:
    bound = bind_expression(node, scope, None, Place.RULE)
    if bound is not None and bound.type.kind not in ("money", "int", "number", "quantity"):
        scope.diagnostics.report(
            "type-mismatch",
            node.span,
            f"a nudge reaches as far as an amount, a number or a quantity, not a {bound.type}",
        )
