"""How often each candidate is taken, against every choice written down."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from receipt_rules.runtime.optimum import Column, choose, prices, search
from receipt_rules.runtime.optimum.problem import greedy

Case = tuple[list[Column], list[int]]


def case_of(number: int) -> Case:
    """A few stocks and columns; many weights are equal, so that the order of the list decides."""
    draw = Random(number)
    stocks = [draw.randint(1, 5) for _ in range(draw.randint(1, 4))]
    columns = []
    for _ in range(draw.randint(1, 7)):
        own = draw.sample(range(len(stocks)), draw.randint(1, min(len(stocks), 3)))
        uses = tuple(sorted((stock, draw.randint(1, min(3, stocks[stock]))) for stock in own))
        weight = draw.choice([1, 2, 3, 4, 5, 6, 10, 12])
        columns.append(Column(weight, uses, weight, sum(count for _, count in uses)))
    return columns, stocks


def choices(columns: list[Column], stocks: list[int]) -> Iterator[tuple[int, ...]]:
    """Every choice, the lexicographically largest first."""
    if not columns:
        yield ()
        return
    first, *others = columns
    for count in range(min(stocks[stock] // need for stock, need in first.uses), -1, -1):
        left = list(stocks)
        for stock, need in first.uses:
            left[stock] -= need * count
        for rest in choices(others, left):
            yield (count, *rest)


def weight(counts: tuple[int, ...] | list[int], columns: list[Column]) -> int:
    return sum(count * column.weight for count, column in zip(counts, columns, strict=True))


@pytest.mark.parametrize("first", range(0, 600, 100))
def test_the_best_choice_is_found_and_proven(first: int) -> None:
    for number in range(first, first + 100):
        columns, stocks = case_of(number)
        best = max(choices(columns, stocks), key=lambda counts: (weight(counts, columns), counts))
        found = choose(columns, stocks)
        assert tuple(found.counts) == best, number
        assert all(found.proven), number
        assert not any(found.gaps), number


@pytest.mark.parametrize("first", range(0, 300, 50))
def test_the_searches_alone_find_it(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With poor prices and no good choice to start from."""
    monkeypatch.setattr(prices, "ROUNDS", 0)
    monkeypatch.setattr(prices.Auction, "offer", lambda auction, counts: None)
    for number in range(first, first + 50):
        columns, stocks = case_of(number)
        best = max(choices(columns, stocks), key=lambda counts: (weight(counts, columns), counts))
        assert tuple(choose(columns, stocks).counts) == best, number


@pytest.mark.parametrize("first", range(0, 300, 50))
def test_cut_short_it_is_a_choice_within_its_bounds(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "LOOKS", 0)
    monkeypatch.setattr(prices, "ROUNDS", 0)
    for number in range(first, first + 50):
        columns, stocks = case_of(number)
        best = max(weight(counts, columns) for counts in choices(columns, stocks))
        found = choose(columns, stocks)
        least = weight(greedy(columns, [column.uses for column in columns], stocks), columns)
        assert tuple(found.counts) in set(choices(columns, stocks)), number
        assert least <= weight(found.counts, columns) <= best, number
        assert best <= weight(found.counts, columns) + sum(found.gaps), number


def test_some_are_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "LOOKS", 0)
    assert any(not all(choose(*case_of(number)).proven) for number in range(100))


@pytest.mark.parametrize("times", [1, 1_000, 1_000_000])
def test_work_does_not_grow_with_stocks(times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two prices on one line, three for two: the odd unit is decided, the thousands are not gone through."""
    looks: list[int] = []
    go = search._Run.go

    def counted(run: search._Run, *, stop_at_first: bool) -> search.Taken:
        found = go(run, stop_at_first=stop_at_first)
        looks.append(run.looks)
        return found

    monkeypatch.setattr(search._Run, "go", counted)
    stocks = [3 * times + 1, 3 * times - 1]
    columns = [
        Column(10, ((0, 3),), 10, 3),
        Column(9, ((0, 2), (1, 1)), 9, 3),
        Column(9, ((0, 1), (1, 2)), 9, 3),
        Column(9, ((1, 3),), 9, 3),
    ]
    found = choose(columns, stocks)
    assert found.counts == [times, 0, 1, times - 1]
    assert all(found.proven)
    assert sum(looks) < 200
