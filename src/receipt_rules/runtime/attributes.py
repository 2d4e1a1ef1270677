"""The host's own facts: values of `attributes`, by the types that the ruleset's schema declares.

In: the path of a fact with the kind of its type, and a receipt. Out: a function like those of `expressions`.
Invariants: a value is exact and within the bounds of its type, or a ReceiptError points at its place; a text
is read in its one documented form, in ASCII; no message and no chained exception shows the value.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from receipt_rules.errors import ReceiptError
from receipt_rules.quantity import Quantity, QuantityError, parse_quantity
from receipt_rules.receipt.record import MAX_AMOUNT
from receipt_rules.runtime.lines import Line

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session

Reader = Callable[["Session", "list[Line]", "Line | None"], Any]


def attribute_reader(path: str, kind: str, optional: bool, dimension: str) -> Reader:
    """The function that reads the attribute `path` (`customer.tier`); `dimension` is that of a quantity."""
    root, _, name = path.partition(".")
    parse = _PARSERS[kind]

    def reader(session: Session, own: list[Line], line: Line | None) -> Any:
        if root == "item":
            assert line is not None  # the binder lets `item.*` stand only where a line is at hand
            attributes = line.record.attributes
        else:
            customer = session.customer
            attributes = customer.attributes if customer else {}
        value = attributes.get(name)
        choices = session.engine.ruleset.facts[path].choices
        if value is not None:
            read = parse(value, choices or dimension)
            if read is None:
                raise _unfit(path, kind, choices, dimension, _pointer(name, line if root == "item" else None))
            return read
        if optional or (root == "customer" and session.customer is None):
            return None
        raise ReceiptError(
            "missing-fact",
            _pointer(name, line if root == "item" else None),
            f"the ruleset reads `{path}`, and the receipt does not say it",
            f"send `{name}` ({_form(kind, choices)}), or declare it `optional` in the ruleset's schema",
        )

    return reader


def _pointer(name: str, line: Line | None) -> str:
    place = "/customer" if line is None else f"/lines/{line.place}"
    return f"{place}/attributes/{name}"


def _unfit(path: str, kind: str, choices: tuple[str, ...], dimension: str, pointer: str) -> ReceiptError:
    declared = f"one of {_listed(choices)}" if choices else _NAMES.get(kind, kind)
    in_unit = f" in {dimension}" if dimension else ""
    message = f"`{path}` is declared `{declared}`{in_unit}, and this value is none"
    return ReceiptError("attribute-type", pointer, message, f"send {_form(kind, choices)}")


def _form(kind: str, choices: tuple[str, ...]) -> str:
    return f"one of {_listed(choices)}" if choices else _FORMS[kind]


def _listed(choices: tuple[str, ...]) -> str:
    return ", ".join(f'"{choice}"' for choice in choices)


_NAMES: Final = {"texts": "list of text"}
_FORMS: Final = {
    "money": "a whole number of minor units, not below zero",
    "percent": 'a whole number or a decimal string from "0" to "100": "12.5" is 12.5%',
    "number": 'a whole number or a decimal string such as "1.5"',
    "int": "a whole number",
    "quantity": 'a string such as "1.5 kg"',
    "text": "a string",
    "texts": "a list of strings",
    "bool": "true or false",
    "date": 'a string such as "2026-03-01"',
    "datetime": 'a string such as "2026-03-01T18:00"',
    "time": 'a string such as "18:00"',
}


# ---- one function per type: the value, or None where it is none of the type --------------------------------

_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,15})(?:\.[0-9]+)?")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


def _money(value: object, detail: object) -> int | None:
    return value if type(value) is int and value >= 0 else None


def _int(value: object, detail: object) -> int | None:
    return value if type(value) is int else None


def _number(value: object, detail: object) -> int | Fraction | None:
    if type(value) is int:
        return value
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        return None
    number = Fraction(value)
    if abs(number) > MAX_AMOUNT:
        return None
    return number.numerator if number.denominator == 1 else number


def _percent(value: object, detail: object) -> Fraction | None:
    number = _number(value, detail)
    return None if number is None or not 0 <= number <= 100 else Fraction(number) / 100


def _quantity(value: object, dimension: object) -> int | None:
    """Millionths of kg, l or m. `is known` asks for no dimension, and takes each."""
    try:
        quantity = parse_quantity(value) if isinstance(value, str) else _NOTHING
    except QuantityError:
        return None
    fits = quantity.dimension == dimension if dimension else quantity.dimension
    return quantity.micro if fits else None


_NOTHING: Final = Quantity(0, 0, "")


def _text(value: object, choices: Any) -> str | None:
    return value if isinstance(value, str) and (not choices or value in choices) else None


def _texts(value: object, detail: object) -> tuple[str, ...] | None:
    return value if isinstance(value, tuple) else None


def _bool(value: object, detail: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _date(value: object, detail: object) -> dt.date | None:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def _time(value: object, detail: object) -> int | None:
    """Minutes after midnight."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        return None
    return int(value[:2]) * 60 + int(value[3:])


def _datetime(value: object, detail: object) -> dt.datetime | None:
    if not isinstance(value, str):
        return None
    day, _, time = value.partition("T")
    date, minutes = _date(day, detail), _time(time, detail)
    if date is None or minutes is None:
        return None
    return dt.datetime(date.year, date.month, date.day, *divmod(minutes, 60))  # noqa: DTZ001 - wall-clock


_PARSERS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "money": _money,
    "percent": _percent,
    "number": _number,
    "int": _int,
    "quantity": _quantity,
    "text": _text,
    "texts": _texts,
    "bool": _bool,
    "date": _date,
    "datetime": _datetime,
    "time": _time,
}
