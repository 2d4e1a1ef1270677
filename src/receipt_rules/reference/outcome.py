"""The outcome: what was decided, in the canonical order of receipt.md.

In: notes in running order, prices, the rounding of the total. Out: `Outcome`. Invariants: "for every line,
shelf amount - sum(named amounts) = final amount"; "lines in receipt order; discounts in order of application;
effects and verdicts by (phase, group, priority, id, line); runs are neighbouring equal units merged".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from receipt_rules.outcome import record as out
from receipt_rules.receipt.codec import receipt_digest
from receipt_rules.receipt.record import LineRecord, ReceiptRecord
from receipt_rules.reference import coupons
from receipt_rules.reference.codes import Presented
from receipt_rules.reference.messages import Said, said
from receipt_rules.reference.notes import Note
from receipt_rules.reference.total import Rounded
from receipt_rules.reference.units import Line, Prices
from receipt_rules.reference.world import World


def outcome(
    world: World,
    ruleset: out.RulesetRef,
    notes: Sequence[Note],
    prices: Prices,
    rounded: Rounded,
    last: Sequence[Note],
    codes: Presented,
) -> out.Outcome:
    """Everything that is said about the receipt; `last` are the rules that give no money."""
    by_number = {line.number: line for line in world.lines}
    lines = tuple(
        _line(record, by_number.get(number), notes, prices)
        for number, record in enumerate(world.receipt.lines)
    )
    discounts = [_discount(note) for note in notes if note.gives]
    rounding = (
        [] if rounded.rule is None else [out.TotalRounding(rule=rounded.rule, amount_minor=rounded.change)]
    )
    verdicts = (
        *map(_verdict, notes),
        *(_total_verdict(note, rounded) for note in rounded.notes),
        *map(_last_verdict, last),
    )
    words = said(world, (*notes, *rounded.notes, *last), prices, rounded)
    phase7 = tuple(_last(world, codes, verdicts, words))
    return out.Outcome(
        receipt=receipt_digest(world.receipt),
        ruleset=ruleset,
        totals=_totals(world.receipt, lines, rounded.change),
        currency=world.receipt.currency,
        lines=lines,
        effects=(*discounts, *rounding, *phase7),
        verdicts=verdicts,
        coupons=coupons.fates(codes, phase7),
        state_changes=coupons.changes(world, phase7),
    )


def _last(
    world: World, codes: Presented, verdicts: Sequence[out.Verdict], words: Said
) -> Iterator[out.Effect]:
    """Phase 7: programmes, then rules in running order, of each what it issues, uses and says."""
    rules = {rule.id: rule for rule in world.program.rules}
    yield from words.programmes
    for verdict in verdicts:
        if verdict.verdict == "applied":
            yield from coupons.effects(world, codes, rules[verdict.rule], verdict.times)
        yield from words.rules.get(verdict.rule, ())


def _line(record: LineRecord, line: Line | None, notes: Sequence[Note], prices: Prices) -> out.OutcomeLine:
    if line is None:
        amount = record.amount_minor
        run = out.Run(quantity=record.quantity, amount_minor=amount)
        return out.OutcomeLine(id=record.id, shelf_minor=amount, final_minor=amount, runs=(run,))
    discounts = []
    for note in notes:
        shares = [note.shares[unit] for unit in line.units if note.shares.get(unit, 0) > 0]
        if shares:
            # words: "*Item*: a unit that received money"
            discounts.append(out.LineDiscount(rule=note.rule.id, amount_minor=sum(shares), units=len(shares)))
    return out.OutcomeLine(
        id=record.id,
        shelf_minor=record.amount_minor,
        final_minor=sum(prices[unit] for unit in line.units),
        discounts=tuple(discounts),
        runs=_runs(record, line, prices),
    )


def _runs(record: LineRecord, line: Line, prices: Prices) -> tuple[out.Run, ...]:
    runs = [(price, len(list(units))) for price, units in groupby(line.units, key=lambda unit: prices[unit])]
    if len(runs) == 1:
        price, count = runs[0]
        return (out.Run(quantity=record.quantity, amount_minor=count * price),)
    return tuple(out.Run(quantity=str(count), amount_minor=count * price) for price, count in runs)


def _discount(note: Note) -> out.Discount:
    amounts: dict[Line, int] = {}
    for unit, share in note.shares.items():
        amounts[unit.line] = amounts.get(unit.line, 0) + share
    return out.Discount(
        rule=note.rule.id,
        phase=1 if note.rule.scope == "item" else 2,
        amount_minor=note.gives,
        lines=tuple(
            out.LineShare(line=line.record.id, amount_minor=amount)
            for line, amount in sorted(amounts.items(), key=lambda pair: pair[0].number)
            if amount
        ),
    )


def _totals(receipt: ReceiptRecord, lines: Sequence[out.OutcomeLine], change: int) -> out.Totals:
    """ "due = sum of final amounts of all lines, negative ones included, + rounding effect"."""
    shelf = sum(line.shelf_minor for line in lines)
    final = sum(line.final_minor for line in lines)
    codes = sorted({record.tax_code for record in receipt.lines if record.tax_code is not None})
    return out.Totals(
        shelf_minor=shelf,
        discount_minor=shelf - final,
        points_paid_minor=0,
        rounding_minor=change,
        due_minor=final + change,
        tax={
            code: sum(
                line.final_minor
                for record, line in zip(receipt.lines, lines, strict=True)
                if record.tax_code == code
            )
            for code in codes
        },
    )


def _verdict(note: Note) -> out.Verdict:
    if note.gives:
        return out.Verdict(
            rule=note.rule.id,
            verdict="applied",
            gives_minor=note.gives,
            trimmed_by=note.cut_by,
            times=note.times,
        )
    return _refused(note)


def _total_verdict(note: Note, rounded: Rounded) -> out.Verdict:
    if note.rule.id == rounded.rule:
        return out.Verdict(rule=note.rule.id, verdict="applied", gives_minor=-rounded.change)
    return _refused(note)


def _last_verdict(note: Note) -> out.Verdict:
    """A rule that gives no money applies where nothing is against it."""
    return out.Verdict(rule=note.rule.id, verdict="applied") if note.reason is None else _refused(note)


def _refused(note: Note) -> out.Verdict:
    reason = note.why_nothing()
    return out.Verdict(
        rule=note.rule.id,
        verdict="refused",
        reason=reason.slug,
        state=reason.state,
        numbers=reason.numbers,
        # "A rule that was cut says `trimmed_by` ...; a rule that is `lost` has none."
        trimmed_by=note.cut_by if reason.slug != "lost" else None,
    )
