"""Values and constants as an author writes them.

In: a value of an expression, or the row of a constant, and its kind. Out: words. Invariant: a kind is told by
facts, aggregates and tables; a constant of the compiled ruleset has none of its own beyond number or text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from receipt_rules.money import exponent, format_minor
from receipt_rules.quantity import MICRO
from receipt_rules.runtime.facts import literal

Kind = tuple[str, str]
"""Of the type of a value: its kind, and the dimension of a quantity."""

NO_KIND: Final[Kind] = ("", "")

_MOST_NAMES: Final = 12
"""So many SKUs, categories and the like are named one by one."""

_MONEY_AGGREGATES: Final = frozenset({"amount", "lowest", "highest"})


def kind_of(row: Any) -> Kind:
    """The kind of an expression's value; NO_KIND where nothing but constants could tell."""
    op = row[0]
    if op == "fact":
        return row[2], row[4]
    if op == "aggregate":
        if row[1] in _MONEY_AGGREGATES:
            return "money", ""
        return ("quantity", row[3]) if row[3] else ("int", "")
    if op in ("tiers", "table"):
        return row[-1], ""
    if op in ("+", "-", "*", "of", "if"):
        return _first_of(row[1:] if op in ("+", "-") else row[2:] if op in ("of", "if") else _factors(row))
    if op in ("/", "negate", "or-else"):
        return kind_of(row[1])
    return NO_KIND


def _first_of(rows: Any) -> Kind:
    return next((kind for kind in map(kind_of, rows) if kind != NO_KIND), NO_KIND)


def _factors(row: Any) -> Any:
    """Of a product what is no number comes first: it decides."""
    return sorted(row[1:], key=lambda each: kind_of(each)[0] in ("int", "number", ""))


class Values:
    """Values in words, for a ruleset of one currency."""

    def __init__(self, currency: str) -> None:
        self._currency = currency

    def constant(self, row: Any, kind: Kind) -> str:
        """A constant beside something of this kind."""
        return self.value(literal(*row[1:]), kind)

    def value(self, value: Any, kind: Kind) -> str:
        """A value of an expression."""
        name, dimension = kind
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, str):
            return text(value)
        if isinstance(value, tuple):
            return f"[{listed([text(each) for each in value])}]"
        if isinstance(value, dt.datetime):
            return value.isoformat(timespec="minutes")
        if isinstance(value, dt.date):
            return value.isoformat()
        if name == "money":
            return self.money(value)
        if name == "percent":
            return self.percent(Fraction(value))
        if name == "quantity":
            return f"{decimal(Fraction(value) / MICRO)} {dimension}"
        if name == "time":
            return f"{value // 60:02}:{value % 60:02}"
        return decimal(value)

    def money(self, minor: int | Fraction) -> str:
        """`5.00 EUR`; what is no whole number of minor units with all its decimals, or as a fraction."""
        whole = Fraction(minor)
        if whole.denominator == 1:
            return f"{format_minor(whole.numerator, self._currency)} {self._currency}"
        return f"{decimal(whole / 10 ** exponent(self._currency))} {self._currency}"

    @staticmethod
    def percent(share: Fraction) -> str:
        """`12.5%`."""
        return f"{decimal(share * 100)}%"


def text(text: str) -> str:
    """In the quotes of the language."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def listed(parts: Sequence[str]) -> str:
    """With commas; of many the first ones and how many more there are."""
    more = len(parts) - _MOST_NAMES
    return ", ".join([*parts[:_MOST_NAMES], f"... ({more} more)"] if more > 0 else parts)


def decimal(value: int | Fraction) -> str:
    """`12.5`; `1/3` where the decimals would not end."""
    exact = Fraction(value)
    for places in range(13):
        scaled = exact * 10**places
        if scaled.denominator == 1:
            digits = f"{abs(scaled.numerator):0{places + 1}d}"
            sign = "-" if exact < 0 else ""
            return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
    return str(exact)
