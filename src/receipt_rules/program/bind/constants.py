"""`let`: constants, each bound when first asked for.

In: `let` declarations, from whatever expression names them. Out: their values. Invariant: a constant
that depends on itself, or on a fact, is one diagnostic and no value; it is never bound twice.
"""

from __future__ import annotations

from collections.abc import Mapping

from receipt_rules.diagnostics import Diagnostics, Label
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.expression import bind_expression
from receipt_rules.program.bind.names import Declared
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.expression import Const


class Constants:
    """The constants of a bundle, by their declaration."""

    def __init__(self, scopes: Mapping[str, Scope], diagnostics: Diagnostics) -> None:
        self._scopes = scopes
        self._diagnostics = diagnostics
        self._values: dict[Declared, Const | None] = {}
        self._open: list[Declared] = []

    def value(self, declared: Declared) -> Const | None:
        """The value, or None where there is none, which is a diagnostic then."""
        if declared in self._open:
            self._report_circle(self._open[self._open.index(declared) :])
            return None
        if declared not in self._values:
            assert isinstance(declared.node, ast.Let)
            self._open.append(declared)
            self._values[declared] = self._bound(declared.node, self._scopes[declared.home])
            self._open.pop()
        return self._values[declared]

    def _bound(self, node: ast.Let, scope: Scope) -> Const | None:
        bound = bind_expression(node.value, scope, None, Place.CONSTANT)
        assert bound is None or isinstance(bound, Const), bound
        return bound

    def _report_circle(self, circle: list[Declared]) -> None:
        start = circle.index(min(circle, key=lambda each: each.id))
        first, *others = circle[start:] + circle[:start]
        shown = [quoted(each.id) for each in [first, *others, first]]
        self._diagnostics.report(
            "circular-name",
            first.node.name.span,
            f"{shown[0]} is made of itself" + (", in a circle" if others else ""),
            secondary=[Label(each.node.name.span, "part of the circle") for each in others],
            notes=[" needs ".join(shown)] if others else [],
            help="take one of them out of the circle",
        )
