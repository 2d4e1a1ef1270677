"""Writes lists/*.csv: the lists that the hand-written rules import, drawn from the data once a year.

In: the tables of the package. Out: price_promise.csv (the own-brand products on most receipts), regulars.csv
(the households with most receipts), premier.csv (the cards of those who spent most), mailing_18.csv (the
codes of campaign 18). Invariant: the same tables give the same bytes.

    python -m rulesets.grocery.make_lists
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from rulesets.grocery.reading import card_number
from rulesets.grocery.tables import data_directory, load_products, load_sales, rows

PRODUCTS, REGULARS, PREMIER, MAILING = 150, 100, 60, 18

Table = tuple[str, list[tuple[str, ...]]]


def lists(source: Path) -> dict[str, Table]:
    """File name -> header and rows. Equal figures are ordered by id."""
    sales, products = load_sales(source), load_products(source)
    own = {
        number
        for number, item in products.items()
        if item.brand == "Private" and item.kind == "goods" and item.tax_code == "food"
    }
    sold: Counter[int] = Counter(sales.product[sales.quantity > 0].tolist())
    visits: Counter[int] = Counter(sales.household[sales.starts].tolist())
    spent: Counter[int] = Counter()
    for household, shelf in zip(sales.household.tolist(), sales.shelf.tolist(), strict=True):
        spent[household] += shelf
    codes = {row["coupon_upc"] for row in rows(source, "coupons") if row["campaign_id"] == MAILING}
    promised = _top(Counter({number: sold[number] for number in own}), PRODUCTS)
    return {
        "price_promise.csv": ("sku,name", [(str(n), products[n].name or "") for n in promised]),
        "regulars.csv": ("customer,receipts", [(f"H{n}", str(visits[n])) for n in _top(visits, REGULARS)]),
        "premier.csv": ("number", [(card_number(n),) for n in sorted(_top(spent, PREMIER))]),
        f"mailing_{MAILING}.csv": ("code", [(str(code),) for code in sorted(codes)]),
    }


def _top(counts: Counter[int], size: int) -> list[int]:
    return sorted(counts, key=lambda number: (-counts[number], number))[:size]


def write(folder: Path, tables: Iterable[tuple[str, Table]]) -> None:
    folder.mkdir(exist_ok=True)
    for name, (header, content) in tables:
        lines = [header, *(",".join(map(_cell, row)) for row in content)]
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\n') else text


if __name__ == "__main__":
    write(Path(__file__).parent / "lists", lists(data_directory()).items())
