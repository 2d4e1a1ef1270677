"""A receipt as a slip of paper, in plain text.

In: a receipt, its outcome, the titles of the rules. Out: text, `width` cells wide, without trailing space.
Invariants: every discount is printed under its line with the title of its rule; the printed amounts add up
to the printed total; nothing in a name can break out of its line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from receipt_rules.diagnostics import cells
from receipt_rules.money import format_minor
from receipt_rules.outcome.reasons import COUPON_STATES, sentence
from receipt_rules.outcome.record import Outcome, OutcomeLine, TotalRounding, Verdict
from receipt_rules.receipt.record import LineRecord, ReceiptRecord

WIDTH = 48
_MONEY_WIDTH = 12


def slip(
    receipt: ReceiptRecord,
    outcome: Outcome,
    titles: Mapping[str, str],
    *,
    width: int = WIDTH,
    reasons: bool = True,
) -> str:
    """The slip of an evaluated receipt; with `reasons`, why each other rule that it concerns gave nothing."""

    def money(minor: int) -> str:
        return format_minor(minor, outcome.currency)

    rows = [*_head(receipt, width)]
    for record, line in zip(receipt.lines, outcome.lines, strict=True):
        rows += _line(record, line, titles, money, width)
    rows.append("-" * width)
    rows += _totals(outcome, titles, money, width)
    if reasons:
        rows += _refused(outcome, titles, money, width)
    return "\n".join(row.rstrip() for row in rows) + "\n"


def _head(receipt: ReceiptRecord, width: int) -> Iterator[str]:
    place = (
        receipt.store.id if receipt.register is None else f"{receipt.store.id}, register {receipt.register}"
    )
    yield _pair(f"Store {_clean(place)}", receipt.at[:16].replace("T", " "), width)
    yield _fit(f"Receipt {_clean(receipt.id)}", width)
    if receipt.customer is not None:
        yield _fit(f"Customer {_clean(receipt.customer.id)}", width)
    yield "-" * width


def _line(
    record: LineRecord,
    line: OutcomeLine,
    titles: Mapping[str, str],
    money: Callable[[int], str],
    width: int,
) -> Iterator[str]:
    name = record.name or " / ".join(record.category[-1:]) or record.sku
    yield _pair(_clean(name), money(line.shelf_minor), width)
    if record.quantity != "1":
        yield _fit(f"  {record.quantity}{_each(record, line, money)}", width)
    for discount in line.discounts:
        yield _pair(f"  {_title(discount.rule, titles)}", money(-discount.amount_minor), width)


def _each(record: LineRecord, line: OutcomeLine, money: Callable[[int], str]) -> str:
    """` x 120.00`, where that is the amount."""
    if record.quantity.isdigit() and line.shelf_minor % int(record.quantity) == 0:
        return f" x {money(line.shelf_minor // int(record.quantity))}"
    return "" if record.unit_price is None else f" x {record.unit_price}"


def _totals(
    outcome: Outcome, titles: Mapping[str, str], money: Callable[[int], str], width: int
) -> Iterator[str]:
    totals = outcome.totals
    if totals.discount_minor or totals.rounding_minor:
        yield _pair("Subtotal", money(totals.shelf_minor), width)
    if totals.discount_minor:
        yield _pair("Discounts", money(-totals.discount_minor), width)
    for effect in outcome.effects:
        if isinstance(effect, TotalRounding):
            yield _pair(_title(effect.rule, titles), money(effect.amount_minor), width)
    yield _pair(f"TOTAL {outcome.currency}", money(totals.due_minor), width)


def _refused(
    outcome: Outcome, titles: Mapping[str, str], money: Callable[[int], str], width: int
) -> Iterator[str]:
    refused = [verdict for verdict in outcome.verdicts if verdict.verdict == "refused"]
    if refused:
        yield ""
        yield "Not applied:"
    for verdict in refused:
        yield from _wrapped(f"{_title(verdict.rule, titles)}: {reason_of(verdict, money)}", width)


def reason_of(verdict: Verdict, money: Callable[[int], str]) -> str:
    """Why a rule was refused, in one sentence."""
    if verdict.reason == "coupon" and verdict.state is not None:
        return COUPON_STATES[verdict.state]
    return sentence(verdict.reason or "", verdict.numbers, money)


def _title(rule: str, titles: Mapping[str, str]) -> str:
    return _clean(titles.get(rule) or rule)


def _clean(text: str) -> str:
    """Control characters become visible signs: a name must not feed paper or move the cursor."""
    return cells.visible(text)


def _width(text: str) -> int:
    """Cells that the text fills."""
    return sum(map(cells.width, text))


def _pair(left: str, right: str, width: int) -> str:
    """Left and right at the two edges; the left one is cut where they would touch."""
    room = width - max(_MONEY_WIDTH, _width(right) + 1)
    left = _fit(left, room)
    return left + " " * (width - _width(left) - _width(right)) + right


def _fit(text: str, room: int) -> str:
    """The text, cut with an ellipsis where it is wider than `room` cells."""
    if _width(text) <= room:
        return text
    while text and _width(text) > room - 1:
        text = text[:-1]
    return text + "…"


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Words over lines, indented, the first line less."""
    row = " "
    for word in text.split():
        if _width(row) + 1 + _width(word) > width and row.strip():
            yield row
            row = "   "
        row += f" {word}"
    yield row
