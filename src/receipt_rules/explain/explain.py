"""Why each rule applied, or did not.

In: an engine and a receipt. Out: an `Explanation` per rule. Invariants: every rule of the ruleset is named
exactly once, in running order; what is said is what evaluation decided, never computed anew.
"""

from __future__ import annotations

from typing import NamedTuple

from receipt_rules.explain.gates import Step, steps_of
from receipt_rules.outcome.record import Discount, Outcome, Verdict
from receipt_rules.receipt.record import ReceiptRecord
from receipt_rules.runtime import Engine
from receipt_rules.runtime.eligibility import shut
from receipt_rules.runtime.plan import Plan
from receipt_rules.runtime.session import Session


class MatchedLine(NamedTuple):
    """A line that the rule selects: its id, and its units (1 for what is weighed)."""

    line: str
    units: int


class Explanation(NamedTuple):
    """One rule with its verdict, and what led to it."""

    rule: str
    title: str
    verdict: Verdict
    concerned: bool
    """The receipt has its items, or the card or coupon that it needs."""
    steps: tuple[Step, ...]
    """Who, when and if, as far as it was asked."""
    matched: tuple[MatchedLine, ...] | None
    """In receipt order; None for a draft, and where the selector looks at prices that other rules change."""
    lines: tuple[tuple[str, int], ...]
    """(line id, minor units given), in receipt order."""


def explain(engine: Engine, receipt: ReceiptRecord) -> tuple[Explanation, ...]:
    """Every rule of the ruleset with what became of it. Raises ReceiptError as `Engine.evaluate` does."""
    outcome = engine.evaluate(receipt, verdicts="all")
    concerned = {verdict.rule for verdict in engine.evaluate(receipt).verdicts}
    session = Session(engine, receipt)
    numbers = {row.id: number for number, row in enumerate(engine.ruleset.rules)}
    given = _given(outcome)
    explanations = []
    for verdict in outcome.verdicts:
        plan = engine.plan(numbers[verdict.rule])
        row = plan.row
        gate = engine.ruleset.gates[row.gate] if row.gate >= 0 else None
        explanations.append(
            Explanation(
                rule=row.id,
                title=row.title,
                verdict=verdict,
                concerned=row.id in concerned,
                steps=steps_of(row, gate, verdict.reason),
                matched=_matched(plan, session),
                lines=given.get(row.id, ()),
            )
        )
    return tuple(explanations)


def _matched(plan: Plan, session: Session) -> tuple[MatchedLine, ...] | None:
    if plan.at_entry or plan.row.draft or (plan.asks_host and shut(session, plan) is not None):
        return None
    lines = (line for line in session.lines if plan.matches(session, line))
    return tuple(MatchedLine(line.record.id, line.units) for line in lines)


def _given(outcome: Outcome) -> dict[str, tuple[tuple[str, int], ...]]:
    return {
        effect.rule: tuple((share.line, share.amount_minor) for share in effect.lines)
        for effect in outcome.effects
        if isinstance(effect, Discount)
    }
