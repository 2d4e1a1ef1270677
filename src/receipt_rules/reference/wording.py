"""Values as the locale of the program writes them.

In: values and their types. Out: text. Invariant: "money in messages prints for the ruleset's locale"
(receipt.md), by the data that the program carries and by nothing else.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from itertools import count
from typing import Any

from receipt_rules.money import exponent
from receipt_rules.program.model import Program, Wording
from receipt_rules.program.types import Type

_EXACT = Context(prec=200, rounding=ROUND_HALF_UP)
_FORBIDDEN = {"Cc", "Cs", "Zl", "Zp"}
_TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_FACT = 100


def written(value: Any, type: Type, program: Program) -> str:
    """A value of a type."""
    wording = program.wording
    assert wording is not None, "only a program that has words writes values"
    if value is None:
        return ""
    if type.kind == "money":
        return money(value, program)
    if type.kind == "quantity":
        before, after = wording.units[("kg", "l", "m").index(type.dimension)]
        return before + _number(Fraction(value, 10**6), 6, wording) + after
    if type.kind == "percent":
        return _percent(Fraction(value), wording)
    if type.kind in ("number", "int"):
        return _number(Fraction(value), 3, wording)
    if type.kind == "time":
        return f"{value // 60:02}:{value % 60:02}"
    if type.kind == "datetime":
        return f"{_date(value, wording)} {value.hour:02}:{value.minute:02}"
    return _date(value, wording) if type.kind == "date" else harmless(value)


def money(minor: int | Fraction, program: Program) -> str:
    """An amount with all decimals of its currency."""
    assert program.wording is not None
    decimals = exponent(program.currency)
    value = _rounded(Fraction(minor, 10**decimals), decimals)
    text = _digits(f"{abs(value):.{decimals}f}", program.wording)
    before, after = program.wording.money[2:] if value < 0 else program.wording.money[:2]
    return before + text + after


def harmless(text: str) -> str:
    """A text of the receipt: no control characters, no turning of the direction, bounded."""
    shown = ""
    for character in text:
        bad = (
            unicodedata.category(character) in _FORBIDDEN or unicodedata.bidirectional(character) in _TURNING
        )
        if not bad:
            shown += character
        elif not shown.endswith("\0"):
            shown += "\0"
    return shown.replace("\0", " ").strip()[:_FACT]


def _percent(share: Fraction, wording: Wording) -> str:
    value = _rounded(share * 100, 2)
    before, after = wording.percent[2:] if value < 0 else wording.percent[:2]
    return before + _digits(_short(value), wording) + after


def _number(value: Fraction, decimals: int, wording: Wording) -> str:
    rounded = _rounded(value, decimals)
    return (wording.minus if rounded < 0 else "") + _digits(_short(rounded), wording)


def _rounded(value: Fraction, decimals: int) -> Decimal:
    """Half away from zero, as `half_up` rounds amounts; zero has no sign."""
    scaled = value * 10**decimals
    whole = int(abs(scaled) + Fraction(1, 2))
    return _EXACT.scaleb(Decimal(whole if scaled > 0 else -whole), -decimals) if whole else Decimal(0)


def _short(value: Decimal) -> str:
    """Without its sign and without zeros at the end."""
    text = f"{abs(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _digits(plain: str, wording: Wording) -> str:
    """`1234.5` with the separators of the locale."""
    whole, _, fraction = plain.partition(".")
    borders = {wording.sizes[0]}
    for times in count(1):
        border = wording.sizes[0] + times * wording.sizes[1]
        if border >= len(whole):
            break
        borders.add(border)
    text = ""
    for place, digit in enumerate(whole):
        if place and len(whole) - place in borders:
            text += wording.group
        text += digit
    return text + (wording.decimal + fraction if fraction else "")


def _date(day: dt.date, wording: Wording) -> str:
    text = ""
    for field in wording.date:
        if field[0] == "'":
            text += field[1:]
        elif field == "month":
            text += wording.months[day.month - 1]
        elif field == "yy":
            text += f"{day.year % 100:02}"
        else:
            number = {"d": day.day, "M": day.month, "y": day.year}[field[0]]
            text += f"{number:02}" if len(field) == 2 else str(number)
    return text
