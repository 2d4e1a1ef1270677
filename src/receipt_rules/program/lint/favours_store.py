"""`favours-store`: sets that are chosen so that they cost the store the least.

In: a program. Out: advice at each such rule.
"""

from __future__ import annotations

from receipt_rules.diagnostics import Diagnostics
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.program.lint.places import rule_place, shown
from receipt_rules.program.model import Program, SetReward


def check(program: Program, diagnostics: Diagnostics) -> None:
    """Drafts too: this is the time to think of it."""
    found, more = shown(
        [rule for rule in program.rules if isinstance(rule.reward, SetReward) and rule.reward.favour_store]
    )
    for rule in found:
        last = rule is found[-1] and bool(more)
        diagnostics.report(
            "favours-store",
            rule_place(rule),
            f"with rule {quoted(rule.id)} one more item can lower what the buyer gets",
            notes=[f"{more} such rules"] if last else [],
            help="leave `favour store` out: the sets that give most are formed then, and the cheapest item "
            "of each is its gift",
        )
