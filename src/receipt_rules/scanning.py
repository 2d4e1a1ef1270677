"""What a scanner read, as the code to present.

In: the text of a symbol, with or without the identifier of its symbology. Out: the code that goes into
`coupons` or `cards` of a receipt. Invariants: a host calls this before it builds a receipt, an evaluation
never does; no error holds the text.

GS1 messages are read by biip, the extra `gs1`; whatever is none needs it not.
"""

from __future__ import annotations

from typing import Final

from receipt_rules.errors import InvalidValueError

__all__ = ["code_of_symbol"]

COUPONS: Final = ("8110", "8112")
"""Application identifiers of North American coupons on paper and in digital form; part of the code."""
COUPON_NUMBER: Final = "255"
"""That of a Global Coupon Number, which is the code by itself."""
GS: Final = "\x1d"
"""What stands between two elements of a GS1 message: the FNC1 of the symbol."""

_IDENTIFIER: Final = 3
_GS1: Final = ("]C1", "]e0", "]e1", "]e2", "]d2", "]Q3", "]J1")
"""Identifiers of GS1-128, GS1 DataBar, GS1 DataMatrix, GS1 QR and GS1 DotCode."""


def code_of_symbol(text: str) -> str | None:
    """The code in a scanned symbol; None for a GS1 message without a coupon, such as that of an article.

    A GS1 message is known by its symbology, by a separator, or by brackets as printed under a symbol:
    `]C1...`, `(8110)...`. Of an AI 8110 or 8112 the code is `8110...` or `8112...`, of an AI 255 the number.
    Any other text is the code itself, without identifier and surrounding space.

    Raises InvalidValueError `malformed-symbol` where a GS1 message breaks the rules of GS1,
    ModuleNotFoundError where the extra `gs1` is not installed.
    """
    symbol = text.strip(" \t\r\n")
    identifier = symbol[:_IDENTIFIER] if symbol.startswith("]") else ""
    body = symbol[len(identifier) :]
    if identifier in _GS1 or GS in body or body.startswith("("):
        return _coupon(body)
    return body.strip()


def _coupon(message: str) -> str | None:
    from biip import ParseError
    from biip.gs1_messages import GS1Message

    try:
        read = GS1Message.parse_hri if message.startswith("(") else GS1Message.parse
        elements = [(each.ai.ai, each.value) for each in read(message).element_strings]
    except ParseError:
        # What biip says holds the text, and the text is a coupon.
        raise InvalidValueError(
            "malformed-symbol",
            "this is not a GS1 message",
            "scan it again; type the code where it cannot be read",
        ) from None
    for ai, value in elements:
        if ai in COUPONS:
            return ai + value
    return next((value for ai, value in elements if ai == COUPON_NUMBER), None)
