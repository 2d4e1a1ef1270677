"""What is said when a document does not have the shape of a receipt: one function per fault.

In: the path of the faulty value, as keys and indexes from the root, and what was found there. Out:
ReceiptError. Both doors speak through these functions, so a document is refused with the same words
whichever it came by. Invariant: a message quotes names of fields and choices, never a value; a path stops
before a map whose keys are card numbers or codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from receipt_rules.errors import ReceiptError, json_pointer

Path: TypeAlias = tuple[str | int, ...]

_LONGEST_QUOTE = 40
_KEYED_BY_CODE = ("counters", "balances", "coupons", "cards")


def pointer(path: Path) -> str:
    """The RFC 6901 pointer to a path, cut before the first card number or code in it."""
    return json_pointer(_public(path))


def unknown_field(path: Path, known: Sequence[str]) -> ReceiptError:
    """A field that the object has and no receipt knows; `known` are the fields it may have."""
    # Names are compared only when there is something to say: a till never pays for the import.
    from receipt_rules.diagnostics.suggest import did_you_mean

    name = str(path[-1])
    shown = quote(name)
    otherwise = "remove it, or put it under `attributes`" if "attributes" in known else "remove it"
    help_ = did_you_mean(name, known) or otherwise
    return ReceiptError("unknown-field", pointer(path), f"there is no field {shown} here", help_)


def missing_field(path: Path) -> ReceiptError:
    """A required field that the object lacks."""
    return ReceiptError("missing-field", pointer(path), f"{_named(path)} is missing", f"add {_named(path)}")


def duplicate_field(path: Path) -> ReceiptError:
    """One object names a field twice: two readers could take two different values."""
    return ReceiptError(
        "duplicate-field", pointer(path), f"{_named(path)} is written twice", "keep one of the two"
    )


def wrong_type(path: Path, value: object, expected: str) -> ReceiptError:
    """`expected` names the types that are allowed, such as `a whole number`."""
    slug, help_ = "wrong-type", f"write {expected}"
    if isinstance(value, float) and "whole number" in expected:
        if _is_amount(path):
            slug, help_ = "amount-is-float", "write minor units: 12.50 EUR is 1250"
        elif "attributes" in path:
            slug, help_ = "attribute-is-float", 'write a decimal number as text: "4.5"'
    return ReceiptError(slug, pointer(path), f"{_named(path)} is {_kind(value)}, not {expected}", help_)


def unknown_choice(path: Path, value: object, choices: Sequence[str]) -> ReceiptError:
    """`value` is a text, and not one of the closed list."""
    from receipt_rules.diagnostics.suggest import did_you_mean

    listed = ", ".join(f"`{choice}`" for choice in choices)
    help_ = did_you_mean(str(value), choices) or f"use one of {listed}"
    return ReceiptError("unknown-choice", pointer(path), f"{_named(path)} has no such value", help_)


def below(path: Path, least: int) -> ReceiptError:
    """A whole number under its bound: a negative one, or one that is too large on the other side."""
    if least < 0:
        return _too_large(path, least)
    slug = "negative-amount" if _is_amount(path) else "negative-number"
    return ReceiptError(slug, pointer(path), f"{_named(path)} is below zero", "write zero or more")


def above(path: Path, most: int) -> ReceiptError:
    """A whole number over its bound."""
    return _too_large(path, most)


def text_too_long(path: Path, most: int) -> ReceiptError:
    """A text of more than `most` characters."""
    return ReceiptError(
        "text-too-long", pointer(path), f"{_named(path)} is longer than {most} characters", "shorten it"
    )


def text_empty(path: Path) -> ReceiptError:
    """An identifier without a character."""
    return ReceiptError(
        "text-empty", pointer(path), f"{_named(path)} is empty", "give it a value or leave it out"
    )


def text_not_unicode(path: Path) -> ReceiptError:
    """A text with half of a surrogate pair, which has no UTF-8 form; only Python can build one."""
    return ReceiptError(
        "text-not-unicode", pointer(path), f"{_named(path)} has a lone surrogate", "decode the text properly"
    )


def too_many(path: Path, most: int) -> ReceiptError:
    """A list or map of more than `most` entries."""
    name = _public(path)[-1]
    slug = f"too-many-{name}" if name in ("lines", "coupons", "cards") else "too-many-entries"
    return ReceiptError(slug, pointer(path), f"{_named(path)} has more than {most} entries", "send fewer")


def quote(text: str) -> str:
    """The caller's text in backticks, on one line, cut to a readable length."""
    line = text if text.isprintable() else ascii(text)[1:-1]
    return f"`{line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 3] + '...'}`"


def _too_large(path: Path, bound: int) -> ReceiptError:
    slug = "amount-too-large" if _is_amount(path) else "number-too-large"
    message = f"{_named(path)} is beyond {bound}"
    help_ = "write minor units" if _is_amount(path) else "write a long number, such as a code, as text"
    return ReceiptError(slug, pointer(path), message, help_)


def _public(path: Path) -> Path:
    # Of a receipt, `cards` and `coupons` are lists; of a `State` that stands alone, maps.
    place = 1 if path[:1] == ("state",) else 0
    keyed = len(path) > place + 1 and path[place] in _KEYED_BY_CODE and isinstance(path[place + 1], str)
    return path[: place + 1] if keyed else path


def _is_amount(path: Path) -> bool:
    return bool(path) and str(path[-1]).endswith("_minor")


def _named(path: Path) -> str:
    shown = _public(path)
    if not shown:
        return "the document"
    if shown != path:
        return f"an entry of `{shown[-1]}`"
    last = shown[-1]
    if isinstance(last, str):
        return quote(last)
    holder = next((part for part in reversed(shown) if isinstance(part, str)), "")
    return f"entry {last} of `{holder}`"


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int):
        return "a whole number"
    if isinstance(value, float):
        return "a number with a decimal point"
    if isinstance(value, str):
        return "text"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, dict):
        return "an object"
    return f"a Python {type(value).__name__}"
