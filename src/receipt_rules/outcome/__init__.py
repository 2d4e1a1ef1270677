"""What comes out of an evaluation: records, reasons, codec; the public models stand in `model`.

In: built by the engine, or stored bytes. Out: `Outcome` and its parts.
Invariant: importing this package does not import pydantic.
"""

from __future__ import annotations

from receipt_rules.outcome.codec import decode_outcome, encode_outcome
from receipt_rules.outcome.record import Outcome, Verdict

__all__ = ["Outcome", "Verdict", "decode_outcome", "encode_outcome"]
