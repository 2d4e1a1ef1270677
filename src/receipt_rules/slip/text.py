"""A receipt as a slip of paper, in plain text.

In: a receipt, its outcome, the titles of the rules. Out: text, `width` cells wide, without trailing space.
Invariants: every discount on items is printed under its line, every discount on the receipt after the
subtotal, each with the title of its rule; the amounts above the subtotal add up to it, and with those below
it to the printed total; nothing in a name or a message can break out of its row; no card number or code is
printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from receipt_rules.calendar import local_time, parse_at
from receipt_rules.money import exponent, format_minor
from receipt_rules.outcome.record import Discount, LineDiscount, Outcome, OutcomeLine, TotalRounding
from receipt_rules.quantity import parse_quantity
from receipt_rules.receipt.record import LineRecord, ReceiptRecord, masked
from receipt_rules.slip.layout import NARROWEST, clean, fit, note, pair
from receipt_rules.slip.said import Said
from receipt_rules.slip.why import brief, by_use

WIDTH: Final = 48
REASONS: Final = 6
"""A slip tells of so many rules that gave nothing, and of how many more there are."""

_RECEIPT_PHASE: Final = 2


class _Paper(NamedTuple):
    """What every row needs."""

    width: int
    currency: str
    titles: Mapping[str, str]

    def money(self, minor: int) -> str:
        return format_minor(minor, self.currency)

    def title(self, rule: str) -> str:
        return clean(self.titles.get(rule) or rule)

    def row(self, left: str, minor: int, *, tail: str = "") -> str:
        return pair(left, self.money(minor), self.width, tail=tail)


def slip(
    receipt: ReceiptRecord,
    outcome: Outcome,
    titles: Mapping[str, str],
    *,
    width: int = WIDTH,
    reasons: int = REASONS,
) -> str:
    """The slip of an evaluated receipt.

    `width` in cells, at least 32. `reasons`: of how many other rules it says why they gave nothing; those
    first about which the buyer or the cashier can do something.
    """
    paper = _Paper(max(width, NARROWEST), outcome.currency, titles)
    later = {
        effect.rule
        for effect in outcome.effects
        if isinstance(effect, Discount) and effect.phase == _RECEIPT_PHASE
    }
    said = Said(outcome, paper.width)
    rows = [*_head(receipt, paper), *said.header()]
    for record, line in zip(receipt.lines, outcome.lines, strict=True):
        rows += _line(record, line, [each for each in line.discounts if each.rule not in later], paper)
        rows += said.under(line.id)
    rows.append("-" * paper.width)
    rows += [*_totals(outcome, paper), *said.footer()]
    rows += _refused(outcome, paper, reasons)
    rows += [*said.told(), *said.slips()]
    return "\n".join(row.rstrip() for row in rows) + "\n"


def _head(receipt: ReceiptRecord, paper: _Paper) -> Iterator[str]:
    store = receipt.store
    place = store.id if receipt.register is None else f"{store.id}, register {receipt.register}"
    at = local_time(parse_at(receipt.at), store.timezone).strftime("%Y-%m-%d %H:%M")
    yield pair(f"Store {clean(place)}", at, paper.width)
    yield fit(f"Receipt {clean(receipt.id)}", paper.width)
    if receipt.customer is not None:
        customer = receipt.customer.id
        # Many a chain calls its customers by the number on their card.
        shown = masked(customer) if customer in receipt.cards else customer
        yield fit(f"Customer {clean(shown)}", paper.width)
    yield "-" * paper.width


def _line(
    record: LineRecord, line: OutcomeLine, discounts: Iterable[LineDiscount], paper: _Paper
) -> Iterator[str]:
    name = record.name or " ".join((*record.category[-1:], record.sku))
    if record.kind == "return":
        name = f"Return: {name}"
    yield paper.row(clean(name), line.shelf_minor)
    if record.quantity != "1":
        yield f"  {record.quantity}{_each(record, paper)}"
    for discount in discounts:
        some = f" ({discount.units} of {record.quantity})" if _some_units(record, discount) else ""
        yield paper.row(f"  {paper.title(discount.rule)}", -discount.amount_minor, tail=some)


def _some_units(record: LineRecord, discount: LineDiscount) -> bool:
    """Did only some pieces of the line get the discount?"""
    return record.quantity.isdecimal() and discount.units < int(record.quantity)


def _each(record: LineRecord, paper: _Paper) -> str:
    """` x 4.45` where that makes the amount, else ` pieces`; ` x 89.90/kg` of what is weighed."""
    if not record.quantity.isdecimal():
        if record.unit_price is None:
            return ""
        whole, _, decimals = record.unit_price.partition(".")
        price = f"{whole}.{decimals.ljust(exponent(paper.currency), '0')}".rstrip(".")
        return f" x {price}/{parse_quantity(record.quantity).dimension}"
    each, rest = divmod(record.amount_minor, int(record.quantity))
    return " pieces" if rest else f" x {paper.money(each)}"


def _totals(outcome: Outcome, paper: _Paper) -> Iterator[str]:
    totals = outcome.totals
    changes = [
        (effect.rule, -effect.amount_minor if isinstance(effect, Discount) else effect.amount_minor)
        for effect in outcome.effects
        if isinstance(effect, TotalRounding)
        or (isinstance(effect, Discount) and effect.phase == _RECEIPT_PHASE)
    ]
    if changes:
        yield paper.row("Subtotal", totals.due_minor - sum(amount for _, amount in changes))
    for rule, amount in changes:
        yield paper.row(paper.title(rule), amount)
    yield paper.row(f"TOTAL {outcome.currency}", totals.due_minor)
    if totals.discount_minor:
        yield paper.row("You save", totals.discount_minor)


def _refused(outcome: Outcome, paper: _Paper, most: int) -> Iterator[str]:
    refused = by_use(outcome.verdicts)
    if not refused or most < 1:
        return
    yield ""
    yield "Not applied:"
    for verdict in refused[:most]:
        words = brief(verdict, paper.money, paper.titles)
        yield from note(paper.title(verdict.rule), clean(words), paper.width)
    if len(refused) > most:
        yield f"  and {len(refused) - most} more"
