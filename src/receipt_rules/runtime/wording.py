"""Values as the ruleset's locale writes them.

In: the data of a locale, from the compiled ruleset, and exact values. Out: text. Invariants: the same on
every machine, whatever it is set to; what comes from a receipt holds no control character and is of bounded
length, so that it can command neither printer nor screen.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

from receipt_rules.money import exponent, round_div
from receipt_rules.runtime.rows import CompiledRuleset, WordingRow

MOST_OF_A_FACT: Final = 100
"""Characters of a text that comes from a receipt."""
_PERCENT_DECIMALS: Final = 2
_NUMBER_DECIMALS: Final = 3
_QUANTITY_DECIMALS: Final = 6
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_DIMENSIONS: Final = ("kg", "l", "m")


class Formatter:
    """Writes values of one ruleset; `values` by kind: a type of the language."""

    def __init__(self, row: WordingRow, ruleset: CompiledRuleset) -> None:
        self._row = row
        self._decimals = exponent(ruleset.currency)
        self._date_fields = tuple(row.date)
        self.values: dict[str, Callable[[Any, str], str]] = {
            "money": lambda value, dimension: self.money(value),
            "percent": lambda value, dimension: self._percent(Fraction(value)),
            "number": lambda value, dimension: self._number(Fraction(value)),
            "int": lambda value, dimension: self._number(Fraction(value)),
            "quantity": lambda value, dimension: self.quantity(value, dimension),
            "text": lambda value, dimension: clean(value),
            "date": lambda value, dimension: self._date(value),
            "datetime": lambda value, dimension: f"{self._date(value)} {value:%H:%M}",
            "time": lambda value, dimension: f"{value // 60:02}:{value % 60:02}",
        }

    def of(self, kind: str, value: Any, dimension: str = "") -> str:
        """A value of this kind; of what the receipt does not say, nothing."""
        return "" if value is None else self.values[kind](value, dimension)

    def money(self, minor: int | Fraction) -> str:
        """An amount in minor units, with all decimals of its currency."""
        exact = Fraction(minor)
        units = round_div(abs(exact.numerator), exact.denominator, "half_up")
        text = self._digits(units, self._decimals, self._decimals)
        return self._around(self._row.money, text, below_zero=units > 0 and exact < 0)

    def quantity(self, micro: int | Fraction, dimension: str) -> str:
        """Millionths of kg, l or m, in kg, l or m."""
        before, after = self._row.units[_DIMENSIONS.index(dimension)]
        return f"{before}{self._signed(Fraction(micro, 10**6), _QUANTITY_DECIMALS)}{after}"

    def _number(self, value: Fraction) -> str:
        return self._signed(value, _NUMBER_DECIMALS)

    def _percent(self, share: Fraction) -> str:
        hundredths, text = self._rounded(share * 100, _PERCENT_DECIMALS)
        return self._around(self._row.percent, text, below_zero=hundredths > 0 and share < 0)

    def _signed(self, value: Fraction, decimals: int) -> str:
        units, text = self._rounded(value, decimals)
        return f"{self._row.minus}{text}" if units and value < 0 else text

    def _rounded(self, value: Fraction, decimals: int) -> tuple[int, str]:
        """How many of the last decimal, and the text, without a sign."""
        units = round_div(abs(value.numerator) * 10**decimals, value.denominator, "half_up")
        return units, self._digits(units, decimals, 0)

    def _digits(self, units: int, decimals: int, fewest: int) -> str:
        """`units` of the last of so many decimals; of zeros at the end only the `fewest` stay."""
        whole, rest = divmod(units, 10**decimals)
        fraction = str(rest).zfill(decimals) if decimals else ""
        while len(fraction) > fewest and fraction.endswith("0"):
            fraction = fraction[:-1]
        text = self._grouped(str(whole))
        return f"{text}{self._row.decimal}{fraction}" if fraction else text

    def _grouped(self, digits: str) -> str:
        if not self._row.group:
            return digits
        size, others = self._row.sizes
        parts: list[str] = []
        while len(digits) > size:
            parts.insert(0, digits[-size:])
            digits, size = digits[:-size], others
        return self._row.group.join([digits, *parts])

    def _around(self, around: tuple[str, str, str, str], text: str, *, below_zero: bool) -> str:
        before, after = around[2:] if below_zero else around[:2]
        return f"{before}{text}{after}"

    def _date(self, day: dt.date) -> str:
        return "".join(self._field(each, day) for each in self._date_fields)

    def _field(self, field: str, day: dt.date) -> str:
        if field.startswith("'"):
            return field[1:]
        if field == "month":
            return self._row.months[day.month - 1]
        value = {"d": day.day, "M": day.month, "y": day.year}[field[0]]
        return str(value % 100).zfill(2) if field in ("dd", "MM", "yy") else str(value)


def clean(text: str) -> str:
    """A text of the receipt without what would command a printer or turn the direction of reading."""
    return _CONTROL.sub(" ", text).strip()[:MOST_OF_A_FACT]
