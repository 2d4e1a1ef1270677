"""Going on after an error.

In: the run that is stuck. Out: a run that can go on, and a diagnostic.
"""

from __future__ import annotations

from typing import Any

from receipt_rules.language import ast
from receipt_rules.language.actions.context import Context
from receipt_rules.language.machine import Machine, Run
from receipt_rules.language.scanner import Piece


class Recovery:
    """The recovery of one declaration."""

    def __init__(self, machine: Machine, context: Context, piece: Piece) -> None:
        self._context = context
        self._piece = piece
        self._given_up = False

    def __call__(self, run: Run) -> bool:
        token = run.token
        assert token is not None
        text = run.text[token.start : token.end]
        self._context.report(
            "unexpected-word", self._context.span(token.start, token.end), f"`{text}` cannot stand here"
        )
        return False

    def finished(self, node: Any) -> tuple[ast.Node | None, tuple[ast.Broken, ...]]:
        """The node without what was not understood."""
        piece = self._piece
        if node is None or self._context.bad:
            return None, (ast.Broken(self._context.span(piece.start, piece.end), piece.head),)
        return node, ()
