"""Why each rule applied, or did not.

In: an engine and a receipt. Out: an `Explanation` per rule, and its text. Invariants: every rule of the
ruleset is named exactly once, in running order; what is said is what evaluation decided, never computed anew.
"""

from __future__ import annotations

from typing import NamedTuple

from receipt_rules.money import format_minor
from receipt_rules.outcome.reasons import COUPON_STATES, sentence
from receipt_rules.outcome.record import Discount, Outcome, Verdict
from receipt_rules.receipt.record import ReceiptRecord
from receipt_rules.runtime import Engine


class Explanation(NamedTuple):
    """One rule: its verdict in words. `concerned`: the receipt has its items, card or coupon."""

    rule: str
    title: str
    concerned: bool
    verdict: Verdict
    lines: tuple[tuple[str, int], ...]
    """(line id, minor units given), in receipt order."""


def explain(engine: Engine, receipt: ReceiptRecord) -> tuple[Explanation, ...]:
    """Every rule of the ruleset with what became of it."""
    outcome = engine.evaluate(receipt, verdicts="all")
    concerned = {verdict.rule for verdict in engine.evaluate(receipt).verdicts}
    titles = {row.id: row.title for row in engine.ruleset.rules}
    given = _given(outcome)
    return tuple(
        Explanation(
            verdict.rule,
            titles[verdict.rule],
            verdict.rule in concerned,
            verdict,
            given.get(verdict.rule, ()),
        )
        for verdict in outcome.verdicts
    )


def _given(outcome: Outcome) -> dict[str, tuple[tuple[str, int], ...]]:
    return {
        effect.rule: tuple((share.line, share.amount_minor) for share in effect.lines)
        for effect in outcome.effects
        if isinstance(effect, Discount)
    }


def to_text(explanation: Explanation, currency: str) -> str:
    """Two to five lines for people."""

    def money(minor: int) -> str:
        return f"{format_minor(minor, currency)} {currency}"

    verdict = explanation.verdict
    title = f'  "{explanation.title}"' if explanation.title else ""
    head = (
        f"{explanation.rule}{title} - {verdict.verdict if verdict.verdict == 'applied' else verdict.reason}"
    )
    rows = [head]
    if verdict.verdict == "applied":
        rows.append(f"  gives        {money(verdict.gives_minor)}")
        rows += [f"  line {line:<7} {money(amount)}" for line, amount in explanation.lines]
    else:
        rows.append(f"  because      {sentence(verdict.reason or '', verdict.numbers, money)}")
        if verdict.state is not None:
            rows.append(f"  coupon       {COUPON_STATES[verdict.state]}")
        if not explanation.concerned:
            rows.append(
                "  concerned    no: the receipt has none of its items, or not the card or coupon it needs"
            )
    if verdict.trimmed_by is not None:
        rows.append(f"  cut by       `{verdict.trimmed_by}`")
    if not verdict.proven:
        rows.append(f"  not proven   a better choice would give at most {money(verdict.gap_minor)} more")
    return "\n".join(rows)
