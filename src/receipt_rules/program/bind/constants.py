"""`let`: constants, each bound when first asked for.

In: `let` declarations, from whatever expression names them. Out: their values. Invariants: a constant
that depends on itself, or on a fact, is one diagnostic and no value; it is never bound twice; those that
it needs are bound before it, so that a long chain of constants is no depth.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from receipt_rules.diagnostics import Diagnostics, Label
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.expression import bind_expression
from receipt_rules.program.bind.facts import looks_like_fact
from receipt_rules.program.bind.names import Declared
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.bind.walk import walk
from receipt_rules.program.expression import Const


class Constants:
    """The constants of a bundle, by their declaration."""

    def __init__(self, scopes: Mapping[str, Scope], diagnostics: Diagnostics) -> None:
        self._scopes = scopes
        self._diagnostics = diagnostics
        self._values: dict[Declared, Const | None] = {}
        self._circular: set[Declared] = set()

    def value(self, declared: Declared) -> Const | None:
        """The value, or None where there is none, which is a diagnostic then."""
        if declared in self._values:
            return self._values[declared]
        if declared not in self._circular:
            self._bind(declared)
        return self._values.get(declared)

    def _bind(self, start: Declared) -> None:
        """Binds what the constant needs, however far round, and then the constant."""
        trail = {start: self._needed(start)}
        while trail:
            last = next(reversed(trail))
            following = next(trail[last], None)
            if following is None:
                self._values[last] = self._bound(last)
                del trail[last]
            elif following in trail:
                self._close(list(trail), following)
            elif following not in self._values:
                trail[following] = self._needed(following)

    def _needed(self, declared: Declared) -> Iterator[Declared]:
        assert isinstance(declared.node, ast.Let)
        scope = self._scopes[declared.home]
        for each in walk(declared.node.value):
            if isinstance(each, ast.Ref) and not looks_like_fact(each.name):
                found = scope.find(each.name)
                if found is not None and found.kind == "let":
                    yield found

    def _bound(self, declared: Declared) -> Const | None:
        assert isinstance(declared.node, ast.Let)
        bound = bind_expression(declared.node.value, self._scopes[declared.home], None, Place.CONSTANT)
        assert bound is None or isinstance(bound, Const), bound
        return bound

    def _close(self, trail: list[Declared], following: Declared) -> None:
        """What leads back to itself has no value; of circles through the same places one is said."""
        if {following, trail[-1]} <= self._circular:
            return
        circle = trail[trail.index(following) :]
        self._circular.update(circle)
        self._report_circle(circle)

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
