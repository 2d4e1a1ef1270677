"""Money: the table of currencies, the texts it reads and refuses, and every rounding by hand."""

from __future__ import annotations

import pickle

import pytest

from receipt_rules.money import (
    EXPONENTS,
    MAX_MINOR,
    CurrencyMismatch,
    Money,
    MoneyError,
    RoundMode,
    exponent,
    format_minor,
    parse_decimal,
    parse_ending,
    parse_major,
    round_div,
    round_to,
    round_to_ending,
)

MODES: tuple[RoundMode, ...] = ("half_up", "half_down", "half_even", "down", "up")

# CLDR counts the decimals that people write, ISO 4217 those that banks and fiscal printers book.
CLDR_DIFFERS = {
    **dict.fromkeys(("AFN", "ALL", "IRR", "KPW", "LAK", "LBP"), (2, 0)),
    **dict.fromkeys(("MGA", "MMK", "RSD", "SOS", "SYP", "YER"), (2, 0)),
    "IQD": (3, 0),
}


# ---- the table --------------------------------------------------------------------------------------


def test_the_table_has_every_circulating_currency_once() -> None:
    assert len(EXPONENTS) == 156
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in EXPONENTS)
    assert set(EXPONENTS.values()) == {0, 2, 3}


def test_which_currencies_have_no_decimals_and_which_have_three() -> None:
    by_decimals = {n: " ".join(sorted(c for c, d in EXPONENTS.items() if d == n)) for n in (0, 3)}
    assert by_decimals == {
        0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
        3: "BHD IQD JOD KWD LYD OMR TND",
    }


def test_funds_metals_withdrawn_and_test_codes_are_not_money() -> None:
    assert not {"CLF", "UYW", "UYI", "BOV", "CHE", "CHW", "COU", "MXV", "USN"} & set(EXPONENTS)
    assert not {"XAU", "XAG", "XDR", "XTS", "XXX", "XUA", "XBA", "HRK", "ANG", "ZWL"} & set(EXPONENTS)


def test_the_table_agrees_with_cldr_except_where_iso_differs() -> None:
    numbers = pytest.importorskip("babel.numbers")
    differing = {
        code: (decimals, numbers.get_currency_precision(code))
        for code, decimals in EXPONENTS.items()
        if decimals != numbers.get_currency_precision(code)
    }
    assert differing == CLDR_DIFFERS


@pytest.mark.parametrize(
    ("code", "decimals"),
    [
        ("EUR", 2),
        ("RUB", 2),
        ("UYU", 2),
        ("RSD", 2),
        ("JPY", 0),
        ("KRW", 0),
        ("CLP", 0),
        ("KWD", 3),
        ("IQD", 3),
    ],
)
def test_exponent(code: str, decimals: int) -> None:
    assert exponent(code) == decimals


@pytest.mark.parametrize("code", ["GFT", "eur", "", "EURO", "CLF", " EUR"])
def test_an_unknown_currency_is_refused(code: str) -> None:
    with pytest.raises(MoneyError, match=f"no currency is called `{code}`") as caught:
        exponent(code)
    assert caught.value.slug == "unknown-currency"
    assert caught.value.help


def test_nobody_can_change_the_table() -> None:
    with pytest.raises(TypeError):
        EXPONENTS["EUR"] = 3  # type: ignore[index]


# ---- the value --------------------------------------------------------------------------------------


def test_money_adds_subtracts_and_negates_exactly() -> None:
    assert Money(1999, "EUR") + Money(1, "EUR") == Money(2000, "EUR")
    assert Money(1, "EUR") - Money(1999, "EUR") == Money(-1998, "EUR")
    assert -Money(5, "EUR") == Money(-5, "EUR")


def test_money_compares_within_a_currency() -> None:
    small, large = Money(1, "EUR"), Money(2, "EUR")
    assert small < large
    assert small <= small
    assert large > small
    assert large >= large
    assert not small < small
    assert not small > small
    assert not large < small
    assert not large <= small
    assert not small > large
    assert not small >= large
    assert max(small, large) is large


def test_two_currencies_are_never_equal_and_never_meet() -> None:
    euro, dollar = Money(1, "EUR"), Money(1, "USD")
    assert euro != dollar
    assert len({euro, dollar, Money(1, "EUR")}) == 2
    for meet in (
        lambda: euro + dollar,
        lambda: euro - dollar,
        lambda: euro < dollar,
        lambda: euro <= dollar,
        lambda: euro > dollar,
        lambda: euro >= dollar,
    ):
        with pytest.raises(CurrencyMismatch, match="EUR met USD") as caught:
            meet()
        assert isinstance(caught.value, ValueError)
        assert caught.value.slug == "currency-mismatch"
        assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_money_is_a_value() -> None:
    money = Money(-123450, "RUB")
    assert str(money) == "-1234.50 RUB"
    assert pickle.loads(pickle.dumps(money)) == money
    with pytest.raises(AttributeError):
        money.amount_minor = 1  # type: ignore[misc]


def test_money_has_a_known_currency_and_a_whole_amount() -> None:
    with pytest.raises(MoneyError):
        Money(1, "GFT")
    with pytest.raises(TypeError, match="not float"):
        Money(1.0, "EUR")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="not bool"):
        Money(True, "EUR")


# ---- texts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("3_000.50", "RUB", 300050),
        ("3_000", "RUB", 300000),
        ("0.5", "RUB", 50),
        ("0.05", "CHF", 5),
        ("1_000_000", "JPY", 1000000),
        ("1.005", "KWD", 1005),
        ("1.990", "EUR", 199),
        ("7.00", "JPY", 7),
        ("007", "EUR", 700),
        ("0", "EUR", 0),
        ("10_000_000_000_000.00", "EUR", MAX_MINOR),
    ],
)
def test_parse_major(text: str, currency: str, minor: int) -> None:
    assert parse_major(text, currency) == minor


@pytest.mark.parametrize(
    ("text", "currency"),
    [("0.001", "EUR"), ("1.999", "EUR"), ("0.1", "JPY"), ("1.0005", "KWD"), ("1.00000000001", "RUB")],
)
def test_an_amount_finer_than_the_minor_unit_is_refused_not_rounded(text: str, currency: str) -> None:
    with pytest.raises(MoneyError, match=f"`{text}` is finer than a minor unit of {currency}") as caught:
        parse_major(text, currency)
    assert caught.value.slug == "too-fine"


def test_the_help_says_how_many_decimals_there_are() -> None:
    with pytest.raises(MoneyError, match=r"help: EUR has 2 decimals$"):
        parse_major("0.001", "EUR")
    with pytest.raises(MoneyError, match=r"help: JPY has no decimals$"):
        parse_major("0.1", "JPY")


@pytest.mark.parametrize(
    "text",
    ["", ".", "1.", ".5", "-1", "+1", "1e3", "1,5", "1.2.3", " 1", "1 ", "_1", "1_", "1__0", "1_.5", "1._5",
     "1.5_0", "_", "0x10", "\uff11", "\u00b2", "1\n", "NaN", "Infinity"],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(MoneyError) as caught:
        parse_major(text, "EUR")
    assert caught.value.slug == "malformed-amount"


@pytest.mark.parametrize("text", ["10_000_000_000_000.01", "9" * 30, "9" * 31, "9" * 5000, "0." + "0" * 30])
def test_an_amount_without_end_is_refused(text: str) -> None:
    with pytest.raises(MoneyError) as caught:
        parse_major(text, "EUR")
    assert caught.value.slug == "number-too-large"
    assert len(str(caught.value)) < 150


def test_parse_decimal_keeps_every_digit() -> None:
    assert parse_decimal("1.599") == (1599, 3)
    assert parse_decimal("1.500") == (1500, 3)
    assert parse_decimal("12") == (12, 0)
    assert parse_decimal("9" * 30) == (int("9" * 30), 0)


@pytest.mark.parametrize(
    ("text", "currency", "ending"),
    [(".99", "RUB", (99, 100)), (".9", "RUB", (90, 100)), (".5", "KWD", (500, 1000)), (".0", "JPY", (0, 1))],
)
def test_parse_ending(text: str, currency: str, ending: tuple[int, int]) -> None:
    assert parse_ending(text, currency) == ending


@pytest.mark.parametrize(
    ("text", "currency", "slug"),
    [
        (".999", "RUB", "too-fine"),
        (".99", "JPY", "too-fine"),
        ("0.99", "RUB", "malformed-amount"),
        ("99", "RUB", "malformed-amount"),
        (".", "RUB", "malformed-amount"),
        ("", "RUB", "malformed-amount"),
        (".9.9", "RUB", "malformed-amount"),
    ],
)
def test_what_is_no_ending_is_refused(text: str, currency: str, slug: str) -> None:
    with pytest.raises(MoneyError) as caught:
        parse_ending(text, currency)
    assert caught.value.slug == slug


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (123450, "RUB", "1234.50"),
        (5, "EUR", "0.05"),
        (-5, "EUR", "-0.05"),
        (-120, "EUR", "-1.20"),
        (0, "EUR", "0.00"),
        (1500, "JPY", "1500"),
        (-1500, "JPY", "-1500"),
        (1, "KWD", "0.001"),
        (12345, "KWD", "12.345"),
    ],
)
def test_format_minor(minor: int, currency: str, text: str) -> None:
    assert format_minor(minor, currency) == text


# ---- rounding ---------------------------------------------------------------------------------------

#            num den   half_up half_down half_even down up
ROUNDINGS = [
    (14, 10, (1, 1, 1, 1, 2)),
    (15, 10, (2, 1, 2, 1, 2)),
    (16, 10, (2, 2, 2, 1, 2)),
    (25, 10, (3, 2, 2, 2, 3)),
    (5, 10, (1, 0, 0, 0, 1)),
    (1, 3, (0, 0, 0, 0, 1)),
    (2, 3, (1, 1, 1, 0, 1)),
    (20, 10, (2, 2, 2, 2, 2)),
    (0, 7, (0, 0, 0, 0, 0)),
]


@pytest.mark.parametrize(("num", "den", "expected"), ROUNDINGS)
def test_round_div_by_hand(num: int, den: int, expected: tuple[int, ...]) -> None:
    assert tuple(round_div(num, den, mode) for mode in MODES) == expected


@pytest.mark.parametrize(("num", "den", "expected"), ROUNDINGS)
def test_a_refund_rounds_as_its_sale_did(num: int, den: int, expected: tuple[int, ...]) -> None:
    assert tuple(-round_div(-num, den, mode) for mode in MODES) == expected


@pytest.mark.parametrize("den", [0, -1])
def test_a_denominator_is_positive(den: int) -> None:
    with pytest.raises(ValueError, match="not positive"):
        round_div(1, den, "half_up")


def test_an_unknown_mode_is_an_error_even_when_nothing_is_to_round() -> None:
    with pytest.raises(ValueError, match="`ceiling` is not a rounding mode"):
        round_div(4, 2, "ceiling")  # type: ignore[arg-type]


def test_swiss_cash_goes_to_five_rappen() -> None:
    assert round_to(1372, 1, 5, "half_up") == 1370
    assert round_to(1373, 1, 5, "half_up") == 1375
    assert round_to(2745, 2, 5, "half_up") == 1375  # 13.725 is the middle
    assert round_to(2745, 2, 5, "half_down") == 1370
    assert round_to(2745, 2, 5, "half_even") == 1370  # 274 steps, not 275
    assert round_to(1371, 1, 5, "up") == 1375
    assert round_to(1374, 1, 5, "down") == 1370
    assert round_to(-1373, 1, 5, "half_up") == -1375


def test_kopecks_are_dropped_for_cash() -> None:
    assert round_to(8999, 1, 100, "down") == 8900


# in minor units, with the ending .99:  half_up half_down half_even down up
@pytest.mark.parametrize(
    ("num", "den", "expected"),
    [
        (9000, 1, (8999, 8999, 8999, 8999, 9099)),
        (9049, 1, (9099, 8999, 9099, 8999, 9099)),  # the middle of 89.99 and 90.99: 90 is even
        (9149, 1, (9199, 9099, 9099, 9099, 9199)),  # the middle of 90.99 and 91.99
        (9048, 1, (8999, 8999, 8999, 8999, 9099)),
        (9050, 1, (9099, 9099, 9099, 8999, 9099)),
        (18099, 2, (9099, 9099, 9099, 8999, 9099)),
        (9099, 1, (9099, 9099, 9099, 9099, 9099)),
        (50, 1, (99, 99, 99, 99, 99)),
        (0, 1, (99, 99, 99, 99, 99)),
        (-500, 1, (99, 99, 99, 99, 99)),
        (99, 1, (99, 99, 99, 99, 99)),
        (100, 1, (99, 99, 99, 99, 199)),
    ],
)
def test_round_to_ending_by_hand(num: int, den: int, expected: tuple[int, ...]) -> None:
    assert tuple(round_to_ending(num, den, 99, 100, mode) for mode in MODES) == expected


def test_an_ending_is_below_its_modulus() -> None:
    for ending in (-1, 100):
        with pytest.raises(ValueError, match="no price ends in"):
            round_to_ending(500, 1, ending, 100, "down")
