"""The host's own facts: values of `attributes`, read by the types that the ruleset's schema declares.

In: a fact and a view. Out: its exact value; None where it is absent and may be; ReceiptError `missing-fact`
or `attribute-type`. Invariant: a value is read in its one documented form or refused.

"A promised schema fact that is absent: ReceiptError `missing-fact`, when a rule that the receipt concerns
reads it." "Money, percent and number in `attributes`: minor units; decimal strings such as "12.5"." (Decision
3.)
"""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import Any, Final

from receipt_rules.errors import ReceiptError
from receipt_rules.program.expression import Fact
from receipt_rules.program.types import Type
from receipt_rules.receipt.record import MAX_AMOUNT
from receipt_rules.reference.units import MILLION, measured
from receipt_rules.reference.world import View

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
_DECIMAL: Final = re.compile(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]+)?", re.ASCII)
_QUANTITY: Final = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)? ?(kg|g|l|ml|m)", re.ASCII)
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TIME: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_MOST_QUANTITY: Final = 10_000_000


def attribute(fact: Fact, view: View) -> Any:
    """The value that the host sent."""
    root, _, name = fact.path.partition(".")
    customer = view.world.customer
    if root == "item":
        assert view.line is not None, "`item.*` stands only where a line is at hand"
        attributes = view.line.record.attributes
        pointer = f"/lines/{view.line.number}/attributes/{name}"
    else:
        attributes = {} if customer is None else customer.attributes
        pointer = f"/customer/attributes/{name}"
    declared = view.world.program.facts[fact.path].type
    if name in attributes:
        # `is known` asks for no dimension: that of the expression, not that of the schema, is looked for
        value = _read(attributes[name], declared, fact.type.dimension)
        if value is None:
            raise _unfit(fact, declared, pointer)
        return value
    if fact.optional or (root == "customer" and customer is None):
        return None
    raise ReceiptError(
        "missing-fact",
        pointer,
        f"the ruleset reads `{fact.path}`, and the receipt does not say it",
        f"send `{name}` ({_form(declared)}), or declare it `optional` in the ruleset's schema",
    )


def _unfit(fact: Fact, declared: Type, pointer: str) -> ReceiptError:
    names = {"texts": "list of text"}
    kind = f"one of {_choices(declared)}" if declared.choices else names.get(declared.kind, declared.kind)
    in_unit = f" in {fact.type.dimension}" if fact.type.dimension else ""
    message = f"`{fact.path}` is declared `{kind}`{in_unit}, and this value is none"
    return ReceiptError("attribute-type", pointer, message, f"send {_form(declared)}")


def _form(declared: Type) -> str:
    return f"one of {_choices(declared)}" if declared.choices else _FORMS[declared.kind]


def _choices(declared: Type) -> str:
    return ", ".join(f'"{choice}"' for choice in declared.choices)


def _read(value: Any, declared: Type, dimension: str) -> Any:
    """The value, or None where it is none of the type."""
    kind = declared.kind
    if kind == "money":
        return value if type(value) is int and value >= 0 else None
    if kind == "int":
        return value if type(value) is int else None
    if kind in ("number", "percent"):
        number = _number(value)
        if number is None or kind == "number":
            return number
        return number / 100 if 0 <= number <= 100 else None
    if kind == "bool":
        return value if isinstance(value, bool) else None
    if kind == "texts":
        return value if isinstance(value, tuple) else None
    if not isinstance(value, str):
        return None
    if kind == "text":
        return value if not declared.choices or value in declared.choices else None
    return _quantity(value, dimension) if kind == "quantity" else _time(value, kind)


def _number(value: Any) -> Fraction | None:
    if type(value) is int:
        return Fraction(value)
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value) or abs(Fraction(value)) > MAX_AMOUNT:
        return None
    return Fraction(value)


def _quantity(value: str, dimension: str) -> int | None:
    """Millionths of kg, l or m; finer ones are none, nor is more than ten million."""
    if not _QUANTITY.fullmatch(value):
        return None
    number, _, _ = value.partition(" ")
    _, micro, unit = measured(value)
    per_unit = measured("1" + value[len(value.rstrip("kglm")) :])[1]
    if Fraction(number.rstrip("kglm")) * per_unit != micro or micro > _MOST_QUANTITY * MILLION:
        return None
    return micro if dimension in ("", unit) else None


def _time(value: str, kind: str) -> Any:
    """A date, a wall-clock time, or minutes after midnight."""
    day, _, clock = value.partition("T") if kind == "datetime" else (value, "", value)
    if kind != "date" and not _TIME.fullmatch(clock):
        return None
    minutes = 0 if kind == "date" else int(clock[:2]) * 60 + int(clock[3:])
    if kind == "time":
        return minutes
    try:
        date = dt.date.fromisoformat(day) if _DATE.fullmatch(day) else None
    except ValueError:
        return None
    if date is None or kind == "date":
        return date
    return dt.datetime.combine(date, dt.time(*divmod(minutes, 60)))
