"""`empty-set`: an item set that can have no items.

In: a program. Out: a warning at each such set.
"""

from __future__ import annotations

from receipt_rules.diagnostics import Diagnostics
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.program.expression import Selection
from receipt_rules.program.lint.places import name_place
from receipt_rules.program.lint.sets import Sets
from receipt_rules.program.model import Program


def check(program: Program, diagnostics: Diagnostics) -> None:
    """Every item set that is a selection."""
    sets = Sets(program.items)
    for id, items in program.items.items():
        if isinstance(items.source, Selection) and sets.empty(items.source):
            diagnostics.report(
                "empty-set",
                name_place(items.span, id.rpartition(".")[2]),
                f"no item can ever be in {quoted(id)}",
                notes=[
                    "its condition never holds"
                    if items.source.where is not None and not items.source.none_of
                    else "all that it lists is taken away again by `except`"
                ],
            )
