"""`earn`, `accept`: rewards in points and payment. Checked, evaluated later.

In: the clauses of a rule. Out: diagnostics. Invariant: every currency of points and tender that is named is
declared.
"""

from __future__ import annotations

from receipt_rules.diagnostics.wording import alternatives
from receipt_rules.language import ast
from receipt_rules.program.bind.amounts import bind_percent
from receipt_rules.program.bind.clauses import Clauses
from receipt_rules.program.bind.literals import positive_minor
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.rates import bind_rate
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.bind.tenders import check_tender


def check_earning(clauses: Clauses, scope: Scope, currencies: tuple[str, ...]) -> None:
    """`currencies`: the ids of all points of the bundle."""
    earn = clauses.one(ast.Earn)
    if earn is not None:
        _check_earn(earn, scope, currencies)
    accept = clauses.one(ast.Accept)
    if accept is not None:
        check_tender(accept.tender, scope, points=True)
        if isinstance(accept.up_to, ast.Money):
            positive_minor(accept.up_to, scope.currency, scope.diagnostics, what="the ceiling")
        else:
            bind_rate(accept.up_to, scope)


def _check_earn(earn: ast.Earn, scope: Scope, currencies: tuple[str, ...]) -> None:
    if earn.form == "share":
        bind_percent(earn.value, scope, Place.ITEM)
    elif isinstance(earn.value, ast.Integer | ast.Number) and earn.value.value <= 0:
        scope.diagnostics.report("bad-count", earn.value.span, "the number of points must be above zero")
    if earn.per is not None:
        positive_minor(earn.per, scope.currency, scope.diagnostics, what="the amount that earns points")
    if earn.to is not None:
        scope.lookup("points", earn.to)
    elif not currencies:
        scope.diagnostics.report(
            "unknown-points",
            earn.span,
            "no points are declared",
            help="declare them: `points bonus { worth 1 point = ... }`",
        )
    elif len(currencies) > 1:
        scope.diagnostics.report(
            "which-points",
            earn.span,
            "there are several currencies of points",
            help=f"add `to` and one of {alternatives(currencies)}",
        )
