"""Bound, folded, compiled and evaluated, an expression has the value that its words have."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from receipt_rules.compiler.expression import expression_row
from receipt_rules.program.bind.place import Place
from receipt_rules.program.expression import Const
from receipt_rules.program.types import BOOL, MONEY, NUMBER
from receipt_rules.runtime.expressions import build
from tests.property.program.receipts import SCHEMA, Case, cases
from tests.property.program.trees import Tree, conditions, quantities, text, value
from tests.unit.program_expressions.scopes import bound

TREES = st.one_of(
    conditions(3).map(lambda tree: (tree, BOOL)),
    quantities("money", 3).map(lambda tree: (tree, MONEY)),
    quantities("number", 3).map(lambda tree: (tree, NUMBER)),
)


@settings(max_examples=160)
@given(TREES, cases())
def test_an_expression_has_the_value_of_its_words(typed: tuple[Tree, Any], case: Case) -> None:
    tree, want = typed
    found = bound(text(tree), Place.ITEM, want, declared=SCHEMA)
    assert found.said == []
    assert found.expr is not None
    got = build(expression_row(found.expr))(case.session, case.session.lines, case.session.lines[0])
    expected = value(tree, case.facts)
    assert got == expected
    assert isinstance(got, bool) == isinstance(expected, bool)
    assert not isinstance(got, float)


@given(TREES)
def test_what_reads_no_fact_is_a_constant(typed: tuple[Tree, Any]) -> None:
    tree, want = typed
    if not _reads(tree):
        found = bound(text(tree), Place.CONSTANT, want)
        assert isinstance(found.expr, Const)
        assert Fraction(found.expr.value) == value(tree, {})  # type: ignore[arg-type]


def _reads(tree: Any) -> bool:
    if not isinstance(tree, tuple | list):
        return False
    reading = ("fact", "aggregate", "default", "known and", "unknown or")
    return any(each in reading if isinstance(each, str) else _reads(each) for each in tree)
