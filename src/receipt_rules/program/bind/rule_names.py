"""Rules by name, for tests and claims.

In: the rules of a bundle. Out: diagnostics for names that no rule has.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from receipt_rules.diagnostics import Diagnostics, Label, Span
from receipt_rules.diagnostics.suggest import suggest
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.bundle import Module
from receipt_rules.program.bind.names import EVERYTHING


@dataclass(frozen=True, slots=True)
class RuleNames:
    """Where each rule is declared; `hidden`: names of rules that could not be understood."""

    places: dict[str, Span]
    hidden: frozenset[str]

    def check(self, name: ast.Name, diagnostics: Diagnostics) -> None:
        """Reports a name that no rule of the bundle has."""
        if name.text in self.places or name.text in self.hidden or EVERYTHING in self.hidden:
            return
        nearest = suggest(name.text, self.places) if diagnostics.may_suggest(len(self.places)) else None
        diagnostics.report(
            "unknown-rule",
            name.span,
            f"no rule is called {quoted(name.text)}",
            label="not declared",
            secondary=[Label(self.places[nearest], "the nearest name is declared here")] if nearest else [],
            help=f"did you mean `{nearest}`?" if nearest else "",
        )


def rule_names(modules: Iterable[Module]) -> RuleNames:
    """The rules of all files; those of files that could not be read may have any name."""
    places: dict[str, Span] = {}
    hidden: set[str] = set()
    for module in modules:
        for node in module.file.declarations:
            if isinstance(node, ast.Rule):
                places.setdefault(node.name.text, node.name.span)
        for broken in module.file.broken:
            if broken.clause is None and broken.declaration in ("rule", "draft"):
                hidden.add(EVERYTHING if broken.name is None else broken.name.text)
        if any(each.target is None for each in module.imports):
            hidden.add(EVERYTHING)
    return RuleNames(places, frozenset(hidden))
