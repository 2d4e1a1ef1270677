"""Formatting keeps the meaning of every file there can be, and formatting twice is formatting once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from receipt_rules.diagnostics import Source, Span, to_text
from receipt_rules.language import ast
from receipt_rules.language.formatter import format_file
from receipt_rules.language.parse import parse
from tests.property.format import strategies
from tests.property.format.equality import meaning
from tests.property.format.leaves import NOWHERE, expressions

HEADER = ast.Header(NOWHERE, None, ast.Text(NOWHERE, '"x"', "x"), ast.Text(NOWHERE, '"1"', "1"), ())
NOTHING = Source("built.rules", "")


def read(text: str) -> tuple[ast.File, Source]:
    source = Source("built.rules", text)
    file, diagnostics = parse(source)
    assert not diagnostics, f"{to_text(diagnostics)}\n{text}"
    return file, source


def round_trip(file: ast.File) -> None:
    text = format_file(file, NOTHING)
    again, source = read(text)
    assert meaning(again) == meaning(file), text
    assert format_file(again, source) == text


def file_of(declaration: Any) -> ast.File:
    return ast.File(NOWHERE, HEADER, (), (declaration,), ())


@pytest.mark.parametrize("part", strategies.PARTS)
def test_every_declaration_comes_back(part: str) -> None:
    @settings(max_examples=100)
    @given(getattr(strategies, part))
    def comes_back(declaration: Any) -> None:
        round_trip(file_of(declaration))

    comes_back()


def kinds_in(node: object) -> Iterator[type]:
    """The kinds of all nodes in a tree."""
    if isinstance(node, ast.Node):
        yield type(node)
        for each in fields(node):
            yield from kinds_in(getattr(node, each.name))
    elif isinstance(node, tuple) and not isinstance(node, Span):
        for child in node:
            yield from kinds_in(child)


def test_no_kind_of_node_is_left_out() -> None:
    """Else the laws above would hold for what was never built."""
    seen: set[type] = set()

    @settings(max_examples=12, phases=[Phase.generate])
    @given(strategies.complete_files)
    def build(file: ast.File) -> None:
        seen.update(kinds_in(file))

    build()
    kinds = {kind for kind in vars(ast).values() if isinstance(kind, type) and issubclass(kind, ast.Node)}
    assert kinds - seen == {ast.Node, ast.Literal, ast.Comment, ast.Broken}


@settings(max_examples=10)
@given(strategies.complete_files)
def test_a_file_with_one_of_each_comes_back(file: ast.File) -> None:
    round_trip(file)


@given(strategies.files)
def test_every_file_comes_back(file: ast.File) -> None:
    round_trip(file)


@given(expressions)
def test_every_nesting_of_expressions_comes_back(expression: ast.Expr) -> None:
    round_trip(file_of(ast.Let(NOWHERE, ast.Name(NOWHERE, "a"), expression)))


def without_parentheses(text: str, number: int) -> str | None:
    """The text without its n-th pair of round brackets; None where that bracket belongs to a call."""
    opening = [at for at, letter in enumerate(text) if letter == "("][number]
    if text[opening - 1 : opening].isidentifier():
        return None
    depth = 0
    for at in range(opening, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return text[:opening] + text[opening + 1 : at] + text[at + 1 :]
    raise AssertionError(text)


numbers_only = st.recursive(
    st.sampled_from("abc").map(lambda name: ast.Ref(NOWHERE, ast.Name(NOWHERE, name))),
    lambda smaller: st.one_of(
        st.builds(
            lambda *fields: ast.Arithmetic(NOWHERE, *fields), st.sampled_from("+-*/"), smaller, smaller
        ),
        st.builds(
            lambda *fields: ast.Logic(NOWHERE, *fields), st.sampled_from(("and", "or")), smaller, smaller
        ),
        st.builds(lambda *fields: ast.Compare(NOWHERE, *fields), st.just("<"), smaller, smaller),
        st.builds(lambda *fields: ast.Default(NOWHERE, *fields), smaller, smaller),
        st.builds(lambda *fields: ast.Not(NOWHERE, *fields), smaller),
        st.builds(lambda *fields: ast.Negate(NOWHERE, *fields), smaller),
    ),
    max_leaves=6,
)


@settings(max_examples=60)
@given(numbers_only)
def test_no_pair_of_parentheses_could_be_left_out(expression: ast.Expr) -> None:
    file = file_of(ast.Let(NOWHERE, ast.Name(NOWHERE, "x"), expression))
    text = format_file(file, NOTHING)
    for number in range(text.count("(")):
        shorter = without_parentheses(text, number)
        if shorter is not None:
            again, diagnostics = parse(Source("shorter.rules", shorter))
            assert diagnostics or meaning(again) != meaning(file), f"{text}\n{shorter}"
