"""One phase: its root groups in their turn, and in each of them the rules that may act.

In: the candidate rules of a phase, in running order. Out: discounts, and the rules that gave them in order of
application. Invariants: a rule is tested once, at entry to its root group, and reads everything there; what
it met is noted where it gives nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from receipt_rules.runtime.groups.exclusion import bar, remember
from receipt_rules.runtime.groups.group import run_group
from receipt_rules.runtime.readiness import ready
from receipt_rules.runtime.running import Running

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session


def run_phase(session: Session, rules: list[Running], every_verdict: bool) -> list[Running]:
    """Discounts of a phase; the rules that gave them, in order of application."""
    if not session.engine.ruleset.groups:
        able = ready(session, rules, every_verdict)
        if able:
            run_group(session, -1, able)
        return [rule for rule in able if rule.total]
    given: list[Running] = []
    start = 0
    while start < len(rules):
        root = session.engine.root_of(rules[start])
        end = start + 1
        while end < len(rules) and session.engine.root_of(rules[end]) == root:
            end += 1
        able = bar(session, ready(session, rules[start:end], every_verdict))
        if able:
            run_group(session, root, able)
            givers = [rule for rule in able if rule.total]
            remember(session, givers)
            given += givers
        start = end
    return given
