"""Quantities against Fractions, against their own printing, and against any text at all."""

from __future__ import annotations

import re
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from receipt_rules.quantity import (
    MAX_BASE_UNITS,
    MAX_PIECES,
    MICRO,
    Quantity,
    QuantityError,
    format_quantity,
    parse_quantity,
)

BASE = {"kg": ("kg", 1), "g": ("kg", 1000), "l": ("l", 1), "ml": ("l", 1000), "m": ("m", 1)}
GRAMMAR = re.compile(r"((?:0|[1-9][0-9]*)(?:\.[0-9]+)?)(?: ?(kg|g|l|ml|m))?")
quick = settings(max_examples=250, deadline=None)
quantities = st.one_of(
    st.integers(0, MAX_PIECES).map(lambda n: Quantity(n, 0, "")),
    st.builds(
        Quantity, st.just(1), st.integers(0, MAX_BASE_UNITS * MICRO), st.sampled_from(["kg", "l", "m"])
    ),
)


@quick
@given(quantities)
def test_what_is_printed_is_read_back(quantity: Quantity) -> None:
    assert parse_quantity(format_quantity(quantity)) == quantity


@quick
@given(st.integers(0, 10**12), st.integers(0, 9), st.sampled_from(sorted(BASE)), st.sampled_from(["", " "]))
def test_a_weight_is_read_exactly_or_not_at_all(digits: int, places: int, unit: str, space: str) -> None:
    text = f"{digits:0{places + 1}d}"
    text = f"{text[:-places]}.{text[-places:]}" if places else text
    dimension, per_base = BASE[unit]
    exact = Fraction(digits, 10**places * per_base)
    micro = exact * MICRO
    if micro.denominator > 1:
        assert outcome(f"{text}{space}{unit}") in ("too-fine", "quantity-too-large")
    elif exact > MAX_BASE_UNITS:
        assert outcome(f"{text}{space}{unit}") == "quantity-too-large"
    else:
        assert outcome(f"{text}{space}{unit}") == Quantity(1, micro.numerator, dimension)


def outcome(text: str) -> Quantity | str:
    """The quantity, or the slug of the refusal."""
    try:
        return parse_quantity(text)
    except QuantityError as error:
        return error.slug


@quick
@given(st.text(alphabet="0123456789. kglm-+e_x\u0660", max_size=12) | st.text(max_size=8))
@example("10000000")
@example("1.0 kg")
def test_any_text_is_a_quantity_of_the_grammar_or_a_quantity_error(text: str) -> None:
    assert isinstance(outcome(text), Quantity) == readable(text)


def readable(text: str) -> bool:
    """The grammar as a regular expression, and the limits in Fractions."""
    match = GRAMMAR.fullmatch(text)
    if match is None:
        return False
    number, unit = match[1], match[2]
    if unit is None:
        return "." not in number and int(number) <= MAX_PIECES
    exact = Fraction(number) / BASE[unit][1]
    return exact <= MAX_BASE_UNITS and (exact * MICRO).denominator == 1
