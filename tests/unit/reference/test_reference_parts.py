"""Units, rounding, allocation and calendar of the reference, by themselves."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from receipt_rules.calendar import Validity, Window
from receipt_rules.money import RoundMode
from receipt_rules.reference.allocation import allocate
from receipt_rules.reference.calendar import in_window, moment, near, term
from receipt_rules.reference.rounding import to_ending, to_step, whole
from receipt_rules.reference.units import in_measure, measured
from tests.unit.reference.says import finals, goods, says


@pytest.mark.parametrize(
    ("text", "pieces", "micro", "dimension"),
    [
        ("6", 6, 0, ""),
        ("1.314 kg", 1, 1_314_000, "kg"),
        ("500 g", 1, 500_000, "kg"),
        ("250ml", 1, 250_000, "l"),
        ("2 m", 1, 2_000_000, "m"),
    ],
)
def test_a_quantity_is_pieces_or_one_weighed_thing(
    text: str, pieces: int, micro: int, dimension: str
) -> None:
    assert measured(text) == (pieces, micro, dimension)


def test_a_measure_is_written_without_needless_zeros() -> None:
    assert [in_measure(micro, "kg") for micro in (1_314_000, 2_000_000, 500)] == [
        "1.314 kg",
        "2 kg",
        "0.0005 kg",
    ]


def test_the_first_units_are_the_dearer_ones() -> None:
    # 10.00 over three: 3.34, 3.33, 3.33
    outcome = says('rule a { on all items where item.sku = "B" give 10% off }', goods("A", 1000, "3"))
    runs = [(run.quantity, run.amount_minor) for run in outcome.lines[0].runs]
    assert runs == [("1", 334), ("2", 666)]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("half_up", [0, 1, 1, 2, -1]),
        ("half_down", [0, 0, 1, 1, 0]),
        ("half_even", [0, 0, 1, 2, 0]),
        ("down", [0, 0, 0, 1, 0]),
        ("up", [1, 1, 1, 2, -1]),
    ],
)
def test_each_mode_rounds_as_its_name_says(mode: RoundMode, expected: list[int]) -> None:
    values = [Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(3, 2), Fraction(-1, 2)]
    assert [whole(value, mode) for value in values] == expected


def test_a_step_and_an_ending() -> None:
    assert to_step(Fraction(1233, 10), 5, "half_up") == 125
    assert to_ending(Fraction(250), 99, 100, "down") == 199
    assert to_ending(Fraction(250), 99, 100, "up") == 299
    # no price below the first that ends so
    assert to_ending(Fraction(40), 99, 100, "down") == to_ending(Fraction(40), 99, 100, "half_up") == 99


def test_the_examples_of_the_page_are_allocated_so() -> None:
    # 1000 -> 599 over 120 / 230 / 650: what is left is 71.88 / 137.77 / 389.35
    amounts = [12_000, 23_000, 65_000]
    parts = allocate(40_100, [Fraction(amount) for amount in amounts], amounts)
    assert [amount - part for amount, part in zip(amounts, parts, strict=True)] == [7_188, 13_777, 38_935]
    assert allocate(1_000, [Fraction(999)] * 3, [999] * 3) == [334, 333, 333]


def test_full_lines_leave_and_the_rest_is_split_again() -> None:
    # 10 each, but the first takes 4: 26 over two is 13 each
    assert allocate(30, [Fraction(1)] * 3, [4, 30, 30]) == [4, 13, 13]


def test_without_weights_the_parts_are_equal_and_a_remainder_goes_to_the_larger_weight() -> None:
    assert allocate(5, [Fraction(0), Fraction(0)], [9, 9]) == [3, 2]
    # 3 over weights 1 and 5 is 0.5 and 2.5: equal remainders, and the larger weight comes first
    assert allocate(3, [Fraction(1), Fraction(5)], [9, 9]) == [0, 3]
    assert allocate(1, [Fraction(1), Fraction(1)], [9, 9]) == [1, 0]


def test_a_business_day_begins_when_the_ruleset_says() -> None:
    assert moment("2026-03-07T03:59:00+00:00", "UTC", 240).day == dt.date(2026, 3, 6)
    assert moment("2026-03-07T04:00:00+00:00", "UTC", 240).day == dt.date(2026, 3, 7)


def test_the_wall_clock_decides_when_it_is_put_forward_and_back() -> None:
    # Berlin: 01:59 is followed by 03:00 on 2026-03-29, and 02:59 by 02:00 on 2026-10-25
    assert moment("2026-03-29T01:00:00Z", "Europe/Berlin", 0).local == dt.datetime(2026, 3, 29, 3)  # noqa: DTZ001
    night = Window(None, (120, 180))
    assert not in_window(night, moment("2026-03-29T01:00:00Z", "Europe/Berlin", 0))
    for utc in ("00:30", "01:30"):
        assert in_window(night, moment(f"2026-10-25T{utc}:00Z", "Europe/Berlin", 0))


@pytest.mark.parametrize(
    ("at", "held"),
    [
        ("2026-03-06T21:59:00Z", False),
        ("2026-03-06T22:00:00Z", True),
        ("2026-03-07T01:59:00Z", True),
        ("2026-03-07T02:00:00Z", False),
        ("2026-03-07T22:00:00Z", False),
    ],
)
def test_a_window_belongs_to_the_day_on_which_it_starts(at: str, held: bool) -> None:
    friday = Window(frozenset({4}), (22 * 60, 2 * 60))
    assert in_window(friday, moment(at, "UTC", 0)) is held


def test_a_window_after_midnight_is_of_the_business_day_before() -> None:
    # days start at 05:00: `fri 01:00..03:00` is in the night to Saturday
    window = Window(frozenset({4}), (60, 180))
    assert in_window(window, moment("2026-03-07T01:00:00Z", "UTC", 300))
    assert not in_window(window, moment("2026-03-06T01:00:00Z", "UTC", 300))


def test_the_days_of_a_term_are_included_and_its_last_time_is_not() -> None:
    days = Validity(dt.date(2026, 3, 1), dt.date(2026, 3, 4))
    assert term(days, moment("2026-03-04T23:59:00Z", "UTC", 0)) == "within"
    assert term(days, moment("2026-03-05T00:00:00Z", "UTC", 0)) == "after"
    assert term(days, moment("2026-02-28T23:59:00Z", "UTC", 0)) == "before"
    until = Validity(ends=dt.datetime(2026, 3, 4, 12))  # noqa: DTZ001
    assert term(until, moment("2026-03-04T11:59:59Z", "UTC", 0)) == "within"
    assert term(until, moment("2026-03-04T12:00:00Z", "UTC", 0)) == "after"


def test_a_yearly_return_is_near_over_new_year_and_in_common_years() -> None:
    assert near(dt.date(1990, 1, 2), dt.date(2026, 12, 30), 3)
    assert near(dt.date(1990, 12, 30), dt.date(2026, 1, 2), 3)
    assert not near(dt.date(1990, 1, 3), dt.date(2026, 12, 30), 3)
    assert near(dt.date(2000, 2, 29), dt.date(2026, 2, 28), 0)


def test_a_weighed_line_is_one_unit_at_a_price_per_kilo() -> None:
    # 1.5 kg, 2.00 off each kilo: 3.00
    assert finals(says("rule a { give 2 EUR off each }", goods("A", 1500, "1.5 kg"))) == [1200]
