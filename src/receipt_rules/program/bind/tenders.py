"""Names of tenders where a rule or a test pays with them.

In: a name. Out: a diagnostic, unless it is declared, built in, or one that the host's tills know, which
the bundle shows by asking `paying_with("...")` for it.
"""

from __future__ import annotations

from typing import Final

from receipt_rules.diagnostics import Label
from receipt_rules.diagnostics.suggest import suggest
from receipt_rules.diagnostics.wording import alternatives, quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.scope import Scope

BUILT_IN: Final = ("cash",)


def check_tender(name: ast.Name, scope: Scope, *, points: bool, known: frozenset[str] = frozenset()) -> None:
    """`points`: a currency of points will do, too; `known`: names that `paying_with` asks for."""
    found = scope.find(name)
    kinds = ("tender", "points") if points else ("tender",)
    if found is not None and found.kind in kinds:
        return
    if found is None and (name.text in BUILT_IN or name.text in known or scope.may_be_hidden(name)):
        return
    declared = {each: other for each, other in scope.names.walk() if other.kind in kinds}
    every = sorted({*declared, *BUILT_IN, *known})
    nearest = suggest(name.text, every) if scope.diagnostics.may_suggest(len(every)) else None
    near = declared.get(nearest or "")
    scope.diagnostics.report(
        "unknown-tender",
        name.span,
        f"no tender is called {quoted(name.text)}",
        label="not declared",
        secondary=[] if near is None else [Label(near.node.name.span, "the nearest name is declared here")],
        notes=[f"there is {alternatives(every).replace(' or ', ' and ')}"],
        help=f"did you mean `{nearest}`?" if nearest else "",
    )
