"""The door for selectors: which lines.

In: a selector of the AST and the scope of its file. Out: a `Selection`. Invariant: see `selection`.
"""

from __future__ import annotations

from receipt_rules.language import ast
from receipt_rules.program.bind.expression import binder_at
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.bind.selection import bind_selection
from receipt_rules.program.expression import Selection


def bind_selector(node: ast.Selector, scope: Scope) -> Selection | None:
    """What a selector selects; None after a diagnostic."""
    return bind_selection(node, binder_at(scope, Place.ITEM))
