"""`unused-name`: declarations of the root file that nothing names.

In: a program. Out: a warning at each of them, but for groups, of which `unused-group` speaks.
"""

from __future__ import annotations

from receipt_rules.diagnostics import Diagnostics
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.program.bind.names import NOUNS
from receipt_rules.program.model import Program


def check(program: Program, diagnostics: Diagnostics) -> None:
    """A file without rules is vocabulary for others, so nothing in it is unused."""
    for each in program.unused:
        if each.noun == NOUNS["group"]:
            continue
        diagnostics.report(
            "unused-name",
            each.span,
            f"the {each.noun} {quoted(each.name)} is used nowhere",
            help="delete it, or name it where it is meant",
        )
