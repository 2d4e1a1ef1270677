"""Each awkward record of the data, and the line that it becomes."""

from __future__ import annotations

from typing import Any

import pytest

from rulesets.grocery.reading import litres, read_line, read_product, unknown_product
from tests.rulesets.grocery.builder import PRODUCTS

CHEESE, GASOLINE, BARE = (read_product(row) for row in PRODUCTS)


def product(department: str = "GROCERY", category: str = "X", sort: str = "Y") -> Any:
    row = {"product_id": 9, "department": department, "brand": "National", "package_size": None}
    return read_product(row | {"product_category": category, "product_type": sort})


@pytest.mark.parametrize(
    ("item", "quantity", "shelf", "kind", "pieces", "weighed", "reading"),
    [
        pytest.param(CHEESE, 3, 1047, "goods", "3", False, "as-recorded", id="an ordinary line"),
        pytest.param(
            CHEESE, 144, 2400, "goods", "144", False, "as-recorded", id="144 ears of corn are pieces"
        ),
        pytest.param(CHEESE, 0, 50, "goods", "1", False, "quantity-0-with-money", id="no pieces, but money"),
        pytest.param(CHEESE, 0, 0, "fee", "1", False, "record-without-sale", id="neither pieces nor money"),
        pytest.param(CHEESE, 2, 0, "goods", "2", False, "given-away", id="pieces for nothing"),
        pytest.param(
            GASOLINE, 10600, 2500, "goods", "40.125 l", True, "gasoline-in-litres", id="10.6 gallons"
        ),
        pytest.param(
            GASOLINE, 52, 52, "goods", "0.197 l", True, "gasoline-in-litres", id="a drop, 10 USD a gallon"
        ),
        pytest.param(GASOLINE, 1, 2000, "goods", "1", False, "gasoline-prepaid", id="20 USD at the pump"),
        pytest.param(
            GASOLINE, 0, 0, "fee", "1", False, "record-without-sale", id="a fuel record without a sale"
        ),
        pytest.param(
            unknown_product(8), 2, 500, "goods", "2", False, "as-recorded", id="a product of no table"
        ),
        pytest.param(product("COUPON"), 1, 79, "fee", "1", False, "kind-fee", id="the coupon department"),
    ],
)
def test_a_record_becomes_this_line(
    item: Any, quantity: int, shelf: int, kind: str, pieces: str, weighed: bool, reading: str
) -> None:
    line, how = read_line(4, item, quantity, shelf, ("mailer",))

    assert (line.kind, line.quantity, line.weighed, how) == (kind, pieces, weighed, reading)
    assert (line.id, line.sku, line.amount_minor, line.tags) == ("4", item.sku, shelf, ("mailer",))


@pytest.mark.parametrize(
    ("item", "kind", "tax_code"),
    [
        (product("GROCERY", "SOUP", "RAMEN"), "goods", "food"),
        (product("DRUG GM", "CANDY", "GUM"), "goods", "general"),
        (product("MISCELLANEOUS", "COUPON/MISC ITEMS", "GASOLINE-REG UNLEADED"), "goods", "fuel"),
        (
            product("MISCELLANEOUS", "COUPON/MISC ITEMS", "OUTSIDE VENDORS GIFT CARDS"),
            "stored_value",
            "general",
        ),
        (product("GROCERY", "BOTTLE DEPOSITS", "BOTTLE DEPOSITS"), "deposit", "food"),
        (product("GROCERY", "CANNED JUICES", "CRV DEPOSIT NT/F"), "deposit", "food"),
        (product("DRUG GM", "IN-STORE PHOTOFINISHING", "ONE HOUR PROCESSING"), "service", "general"),
        (product("COUPON", "COUPONS/STORE & MFG", "COUPONS/STORE & MFG"), "fee", "general"),
    ],
)
def test_the_product_gives_kind_and_tax_code(item: Any, kind: str, tax_code: str) -> None:
    assert (item.kind, item.tax_code) == (kind, tax_code)


def test_the_category_is_the_path_department_category_type_with_single_spaces() -> None:
    line, _ = read_line(1, CHEESE, 1, 349, ())

    assert line.category == ("GROCERY", "CHEESE", "SHREDDED CHEESE")
    assert (line.name, line.brand, line.attributes) == ("SHREDDED CHEESE 8 OZ", "Private", {"size": "8 OZ"})


def test_a_product_without_category_has_its_department_only() -> None:
    assert (BARE.category, BARE.name, BARE.attributes) == (("MISCELLANEOUS",), "MISCELLANEOUS", {})


def test_a_product_of_no_table_has_neither_name_nor_category_nor_tax_code() -> None:
    line, _ = read_line(1, unknown_product(8), 1, 100, ())

    assert (line.sku, line.name, line.category, line.brand, line.tax_code) == ("8", None, (), None, None)


@pytest.mark.parametrize(
    ("milligallons", "text"),
    # 1 gal = 3.785411784 l: 10.600 gal = 40.1253649... l; 1.186 gal = 4.48949837... l; 0.5 ml goes up
    [(1000, "3.785 l"), (10600, "40.125 l"), (1186, "4.489 l"), (1, "0.004 l"), (89638, "339.317 l")],
)
def test_thousandths_of_a_gallon_become_litres(milligallons: int, text: str) -> None:
    assert litres(milligallons) == text
