"""Allocation: the worked examples of the language's reference, each tie and each edge by hand."""

from __future__ import annotations

import pytest

from receipt_rules.allocation import allocate, allocate_runs, scale_weights


def test_a_bundle_for_599_leaves_exact_line_totals() -> None:
    prices = [12000, 23000, 65000]
    shares = allocate(40100, prices, prices)
    # 401.00 x 0.12 = 48.12, x 0.23 = 92.23, x 0.65 = 260.65: nothing is left over
    assert [price - share for price, share in zip(prices, shares, strict=True)] == [7188, 13777, 38935]


def test_ten_over_three_equal_units_makes_the_first_one_cheaper() -> None:
    assert allocate(1000, [999] * 3, [999] * 3) == [334, 333, 333]
    assert allocate_runs(1000, [3], [999], [999]) == [((1, 334), (2, 333))]


@pytest.mark.parametrize(
    ("amount", "weights", "capacities", "shares"),
    [
        (0, [], [], []),
        (0, [5], [0], [0]),
        (7, [0], [7], [7]),
        (0, [1, 2, 3], [9, 9, 9], [0, 0, 0]),
        # quotas 0.5, 0.5: a tie of remainders and of weights falls to the earlier one
        (1, [1, 1], [9, 9], [1, 0]),
        (1, [0, 0], [9, 9], [1, 0]),
        # quotas 2.5, 1.5, 1: the same remainder, the larger weight is first wherever it stands
        (5, [5, 3, 2], [9, 9, 9], [3, 1, 1]),
        (5, [3, 5, 2], [9, 9, 9], [1, 3, 1]),
        # of two the remainders are always the same or complements: 0.5 and 0.5 here
        (3, [1, 5], [9, 9], [0, 3]),
        (3, [5, 1], [9, 9], [3, 0]),
        # quotas 1.75 and 0.25; 0.25 and 1.75
        (2, [7, 1], [9, 9], [2, 0]),
        (2, [1, 7], [9, 9], [0, 2]),
        # a weight of zero gets nothing while others have room
        (6, [0, 1, 1], [9, 9, 9], [0, 3, 3]),
        (6, [0, 1], [9, 9], [0, 6]),
        (6, [1, 0], [9, 9], [6, 0]),
        # and when they have none, those of weight zero share equally
        (9, [0, 5, 0], [9, 2, 9], [4, 2, 3]),
        (6, [0, 1], [9, 4], [2, 4]),
        (6, [1, 0], [4, 9], [4, 2]),
        # all weights zero: equal, with capacities
        (10, [0, 0, 0], [9, 1, 9], [5, 1, 4]),
        # quotas 5, 5, 5: the first leaves with 2; then 6.5 each
        (15, [1, 1, 1], [2, 9, 9], [2, 7, 6]),
        # quotas 6, 3, 1: the first leaves with 1; then 6.75 and 2.25: the second leaves with 3
        (10, [6, 3, 1], [1, 3, 9], [1, 3, 6]),
        # a capacity of zero leaves at once
        (4, [8, 1, 1], [0, 4, 4], [0, 2, 2]),
        # a quota that equals its capacity stays, one that is above it by a fraction leaves
        (4, [1, 1], [2, 9], [2, 2]),
        (5, [1, 1], [2, 9], [2, 3]),
        (5, [1, 1], [9, 2], [3, 2]),
        (7, [1, 1, 1], [2, 9, 9], [2, 3, 2]),
        # everything: each gets its capacity whatever the weights say
        (12, [1, 100, 0], [3, 4, 5], [3, 4, 5]),
    ],
)
def test_by_hand(amount: int, weights: list[int], capacities: list[int], shares: list[int]) -> None:
    assert allocate(amount, weights, capacities) == shares


def test_weights_have_any_size() -> None:
    huge = 10**60
    assert allocate(3, [huge, huge + 1], [3, 3]) == [1, 2]
    assert allocate(3, [huge, huge + 1, 0], [3, 3, 3]) == [1, 2, 0]


def test_weights_that_differ_by_one_part_in_a_quintillion_leave_in_the_right_order() -> None:
    big = 10**18
    # capacity / weight: the second is smaller by 1 / (big * (big + 1)), so it leaves and the first does not
    assert allocate(2 * big + 1, [big, big + 1, 1], [big, big, 5]) == [big, big, 1]


def test_the_alabama_paradox_is_there_and_so_shares_are_split_anew() -> None:
    weights = [6, 6, 2]
    assert allocate(10, weights, [99] * 3) == [4, 4, 2]
    assert allocate(11, weights, [99] * 3) == [5, 5, 1]


@pytest.mark.parametrize(
    ("amount", "counts", "weights", "capacities", "runs"),
    [
        (0, [], [], [], []),
        (0, [0], [1], [1], [()]),
        (7, [3], [5], [9], [((1, 3), (2, 2))]),
        (6, [3], [5], [9], [((3, 2),)]),
        (6, [3], [0], [2], [((3, 2),)]),
        # a line of 7 pieces for 20.00: 5 x 2.86 and 2 x 2.85; 10% off is 2.00 = 7 x 0.28 + 4 x 0.01
        (200, [5, 2], [286, 285], [286, 285], [((4, 29), (1, 28)), ((2, 28),)]),
        # quotas 2.55 and 1.7: the five left over go to the four with 0.7, then to the first with 0.55
        (17, [4, 4], [3, 2], [99, 99], [((1, 3), (3, 2)), ((4, 2),)]),
        (3, [0, 2], [9, 1], [9, 9], [(), ((1, 2), (1, 1))]),
        # the dear ones are full, the rest is shared by the cheap ones
        (10, [2, 3], [9, 1], [2, 9], [((2, 2),), ((3, 2),)]),
        (11, [2, 3], [9, 0], [2, 9], [((2, 2),), ((1, 3), (2, 2))]),
        # equal remainders and weights: run by run, unit by unit
        (100_001, [100_000, 100_000], [1, 1], [9, 9], [((100_000, 1),), ((1, 1), (99_999, 0))]),
    ],
)  # fmt: skip
def test_runs_by_hand(
    amount: int,
    counts: list[int],
    weights: list[int],
    capacities: list[int],
    runs: list[tuple[tuple[int, int], ...]],
) -> None:
    assert allocate_runs(amount, counts, weights, capacities) == runs


def test_a_run_of_ten_million_units_costs_what_a_run_of_two_does() -> None:
    # 30,000,002 by 3 : 1: quotas a little above 3 and 1, the larger remainder is the run's
    runs = allocate_runs(3 * 10**7 + 2, [10**7, 1], [3, 1], [9, 9])
    assert runs == [((1, 4), (10**7 - 1, 3)), ((1, 1),)]


@pytest.mark.parametrize(
    ("amount", "weights", "capacities", "words"),
    [
        (-1, [1], [1], "-1 cannot be split over capacities of 1"),
        (-1, [1, 1], [1, 1], "-1 cannot be split over capacities of 2"),
        (2, [1], [1], "2 cannot be split over capacities of 1"),
        (3, [1, 1], [1, 1], "3 cannot be split over capacities of 2"),
        (1, [], [], "1 cannot be split over capacities of 0"),
        (1, [-1], [1], "a weight or a capacity is -1"),
        (1, [-1, 1], [1, 1], "a weight or a capacity is -1"),
        (1, [1, 1], [3, -2], "a weight or a capacity is -2"),
        (1, [1, 2], [1], "2 weights for 1 capacities"),
        (1, [1], [1, 2], "1 weights for 2 capacities"),
        (1, [1, 1, 1], [1, 2], "3 weights for 2 capacities"),
    ],
)
def test_what_cannot_be_split(amount: int, weights: list[int], capacities: list[int], words: str) -> None:
    with pytest.raises(ValueError, match=f"^{words}$"):
        allocate(amount, weights, capacities)
    with pytest.raises(ValueError, match=f"^{words}$"):
        allocate_runs(amount, [1] * len(weights), weights, capacities)


def test_what_is_no_run() -> None:
    with pytest.raises(ValueError, match="a count is -1"):
        allocate_runs(0, [-1], [1], [1])
    with pytest.raises(ValueError, match="2 counts for 1 weights"):
        allocate_runs(0, [1, 1], [1], [1])
    with pytest.raises(ValueError, match="3 cannot be split over capacities of 2"):
        allocate_runs(3, [2], [1], [1])


def test_scale_weights() -> None:
    assert scale_weights([(1, 2), (1, 3), (0, 7), (5, 1)]) == [21, 14, 0, 210]
    assert scale_weights([(3, 10), (4, 10)]) == [3, 4]
    assert scale_weights([]) == []
