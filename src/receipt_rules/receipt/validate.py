"""What a receipt must fulfil beyond its shape; both doors end here.

In: a record whose types and bounds are right. Out: nothing, or ReceiptError with the pointer of the first
fault. Order: the fields of the receipt, then its lines one by one, then its state. Invariant: a receipt
that passes can be evaluated: its time, zone, currency and quantities can be read, its line ids are unique,
and no line has the wrong sign.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import TypeVar

from receipt_rules.calendar import local_time, parse_at
from receipt_rules.errors import InvalidValueError, ReceiptError, json_pointer
from receipt_rules.money import exponent, format_minor
from receipt_rules.quantity import parse_quantity
from receipt_rules.receipt.faults import quote
from receipt_rules.receipt.record import LineRecord, ReceiptRecord, StateRecord
from receipt_rules.receipt.unit_price import parse_unit_price

_NEGATIVE_KINDS = ("return", "deposit_return")


def validate(record: ReceiptRecord) -> None:
    """Raises ReceiptError at the first fault.

    Of the receipt: `unknown-currency`, what `parse_at` and `local_time` of the calendar raise,
    `duplicate-card`, `duplicate-coupon`, `malformed-date`. Of a line: `duplicate-line`, what
    `parse_quantity` and `parse_unit_price` raise, `quantity-zero`, `negative-amount`, `positive-amount`,
    `weighed-pieces`. Of the state: what `parse_at` raises, `duplicate-coupon`, `duplicate-card`,
    `contradictory-state`, `malformed-date`.
    """
    _read(exponent, record.currency, "currency")
    at = _read(parse_at, record.at, "at")
    _read(partial(local_time, at), record.store.timezone, "store", "timezone")
    customer = record.customer
    if customer is not None and customer.birthday is not None:
        _read(_parse_day, customer.birthday, "customer", "birthday")
    if len(record.cards) > 1:
        _refuse_double(map(_code, record.cards), "card", "cards")
    if len(record.coupons) > 1:
        _refuse_double((_code(coupon.code) for coupon in record.coupons), "coupon", "coupons")
    if len({line.id for line in record.lines}) != len(record.lines):
        _refuse_double((line.id for line in record.lines), "line", "lines", "id")
    currency = record.currency
    for index, line in enumerate(record.lines):
        _check_line(index, line, currency)
    if record.state is not None:
        _check_state(record.state)


def _check_line(index: int, line: LineRecord, currency: str) -> None:
    try:
        quantity = parse_quantity(line.quantity)
    except InvalidValueError as error:
        raise _at(error, "lines", index, "quantity") from None
    if line.unit_price is not None:
        _read(parse_unit_price, line.unit_price, "lines", index, "unit_price")
    if not (quantity.micro if quantity.dimension else quantity.pieces):
        raise _refused(
            "quantity-zero",
            ("lines", index, "quantity"),
            "a line of nothing",
            "leave out the line, or count what it sells",
        )
    if line.weighed and not quantity.dimension and quantity.pieces != 1:
        raise _refused(
            "weighed-pieces",
            ("lines", index, "quantity"),
            f"a weighed line of {quantity.pieces} pieces",
            "add the unit of measure, such as `1.314 kg`, or leave out `weighed`",
        )
    sign = -1 if line.kind in _NEGATIVE_KINDS else 1
    if line.amount_minor * sign < 0:
        raise _wrong_sign(index, "amount_minor", line.kind, line.amount_minor, currency)
    regular = line.regular_amount_minor
    if regular is not None and regular * sign < 0:
        raise _wrong_sign(index, "regular_amount_minor", line.kind, regular, currency)


def _wrong_sign(index: int, field: str, kind: str, amount_minor: int, currency: str) -> ReceiptError:
    verb = "costs" if field == "amount_minor" else "regularly costs"
    message = f"a line of kind `{kind}` {verb} {format_minor(amount_minor, currency)} {currency}"
    path = ("lines", index, field)
    if amount_minor < 0:
        help_ = "write zero or more; what is given back is a line of kind `return` or `deposit_return`"
        return _refused("negative-amount", path, message, help_)
    return _refused("positive-amount", path, message, "write zero or less: this kind pays money out")


def _check_state(state: StateRecord) -> None:
    for index, credit in enumerate(state.credits):
        _read(parse_at, credit.at, "state", "credits", index, "at")
    for noun, codes, states in (("coupon", "coupons", state.coupons), ("card", "cards", state.cards)):
        if len({_code(code) for code in states}) != len(states):
            raise _refused(
                f"duplicate-{noun}",
                ("state", codes),
                f"the state of a {noun} is given twice",
                "send one state for each; codes compare without case and surrounding space",
            )
        for known in states.values():
            if known.used_by_customer > known.used:
                raise _refused(
                    "contradictory-state",
                    ("state", codes),
                    f"a customer used a {noun} more often than it was used",
                    "`used` counts the uses of all customers, this one included",
                )
            for day in (known.valid_from, known.valid_until):
                if day is not None:
                    # The key is a code: the pointer stops at the map.
                    _read(_parse_day, day, "state", codes)


def _parse_day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    # fromisoformat also reads `20260304` and `2026-W10-3`.
    if day is None or day.isoformat() != text:
        shown = text if len(text) <= 40 else f"{text[:40]}..."
        raise InvalidValueError("malformed-date", f"`{shown}` is not a date", "write it as `2026-03-04`")
    return day


def _refuse_double(values: Iterable[str], noun: str, *path: str) -> None:
    seen = set()
    for index, value in enumerate(values):
        if value in seen:
            place: tuple[str | int, ...] = (path[0], index, *path[1:])
            message = f"two lines are called {quote(value)}" if noun == "line" else f"a {noun} is given twice"
            raise _refused(f"duplicate-{noun}", place, message, _ONCE[noun])
        seen.add(value)


_ONCE = {
    "card": "send each card once",
    "coupon": "send each code once; how often it counts is up to the ruleset",
    "line": "give each line an id of its own",
}


def _code(text: str) -> str:
    """Codes compare without case and surrounding space."""
    return text.strip().casefold()


T = TypeVar("T")


def _read(reader: Callable[[str], T], text: str, *path: str | int) -> T:
    try:
        return reader(text)
    except InvalidValueError as error:
        raise _at(error, *path) from None


def _at(error: InvalidValueError, *path: str | int) -> ReceiptError:
    return ReceiptError(error.slug, json_pointer(path), error.message, error.help)


def _refused(slug: str, path: tuple[str | int, ...], message: str, help_: str) -> ReceiptError:
    return ReceiptError(slug, json_pointer(path), message, help_)
