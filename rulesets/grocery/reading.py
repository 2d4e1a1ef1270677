"""How one record of the Complete Journey data is read: a row of a table in, a value of a receipt out.

In: rows of `products`, and single transactions with their shelf amount. Out: the lines of a receipt.
Invariant: total. Every record becomes a line, and the slug says by which reading (README.md, the table).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from receipt_rules.receipt.record import Attributes, Kind, LineRecord

GASOLINE = "GASOLINE-REG UNLEADED"
COUPON_DEPARTMENT = "COUPON"
DEPOSITS = frozenset({"BOTTLE DEPOSITS", "CRV DEPOSIT NT/F"})
SERVICES = frozenset({"IN-STORE PHOTOFINISHING", "OVERNIGHT PHOTOFINISHING"})
FOOD = frozenset({
    "CHEF SHOPPE", "DELI", "FROZEN GROCERY", "GROCERY", "MEAT", "MEAT-PCKGD", "NUTRITION", "PASTRY",
    "PRODUCE", "RESTAURANT", "SALAD BAR", "SEAFOOD", "SEAFOOD-PCKGD",
})  # fmt: skip
NANOLITRES_PER_GALLON = 3_785_411_784  # 1 US gallon is 3.785411784 l, exactly


class Product(NamedTuple):
    sku: str
    name: str | None
    category: tuple[str, ...]
    brand: str | None
    kind: Kind
    tax_code: str | None
    attributes: Attributes
    gasoline: bool


def read_product(row: Mapping[str, Any]) -> Product:
    """A row of `products` as what each of its lines says. Runs of spaces in texts become one."""
    levels = ("department", "product_category", "product_type")
    path = tuple(" ".join(row[level].split()) for level in levels if row[level])
    department, sort = row["department"], row["product_type"] or ""
    size = " ".join((row["package_size"] or "").split())
    gasoline = sort == GASOLINE
    kind: Kind
    if department == COUPON_DEPARTMENT:
        kind = "fee"
    elif "GIFT CARD" in sort:
        kind = "stored_value"
    elif sort in DEPOSITS:
        kind = "deposit"
    elif row["product_category"] in SERVICES:
        kind = "service"
    else:
        kind = "goods"
    tax_code = "fuel" if gasoline else "food" if department in FOOD else "general"
    name = " ".join([path[-1], size]) if size else path[-1]
    attributes: Attributes = {"size": size} if size else {}
    return Product(str(row["product_id"]), name, path, row["brand"], kind, tax_code, attributes, gasoline)


def unknown_product(product_id: int) -> Product:
    """A product id without a row in `products`: a line without name, category and brand."""
    return Product(str(product_id), None, (), None, "goods", None, {}, False)


def litres(milligallons: int) -> str:
    """Thousandths of a US gallon as litres with three decimals, half up."""
    millilitres = (milligallons * NANOLITRES_PER_GALLON + 500_000_000) // 1_000_000_000
    return f"{millilitres // 1000}.{millilitres % 1000:03d} l"


def read_line(
    number: int, product: Product, quantity: int, shelf: int, tags: tuple[str, ...]
) -> tuple[LineRecord, str]:
    """One transaction as a line, and the slug of the reading that was used (README.md, the table).

    `quantity` as recorded, `shelf` in cents. Gasoline is recorded in thousandths of a gallon unless it was
    sold as a prepaid amount; no gallon costs 10 USD, so cents up to the quantity tell the two apart.
    """
    kind, pieces, weighed, reading = product.kind, str(quantity), False, "as-recorded"
    if quantity == 0 and shelf == 0:
        kind, pieces, reading = "fee", "1", "record-without-sale"
    elif quantity == 0:
        pieces, reading = "1", "quantity-0-with-money"
    elif product.gasoline and shelf <= quantity:
        pieces, weighed, reading = litres(quantity), True, "gasoline-in-litres"
    elif product.gasoline:
        reading = "gasoline-prepaid"
    elif kind != "goods":
        reading = f"kind-{kind}"
    elif shelf == 0:
        reading = "given-away"
    line = LineRecord(
        id=str(number),
        kind=kind,
        sku=product.sku,
        name=product.name,
        quantity=pieces,
        amount_minor=shelf,
        category=product.category,
        brand=product.brand,
        tags=tags,
        tax_code=product.tax_code,
        weighed=weighed,
        attributes=product.attributes,
    )
    return line, reading


def card_number(household: int) -> str:
    """The loyalty card of a household: ours, the data has no card numbers."""
    return f"5800{household:06d}"
