"""Whatever tree the parser may make, the binder answers: an expression, or what is wrong with it."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from receipt_rules.language import ast
from receipt_rules.program.bind.conditions import bind_conditions
from receipt_rules.program.bind.expression import bind_expression
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.selector import bind_selector
from receipt_rules.program.expression import Expr, Selection
from receipt_rules.program.types import BOOL, MONEY, PERCENT, Type
from tests.property.format.leaves import NOWHERE, expressions, node, selectors, some
from tests.unit.program_expressions.scopes import context_of, root_scope

DECLARED = """
schema { customer.tags: list of text item.days: int optional customer.pack: quantity optional }
let percent_of = 5%
let max = 3
items tea = category "Tea"
items coffee_2 = tea, "1"
segment day = assigned by host
tiers line by amount whole { from 0 EUR: 1% }
table free unique { | receipt.lines | => x | | any | => 1 EUR | }
"""
WANTS: tuple[Any, ...] = (None, BOOL, MONEY, (MONEY, PERCENT), Type("quantity", dimension="kg"))

KNOWN = (
    "receipt.total",
    "receipt.lines",
    "customer.level",
    "item.cost",
    "item.days",
    "customer.tags",
    "today",
    "percent_of",
    "max",
    "line",
    "free",
    "receipt.weekday",
    "customer.pack",
)
refs = st.sampled_from(KNOWN).map(lambda text: ast.Ref(NOWHERE, ast.Name(NOWHERE, text)))
likely = st.recursive(
    refs | expressions,
    lambda inner: st.one_of(
        node(ast.Compare, st.sampled_from(("=", "<", ">=")), inner, inner),
        node(ast.Arithmetic, st.sampled_from("+-*/"), inner, inner),
        node(ast.Logic, st.sampled_from(("and", "or")), node(ast.IsKnown, refs), inner),
        node(ast.Default, refs, inner),
        node(ast.IfElse, node(ast.IsKnown, refs), inner, inner),
        node(ast.PercentOf, refs, inner),
        node(ast.InRange, inner, inner, inner),
        node(ast.InList, inner, some(refs)),
    ),
    max_leaves=6,
)


@settings(max_examples=200)
@given(likely, st.sampled_from(list(Place)), st.sampled_from(WANTS))
def test_of_expressions(node: ast.Expr, place: Place, want: Any) -> None:
    context = context_of(DECLARED)
    found = bind_expression(node, root_scope(context), want, place)
    assert (found is None) == context.diagnostics.has_errors, context.diagnostics.sorted()
    assert found is None or isinstance(found, Expr)
    assert repr(found)


@given(selectors)
def test_of_selectors(node: ast.Selector) -> None:
    context = context_of(DECLARED)
    found = bind_selector(node, root_scope(context))
    assert (found is None) == context.diagnostics.has_errors, context.diagnostics.sorted()
    assert found is None or isinstance(found, Selection)


@given(st.lists(likely, max_size=3), st.lists(likely, max_size=2))
def test_of_conditions(whens: list[ast.Expr], unlesses: list[ast.Expr]) -> None:
    context = context_of(DECLARED)
    found = bind_conditions(whens, unlesses, root_scope(context), Place.RULE)
    bound = len(found.when) + len(found.unless)
    assert bound <= len(whens) + len(unlesses)
    assert (bound < len(whens) + len(unlesses)) == context.diagnostics.has_errors
    assert (found.known is None) == context.diagnostics.has_errors
