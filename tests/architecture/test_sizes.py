"""Modules and functions stay small enough to be read in one go; a larger one tells of a missing room."""

from __future__ import annotations

import ast
from statistics import median

from tests.architecture.tree import Module, modules

MODULE_LINES = 400
MEDIAN_LINES = 150
FUNCTION_LINES = 60
# A name that says nothing collects everything.
EMPTY_NAMES = {"base", "common", "helper", "helpers", "misc", "shared", "util", "utils"}


def lines(module: Module) -> int:
    return len(module.text.splitlines())


def function_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the last statement, without the docstring: prose is not complexity."""
    first = function.body[0]
    docstring = isinstance(first, ast.Expr) and isinstance(getattr(first, "value", None), ast.Constant)
    prose = (first.end_lineno or 0) - first.lineno + 1 if docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - prose


def long_functions(module: Module) -> list[str]:
    return [
        f"{module.place(node)} {node.name}: {function_lines(node)} lines"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and function_lines(node) > FUNCTION_LINES
    ]


def test_no_module_is_long() -> None:
    long = {module.name: lines(module) for module in modules() if lines(module) > MODULE_LINES}
    assert not long, f"split these by what they do (lines): {long}"


def test_the_median_module_is_short() -> None:
    sizes = [lines(module) for module in modules() if module.text.strip()]
    assert median(sizes) < MEDIAN_LINES


def test_no_function_is_long() -> None:
    assert not [place for module in modules() for place in long_functions(module)]


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not [module.name for module in modules() if module.name.rpartition(".")[2] in EMPTY_NAMES]


def test_a_function_is_measured_without_its_docstring() -> None:
    source = 'def f():\n    """One.\n\n    Two.\n    """\n    a = 1\n    return a\n'
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert function_lines(function) == 3
