"""`not-yet-evaluated`: clauses and declarations that this engine understands and does not carry out.

In: a program. Out: a warning at each of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from receipt_rules.diagnostics import Diagnostics
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.program.lint.prove_not_checked import PROVE
from receipt_rules.program.model import Later, Program


def check(program: Program, diagnostics: Diagnostics) -> None:
    """What a live rule needs says that the rule is refused."""
    for each, refused in _laters(program):
        if each.what == PROVE:
            continue
        diagnostics.report(
            "not-yet-evaluated",
            each.span,
            f"{quoted(each.what)} is not evaluated yet",
            notes=["`compile` refuses a live rule that needs it"] if refused else [],
            help="make the rule a `draft`, or do without it" if refused else "",
        )


def _laters(program: Program) -> Iterator[tuple[Later, bool]]:
    """Each with whether a live rule needs it; such a rule says so first."""
    for live in (True, False):
        for rule in program.rules:
            if rule.draft is not live:
                yield from ((each, live) for each in rule.later)
    yield from ((each, False) for each in program.later)
    others = [programme.later for programme in program.programs.values()]
    yield from ((each, False) for later in others for each in later)
