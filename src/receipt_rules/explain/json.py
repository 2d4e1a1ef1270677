"""An explanation as JSON, and the JSON Schema of it.

In: an `Explanation`. Out: bytes; or the schema as a dict. Invariants: keys stand in the order of the fields,
names of numbers sorted; equal explanations give equal bytes; what is written fits the schema.
"""

from __future__ import annotations

from typing import Any

import msgspec

from receipt_rules.errors import InvalidValueError
from receipt_rules.runtime.why import Explanation

_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder(Explanation)


def to_json(explanation: Explanation) -> bytes:
    """UTF-8 without spaces; every field is there, those of the verdict as in an outcome."""
    return _ENCODER.encode(explanation)


def from_json(data: bytes | str) -> Explanation:
    """A stored explanation. Raises InvalidValueError `malformed-explanation`, saying what and where."""
    try:
        return _DECODER.decode(data)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        help_ = "read it with the release that wrote it"
        raise InvalidValueError("malformed-explanation", f"not an explanation: {error}", help_) from None


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `to_json` writes."""
    return msgspec.json.schema(Explanation)
