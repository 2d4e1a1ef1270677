"""The text of a receipt before its meaning: how long and how deep it may be, and whether it is JSON without
doubles.

In: bytes or text. Out: bytes within the limit; a tree of dicts, lists and scalars; or ReceiptError. Both
doors read text through here. Invariants: a document in which an object names a field twice is refused,
because two readers of it (the till, the fiscal printer, this engine) could each take another of the two
values; how deep is too deep does not depend on the stack of the caller; no error has a context, which would
know the document.
"""

from __future__ import annotations

import re
from itertools import accumulate

import msgspec

from receipt_rules.errors import ReceiptError
from receipt_rules.receipt.faults import Path, duplicate_field

MAX_BYTES = 1_048_576
"""How long a receipt may be by default: 1 MiB of UTF-8, about 4,000 lines."""

MAX_DEPTH = 32
"""How many objects and lists of a document may stand in each other."""


def utf8(data: bytes | bytearray | memoryview | str, max_bytes: int) -> bytes:
    """The document as bytes.

    Raises ReceiptError: `document-too-large`, or `malformed-json` for a lone surrogate.
    """
    # A text has at least one byte per character: a huge one is refused before it is copied.
    if len(data) > max_bytes:
        raise _too_large(max_bytes)
    if isinstance(data, bytes):
        return data
    surrogate = -1
    try:
        encoded = data.encode() if isinstance(data, str) else bytes(data)
    except UnicodeEncodeError as error:
        encoded, surrogate = b"", error.start
    if surrogate >= 0:
        raise _malformed(f"character {surrogate} is a lone surrogate")
    if len(encoded) > max_bytes:
        raise _too_large(max_bytes)
    return encoded


def parse(data: bytes) -> object:
    """The tree of a JSON document. Raises ReceiptError: `too-deep`, `malformed-json`, `duplicate-field`."""
    refuse_deep(data)
    tree: object = None
    reason = ""
    try:
        tree = msgspec.json.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        reason = _reason(error)
    if reason:
        raise _malformed(reason)
    refuse_doubles(data, tree)
    return tree


def refuse_deep(data: bytes) -> None:
    """Raises ReceiptError `too-deep` if more than MAX_DEPTH brackets are open at once in `data`.

    It may be any text; what reads it after this never runs out of stack.
    """
    if data.count(b"[") + data.count(b"{") <= MAX_DEPTH:
        return
    brackets = _STRING.sub(b"", data).translate(None, delete=_NO_BRACKETS)
    if max(accumulate(map(_STEPS.__getitem__, brackets)), default=0) > MAX_DEPTH:
        raise ReceiptError(
            "too-deep",
            "",
            f"the document is nested more than {MAX_DEPTH} deep",
            "a receipt needs no more than 6",
        )


# To the end of the text where the quote is missing: each character is looked at once, whatever the text.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_NO_BRACKETS = bytes(byte for byte in range(256) if byte not in _STEPS)


def refuse_doubles(data: bytes, tree: object) -> None:
    """Raises ReceiptError `duplicate-field` if an object of `data`, read as `tree`, has a field twice."""
    if has_no_double(data, msgspec.json.encode(tree)):
        return
    import json

    path = _first_double((), json.loads(data, object_pairs_hook=_Pairs))
    if path is not None:
        raise duplicate_field(path)


def has_no_double(data: bytes, once: bytes) -> bool:
    """Is no field written twice in `data`, if `once` has some or all of its fields once? False: nobody knows.

    Names and texts stand in quotes, and a quote within one is escaped: as `\\"`, or in `data` as `\\u0022`.
    So without the latter `data` has at least the quotes of `once`, and two more for each field that it has
    besides, be it a double or not: equal counts leave no room for one.
    """
    return data.count(b'"') == once.count(b'"') and not (b"\\" in data and b"\\u0022" in data)


class _Pairs(list[tuple[str, object]]):
    """The fields of one object as they were written, doubles included."""


def _first_double(path: Path, tree: object) -> Path | None:
    if isinstance(tree, _Pairs):
        seen = set()
        for name, value in tree:
            here = (*path, name)
            if name in seen:
                return here
            seen.add(name)
            found = _first_double(here, value)
            if found is not None:
                return found
    elif isinstance(tree, list):
        for index, item in enumerate(tree):
            found = _first_double((*path, index), item)
            if found is not None:
                return found
    return None


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start} is not UTF-8"
    words = str(error).removeprefix("JSON is malformed: ")
    return words[:1].lower() + words[1:]


def _malformed(reason: str) -> ReceiptError:
    return ReceiptError(
        "malformed-json", "", f"the document is not JSON: {reason}", "send one JSON object in UTF-8"
    )


def _too_large(max_bytes: int) -> ReceiptError:
    return ReceiptError(
        "document-too-large",
        "",
        f"the document is longer than {max_bytes} bytes",
        "send a shorter one, or raise `max_bytes`",
    )
