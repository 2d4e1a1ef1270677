"""All lints, one after another.

In: a `Program`. Out: what they say, sorted by place. Invariant: each lint is a module of its own and knows
none of the others; no lint reads a clock, the day of the check is given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from receipt_rules.diagnostics import Diagnostic, Diagnostics
from receipt_rules.program.lint import (
    codes_overlap,
    dominated,
    empty_set,
    expired,
    farmed_gift,
    favours_store,
    groups_meet,
    never_applies,
    not_yet_evaluated,
    priority_tie,
    prove_not_checked,
    rule_without_test,
    sequence_incomplete,
    set_never_forms,
    shadowed,
    ungrouped_rules_meet,
    unused_group,
    unused_name,
)
from receipt_rules.program.model import Program

_LINTS: Final[tuple[Callable[[Program, Diagnostics], None], ...]] = (
    never_applies.check,
    empty_set.check,
    set_never_forms.check,
    ungrouped_rules_meet.check,
    groups_meet.check,
    sequence_incomplete.check,
    priority_tie.check,
    shadowed.check,
    dominated.check,
    favours_store.check,
    farmed_gift.check,
    rule_without_test.check,
    not_yet_evaluated.check,
    prove_not_checked.check,
    codes_overlap.check,
    unused_name.check,
    unused_group.check,
)


def lint(program: Program, today: dt.date | None = None) -> tuple[Diagnostic, ...]:
    """Warnings and advice; `today`: the business day of the check, without which nothing is expired."""
    found = Diagnostics()
    for check in _LINTS:
        check(program, found)
    if today is not None:
        expired.check(program, today, found)
    return found.sorted()
