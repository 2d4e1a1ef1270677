"""What formatting may change in a file: the order of parts that need none, and where comments stand.

In: a file or a declaration. Out: the same without these differences, so that two can be compared with `==`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from receipt_rules.language import ast


def meaning(file: ast.File) -> ast.File:
    """The file with unordered parts sorted, equals in the author's order, and without comments."""
    return replace(
        file,
        header=_sorted(file.header, "clauses") if file.header else None,
        declarations=tuple(map(_declaration, file.declarations)),
        comments=(),
    )


def remarks(file: ast.File) -> list[str]:
    """The comments in the order of the text, without the blanks at their ends."""
    return [comment.text.rstrip() for comment in file.comments]


def _declaration(node: Any) -> Any:
    if isinstance(node, ast.Rule):
        return _sorted(node, "clauses")
    if isinstance(node, ast.Cards | ast.Coupons | ast.Points | ast.Programme):
        return _sorted(node, "parts")
    return node


def _sorted(node: Any, field: str) -> Any:
    return replace(node, **{field: tuple(sorted(getattr(node, field), key=_kind))})


def _kind(node: Any) -> str:
    # Several `give` of different forms are of one kind.
    name = type(node).__name__
    key = getattr(node, "key", "")
    return "Give" if name.startswith("Give") else f"{name} {key}"
