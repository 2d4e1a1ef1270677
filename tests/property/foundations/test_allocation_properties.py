"""Allocation against the paragraph of the language's reference, written out in Fractions."""

from __future__ import annotations

import math
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from receipt_rules.allocation import allocate, allocate_runs, scale_weights

Targets = tuple[int, list[int], list[int]]
quick = settings(max_examples=300, deadline=None)


def quotas(amount: int, weights: list[int], capacities: list[int]) -> dict[int, Fraction]:
    """Who gets what before the cut to whole units: lines with q > c get c and leave, repeat on the rest."""
    final: dict[int, Fraction] = {}
    inside = list(range(len(weights)))
    left = amount
    while inside:
        total = sum(weights[i] for i in inside)
        quota = {
            i: Fraction(left * weights[i], total) if total else Fraction(left, len(inside)) for i in inside
        }
        leaving = [i for i in inside if quota[i] > capacities[i]]
        if not leaving:
            return final | quota
        for i in leaving:
            final[i] = Fraction(capacities[i])
            left -= capacities[i]
            inside.remove(i)
    return final


def by_the_book(amount: int, weights: list[int], capacities: list[int]) -> list[int]:
    """Floor; the units left by largest remainder, ties to the larger weight, then the lower line."""
    quota = quotas(amount, weights, capacities)
    shares = [math.floor(quota[i]) for i in range(len(weights))]
    remainders = [quota[i] - shares[i] for i in range(len(weights))]
    for _ in range(amount - sum(shares)):
        best = max(range(len(weights)), key=lambda i: (remainders[i], weights[i], -i))
        shares[best] += 1
        remainders[best] = Fraction(-1)
    return shares


@st.composite
def splits(draw: st.DrawFn, most: int = 6) -> Targets:
    """Amount, weights, capacities: small numbers meet ties, large ones meet carries."""
    size = draw(st.sampled_from([3, 12, 400, 10**9]))
    count = draw(st.integers(1, most))
    weights = draw(st.lists(st.integers(0, size), min_size=count, max_size=count))
    if draw(st.booleans()):
        capacities = weights
    else:
        capacities = draw(st.lists(st.integers(0, size), min_size=count, max_size=count))
    room = sum(capacities)
    amount = draw(st.integers(0, room) | st.integers(max(0, room - 3), room))
    return amount, weights, capacities


@quick
@given(splits())
def test_it_is_the_paragraph(split: Targets) -> None:
    assert allocate(*split) == by_the_book(*split)


@quick
@given(splits(most=3))
def test_it_is_the_paragraph_for_few(split: Targets) -> None:
    assert allocate(*split) == by_the_book(*split)


@quick
@given(splits(most=30))
def test_parts_sum_to_the_whole_within_capacities_and_within_one_of_the_quota(split: Targets) -> None:
    amount, _, capacities = split
    shares = allocate(*split)
    quota = quotas(*split)
    assert sum(shares) == amount
    assert all(0 <= share <= room for share, room in zip(shares, capacities, strict=True))
    assert all(math.floor(quota[i]) <= share <= math.ceil(quota[i]) for i, share in enumerate(shares))


@quick
@given(splits(), st.integers(2, 10**20))
def test_a_common_factor_of_the_weights_changes_nothing(split: Targets, factor: int) -> None:
    amount, weights, capacities = split
    assert allocate(amount, [weight * factor for weight in weights], capacities) == allocate(*split)


@quick
@given(splits(), st.randoms(use_true_random=False))
def test_order_decides_only_between_equal_weights(split: Targets, random: object) -> None:
    amount, weights, capacities = split
    places = list(range(len(weights)))
    random.shuffle(places)  # type: ignore[attr-defined]
    shares = allocate(*split)
    moved = allocate(amount, [weights[i] for i in places], [capacities[i] for i in places])
    assert sorted(zip((weights[i] for i in places), moved, strict=True)) == sorted(
        zip(weights, shares, strict=True)
    )
    if len(set(weights)) == len(weights):
        assert moved == [shares[i] for i in places]


@quick
@given(splits())
def test_a_larger_weight_with_no_less_room_never_gets_less(split: Targets) -> None:
    _, weights, capacities = split
    shares = allocate(*split)
    for i, weight in enumerate(weights):
        for j, other in enumerate(weights):
            if weight > other and capacities[i] >= capacities[j]:
                assert shares[i] >= shares[j]


@quick
@given(splits(), st.integers(0, 5), st.integers(0, 6))
def test_a_target_without_room_changes_nobody_elses_share(split: Targets, weight: int, place: int) -> None:
    amount, weights, capacities = split
    place %= len(weights) + 1
    shares = allocate(
        amount,
        [*weights[:place], weight, *weights[place:]],
        [*capacities[:place], 0, *capacities[place:]],
    )
    assert shares.pop(place) == 0
    assert shares == allocate(*split)


@quick
@given(splits(most=5), st.data())
def test_runs_are_their_units_written_out(split: Targets, data: st.DataObject) -> None:
    _, weights, capacities = split
    counts = data.draw(st.lists(st.integers(0, 5), min_size=len(weights), max_size=len(weights)))
    room = sum(count * capacity for count, capacity in zip(counts, capacities, strict=True))
    amount = data.draw(st.integers(0, room))
    runs = allocate_runs(amount, counts, weights, capacities)
    spread = [share for run in runs for count, share in run for _ in range(count)]
    assert [sum(count for count, _ in run) for run in runs] == counts
    assert spread == by_the_book(
        amount,
        [weight for weight, count in zip(weights, counts, strict=True) for _ in range(count)],
        [capacity for capacity, count in zip(capacities, counts, strict=True) for _ in range(count)],
    )
    for run in runs:
        assert all(count > 0 for count, _ in run)
        assert len(run) < 2 or (len(run) == 2 and run[0][1] == run[1][1] + 1)


@quick
@given(st.integers(1, 10**7), st.integers(0, 10**6), st.integers(0, 10**6), st.data())
def test_one_long_run_is_an_even_split(count: int, weight: int, room: int, data: st.DataObject) -> None:
    amount = data.draw(st.integers(0, count * room))
    (run,) = allocate_runs(amount, [count], [weight], [room])
    assert sum(units for units, _ in run) == count
    assert sum(units * share for units, share in run) == amount
    assert all(amount // count <= share <= -(-amount // count) for _, share in run)


@quick
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**4)), max_size=8))
def test_scaled_weights_keep_their_proportions(pairs: list[tuple[int, int]]) -> None:
    scaled = scale_weights(pairs)
    exact = [Fraction(*pair) for pair in pairs]
    assume(any(exact))
    assert [Fraction(weight, sum(scaled)) for weight in scaled] == [weight / sum(exact) for weight in exact]
