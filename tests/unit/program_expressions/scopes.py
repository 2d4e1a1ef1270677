"""Expressions in tests: bound by themselves, at a place of one's choice.

In: an expression as an author writes it, declarations round it. Out: what is bound and what is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from receipt_rules.diagnostics import Diagnostics, Source
from receipt_rules.language import ast
from receipt_rules.program import MemoryLoader
from receipt_rules.program.bind.bundle import load_bundle
from receipt_rules.program.bind.conditions import Conditions, bind_conditions
from receipt_rules.program.bind.constants import Constants
from receipt_rules.program.bind.context import Context
from receipt_rules.program.bind.csv import Tables
from receipt_rules.program.bind.expression import bind_expression
from receipt_rules.program.bind.facts import STANDARD_FACTS
from receipt_rules.program.bind.names import collect_names
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.schema import bind_schema
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.expression import Const, Expr
from receipt_rules.program.types import Type

HEADER = 'ruleset "example" version "1" currency EUR\n'


class Bound(NamedTuple):
    """The expression, None where it was refused, and slugs with the author's text at their places."""

    expr: Expr | None
    said: list[tuple[str, str]]

    @property
    def value(self) -> object:
        """The value of a folded expression."""
        assert isinstance(self.expr, Const), self
        return self.expr.value

    @property
    def type(self) -> Type:
        """The type of an expression that was bound."""
        assert self.expr is not None, self.said
        return self.expr.type


def context_of(text: str, files: Mapping[str, str] | None = None) -> Context:
    """What the binder knows of a bundle before it binds anything."""
    diagnostics = Diagnostics()
    loader = MemoryLoader({path: HEADER + content for path, content in (files or {}).items()})
    bundle = load_bundle(Source("main.rules", HEADER + text), loader, diagnostics)
    names = collect_names(bundle.modules, diagnostics)
    facts = {**STANDARD_FACTS, **bind_schema(bundle, STANDARD_FACTS, diagnostics)}
    scopes: dict[str, Scope] = {}
    constants = Constants(scopes, diagnostics)
    for path, module in bundle.modules.items():
        scopes[path] = Scope(
            module,
            names[path],
            currency="EUR",
            diagnostics=diagnostics,
            facts=facts,
            constants=constants.value,
        )
    return Context(bundle, scopes, Tables(loader, diagnostics), diagnostics)


def root_scope(context: Context) -> Scope:
    """What is seen from the root file."""
    return context.scopes[context.bundle.root.path]


def bound(
    text: str,
    place: Place = Place.RULE,
    want: Type | tuple[Type, ...] | None = None,
    declared: str = "",
    files: Mapping[str, str] | None = None,
) -> Bound:
    """An expression, bound at a place among declarations."""
    context = context_of(f"{declared}\nlet what_is_bound = {text}\n", files)
    node = context.bundle.root.file.declarations[-1]
    assert isinstance(node, ast.Let), said(context)
    return Bound(bind_expression(node.value, root_scope(context), want, place), said(context))


def conditions(text: str, declared: str = "") -> tuple[Conditions, list[tuple[str, str]]]:
    """The conditions of a rule: `text` are its clauses `when` and `unless`."""
    context = context_of(f"{declared}\nrule what_is_bound {{ {text} give 10% off }}\n")
    rule = context.bundle.root.file.declarations[-1]
    assert isinstance(rule, ast.Rule), said(context)
    whens = [each.condition for each in rule.clauses if isinstance(each, ast.When)]
    unlesses = [each.condition for each in rule.clauses if isinstance(each, ast.Unless)]
    return bind_conditions(whens, unlesses, root_scope(context), Place.RULE), said(context)


def said(context: Context) -> list[tuple[str, str]]:
    """Slug and the author's text of each finding, by place."""
    return [(each.slug, each.span.text) for each in context.diagnostics.sorted()]


def written(*exprs: Expr | None) -> list[str]:
    """Bound expressions as their author wrote them."""
    return [" ".join(each.span.text.split()) for each in exprs if each is not None]
