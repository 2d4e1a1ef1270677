"""receipt-rules: promotions and loyalty for point-of-sale software.

The public names, each of which comes when it is first asked for, so that a till that loads a compiled
ruleset imports neither the parser nor pydantic.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from receipt_rules.compiler import compile_file
    from receipt_rules.errors import (
        CompiledRulesetError,
        ReceiptError,
        ReceiptRulesError,
        RulesetError,
        UnknownRuleError,
    )
    from receipt_rules.explain import Explanation
    from receipt_rules.outcome import Outcome, Verdict, decode_outcome, encode_outcome
    from receipt_rules.receipt import (
        Coupon,
        Customer,
        Line,
        Receipt,
        ReceiptRecord,
        ReturnOf,
        State,
        Store,
        TenderLine,
        decode_receipt,
        encode_receipt,
        receipt_digest,
    )
    from receipt_rules.runtime import Engine, Needs
    from receipt_rules.version import __version__

__all__ = [
    "CompiledRulesetError",
    "Coupon",
    "Customer",
    "Engine",
    "Explanation",
    "Line",
    "Needs",
    "Outcome",
    "Receipt",
    "ReceiptError",
    "ReceiptRecord",
    "ReceiptRulesError",
    "ReturnOf",
    "RulesetError",
    "State",
    "Store",
    "TenderLine",
    "UnknownRuleError",
    "Verdict",
    "__version__",
    "compile_file",
    "decode_outcome",
    "decode_receipt",
    "encode_outcome",
    "encode_receipt",
    "receipt_digest",
]

_ROOMS = {
    "compiler": ("compile_file",),
    "errors": (
        "CompiledRulesetError", "ReceiptError", "ReceiptRulesError", "RulesetError", "UnknownRuleError",
    ),
    "explain": ("Explanation",),
    "outcome": ("Outcome", "Verdict", "decode_outcome", "encode_outcome"),
    "receipt": (
        "Coupon", "Customer", "Line", "Receipt", "ReceiptRecord", "ReturnOf", "State", "Store", "TenderLine",
        "decode_receipt", "encode_receipt", "receipt_digest",
    ),
    "runtime": ("Engine", "Needs"),
    "version": ("__version__",),
}  # fmt: skip
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> Any:
    room = _ROOM_OF.get(name)
    if room is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"receipt_rules.{room}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
