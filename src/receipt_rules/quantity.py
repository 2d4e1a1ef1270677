"""Quantities: a count of pieces, or an exact weight, volume or length.

In: the text of a receipt's line (`"6"`, `"1.314 kg"`) or of a literal of the language (`2 kg`, `500 g`).
Out: a Quantity of integers. Invariant: exact to a millionth of the base unit (a milligram, a microlitre, a
micrometre) or refused; parse_quantity(format_quantity(q)) == q for every quantity that can be read.

The grammar: `NUMBER` or `NUMBER UNIT`, with one space or none between them. A number has digits, no needless
leading zero, and with a unit perhaps a point and decimals; no sign, no exponent.
"""

from __future__ import annotations

from typing import NamedTuple

from receipt_rules.errors import InvalidValueError

__all__ = [
    "MAX_BASE_UNITS",
    "MAX_PIECES",
    "MICRO",
    "Quantity",
    "QuantityError",
    "format_quantity",
    "parse_quantity",
]

MICRO = 1_000_000
"""How many parts of a base unit a Quantity counts."""

MAX_PIECES = 10_000_000
MAX_BASE_UNITS = 10_000_000


class QuantityError(InvalidValueError):
    """A text is not a quantity.

    malformed-quantity, fractional-pieces, unknown-unit, too-fine (than a millionth), quantity-too-large.
    """


class Quantity(NamedTuple):
    """`pieces` countable units; or one weighed thing of `micro` millionths of `dimension` (kg, l or m).

    Pieces have micro 0 and dimension ""; a weighed quantity has pieces 1, whatever it weighs.
    """

    pieces: int
    micro: int
    dimension: str


# unit -> base unit, and how many millionths of it are one
_UNITS = {
    "kg": ("kg", MICRO),
    "g": ("kg", MICRO // 1000),
    "l": ("l", MICRO),
    "ml": ("l", MICRO // 1000),
    "m": ("m", MICRO),
}

FEW_PIECES = {str(n): Quantity(n, 0, "") for n in range(1, 65)}
"""Nearly every line of a receipt is a few pieces: one look-up instead of a parse."""


def parse_quantity(text: str) -> Quantity:
    """`"6"` -> (6, 0, ""); `"1.314 kg"` -> (1, 1_314_000, "kg"); `"500 g"` -> (1, 500_000, "kg").

    At most MAX_PIECES pieces or MAX_BASE_UNITS base units, inclusive; zero is a quantity.
    Raises QuantityError; its caller adds the place.
    """
    few = FEW_PIECES.get(text)
    if few is not None:
        return few
    number = text.rstrip(_LETTERS)
    unit = text[len(number) :]
    if unit and number[-1:] == " ":
        number = number[:-1]
    whole, point, decimals = number.partition(".")
    digits = whole + decimals
    if not (digits.isascii() and digits.isdigit() and whole and (decimals or not point)):
        raise _malformed(text)
    if len(whole) > 1 and whole[0] == "0":
        raise _malformed(text)
    if unit:
        return _weighed(text, whole, decimals, unit)
    if point:
        remedy = "write pieces as a whole number, or add a unit: `1.314 kg`"
        raise QuantityError("fractional-pieces", f"`{_shown(text)}` pieces are not a whole number", remedy)
    if len(whole) > 8 or int(whole) > MAX_PIECES:
        raise _too_large(text, f"at most {MAX_PIECES} pieces")
    return Quantity(int(whole), 0, "")


def format_quantity(quantity: Quantity) -> str:
    """The shortest text, in the base unit: `6`, `1.314 kg`, `0.5 kg`, `2 l`."""
    if not quantity.dimension:
        return str(quantity.pieces)
    whole, micro = divmod(quantity.micro, MICRO)
    decimals = f".{micro:06d}".rstrip("0") if micro else ""
    return f"{whole}{decimals} {quantity.dimension}"


_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _weighed(text: str, whole: str, decimals: str, unit: str) -> Quantity:
    known = _UNITS.get(unit)
    if known is None:
        remedy = "use `kg`, `g`, `l`, `ml` or `m`; pieces have no unit"
        raise QuantityError("unknown-unit", f"there is no unit `{_shown(unit)}`", remedy)
    dimension, per_unit = known
    if len(whole) > 11:
        raise _too_large(text, f"at most {MAX_BASE_UNITS} {dimension}")
    decimals = decimals.rstrip("0")
    if len(decimals) > 6:
        raise _too_fine(text, dimension)
    micro, rest = divmod(int(whole + decimals.ljust(6, "0")) * per_unit, MICRO)
    if rest:
        raise _too_fine(text, dimension)
    if micro > MAX_BASE_UNITS * MICRO:
        raise _too_large(text, f"at most {MAX_BASE_UNITS} {dimension}")
    return Quantity(1, micro, dimension)


def _malformed(text: str) -> QuantityError:
    remedy = "write a number and perhaps a unit: `6`, `1.314 kg`"
    return QuantityError("malformed-quantity", f"`{_shown(text)}` is not a quantity", remedy)


def _too_fine(text: str, dimension: str) -> QuantityError:
    message = f"`{_shown(text)}` is finer than a millionth of a {dimension}"
    return QuantityError("too-fine", message, "write fewer decimals")


def _too_large(text: str, remedy: str) -> QuantityError:
    return QuantityError("quantity-too-large", f"`{_shown(text)}` is too large", remedy)


def _shown(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}..."
