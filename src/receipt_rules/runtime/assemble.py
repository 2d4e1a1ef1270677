"""The outcome: what was decided, as values in canonical order.

In: the session after the last phase. Out: `Outcome`. Invariants: for every line, shelf less the named
amounts is final; lines in receipt order; discounts in order of application; effects and verdicts by
(phase, group, priority, id, line).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from receipt_rules.outcome.reasons import ReasonSlug
from receipt_rules.outcome.record import (
    Discount,
    Effect,
    LineDiscount,
    LineShare,
    Outcome,
    OutcomeLine,
    StateChanges,
    TotalRounding,
    Totals,
    Verdict,
)
from receipt_rules.outcome.record import Run as OutcomeRun
from receipt_rules.receipt.codec import receipt_digest
from receipt_rules.receipt.record import LineRecord
from receipt_rules.runtime.coupons import coupon_changes, coupon_effects, coupon_verdicts
from receipt_rules.runtime.groups.exclusion import excluder_of
from receipt_rules.runtime.lines import Line, price_runs
from receipt_rules.runtime.messages import NOTHING, Said
from receipt_rules.runtime.running import Running

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session

REASONS: tuple[ReasonSlug, ...] = (
    "limit",
    "excluded",
    "lost",
    "claimed",
    "protected",
    "already-lower",
    "zero",
)
"""What units may have met, in the order of the closed list."""


def assemble(
    session: Session,
    rules: list[Running],
    given: list[Running],
    rounding: tuple[Running, int] | None,
    said: Said,
) -> Outcome:
    """Everything that is said about the receipt."""
    lines = _lines(session)
    engine = session.engine
    looked_at = [running for running in rules if not running.hidden]
    verdicts = tuple([_verdict(session, each, rounding) for each in looked_at])
    last = _last_effects(session, zip(looked_at, verdicts, strict=True), said)
    coupons = coupon_changes(session, last) if last else None
    return Outcome(
        receipt=receipt_digest(session.receipt),
        ruleset=engine.reference,
        totals=_totals(session, rounding),
        currency=session.receipt.currency,
        lines=lines,
        effects=(*_effects(given, rounding), *said.of_programmes, *last),
        verdicts=verdicts,
        coupons=coupon_verdicts(session, last),
        state_changes=StateChanges(coupons=coupons) if coupons else None,
    )


def _lines(session: Session) -> tuple[OutcomeLine, ...]:
    """The lines of the receipt, those that take no part as they are."""
    records = session.receipt.lines
    if len(records) == len(session.lines):
        return tuple([_line(line.record, line) for line in session.lines])
    by_place = {line.place: line for line in session.lines}
    return tuple([_line(record, by_place.get(place)) for place, record in enumerate(records)])


def _line(record: LineRecord, line: Line | None) -> OutcomeLine:
    amount = record.amount_minor
    if line is None or not line.given:
        # Most lines of most receipts: nothing was given.
        if line is None or len(line.runs) == 1:
            runs: tuple[OutcomeRun, ...] = (OutcomeRun(quantity=record.quantity, amount_minor=amount),)
        else:
            runs = _runs(record, line)
        return OutcomeLine(id=record.id, shelf_minor=amount, final_minor=amount, runs=runs)
    return OutcomeLine(
        id=record.id,
        shelf_minor=amount,
        final_minor=line.current,
        discounts=tuple(
            [
                LineDiscount(
                    rule=rule,
                    amount_minor=amount,
                    units=sum([count for count, share in shares if share]),
                )
                for rule, amount, shares in line.given
            ]
        ),
        runs=_runs(record, line),
    )


def _runs(record: LineRecord, line: Line) -> tuple[OutcomeRun, ...]:
    if line.units == 1:
        return (OutcomeRun(quantity=record.quantity, amount_minor=line.current),)
    return tuple(
        [
            OutcomeRun(quantity=str(count), amount_minor=count * price)
            for count, price in price_runs(line.runs)
        ]
    )


def _totals(session: Session, rounding: tuple[Running, int] | None) -> Totals:
    """Sums over all lines, those that take no part too; by tax code those of the final amounts."""
    shelf = final = session.unseen_minor
    tax: dict[str, int] = {}
    for line in session.lines:
        amount = line.current
        shelf += line.shelf
        final += amount
        code = line.record.tax_code
        if code is not None:
            tax[code] = tax[code] + amount if code in tax else amount
    if len(session.lines) < len(session.receipt.lines):
        _add_unseen(session, tax)
    change = rounding[1] if rounding else 0
    return Totals(
        shelf_minor=shelf,
        discount_minor=shelf - final,
        points_paid_minor=0,
        rounding_minor=change,
        due_minor=final + change,
        tax=dict(sorted(tax.items())),
    )


def _add_unseen(session: Session, tax: dict[str, int]) -> None:
    """Lines that take no part have a tax code as well."""
    seen = {line.place for line in session.lines}
    for place, record in enumerate(session.receipt.lines):
        if place not in seen and record.tax_code is not None:
            tax[record.tax_code] = tax.get(record.tax_code, 0) + record.amount_minor


def _effects(given: list[Running], rounding: tuple[Running, int] | None) -> tuple[Effect, ...]:
    effects: list[Effect] = [
        Discount(
            rule=running.plan.row.id,
            phase=1 if running.plan.row.scope == "item" else 2,
            amount_minor=running.total,
            lines=tuple(
                LineShare(line=line.record.id, amount_minor=amount)
                for line, amount, _ in sorted(running.given, key=_place)
            ),
        )
        for running in given
        if running.total
    ]
    if rounding:
        effects.append(TotalRounding(rule=rounding[0].plan.row.id, amount_minor=rounding[1]))
    return tuple(effects)


def _last_effects(session: Session, rules: Iterable[tuple[Running, Verdict]], said: Said) -> list[Effect]:
    """Phase 7, rule by rule: the coupons that it issues, then those that it uses, then what it says."""
    found: list[Effect] = []
    if said is NOTHING and not session.receipt.coupons and not session.engine.issues:
        return found
    for running, verdict in rules:
        if verdict.verdict == "applied":
            found += coupon_effects(session, running, verdict.times)
        found += said.of_rules.get(running.number, ())
    return found


def _place(part: tuple[Line, int, object]) -> int:
    return part[0].place


def _verdict(session: Session, running: Running, rounding: tuple[Running, int] | None) -> Verdict:
    rule = running.plan.row.id
    proven, gap = running.proven, running.gap
    if rounding is not None and running is rounding[0]:
        return Verdict(rule=rule, verdict="applied", gives_minor=-rounding[1])
    if running.total:
        return Verdict(
            rule=rule,
            verdict="applied",
            gives_minor=running.total,
            proven=proven,
            gap_minor=gap,
            trimmed_by=running.trimmed_by,
            times=running.times,
        )
    if running.reason is not None:
        slug, state, numbers = running.reason
        return Verdict(rule=rule, verdict="refused", reason=slug, state=state, numbers=numbers)
    if running.plan.row.scope == "words":
        return Verdict(rule=rule, verdict="applied")
    reason: ReasonSlug = next((each for each in REASONS if each in running.met), "zero")
    return Verdict(
        rule=rule,
        verdict="refused",
        reason=reason,
        numbers=_numbers(session, running, reason),
        proven=proven,
        gap_minor=gap,
        trimmed_by=running.trimmed_by,
    )


def _numbers(session: Session, running: Running, reason: ReasonSlug) -> dict[str, int | str]:
    """Who excluded it; or who won, what the winner gives and what this rule would have given."""
    if reason == "excluded":
        return {"group": excluder_of(session, running)}
    if reason == "claimed":
        return {"winner": session.engine.ruleset.rules[running.claimed_by].id}
    if reason != "lost" or running.lost_to is None:
        return {}
    winner, gives, would = running.lost_to
    numbers: dict[str, int | str] = {} if winner is None else {"winner": winner}
    return {**numbers, "actual_minor": would, "required_minor": gives}
