"""Receipts from a file or a stream: one document, or one a line.

In: a path or `-`. Out: (line number, record) one after another. Invariants: read as a stream; a bad receipt
is an error value with its line, and the rest goes on.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from receipt_rules.errors import ReceiptError
from receipt_rules.receipt import MAX_BYTES, ReceiptRecord, decode_receipt

Item = tuple[int | None, ReceiptRecord | ReceiptError]
"""(1-based line, or None for a single document; the receipt, or why it is none)."""


def read_receipts(path: Path, max_bytes: int = MAX_BYTES) -> Iterator[Item]:
    """Every receipt of a file; OSError where it cannot be read."""
    if str(path) == "-":
        yield from _items(iter(sys.stdin.buffer), max_bytes)
    else:
        with path.open("rb") as file:
            yield from _items(iter(file), max_bytes)


def _items(lines: Iterator[bytes], max_bytes: int) -> Iterator[Item]:
    """JSONL if the first line that says anything is a whole JSON value, else one document."""
    head: list[bytes] = []
    for line in lines:
        head.append(line)
        if line.strip():
            break
    if not head or not head[-1].strip():
        return
    if not _is_json(head[-1]):
        yield None, _decoded(b"".join(head) + b"".join(lines), max_bytes)
        return
    number = len(head)
    rest = next((line for line in lines if line.strip()), None)
    if rest is None:
        yield None, _decoded(head[-1], max_bytes)
        return
    yield number, _decoded(head[-1], max_bytes)
    yield number + 1, _decoded(rest, max_bytes)
    for place, line in enumerate(lines, number + 2):
        if line.strip():
            yield place, _decoded(line, max_bytes)


def _is_json(line: bytes) -> bool:
    try:
        msgspec.json.decode(line)
    except msgspec.DecodeError:
        return False
    return True


def _decoded(data: bytes, max_bytes: int) -> ReceiptRecord | ReceiptError:
    try:
        return decode_receipt(data, max_bytes=max_bytes)
    except ReceiptError as error:
        return error
