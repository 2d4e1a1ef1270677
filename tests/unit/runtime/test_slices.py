"""Slices by runs are what slices written out unit by unit are."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receipt_rules.runtime.lines import Line
from receipt_rules.runtime.rows import RewardRow, SlicesRow
from receipt_rules.runtime.session import Session
from receipt_rules.runtime.slices import Share, slice_shares
from tests.unit.runtime.engines import engine, receipt

Units = list[tuple[int, Fraction]]
"""Of each unit of a line, in order: its price and its share."""

ENGINE = engine("rule r { give 1% off }")

LINES = st.lists(
    st.fixed_dictionaries(
        {
            "sku": st.sampled_from("AB"),
            "quantity": st.one_of(
                st.integers(1, 5).map(str), st.sampled_from(["0.5 kg", "333 g", "2 kg", "1 l"])
            ),
            "amount_minor": st.integers(0, 30),
        }
    ),
    min_size=1,
    max_size=4,
)
BORDERS = st.lists(st.fractions(0, 25, max_denominator=2), min_size=1, max_size=4, unique=True).map(sorted)
RATES = st.lists(st.integers(0, 4).map(lambda tenths: Fraction(tenths, 10)), min_size=4, max_size=4)


def session(lines: Sequence[dict[str, object]]) -> Session:
    return Session(ENGINE, receipt(*lines))


def reward(measure: str, borders: Sequence[Fraction], rates: Sequence[Fraction], *, same: bool) -> RewardRow:
    pairs = list(zip(borders, rates, strict=False))
    return RewardRow(
        "slices",
        slices=SlicesRow(
            measure,
            same,
            tuple((border.numerator, border.denominator) for border, _ in pairs),
            tuple((rate.numerator, rate.denominator) for _, rate in pairs),
        ),
    )


def written_out(row: SlicesRow, lines: Sequence[Line]) -> dict[int, Units]:
    """Decision 5 by the letter: unit after unit, end to end, the mean of the rates by measure."""
    units = [
        (price, line, number)
        for line in lines
        for number, price in enumerate(price for run in line.runs for price in [run[1]] * run[0])
    ]
    units.sort(key=lambda unit: (-unit[0], unit[1].at, unit[2]))
    edges = [Fraction(*border) for border in row.borders]
    slices = list(zip(edges, [*edges[1:], None], (Fraction(*rate) for rate in row.rates), strict=True))
    found: dict[int, dict[int, tuple[int, Fraction]]] = {line.at: {} for line in lines}
    start = Fraction(0)
    for price, line, number in units:
        measure = {"units": 1, "price": price}.get(row.measure)
        if measure is None:
            measure = line.micro if line.dimension == row.measure else 0
        end = start + measure
        earned = Fraction(0)
        for low, high, rate in slices:
            upper = end if high is None else min(end, high)
            earned += rate * max(Fraction(0), upper - max(start, low))
        found[line.at][number] = price, earned / measure if measure else Fraction(0)
        start = end
    return {at: [by_number[number] for number in range(len(by_number))] for at, by_number in found.items()}


def unrolled(line: Line, shares: Sequence[Share]) -> Units:
    prices = [price for run in line.runs for price in [run[1]] * run[0]]
    each = [Fraction(num, den) for count, num, den in shares for _ in range(count)]
    return list(zip(prices, each, strict=True))


@given(LINES, st.sampled_from(["units", "price", "kg"]), BORDERS, RATES)
def test_of_the_rule_s_own_units(
    lines: list[dict[str, object]], measure: str, borders: list[Fraction], rates: list[Fraction]
) -> None:
    evaluation = session(lines)
    scale = 100_000 if measure == "kg" else 1
    asked = reward(measure, [border * scale for border in borders], rates, same=False)
    assert asked.slices is not None
    own = [line for line in evaluation.lines if line.at != 1]
    found = slice_shares(evaluation, own, asked)
    assert {line.at: unrolled(line, found[line.at]) for line in own} == written_out(asked.slices, own)


@given(LINES, st.sampled_from(["units", "price", "kg"]), BORDERS, RATES)
def test_of_all_units_of_the_same_item(
    lines: list[dict[str, object]], measure: str, borders: list[Fraction], rates: list[Fraction]
) -> None:
    """Also those of lines that the rule does not have; each SKU by itself."""
    evaluation = session(lines)
    scale = 100_000 if measure == "kg" else 1
    asked = reward(measure, [border * scale for border in borders], rates, same=True)
    assert asked.slices is not None
    own = [line for line in evaluation.lines if line.at != 1]
    found = slice_shares(evaluation, own, asked)
    expected: dict[int, Units] = {}
    for sku in "AB":
        same = [line for line in evaluation.lines if line.record.sku == sku]
        expected |= written_out(asked.slices, same)
    assert {line.at: unrolled(line, found[line.at]) for line in own} == {
        line.at: expected[line.at] for line in own
    }
    assert found.keys() == {line.at for line in own}


HALVES = [Fraction(0), Fraction(1, 10), Fraction(2, 10)]


@pytest.mark.parametrize(
    ("measure", "borders", "shares"),
    [
        # 1000 units: 6 at 0%, 6 at 10%, the rest at 20%
        ("units", [0, 6, 12], [(6, 0, 1), (6, 1, 10), (988, 1, 5)]),
        # of the first unit, 0.07, nothing below 0.05, 0.02 at 10%: 0.2/7
        ("price", [0, 5], [(1, 1, 35), (999, 1, 10)]),
        # below the first border nothing is earned
        ("units", [990], [(990, 0, 1), (10, 0, 1)]),
    ],
)
def test_cost_follows_runs_times_borders(measure: str, borders: list[int], shares: list[Share]) -> None:
    evaluation = session([{"sku": "A", "quantity": "1000", "amount_minor": 7000}])
    asked = reward(measure, [Fraction(each) for each in borders], HALVES, same=False)
    joined: list[Share] = []
    for count, *share in shares:
        if joined and list(joined[-1][1:]) == share:
            count += joined.pop()[0]
        joined.append((count, share[0], share[1]))
    assert slice_shares(evaluation, evaluation.lines, asked) == {0: joined}
