"""What the tests of the language share: a text in, nodes and findings out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, TypeVar

from receipt_rules.diagnostics import Diagnostic, Source
from receipt_rules.language import ParseResult, ast, parse

HEADER = 'ruleset "x" version "1" currency RUB\n'
N = TypeVar("N", bound=ast.Node)


def read(text: str, *, header: str = HEADER) -> ParseResult:
    return parse(Source("x.rules", header + text))


def slugs(text: str, *, header: str = HEADER) -> list[str]:
    return [found.slug for found in read(text, header=header).diagnostics]


def only(text: str, *, header: str = HEADER) -> Diagnostic:
    """The one thing that is said of a text."""
    (found,) = read(text, header=header).diagnostics
    return found


def clean(text: str, *, header: str = HEADER) -> ast.File:
    """A file of which nothing is said."""
    result = read(text, header=header)
    assert not result.diagnostics, [str(found) for found in result.diagnostics]
    assert not result.file.broken
    return result.file


def rule(clauses: str) -> str:
    return f"rule r {{ {clauses} }}"


def one(kind: type[N], text: str) -> N:
    """The one node of a kind in a text of which nothing is said."""
    (found,) = (node for node in nodes(clean(text)) if type(node) is kind)
    return found


def nodes(value: Any) -> Iterator[Any]:
    """Every node of a tree."""
    if isinstance(value, tuple):
        for each in value:
            yield from nodes(each)
    elif isinstance(value, ast.Node):
        yield value
        for field in fields(value):
            if field.name != "span":
                yield from nodes(getattr(value, field.name))
