"""From the words of a `test` block to a receipt.

In: `receipt { ... }` and the statements before it. Out: a `ReceiptRecord` that came through the
door of a till. Invariant: a test says prices per piece or per kg, l or m, as a leaflet does; a weighed amount
is rounded half up once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from zoneinfo import ZoneInfo

from msgspec import to_builtins

from receipt_rules.language import ast
from receipt_rules.money import round_div
from receipt_rules.program.model import Program
from receipt_rules.quantity import format_quantity
from receipt_rules.receipt import decode_receipt, encode_receipt
from receipt_rules.receipt.record import (
    CouponRecord,
    CustomerRecord,
    LineRecord,
    ReceiptRecord,
    StoreRecord,
    TenderRecord,
)
from receipt_rules.receipt.structure import structural_fault

MILLION = 1_000_000
MONEY_OF_LINE = {"regular": "regular_amount_minor"}
MONEY_OF_PIECE = {"cost": "cost_minor", "min_price": "min_price_minor"}
NOON = dt.datetime(2026, 1, 1, 12)  # noqa: DTZ001 - wall-clock time, as all times of a ruleset
"""When a receipt is, in a test that does not say."""
PLAIN = frozenset(
    {"brand", "name", "tax_code", "gtin", "kind", "weighed", "manual_price", "marked_down", "discountable"}
)


@dataclass(slots=True)
class Scene:
    """What the statements before a receipt have said."""

    at: dt.datetime | None = None
    store: str = "test"
    channel: str = "pos"
    customer: tuple[ast.Attribute, ...] | None = None
    lists: dict[str, set[str]] = field(default_factory=dict)
    """Item sets by the name the test uses, with the SKUs that its receipts put into them."""


def receipt_of(scene: Scene, node: ast.SoldReceipt, program: Program, number: int) -> ReceiptRecord:
    """The receipt that a test describes; raises ReceiptError where it is none."""
    zone = program.zone or "UTC"
    local = scene.at or NOON
    lines = [part for part in node.parts if isinstance(part, ast.SoldLine)]
    record = ReceiptRecord(
        id=f"test-{number}",
        at=local.replace(tzinfo=ZoneInfo(zone)).isoformat(),
        currency=program.currency,
        channel=scene.channel,
        store=StoreRecord(id=scene.store, timezone=zone),
        customer=None if scene.customer is None else _customer(scene.customer),
        cards=tuple(part.number.value for part in node.parts if isinstance(part, ast.WithCard)),
        coupons=tuple(
            CouponRecord(code=part.code.value) for part in node.parts if isinstance(part, ast.WithCoupon)
        ),
        lines=tuple(_line(place, line) for place, line in enumerate(lines, 1)),
        tenders=tuple(
            TenderRecord(
                tender=part.tender.text,
                amount_minor=None if part.amount is None else part.amount.minor,
                code=None if part.number is None else part.number.value,
            )
            for part in node.parts
            if isinstance(part, ast.Pay)
        ),
    )
    return _through_the_door(record)


def _through_the_door(record: ReceiptRecord) -> ReceiptRecord:
    """The same receipt as a till would send it; raises ReceiptError where it could not."""
    # By the shape first: JSON is not even written of a number that no field takes.
    fault = structural_fault(to_builtins(record))
    if fault is not None:
        raise fault
    return decode_receipt(encode_receipt(record))


def stubs_of(node: ast.SoldReceipt) -> Iterable[tuple[str, str]]:
    """(item set, SKU) for each `lists: [...]` of a receipt."""
    for part in node.parts:
        if isinstance(part, ast.SoldLine):
            for attribute in part.attributes:
                if attribute.key.text == "lists":
                    for name in _texts(attribute.value):
                        yield name, part.sku.value


def _line(place: int, line: ast.SoldLine) -> LineRecord:
    pieces, quantity = _count(line.count)
    fields: dict[str, object] = {}
    attributes: dict[str, object] = {}
    for attribute in line.attributes:
        key, value = attribute.key.text, attribute.value
        if key in ("category", "tags"):
            fields[key] = tuple(_texts(value))
        elif key in MONEY_OF_LINE and isinstance(value, ast.Money):
            fields[MONEY_OF_LINE[key]] = _times(value.minor, pieces)
        elif key in MONEY_OF_PIECE and isinstance(value, ast.Money):
            fields[MONEY_OF_PIECE[key]] = value.minor
        elif key in PLAIN:
            fields[key] = host_value(value)
        elif key != "lists":
            attributes[key] = host_value(value)
    return LineRecord(
        id=str(place),
        sku=line.sku.value,
        quantity=quantity,
        amount_minor=_times(line.price.minor, pieces),
        attributes=attributes,  # type: ignore[arg-type]  # `host_value` gives what a receipt may hold
        **fields,  # type: ignore[arg-type]  # keys are those of LineRecord
    )


def _count(count: ast.Integer | ast.Measure) -> tuple[Fraction, str]:
    if isinstance(count, ast.Integer):
        return Fraction(count.value), str(count.value)
    return Fraction(count.quantity.micro, MILLION), format_quantity(count.quantity)


def _times(minor: int, pieces: Fraction) -> int:
    return round_div(minor * pieces.numerator, pieces.denominator, "half_up")


def _customer(attributes: tuple[ast.Attribute, ...]) -> CustomerRecord:
    fields: dict[str, object] = {"id": "test"}
    extra: dict[str, object] = {}
    for attribute in attributes:
        key, value = attribute.key.text, attribute.value
        if key in ("programmes", "segments"):
            fields[key] = tuple(_texts(value))
        elif key in ("id", "level", "birthday"):
            fields[key] = host_value(value)
        else:
            extra[key] = host_value(value)
    return CustomerRecord(**fields, attributes=extra)  # type: ignore[arg-type]  # as above


def customer_id(scene: Scene) -> str | None:
    """Who buys, as far as the statements have said."""
    return None if scene.customer is None else _customer(scene.customer).id


def _texts(value: object) -> list[str]:
    """A text or a list of them."""
    if isinstance(value, ast.ListAttribute):
        return [each.value for each in value.values if isinstance(each, ast.Text)]
    return [value.value] if isinstance(value, ast.Text | ast.Word) else []


def host_value(value: object) -> object:
    """A literal in the form in which a host sends it: money in minor units, decimals and dates as text."""
    if isinstance(value, ast.Money):
        return value.minor
    if isinstance(value, ast.Percent):
        return _decimal(value.share * 100)
    if isinstance(value, ast.Number):
        return _decimal(value.value)
    if isinstance(value, ast.Date):
        return value.value.isoformat()
    if isinstance(value, ast.DateTime):
        return value.value.isoformat(timespec="minutes")
    if isinstance(value, ast.Time):
        return f"{value.minutes // 60:02}:{value.minutes % 60:02}"
    if isinstance(value, ast.Measure):
        return format_quantity(value.quantity)
    if isinstance(value, ast.ListAttribute):
        return tuple(_texts(value))
    return getattr(value, "value", None)


def _decimal(value: Fraction) -> str:
    """An exact decimal: literals of the language have no other fractions."""
    scaled, places = value, 0
    while scaled.denominator != 1:
        scaled *= 10
        places += 1
    digits = str(scaled.numerator).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits
