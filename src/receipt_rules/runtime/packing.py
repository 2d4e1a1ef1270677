"""The heaviest rules of which no two claim the same: weighted set packing over whole numbers.

In: for each rule its weight, and what it claims as a bit mask over classes of equal units; a packing to
start from. Every weight is above zero, and no two packings weigh the same. Out: `Packing`. Invariants: the
answer is never lighter than the start; no packing is heavier than `bound`; an answer that weighs `bound` is
the one best. Work is counted, never timed, so that every machine stops at the same place.

How: rules that cannot win are dropped; what is left falls into parts that share no class. The `prices` of the
classes of a part add up to a bound, and every choice loses a known part of it: a class left unclaimed loses
its price, a rule taken loses what its claims cost above its weight. A packing weighs the bound less all it
loses, so a depth-first search drops what loses too much.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import NamedTuple

from receipt_rules.runtime.prices import Auction

STEPS = 100_000
"""Rules looked at in the search of one part: a constant of language level 1."""

PAIRS = 200_000
"""Pairs of rules compared before the search: a constant of language level 1."""


class Packing(NamedTuple):
    """`taken`: a bit mask over the rules; `bound`: no packing weighs more."""

    taken: int
    bound: int


def heaviest(weights: list[int], claims: list[int], start: int) -> Packing:
    """The heaviest packing found, at least as heavy as `start`, and a bound on all packings."""
    rules, start = _undominated(weights, claims, start)
    taken = bound = 0
    for part in parts({number: list(bits(claims[number])) for number in rules}):
        auction = Auction({number: weights[number] for number in part}, claims)
        auction.offer(start & reduce(or_, (1 << number for number in part)))
        prices = auction.prices()
        found = Packing(auction.best, auction.best_weight)
        if sum(prices.values()) > auction.best_weight:
            found = _Search(auction, prices).run()
        taken |= found.taken
        bound += found.bound
    return Packing(taken, bound)


def bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, from the lowest."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def parts(places: dict[int, list[int]]) -> list[list[int]]:
    """Rules that share places, directly or through others, are decided together; each part in order."""
    users: dict[int, list[int]] = {}
    for number, own in places.items():
        for place in own:
            users.setdefault(place, []).append(number)
    result: list[list[int]] = []
    seen: set[int] = set()
    for first in places:
        if first in seen:
            continue
        seen.add(first)
        part = [first]
        for number in part:  # grows while it is walked through
            for place in places[number]:
                for other in users.pop(place, ()):
                    if other not in seen:
                        seen.add(other)
                        part.append(other)
        result.append(sorted(part))
    return result


def _undominated(weights: list[int], claims: list[int], start: int) -> tuple[Iterable[int], int]:
    """The rules that can win, and the start without the others, no lighter than it was.

    A rule loses for certain to a heavier one that shares a class with it and whose rivals are all its own
    rivals too: wherever it is taken, the heavier one can be taken in its place, and the packing is heavier.
    So of rules that claim the same only the heaviest can win, by value and then by the tie order, which are
    both in the weight; and a rule goes that is lighter than one whose other rivals are all its own.
    """
    order = sorted(range(len(weights)), key=weights.__getitem__, reverse=True)
    heavier: dict[int, int] = {}
    alive = 0
    for number in order:
        better = heavier.setdefault(claims[number], number)
        alive |= 1 << better
        if better != number and start >> number & 1:
            start ^= 1 << number | 1 << better
    claimers: dict[int, int] = {}
    for number in bits(alive):
        for place in bits(claims[number]):
            claimers[place] = claimers.get(place, 0) | 1 << number
    rivals = {n: reduce(or_, (claimers[place] for place in bits(claims[n]))) for n in bits(alive)}
    pairs = 0
    for number in heavier.values():
        if not alive >> number & 1:
            continue
        own = rivals[number] & alive
        pairs += own.bit_count()
        if pairs > PAIRS:
            break
        for other in bits(own):
            if weights[other] < weights[number] and not own & ~rivals[other]:
                alive ^= 1 << other
                own ^= 1 << other
                if start >> other & 1:
                    start ^= 1 << other | 1 << number
    return bits(alive), start


class _Search:
    """One part. A state is (bound less what was lost, classes still open, rules taken).

    What can follow is told by the open classes alone, so of two states with the same ones only the better
    is followed. Within `run` classes are renumbered, those with the fewest choices first.
    """

    def __init__(self, auction: Auction, prices: dict[int, int]) -> None:
        self.best = auction.best
        self.best_weight = auction.best_weight
        self.bound = sum(prices.values())
        self.looks = 0
        room = self.bound - self.best_weight
        losses = {
            number: loss
            for number, own in auction.places.items()
            if (loss := sum([prices[place] for place in own]) - auction.weights[number]) < room
        }
        choices = {place: 1 if price < room else 0 for place, price in prices.items()}
        for number in losses:
            for place in auction.places[number]:
                choices[place] += 1
        order = sorted(prices, key=lambda place: (choices[place], -prices[place], place))
        self.prices = [prices[place] for place in order]
        rank = {place: new for new, place in enumerate(order)}
        self.users: list[list[tuple[int, int, int]]] = [[] for _ in order]
        """By class: (loss, claims, rule), the least loss first."""
        for number, loss in losses.items():
            mask = reduce(or_, (1 << rank[place] for place in auction.places[number]))
            for new in bits(mask):
                self.users[new].append((loss, mask, number))
        self.shares: list[list[tuple[int, int]]] = []
        """By class: (part of the loss that falls to this class, claims), below its price, the least first."""
        for users, price in zip(self.users, self.prices, strict=True):
            users.sort()
            shared = sorted((loss // mask.bit_count(), mask) for loss, mask, _ in users)
            self.shares.append([each for each in shared if each[0] < price])

    def run(self) -> Packing:
        """The best packing, or after `STEPS` looks the best so far and what may still be above it."""
        seen: dict[int, int] = {}
        stack = [(self.bound, (1 << len(self.prices)) - 1, 0)]
        while stack:
            bound, left, taken = state = stack.pop()
            if bound <= self.best_weight or seen.get(left, -1) >= bound:
                continue
            if not left:
                self.best, self.best_weight = taken, bound
                continue
            seen[left] = bound
            place = self._dearest(bound, left)
            if place is None:
                continue
            if self.looks > STEPS:
                return Packing(self.best, max(each[0] for each in [*stack, state]))
            stack.extend(self._choices(place, bound, left, taken))
        return Packing(self.best, self.best_weight)

    def _dearest(self, bound: int, left: int) -> int | None:
        """The open class that loses the most whatever is chosen; None if all together lose too much."""
        total, most, dearest = 0, -1, 0
        for place in bits(left):
            least = self.prices[place]
            self.looks += 1
            for share, mask in self.shares[place]:
                self.looks += 1
                if mask & left == mask:
                    least = share
                    break
            total += least
            if least > most:
                most, dearest = least, place
        return None if bound - total <= self.best_weight else dearest

    def _choices(self, place: int, bound: int, left: int, taken: int) -> list[tuple[int, int, int]]:
        """The states after one class is decided, the best last: it is followed first."""
        states = [(bound - self.prices[place], left ^ 1 << place, taken)]
        for loss, mask, number in self.users[place]:
            self.looks += 1
            if bound - loss <= self.best_weight:
                break
            if mask & left == mask:
                states.append((bound - loss, left ^ mask, taken | 1 << number))
        states.sort()
        return states
