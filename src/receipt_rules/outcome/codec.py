"""An outcome as bytes, and back.

In: an `Outcome`, or the bytes of a stored one. Out: its canonical form, or the outcome.
Invariants: equal outcomes have equal bytes; decode(encode(outcome)) == outcome.
"""

from __future__ import annotations

import msgspec

from receipt_rules.errors import InvalidValueError
from receipt_rules.outcome.record import Outcome

__all__ = ["decode_outcome", "encode_outcome"]

# "deterministic" sorts the keys of dicts and leaves the fields of records in the order of the model.
_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder(Outcome)


def encode_outcome(outcome: Outcome) -> bytes:
    """The canonical form: UTF-8, fields in model order, map keys sorted, no spaces, no absent fields."""
    return _ENCODER.encode(outcome)


def decode_outcome(data: bytes | str) -> Outcome:
    """A stored outcome. Raises InvalidValueError `malformed-outcome`, saying what and where."""
    try:
        return _DECODER.decode(data)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        help_ = "read it with the release that wrote it"
        raise InvalidValueError("malformed-outcome", f"not an outcome: {error}", help_) from None
