"""Quantities: every form that is read, every form that is refused, and with which words."""

from __future__ import annotations

import pytest

from receipt_rules.quantity import (
    MAX_BASE_UNITS,
    MAX_PIECES,
    MICRO,
    Quantity,
    QuantityError,
    format_quantity,
    parse_quantity,
)


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("1", Quantity(1, 0, "")),
        ("6", Quantity(6, 0, "")),
        ("64", Quantity(64, 0, "")),
        ("65", Quantity(65, 0, "")),
        ("0", Quantity(0, 0, "")),
        ("80000", Quantity(80_000, 0, "")),
        ("10000000", Quantity(MAX_PIECES, 0, "")),
        ("1.314 kg", Quantity(1, 1_314_000, "kg")),
        ("1.2kg", Quantity(1, 1_200_000, "kg")),
        ("2 kg", Quantity(1, 2 * MICRO, "kg")),
        ("500 g", Quantity(1, 500_000, "kg")),
        ("0.001 g", Quantity(1, 1, "kg")),
        ("750 ml", Quantity(1, 750_000, "l")),
        ("2.5 l", Quantity(1, 2_500_000, "l")),
        ("3 m", Quantity(1, 3 * MICRO, "m")),
        ("0.000001 m", Quantity(1, 1, "m")),
        ("0 kg", Quantity(1, 0, "kg")),
        ("0.0000010000 kg", Quantity(1, 1, "kg")),
        ("10000000 kg", Quantity(1, MAX_BASE_UNITS * MICRO, "kg")),
        ("10000000000 g", Quantity(1, MAX_BASE_UNITS * MICRO, "kg")),
        ("10000000000.000 ml", Quantity(1, MAX_BASE_UNITS * MICRO, "l")),
    ],
)
def test_what_is_read(text: str, quantity: Quantity) -> None:
    assert parse_quantity(text) == quantity
    assert type(parse_quantity(text)) is Quantity


@pytest.mark.parametrize(
    "text",
    ["", " ", "-1", "+1", "1e3", "1E3 kg", " 1", "1 ", "1  kg", "1 kg ", "1\tkg", "1.", ".5", ".5 kg",
     "1. kg", "1.5.2 kg", "1,5 kg", "01", "00", "00.5 kg", "1_000", "kg", " kg", ".", "0x10", "12 345",
     "6 pcs.", "1/2", "\uff11", "\u00b2", "1 \u043a\u0433", "1\n", "1\u00a0kg", "NaN"],
)  # fmt: skip
def test_what_is_no_quantity(text: str) -> None:
    assert slug_of(text) == "malformed-quantity"


@pytest.mark.parametrize("text", ["1.5", "6.0", "0.1", "1.50000000"])
def test_pieces_are_whole(text: str) -> None:
    assert slug_of(text) == "fractional-pieces"


@pytest.mark.parametrize("text", ["1 lb", "1 KG", "1 Kg", "1.5 t", "1pcs", "2 kgs", "1 mg", "1 gkg"])
def test_units_are_a_closed_list(text: str) -> None:
    assert slug_of(text) == "unknown-unit"


@pytest.mark.parametrize("text", ["0.0000001 kg", "0.0001 g", "1.0000005 l", "0.1234567 m", "0.0005 ml"])
def test_finer_than_a_millionth_is_refused_not_rounded(text: str) -> None:
    assert slug_of(text) == "too-fine"


@pytest.mark.parametrize(
    "text",
    ["10000001", "99999999", "1000000000000", "9" * 5000, "10000000.000001 kg", "10000001 l", "10000000001 g",
     "99999999999 m", "100000000000 kg", "9" * 5000 + " ml"],
)  # fmt: skip
def test_larger_than_any_shop_sells_is_refused(text: str) -> None:
    assert slug_of(text) == "quantity-too-large"


def slug_of(text: str) -> str:
    with pytest.raises(QuantityError) as caught:
        parse_quantity(text)
    error = caught.value
    assert isinstance(error, ValueError)
    assert error.help
    assert len(str(error)) < 200
    return error.slug


def test_the_words() -> None:
    with pytest.raises(QuantityError) as caught:
        parse_quantity("1.5")
    assert str(caught.value) == (
        "error[fractional-pieces]: `1.5` pieces are not a whole number; "
        "help: write pieces as a whole number, or add a unit: `1.314 kg`"
    )
    with pytest.raises(QuantityError, match="there is no unit `lb`; help: use `kg`, `g`, `l`, `ml` or `m`"):
        parse_quantity("1 lb")
    with pytest.raises(QuantityError, match=r"help: at most 10000000 kg$"):
        parse_quantity("10000000001 g")
    with pytest.raises(QuantityError, match=r"help: at most 10000000 pieces$"):
        parse_quantity("10000001")
    with pytest.raises(QuantityError, match=r"`9{40}\.\.\.` is too large"):
        parse_quantity("9" * 41)
    with pytest.raises(QuantityError, match=r"`9{40}` is too large"):
        parse_quantity("9" * 40)


@pytest.mark.parametrize(
    ("text", "shortest"),
    [
        ("6", "6"),
        ("0", "0"),
        ("1.314 kg", "1.314 kg"),
        ("1.500kg", "1.5 kg"),
        ("500 g", "0.5 kg"),
        ("2 l", "2 l"),
        ("10 l", "10 l"),
        ("0 m", "0 m"),
        ("0.001 ml", "0.000001 l"),
    ],
)
def test_format_quantity(text: str, shortest: str) -> None:
    assert format_quantity(parse_quantity(text)) == shortest
