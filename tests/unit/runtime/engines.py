"""Engines and receipts in few words."""

from __future__ import annotations

import json
from typing import Any

from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import Source, to_text
from receipt_rules.program import MemoryLoader, bind
from receipt_rules.receipt import decode_receipt
from receipt_rules.receipt.record import ReceiptRecord
from receipt_rules.runtime import Engine

HEADER = 'ruleset "example" version "1" currency EUR\n'


def engine(text: str) -> Engine:
    """The engine of a text; a header is put before one that has none."""
    whole = text if text.lstrip().startswith("ruleset") else HEADER + text
    result = bind(Source("example.rules", whole), MemoryLoader({}))
    assert result.program is not None, to_text(result.diagnostics)
    return Engine(compile_program(result.program))


def receipt(*lines: dict[str, Any], **fields: Any) -> ReceiptRecord:
    """A receipt of lines, each `{"sku": ..., "amount_minor": ...}` and what else it has."""
    numbered = [{"id": str(number), "quantity": "1", **line} for number, line in enumerate(lines, 1)]
    store = {"id": "S", "timezone": "UTC"}
    whole = {"id": "r", "at": "2026-03-04T12:00:00Z", "currency": "EUR", "store": store, "lines": numbered}
    return decode_receipt(json.dumps({**whole, **fields}))


def goods(sku: str, amount_minor: int, **fields: Any) -> dict[str, Any]:
    """A line."""
    return {"sku": sku, "amount_minor": amount_minor, **fields}
