"""`write_tables`: the eight tables of the Complete Journey package, small, in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.rulesets.grocery.builder import PRODUCTS, Rows, promotion, redemption, sale

WriteTables = Callable[..., Path]


@pytest.fixture
def write_tables(tmp_path: Path) -> WriteTables:
    """Writes the eight tables; a keyword replaces the rows of one."""

    pa = pytest.importorskip("pyarrow", reason="the extra `data` is not installed")
    pq = pytest.importorskip("pyarrow.parquet")

    def write(**rows: Rows) -> Path:
        folder = tmp_path / "tables"
        folder.mkdir(exist_ok=True)
        demographics = {"household_id": 7, "age": "35-44", "income": "35-49K", "home_ownership": None}
        coupon = {"coupon_upc": 51380041013, "product_id": 1, "campaign_id": 13}
        first, last = datetime.fromisoformat("2017-07-01"), datetime.fromisoformat("2017-07-04")
        term = {"campaign_id": 13, "start_date": first, "end_date": last}
        tables: dict[str, Rows] = {
            "products": PRODUCTS,
            "transactions": [sale(100, 1, "2017-07-04T12:00:00")],
            "promotions": [promotion(999, 330, 27)],
            "demographics": [demographics],
            "campaigns": [{"campaign_id": 13, "household_id": 7}],
            "campaign_descriptions": [term],
            "coupons": [coupon],
            "coupon_redemptions": [redemption(7, date(2017, 7, 4))],
        }
        for name, content in (tables | rows).items():
            pq.write_table(pa.Table.from_pylist(content), folder / f"{name}.parquet")
        return folder

    return write
