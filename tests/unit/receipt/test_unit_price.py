"""A unit price is read exactly or not at all."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receipt_rules.errors import InvalidValueError
from receipt_rules.receipt.unit_price import PER_MAJOR, parse_unit_price


@pytest.mark.parametrize(
    ("text", "micro"),
    [
        ("1.599", 1_599_000), ("0", 0), ("12", 12_000_000), ("0.000001", 1), ("1.50000000", 1_500_000),
        ("007.5", 7_500_000), ("999999999999999", 999_999_999_999_999_000_000),
    ],
)  # fmt: skip
def test_a_price_is_read(text: str, micro: int) -> None:
    assert parse_unit_price(text) == micro


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("", "malformed-unit-price"), (".", "malformed-unit-price"), ("1.", "malformed-unit-price"),
        (".5", "malformed-unit-price"), ("-1", "malformed-unit-price"), ("+1", "malformed-unit-price"),
        ("1,5", "malformed-unit-price"), ("1.5.5", "malformed-unit-price"), ("1_000", "malformed-unit-price"),
        ("1e3", "malformed-unit-price"), (" 1", "malformed-unit-price"), ("\u0661", "malformed-unit-price"),
        ("1.5 EUR", "malformed-unit-price"), ("0.0000001", "unit-price-too-fine"),
        ("1000000000000000", "unit-price-too-large"),
    ],
)  # fmt: skip
def test_anything_else_is_refused(text: str, slug: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        parse_unit_price(text)
    assert caught.value.slug == slug


@given(st.integers(0, 10**12), st.integers(0, 6))
def test_the_value_is_the_fraction_that_is_written(digits: int, places: int) -> None:
    whole, decimals = divmod(digits, 10**places)
    text = f"{whole}.{decimals:0{places}d}" if places else str(whole)
    assert Fraction(parse_unit_price(text), PER_MAJOR) == Fraction(text)
