"""Rounding against its definition in Fractions, and texts against their own printing."""

from __future__ import annotations

import math
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from receipt_rules.money import (
    EXPONENTS,
    MAX_MINOR,
    RoundMode,
    exponent,
    format_minor,
    parse_decimal,
    parse_major,
    round_div,
    round_to,
    round_to_ending,
)

MODES: tuple[RoundMode, ...] = ("half_up", "half_down", "half_even", "down", "up")
modes = st.sampled_from(MODES)
currencies = st.sampled_from(sorted(EXPONENTS))
small = st.integers(-400, 400)
any_num = small | st.integers(-(10**24), 10**24)
any_den = st.integers(1, 40) | st.integers(1, 10**12)
quick = settings(max_examples=200, deadline=None)


def rounded(value: Fraction, mode: RoundMode) -> int:
    """The definition: among the two integers around |value|, the one that the mode names."""
    if value < 0:
        return -rounded(-value, mode)
    below, above = math.floor(value), math.ceil(value)
    if mode == "down" or below == above:
        return below
    if mode == "up":
        return above
    if value - below != above - value:
        return below if value - below < above - value else above
    return {"half_up": above, "half_down": below, "half_even": below if below % 2 == 0 else above}[mode]


@quick
@given(any_num, any_den, modes)
def test_round_div_is_its_definition(num: int, den: int, mode: RoundMode) -> None:
    assert round_div(num, den, mode) == rounded(Fraction(num, den), mode)


@quick
@given(any_num, any_den, st.integers(1, 9), modes)
def test_a_fraction_rounds_the_same_however_it_is_written(
    num: int, den: int, factor: int, mode: RoundMode
) -> None:
    assert round_div(num * factor, den * factor, mode) == round_div(num, den, mode)


@quick
@given(any_num, any_num, any_den, modes)
def test_rounding_keeps_the_order(one: int, other: int, den: int, mode: RoundMode) -> None:
    low, high = sorted((one, other))
    assert round_div(low, den, mode) <= round_div(high, den, mode)


@quick
@given(any_num, any_den, st.integers(1, 500), modes)
def test_round_to_is_a_multiple_of_the_step_and_closer_than_one_step(
    num: int, den: int, step: int, mode: RoundMode
) -> None:
    result = round_to(num, den, step, mode)
    assert result % step == 0
    assert abs(result - Fraction(num, den)) < step
    assert result == step * rounded(Fraction(num, den * step), mode)


@quick
@given(st.integers(-50, 900), st.integers(1, 12), st.integers(1, 60), st.integers(0, 59), modes)
def test_round_to_ending_is_found_by_trying_every_price(
    num: int, den: int, modulus: int, ending: int, mode: RoundMode
) -> None:
    ending %= modulus
    value = Fraction(num, den)
    prices = [p for p in range(2000) if p % modulus == ending]
    below = [p for p in prices if p <= value]
    above = [p for p in prices if p >= value]
    if not below:
        expected = prices[0]
    elif mode == "down" or below[-1] == above[0]:
        expected = below[-1]
    elif mode == "up":
        expected = above[0]
    elif value - below[-1] != above[0] - value:
        expected = below[-1] if value - below[-1] < above[0] - value else above[0]
    else:
        even = [p for p in (below[-1], above[0]) if p // modulus % 2 == 0]
        expected = {"half_up": above[0], "half_down": below[-1], "half_even": even[0]}[mode]
    assert round_to_ending(num, den, ending, modulus, mode) == expected


@quick
@given(st.integers(0, MAX_MINOR), currencies)
def test_what_is_printed_is_read_back(minor: int, currency: str) -> None:
    text = format_minor(minor, currency)
    assert parse_major(text, currency) == minor
    assert text.isascii()
    assert len(text.partition(".")[2]) == exponent(currency)
    assert format_minor(-minor, currency) == (f"-{text}" if minor else text)


@quick
@given(st.integers(0, 10**15), st.integers(0, 8))
def test_a_decimal_is_its_digits_over_a_power_of_ten(digits: int, places: int) -> None:
    text = f"{digits:0{places + 1}d}"
    text = f"{text[:-places]}.{text[-places:]}" if places else text
    assert parse_decimal(text) == (digits, places)


@quick
@given(st.integers(0, 10**12), st.integers(0, 8), currencies)
def test_an_amount_is_read_exactly_or_not_at_all(digits: int, places: int, currency: str) -> None:
    value = Fraction(digits, 10**places) * 10 ** exponent(currency)
    text = f"{digits:0{places + 1}d}"
    text = f"{text[:-places]}.{text[-places:]}" if places else text
    try:
        assert parse_major(text, currency) == value
    except ValueError:
        assert value.denominator > 1 or value > MAX_MINOR
    else:
        assert value.denominator == 1


@quick
@given(st.integers(1, 10**12).map(lambda n: f"{n:_}"))
def test_thousands_may_be_parted(text: str) -> None:
    assert parse_decimal(text) == (int(text), 0)
