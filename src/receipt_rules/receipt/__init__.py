"""What goes into an evaluation. The models come when they are asked for.

In: JSON, or the arguments of the models. Out: `ReceiptRecord` for the engine. Invariant: importing this
package does not import pydantic; the first use of a model does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from receipt_rules.receipt.codec import MAX_BYTES, decode_receipt, encode_receipt, receipt_digest
from receipt_rules.receipt.record import LineRecord, ReceiptRecord

if TYPE_CHECKING:
    from receipt_rules.receipt.model import (
        CodeState,
        Coupon,
        Credit,
        Customer,
        Line,
        Receipt,
        ReturnOf,
        State,
        Store,
        TenderLine,
    )

__all__ = [
    "MAX_BYTES",
    "CodeState",
    "Coupon",
    "Credit",
    "Customer",
    "Line",
    "LineRecord",
    "Receipt",
    "ReceiptRecord",
    "ReturnOf",
    "State",
    "Store",
    "TenderLine",
    "decode_receipt",
    "encode_receipt",
    "receipt_digest",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from receipt_rules.receipt import model

        return getattr(model, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
