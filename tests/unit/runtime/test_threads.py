"""One engine, many threads: the same bytes as alone, also while it is still being built."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier

import pytest

from receipt_rules.outcome import encode_outcome
from receipt_rules.receipt.record import ReceiptRecord
from receipt_rules.runtime import Engine, decode, encode
from tests.unit.runtime.engines import engine, goods, receipt

THREADS = 8

TEXT = """
items tea = category "Tea" except tag "old" where item.price > 0.50 EUR
segment vip = assigned by host
segment gold = where customer.level default "" = "gold"
coupons paper { code "PAPER" code matches /P[0-9]+/ }
cards club { number matches /77[0-9]+/ }
protect items brand "Acme" price at least 80%
rule a "Tea" { on items tea when amount of items tea >= 1 EUR give 10% off }
rule b "Gold" { for segment gold on items category "Tea", "B" give 0.20 EUR off each }
rule c "VIP" { for segment vip, members give 3 EUR off once }
rule d "Coupon" { needs coupon paper give 15% off receipt }
rule e "Card" { needs card club on all items where item.current < 5 EUR give 1 EUR off receipt }
rule f "Evening" { during 18:00..23:00 on all items except items_of_note give 5% off }
items items_of_note = "A", "B"
rule g "Coins" { give total rounded down to 0.05 EUR }
"""


@pytest.fixture(autouse=True)
def switching() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def receipts(count: int) -> list[ReceiptRecord]:
    draw = Random(7)
    customers = [None, {"id": "C", "level": "gold"}, {"id": "D", "segments": ["vip"], "programmes": ["x"]}]

    def line() -> dict[str, object]:
        tea = {
            "category": ["Tea"],
            "tags": draw.choice([[], ["old"]]),
            "brand": draw.choice(["Acme", "Else"]),
        }
        return goods(draw.choice("ABC"), draw.randint(1, 2_000), quantity=str(draw.randint(1, 5)), **tea)

    return [
        receipt(
            *(line() for _ in range(draw.randint(1, 5))),
            id=f"r{number}",
            at=draw.choice(["2026-03-04T12:00:00Z", "2026-03-04T19:00:00Z"]),
            customer=draw.choice(customers),
            coupons=draw.choice([[], ["paper"], ["P77"]]),
            cards=draw.choice([[], ["7712"]]),
        )
        for number in range(count)
    ]


def said(on: Engine, records: list[ReceiptRecord]) -> list[bytes]:
    return [encode_outcome(on.evaluate(record, verdicts="all")) for record in records]


def test_threads_that_share_an_engine_say_what_one_alone_says() -> None:
    compiled = encode(engine(TEXT).ruleset)
    records = receipts(60)
    alone = said(Engine(decode(compiled)), records)
    assert len(set(alone)) > 50, "the receipts differ"
    for _ in range(3):
        shared = Engine(decode(compiled))  # fresh: all of them build what they need first
        start = Barrier(THREADS)

        def run(first: int, on: Engine = shared, start: Barrier = start) -> list[bytes]:
            start.wait()
            order = [*records[first:], *records[:first]]
            found = said(on, order)
            return [*found[len(records) - first :], *found[: len(records) - first]]

        with ThreadPoolExecutor(THREADS) as pool:
            every = list(pool.map(run, range(0, THREADS * 7, 7)))
        assert all(each == alone for each in every)


def test_the_order_and_the_partition_of_a_batch_mean_nothing() -> None:
    records = receipts(40)
    on = engine(TEXT)
    forwards = said(on, records)
    assert said(engine(TEXT), records[::-1])[::-1] == forwards
    assert [each for record in records for each in said(engine(TEXT), [record])] == forwards
