"""Why each rule applied, or did not: an `Explanation` per rule.

In: an engine and a receipt. Out: explanations of all rules in the order of their verdicts, or of one.
Invariants: every rule is named exactly once; verdict and amounts are those of an evaluation; the conditions
are told as the rule found them. Nothing of this is done, or prepared, by an evaluation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, NamedTuple

from receipt_rules.diagnostics.suggest import did_you_mean
from receipt_rules.errors import UnknownRuleError
from receipt_rules.outcome.record import Discount, Outcome, Verdict
from receipt_rules.receipt.record import ReceiptRecord
from receipt_rules.runtime.session import Session
from receipt_rules.runtime.why.entry import moments
from receipt_rules.runtime.why.gates import steps_of
from receipt_rules.runtime.why.meeting import excluder_of, place_of, rival_of
from receipt_rules.runtime.why.reading import RuleReader
from receipt_rules.runtime.why.records import Condition, Explanation, GivenLine, MatchedLine, UnitPrice

if TYPE_CHECKING:
    from receipt_rules.runtime.engine import Engine

PRICED = frozenset({"protected", "already-lower", "zero"})
"""Reasons that lie in the prices of units."""


def explain_one(engine: Engine, receipt: ReceiptRecord, rule: str) -> Explanation:
    """The explanation of one rule, by id. Raises UnknownRuleError, and ReceiptError as an evaluation."""
    numbers = {row.id: number for number, row in enumerate(engine.ruleset.rules)}
    if rule not in numbers:
        help_ = (
            did_you_mean(rule, numbers) or "`explain` of the package `receipt_rules.explain` names them all"
        )
        raise UnknownRuleError("unknown-rule", f"the ruleset has no rule `{rule}`", help_)
    outcome = engine.evaluate(receipt)
    verdict = outcome.why(rule)
    concerned = verdict is not None
    if verdict is None:
        outcome = engine.evaluate(receipt, verdicts="all")
        verdict = outcome.why(rule)
    assert verdict is not None  # on request there is one on every rule
    (explanation,) = _explained(engine, receipt, outcome, [verdict], {rule} if concerned else ())
    return explanation


def explain_all(engine: Engine, receipt: ReceiptRecord) -> tuple[Explanation, ...]:
    """The explanations of all rules. Raises ReceiptError as an evaluation."""
    outcome = engine.evaluate(receipt, verdicts="all")
    concerned = {verdict.rule for verdict in engine.evaluate(receipt).verdicts}
    return tuple(_explained(engine, receipt, outcome, outcome.verdicts, concerned))


def _explained(
    engine: Engine,
    receipt: ReceiptRecord,
    outcome: Outcome,
    verdicts: Collection[Verdict],
    concerned: Collection[str],
) -> Iterable[Explanation]:
    ruleset = engine.ruleset
    numbers = {row.id: number for number, row in enumerate(ruleset.rules)}
    priced = {numbers[each.rule] for each in verdicts if each.reason in PRICED and not each.trimmed_by}
    asked = [numbers[each.rule] for each in verdicts]
    found = {
        number: _found(engine, session, number, priced=number in priced)
        for session, tested in moments(engine, receipt, asked)
        for number in tested
    }
    titles = {row.id: row.title for row in ruleset.rules}
    groups = frozenset(row.id for row in ruleset.groups)
    given = _given(outcome)
    for verdict in verdicts:
        row = ruleset.rules[numbers[verdict.rule]]
        seen = found[numbers[verdict.rule]]
        yield Explanation(
            rule=row.id,
            title=row.title,
            currency=ruleset.currency,
            verdict=verdict,
            concerned=row.id in concerned,
            steps=steps_of(
                row, ruleset.gates[row.gate] if row.gate >= 0 else None, seen.conditions, verdict.reason
            ),
            conditions=seen.conditions,
            group=place_of(engine, row),
            matched=seen.matched,
            lines=given.get(row.id, ()),
            would_minor=seen.would,
            instead=rival_of(verdict, titles, groups),
            excluded_by=excluder_of(engine, verdict, outcome, numbers),
            prices=seen.prices,
        )


class _Found(NamedTuple):
    """A rule at entry to its group."""

    conditions: tuple[Condition, ...]
    matched: tuple[MatchedLine, ...] | None = None
    would: int | None = None
    prices: tuple[UnitPrice, ...] = ()


def _found(engine: Engine, session: Session, number: int, *, priced: bool) -> _Found:
    reader = _reader(engine, number)
    running = reader.items(session)
    if running is None:
        return _Found(reader.conditions(session, []) if reader.evaluated else ())
    conditions = reader.conditions(session, running.own)
    matched = tuple(
        MatchedLine(line.record.id, own.units) for line, own in zip(running.lines, running.own, strict=True)
    )
    prices = reader.prices(session, running) if priced else ()
    return _Found(conditions, matched, reader.would(session, running), prices)


def _reader(engine: Engine, number: int) -> RuleReader:
    reader = engine.readers.get(number)
    if reader is None:
        reader = engine.readers[number] = RuleReader(engine.plan(number), engine)
    return reader


def _given(outcome: Outcome) -> dict[str, tuple[GivenLine, ...]]:
    return {
        effect.rule: tuple(GivenLine(share.line, share.amount_minor) for share in effect.lines)
        for effect in outcome.effects
        if isinstance(effect, Discount)
    }
