"""Evaluation is pure: its rooms know no clock, no chance, no environment and no float."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.tree import Module, modules

PURE_ROOMS = {
    "allocation", "calendar", "compiler", "ledger", "money", "outcome", "program", "quantity", "receipt",
    "reference", "runtime",
}  # fmt: skip
FORBIDDEN_MODULES = {"locale", "random", "secrets", "time", "uuid"}
FORBIDDEN_NAMES = {"environ", "environb", "getenv", "getrandom", "uuid1", "uuid4", "urandom"}
CLOCK_CALLS = {"now", "today", "utcnow"}


def offences(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Each forbidden thing in a syntax tree, with what it is."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                roots = {name.name.partition(".")[0] for name in names}
                yield from ((node, f"import {root}") for root in sorted(roots & FORBIDDEN_MODULES))
            case ast.ImportFrom(module=str(source), level=0) if source.partition(".")[0] in FORBIDDEN_MODULES:
                yield node, f"import {source}"
            case ast.ImportFrom(names=names):
                taken = {name.name for name in names}
                yield from ((node, f"import {name}") for name in sorted(taken & FORBIDDEN_NAMES))
            case ast.Attribute(attr=name) if name in FORBIDDEN_NAMES:
                yield node, name
            case ast.Call(func=ast.Attribute(attr=name), args=arguments) if name in CLOCK_CALLS:
                # `calendar.today(at)` asks a calendar; the clocks are `date.today()` and `datetime.now(UTC)`.
                if name != "today" or not arguments:
                    yield node, f"{name}()"
            case ast.Call(func=ast.Name(id="float")):
                yield node, "float()"
            case ast.Constant(value=float()):
                yield node, "a float literal"


@pytest.mark.parametrize(
    "module", [module for module in modules() if module.room in PURE_ROOMS], ids=lambda module: module.name
)
def test_pure_rooms_are_pure(module: Module) -> None:
    assert not [f"{module.place(node)} {what}" for node, what in offences(module.tree)]


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("datetime.now(UTC)", "now()"),
        ("datetime.datetime.utcnow()", "utcnow()"),
        ("date.today()", "today()"),
        ("import time", "import time"),
        ("from time import monotonic", "import time"),
        ("import os, random", "import random"),
        ("from random import choice", "import random"),
        ("from uuid import uuid4", "import uuid"),
        ("from os import environ", "import environ"),
        ("os.environ['A']", "environ"),
        ("os.getenv('A')", "getenv"),
        ("float(price)", "float()"),
        ("rate = 0.5", "a float literal"),
    ],
)
def test_each_offence_is_seen(code: str, what: str) -> None:
    assert [found for _, found in offences(ast.parse(code))] == [what]


@pytest.mark.parametrize(
    "code",
    [
        "isinstance(amount, float)",  # the way to refuse one
        "from datetime import time, timedelta",
        "calendar.today(at)",
        "receipt.at.time()",
        "half = Fraction(1, 2)",
    ],
)
def test_what_is_allowed_passes(code: str) -> None:
    assert not list(offences(ast.parse(code)))
