"""`prove-not-checked`: claims are kept, and nobody checks them yet.

In: a program. Out: a warning at each `prove`.
"""

from __future__ import annotations

from typing import Final

from receipt_rules.diagnostics import Diagnostics
from receipt_rules.program.model import Program

PROVE: Final = "prove"


def check(program: Program, diagnostics: Diagnostics) -> None:
    """Every claim of the bundle."""
    for each in program.later:
        if each.what == PROVE:
            diagnostics.report(
                "prove-not-checked",
                each.span,
                "this claim is kept but not checked",
                help="show single cases with `test` until then",
            )
