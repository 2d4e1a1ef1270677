"""`unused-group`: groups of the root file that hold no rule.

In: a program. Out: a warning at each of them. Invariant: a group of which another is a part, and one that
another excludes, is used; one that only `sequence` names is not.
"""

from __future__ import annotations

from receipt_rules.diagnostics import Diagnostics
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.program.bind.names import NOUNS
from receipt_rules.program.model import Program


def check(program: Program, diagnostics: Diagnostics) -> None:
    """A file without rules is vocabulary for others, so nothing in it is unused."""
    for each in program.unused:
        if each.noun != NOUNS["group"]:
            continue
        sequenced = each.name in program.sequence
        diagnostics.report(
            "unused-group",
            each.span,
            f"no rule is in the group {quoted(each.name)}",
            notes=["`sequence` gives it a turn, and it has nothing to give"] if sequenced else [],
            help=f"write `group {each.name}` in the rules that belong to it, or delete it",
        )
