"""Clauses that may stand once.

In: the clauses of a block and how each is called. Out: the first of each. Invariant: the second is
reported with both places and then not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from receipt_rules.diagnostics import Diagnostics, Label
from receipt_rules.language import ast

Clause = TypeVar("Clause", bound=ast.Node)


def once_each(
    clauses: Iterable[Clause], keyword: Callable[[Clause], str | None], diagnostics: Diagnostics
) -> tuple[Clause, ...]:
    """The clauses without repetitions; those whose keyword is None may stand any number of times."""
    first: dict[str, Clause] = {}
    kept: list[Clause] = []
    for clause in clauses:
        word = keyword(clause)
        if word is None or word not in first:
            kept.append(clause)
            if word is not None:
                first[word] = clause
        else:
            diagnostics.report(
                "duplicate-clause",
                clause.span,
                f"`{word}` is there twice",
                label="second",
                secondary=[Label(first[word].span, "first")],
                help="keep one of them",
            )
    return tuple(kept)
