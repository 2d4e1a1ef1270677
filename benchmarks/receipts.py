"""Real receipts for the benchmarks: a fixed sample of the Complete Journey data.

In: the prepared grocery receipts (made on the first call, about 15 s). Out: records and their JSON.
Invariant: the same receipts on every machine: every 77th of the year with five lines or more.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from receipt_rules.receipt import ReceiptRecord, decode_receipt
from rulesets.grocery.prepare import prepare, read_receipts

CACHE = Path(__file__).resolve().parent.parent / ".cache" / "grocery"
EVERY = 77
POPULATION_EVERY = 8
LEAST_LINES = 5


def sample(count: int, *, every: int = EVERY) -> list[tuple[bytes, ReceiptRecord]]:
    """So many receipts of five lines and more, with their documents."""
    prepared = prepare(CACHE)
    chosen: list[tuple[bytes, ReceiptRecord]] = []
    for data in _spread(CACHE / prepared.file, every):
        record = decode_receipt(data)
        if len(record.lines) >= LEAST_LINES:
            chosen.append((data, record))
            if len(chosen) == count:
                return chosen
    raise ValueError(f"the data has only {len(chosen)} such receipts")


def year() -> Iterator[ReceiptRecord]:
    """Receipts spread over the whole year, for what is sold how often."""
    prepared = prepare(CACHE)
    for data in read_receipts(CACHE / prepared.file, every=POPULATION_EVERY):
        yield decode_receipt(data)


def _spread(path: Path, every: int) -> Iterator[bytes]:
    for data in read_receipts(path, every=every):
        yield data.rstrip(b"\n")
