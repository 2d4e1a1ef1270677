"""Facts of an expression, as receipt.md lists them ("Facts in expressions").

In: a fact and a view. Out: its value, None where the receipt does not have it. Invariant: whatever depends on
prices is read at the prices of the view.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

from receipt_rules.money import exponent
from receipt_rules.program.expression import Fact
from receipt_rules.reference.attributes import attribute
from receipt_rules.reference.calendar import WEEKDAYS
from receipt_rules.reference.units import Line
from receipt_rules.reference.world import View


def value_of(fact: Fact, view: View) -> Any:
    """The value of a fact; raises ReceiptError where the host promised it and does not say it."""
    read = STANDARD.get(fact.path)
    return attribute(fact, view) if read is None else read(view)


def _line(view: View) -> Line:
    assert view.line is not None, "`item.*` stands only where a line is at hand"
    return view.line


def _price(view: View) -> Fraction:
    """ "`item.price` of a weighed line is its `unit_price`, else amount / quantity." """
    line = _line(view)
    if line.dimension and line.record.unit_price is not None:
        major: int = 10 ** exponent(view.world.program.currency)
        return Fraction(line.record.unit_price) * major
    return Fraction(line.record.amount_minor) / line.measure


def _regular(view: View) -> Fraction:
    """The line's regular amount per piece or priced unit; absent means shelf (decision 3)."""
    line = _line(view)
    amount = line.record.regular_amount_minor
    return _price(view) if amount is None else Fraction(amount) / line.measure


def _current(view: View) -> Fraction:
    line = _line(view)
    return Fraction(sum(view.prices[unit] for unit in line.units)) / line.measure


def _birthday(view: View) -> dt.date | None:
    customer = view.world.customer
    if customer is None or customer.birthday is None:
        return None
    return dt.date.fromisoformat(customer.birthday)


def _customer(name: str, absent: Any) -> Callable[[View], Any]:
    return lambda view: absent if view.world.customer is None else getattr(view.world.customer, name)


def _item(name: str) -> Callable[[View], Any]:
    return lambda view: getattr(_line(view).record, name)


STANDARD: Final[dict[str, Callable[[View], Any]]] = {
    "receipt.total": lambda view: sum(view.prices[unit] for unit in view.world.units),
    "receipt.full": lambda view: sum(unit.shelf for unit in view.world.units),
    "receipt.quantity": lambda view: len(view.world.units),
    "receipt.lines": lambda view: len(view.world.lines),
    "receipt.channel": lambda view: view.world.receipt.channel,
    "receipt.hour": lambda view: view.world.moment.local.hour,
    "receipt.weekday": lambda view: WEEKDAYS[view.world.moment.day.weekday()],
    "today": lambda view: view.world.moment.day,
    "store.id": lambda view: view.world.receipt.store.id,
    "store.tags": lambda view: view.world.receipt.store.tags,
    "customer.level": _customer("level", None),
    "customer.segments": _customer("segments", ()),
    "customer.programmes": _customer("programmes", ()),
    "customer.birthday": _birthday,
    "item.price": _price,
    "item.regular": _regular,
    "item.current": _current,
    "item.sku": _item("sku"),
    "item.name": _item("name"),
    "item.category": _item("category"),
    "item.brand": _item("brand"),
    "item.tags": _item("tags"),
    "item.tax_code": _item("tax_code"),
    "item.weighed": lambda view: _line(view).record.weighed or bool(_line(view).dimension),
    "item.marked_down": _item("marked_down"),
    "item.cost": _item("cost_minor"),
    "item.min_price": _item("min_price_minor"),
}
