"""Values as an author would write them, for messages.

In: a constant and its type. Out: its text. Invariant: exact; a value that has no finite decimal form is
shown as a fraction.
"""

from __future__ import annotations

from fractions import Fraction

from receipt_rules.money import format_minor
from receipt_rules.program.expression import Constant
from receipt_rules.program.types import Type
from receipt_rules.quantity import Quantity, format_quantity


def shown(value: Constant, type: Type, currency: str) -> str:
    """`"gold"`, `yes`, `4.99 EUR`, `2.5%`, `1.5 kg`, `22:00`."""
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Fraction):
        return _number(Fraction(value), type, currency)
    return str(value)


def _number(value: Fraction, type: Type, currency: str) -> str:
    if type.kind == "money" and value.denominator == 1:
        return f"{format_minor(int(value), currency)} {currency}"
    if type.kind == "percent":
        return f"{_decimal(value * 100)}%"
    if type.kind == "quantity" and value >= 0:
        return format_quantity(Quantity(1, int(value), type.dimension))
    if type.kind == "time":
        return f"{int(value) // 60:02d}:{int(value) % 60:02d}"
    return _decimal(value)


def _decimal(value: Fraction) -> str:
    places = next((n for n in range(20) if (value * 10**n).denominator == 1), None)
    if places is None:
        return str(value)
    digits = f"{abs(value.numerator) * 10**places // value.denominator:0{places + 1}d}"
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
