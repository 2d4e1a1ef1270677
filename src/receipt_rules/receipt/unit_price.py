"""The price of one piece or one priced unit, which may be finer than a minor unit (fuel: `1.599`).

In: a decimal text in major units. Out: a whole number of millionths of a major unit, exactly.
Invariant: nothing is rounded; a text that is finer than a millionth is refused.
"""

from __future__ import annotations

from receipt_rules.errors import InvalidValueError

PER_MAJOR = 1_000_000
"""How many parts of a major unit are counted."""

_MOST_DIGITS = 15
_MOST_DECIMALS = 6


def parse_unit_price(text: str) -> int:
    """`"1.599"` -> 1_599_000 millionths of a major unit.

    Digits, and perhaps a point and one to six decimals; at most 15 digits before the point. Raises
    InvalidValueError: `malformed-unit-price`, `unit-price-too-fine`, `unit-price-too-large`.
    """
    whole, point, decimals = text.partition(".")
    digits = whole + decimals
    if not (digits.isascii() and digits.isdigit() and whole and (decimals or not point)):
        raise _refused("malformed-unit-price", text, "is not a unit price", "write major units: `1.599`")
    if len(whole) > _MOST_DIGITS:
        raise _refused("unit-price-too-large", text, "is too large", "write major units: `1.599`")
    decimals = decimals.rstrip("0")
    if len(decimals) > _MOST_DECIMALS:
        raise _refused("unit-price-too-fine", text, "has more than six decimals", "round it to six")
    return int(whole + decimals.ljust(_MOST_DECIMALS, "0"))


def _refused(slug: str, text: str, fact: str, remedy: str) -> InvalidValueError:
    shown = text if len(text) <= 40 else f"{text[:40]}..."
    return InvalidValueError(slug, f"`{shown}` {fact}", remedy)
