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


@pytest.mark.parametrize("first", range(0, 400, 50))
def test_the_search_alone_finds_it(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With poor prices, nothing good to start from, and no rule left out before."""
    monkeypatch.setattr(packing, "PAIRS", 0)
    monkeypatch.setattr(Auction, "prices", dear)
    for number in range(first, first + 50):
        weights, claims = case_of(number)
        best = max(packings(claims), key=lambda taken: weight(taken, weights))
        assert heaviest(weights, claims, 0) == (best, weight(best, weights)), number


def dear(auction: Auction) -> dict[int, int]:
    """Prices that no rule outbids, and nothing known of what is good."""
    auction.best = auction.best_weight = 0
    prices: dict[int, int] = {}
    for number, places in auction.places.items():
        for place in places:
            prices[place] = max(prices.get(place, 0), auction.weights[number] * (1 + place % 2))
    return prices


def test_of_two_ways_to_the_same_classes_the_better_is_kept() -> None:
    """Rules 0 and 1 leave open what 2 and 3 leave open, whichever pair is looked at first."""
    claims = [0b00011, 0b01100, 0b00101, 0b01010, 0b10000, 0b11000]
    for weights in ([9, 3, 5, 6, 2, 1], [5, 6, 9, 3, 2, 1], [8, 1, 7, 3, 2, 1]):
        spread = [own << 6 | 1 << place for place, own in enumerate(weights)]
        best = max(packings(claims), key=lambda taken: weight(taken, spread))
        assert heaviest(spread, claims, 0).taken == best


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


def test_rounds_lower_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    after = sum(bound_of(number) for number in range(10))
    monkeypatch.setattr(prices, "ROUNDS", 0)
    before = sum(bound_of(number) for number in range(10))
    assert after < before * 0.98


def bound_of(number: int) -> int:
    draw = Random(number)
    weights = {place: draw.randint(1_000, 9_000) for place in range(60)}
    claims = [sum(1 << place for place in draw.sample(range(20), draw.randint(2, 5))) for _ in weights]
    return sum(Auction(weights, claims).prices().values())


def test_prices_that_are_too_low_are_raised() -> None:
    weights, claims = case_of(7)
    auction = Auction(dict(enumerate(weights)), claims)
    found = auction._settled(dict.fromkeys(auction.prices(), 0))
    for own, mask in zip(weights, claims, strict=True):
        assert sum(found[place] for place in bits(mask)) >= own


def test_a_star_is_decided_by_its_sum() -> None:
    leaves = [1 << place for place in range(40)]
    claims = [*leaves, (1 << 40) - 1]
    for weight_of_all in (39_999, 40_041):
        weights = [1_000 + place // 39 for place in range(40)] + [weight_of_all]
        found = heaviest(weights, claims, 0)
        assert found.bound == weight(found.taken, weights) == max(40_001, weight_of_all)


def test_parts_share_nothing() -> None:
    assert parts({0: [1], 1: [2], 2: [1, 3], 5: [3], 7: []}) == [[0, 2, 5], [1], [7]]
