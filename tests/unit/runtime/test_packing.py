"""The heaviest packing, against all packings written down."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from receipt_rules.runtime import packing, prices
from receipt_rules.runtime.packing import bits, heaviest, parts
from receipt_rules.runtime.prices import Auction

Case = tuple[list[int], list[int]]


def case_of(number: int) -> Case:
    """Weights and claims; many are equal but for the last bits, which keep packings apart."""
    draw = Random(number)
    rules, classes = draw.randint(1, 9), draw.randint(1, 7)
    highest = draw.choice([1, 3, 50])
    weights = [draw.randint(1, highest) << rules | 1 << place for place in range(rules)]
    claims = [
        sum(1 << place for place in draw.sample(range(classes), draw.randint(1, min(4, classes))))
        for _ in range(rules)
    ]
    return weights, claims


def packings(claims: list[int]) -> list[int]:
    numbers = range(len(claims))
    return [
        sum(1 << number for number in some)
        for size in range(len(claims) + 1)
        for some in combinations(numbers, size)
        if all(not claims[a] & claims[b] for a, b in combinations(some, 2))
    ]


def weight(taken: int, weights: list[int]) -> int:
    return sum(weights[number] for number in bits(taken))


@pytest.mark.parametrize("first", range(0, 400, 50))
def test_the_heaviest_packing_is_found_and_proven(first: int) -> None:
    for number in range(first, first + 50):
        weights, claims = case_of(number)
        best = max(packings(claims), key=lambda taken: weight(taken, weights))
        found = heaviest(weights, claims, 0)
        assert found == (best, weight(best, weights)), number


@pytest.mark.parametrize("first", range(0, 400, 50))
def test_cut_short_it_is_a_packing_within_its_bounds(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "STEPS", 0)
    monkeypatch.setattr(prices, "ROUNDS", 0)
    monkeypatch.setattr(prices, "PASSES", 0)
    for number in range(first, first + 50):
        weights, claims = case_of(number)
        possible = packings(claims)
        start = Random(number).choice(possible)
        best = max(weight(taken, weights) for taken in possible)
        found = heaviest(weights, claims, start)
        assert found.taken in possible
        assert weight(start, weights) <= weight(found.taken, weights) <= best <= found.bound, number


@pytest.mark.parametrize("number", range(30))
def test_the_search_alone_finds_it(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without good prices, a good packing before it, or rules left out."""
    monkeypatch.setattr(packing, "PAIRS", 0)
    monkeypatch.setattr(prices, "ROUNDS", 0)
    monkeypatch.setattr(prices, "PASSES", 0)
    weights, claims = case_of(number)
    best = max(packings(claims), key=lambda taken: weight(taken, weights))
    assert heaviest(weights, claims, 0) == (best, weight(best, weights))


@pytest.mark.parametrize("number", range(30))
def test_no_rule_outbids_the_prices(number: int) -> None:
    weights, claims = case_of(number)
    found = Auction(dict(enumerate(weights)), claims).prices()
    assert min(found.values()) >= 0
    for own, mask in zip(weights, claims, strict=True):
        assert sum(found[place] for place in bits(mask)) >= own


def test_the_prices_close_in_on_the_optimum() -> None:
    """Three rules of two classes each, of which one can win; and a fourth class that nothing else wants."""
    auction = Auction({0: 10, 1: 10, 2: 10, 3: 7}, [0b011, 0b110, 0b101, 0b1000])
    assert sum(auction.prices().values()) == 22


def test_a_star_is_decided_by_its_sum() -> None:
    leaves = [1 << place for place in range(40)]
    claims = [*leaves, (1 << 40) - 1]
    for weight_of_all in (39_999, 40_041):
        weights = [1_000 + place // 39 for place in range(40)] + [weight_of_all]
        found = heaviest(weights, claims, 0)
        assert found.bound == weight(found.taken, weights) == max(40_001, weight_of_all)


def test_parts_share_nothing() -> None:
    assert parts({0: [1], 1: [2], 2: [1, 3], 5: [3], 7: []}) == [[0, 2, 5], [1], [7]]
