"""`unused-name`: declarations of the root file that nothing names.

In: a program. Out: a warning at each of them.
"""

from __future__ import annotations

from receipt_rules.diagnostics import Diagnostics
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.program.model import Program


def check(program: Program, diagnostics: Diagnostics) -> None:
    """A file without rules is vocabulary for others, so nothing in it is unused."""
    for each in program.unused:
        diagnostics.report(
            "unused-name",
            each.span,
            f"the {each.noun} {quoted(each.name)} is used nowhere",
            help="delete it, or name it where it is meant",
        )
