"""Facts: what an expression may read, and how it is read from a receipt.

In: the path of a fact with the kind of its type, or the row of a constant. Out: a function like
those of `expressions`, or a value. Invariants: values are exact (int, Fraction, str, bool, date,
naive wall-clock datetime, minutes, tuple of str); an absent optional fact is None. What the host
declares itself is read by `attributes`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from receipt_rules.runtime.attributes import Reader, attribute_reader
from receipt_rules.runtime.lines import MILLION, Line

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def literal(kind: str, *parts: Any) -> Any:
    """The value of a constant row: int, fraction (two numbers), text, bool, date, datetime or texts."""
    if kind == "fraction":
        return Fraction(parts[0], parts[1])
    if kind == "date":
        return dt.date.fromisoformat(parts[0])
    if kind == "datetime":
        return dt.datetime.fromisoformat(parts[0])
    return tuple(parts[0]) if kind == "texts" else parts[0]


def fact_reader(path: str, kind: str, optional: bool, dimension: str = "") -> Reader:
    """The function that reads the fact at `path`; `kind` is that of its type, `dimension` its unit."""
    if path in STANDARD:
        return STANDARD[path]
    return attribute_reader(path, kind, optional, dimension)


# ---- the standard facts ------------------------------------------------------------------------------


def priced_units(line: Line) -> int | Fraction:
    """How many of what a price is for: pieces, or kg, l or m of a weighed line."""
    return Fraction(line.micro, MILLION) if line.dimension else line.units


def unit_price(session: Session, line: Line) -> int | Fraction:
    """`item.price`: shelf price per piece or priced unit, in minor units, exact."""
    if line.dimension and line.record.unit_price is not None:
        return _exact(session.engine.ruleset.minor_per_major * Fraction(line.record.unit_price))
    return _exact(Fraction(line.shelf) / priced_units(line))


def _exact(value: Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value


def _regular(session: Session, line: Line) -> int | Fraction:
    amount = line.record.regular_amount_minor
    return unit_price(session, line) if amount is None else _exact(Fraction(amount) / priced_units(line))


def _price(read: Callable[[Session, Line], Any]) -> Reader:
    def reader(session: Session, own: list[Line], line: Line | None) -> Any:
        assert line is not None  # the binder lets `item.*` stand only where a line is at hand
        return read(session, line)

    return reader


def _item(read: Callable[[Line], Any]) -> Reader:
    return _price(lambda session, line: read(line))


def _birthday(session: Session, own: list[Line], line: Line | None) -> dt.date | None:
    customer = session.customer
    if customer is None or customer.birthday is None:
        return None
    return dt.date.fromisoformat(customer.birthday)


STANDARD: dict[str, Reader] = {
    "receipt.total": lambda session, own, line: sum(each.current for each in session.lines),
    "receipt.full": lambda session, own, line: sum(each.shelf for each in session.lines),
    "receipt.quantity": lambda session, own, line: sum(each.units for each in session.lines),
    "receipt.lines": lambda session, own, line: len(session.lines),
    "receipt.channel": lambda session, own, line: session.receipt.channel,
    "receipt.hour": lambda session, own, line: session.local.hour,
    "receipt.weekday": lambda session, own, line: WEEKDAYS[session.today.weekday()],
    "today": lambda session, own, line: session.today,
    "store.id": lambda session, own, line: session.receipt.store.id,
    "store.tags": lambda session, own, line: session.receipt.store.tags,
    "customer.level": lambda session, own, line: session.customer and session.customer.level,
    "customer.segments": lambda session, own, line: session.customer.segments if session.customer else (),
    "customer.programmes": lambda session, own, line: session.customer.programmes if session.customer else (),
    "customer.birthday": _birthday,
    "item.price": _price(unit_price),
    "item.regular": _price(_regular),
    "item.current": _item(lambda line: _exact(Fraction(line.current) / priced_units(line))),
    "item.sku": _item(lambda line: line.record.sku),
    "item.name": _item(lambda line: line.record.name),
    "item.category": _item(lambda line: line.record.category),
    "item.brand": _item(lambda line: line.record.brand),
    "item.tags": _item(lambda line: line.record.tags),
    "item.tax_code": _item(lambda line: line.record.tax_code),
    "item.weighed": _item(lambda line: line.record.weighed or bool(line.dimension)),
    "item.marked_down": _item(lambda line: line.record.marked_down),
    "item.cost": _item(lambda line: line.record.cost_minor),
    "item.min_price": _item(lambda line: line.record.min_price_minor),
}
