"""The best choice of candidates that share units, exactly.

In: items, each with a worth and what it needs of some tracks; how much each track has. Out: how many of each
item are in the best choice. Invariant: no other choice is better in the order of language.md ("The
optimum"): the largest total benefit, then the fewest claims, then the largest sum of prices of what is
claimed, then the lexicographically largest vector of counts over the items in their order.

A *track* is something that each unit of a class has once: to be claimed by a set, to pay for a shared rule.
The whole order is put into one whole number for each item, so that a choice is worth the sum of its items'
numbers: benefits in their common denominator, then digits for the claims, the prices and each place of the
vector, each with room for the largest number that can occur there. What is looked for is then the largest
sum, and no two choices have the same. All that can be left of the tracks is gone through, item by item; of
two ways to leave the same, the better one is kept, because nothing that follows can tell them apart.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from receipt_rules.reference.sets.kinds import MOST_STEPS, TooLargeError

Track = Hashable


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """`claims` and `prices` of one; `needs` is above zero for each of its tracks."""

    needs: Mapping[Track, int]
    worth: Fraction
    claims: int
    prices: int


def best_counts(items: Sequence[Item], has: Mapping[Track, int]) -> dict[Item, int]:
    """The best choice; `items` in the order of the list. Items that are in it not at all are left out."""
    found: dict[Item, int] = {}
    for component in _components([item for item in items if _most(item, has) > 0]):
        found |= _Search(component, has).best()
    return found


def _most(item: Item, has: Mapping[Track, int]) -> int:
    return min(has[track] // need for track, need in item.needs.items())


def _components(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Items that share no track, however far round, do not concern each other."""
    parts: list[tuple[set[Track], list[Item]]] = []
    for item in items:
        tracks, together = set(item.needs), [item]
        apart = []
        for part in parts:
            if tracks.isdisjoint(part[0]):
                apart.append(part)
            else:
                tracks |= part[0]
                together += part[1]
        parts = [*apart, (tracks, together)]
    order = {item: place for place, item in enumerate(items)}
    for _, together in parts:
        yield sorted(together, key=order.__getitem__)


class _Search:
    """One component. What is left of all tracks is one number: a field of bits for each, and a guard bit
    above it that a subtraction takes away if there was too little."""

    def __init__(self, items: Sequence[Item], has: Mapping[Track, int]) -> None:
        self._items = items
        tracks = dict.fromkeys(track for item in items for track in item.needs)
        self._field: dict[Track, int] = {}
        self._guards = self._all = width = 0
        for track in tracks:
            self._field[track] = width
            self._all |= has[track] << width
            width += has[track].bit_length() + 1
            self._guards |= 1 << (width - 1)
        self._width = {track: has[track].bit_length() for track in tracks}
        self._base = 1 + max(_most(item, has) for item in items)
        self._numbers = self._in_one_number([_most(item, has) for item in items])

    def _in_one_number(self, most: Sequence[int]) -> list[int]:
        whole = lcm(*(item.worth.denominator for item in self._items))
        claims = 1 + sum(item.claims * n for item, n in zip(self._items, most, strict=True))
        prices = 1 + sum(item.prices * n for item, n in zip(self._items, most, strict=True))
        places = len(self._items)
        numbers = []
        for place, item in enumerate(self._items):
            head = (int(item.worth * whole) * claims - item.claims) * prices + item.prices
            numbers.append(head * self._base**places + self._base ** (places - 1 - place))
        return numbers

    def best(self) -> dict[Item, int]:
        """The counts of the choice with the largest number."""
        best = {self._all: 0}
        steps = 0
        order = self._order()
        for turn, place in enumerate(order):
            need, number = self._needed(self._items[place]), self._numbers[place]
            # One more of it, as long as there is any choice that can have one more.
            front: dict[int, int] = dict(best)
            while front:
                steps += len(front)
                if steps > MOST_STEPS:
                    raise TooLargeError(f"{len(self._items)} candidates that share units are too many")
                further: dict[int, int] = {}
                for left, sum_of in front.items():
                    rest = (left | self._guards) - need
                    if rest & self._guards == self._guards:
                        rest ^= self._guards
                        if sum_of + number > best.get(rest, -1):
                            best[rest] = further[rest] = sum_of + number
                front = further
            best = _forgetting(best, self._still_needed(order[turn + 1 :]))
        return self._read(max(best.values()))

    def _order(self) -> list[int]:
        """Items that need the same tracks follow each other, so that what is left of these is soon
        forgotten. The sum of a choice does not depend on it."""
        return sorted(
            range(len(self._items)),
            key=lambda place: sorted(self._field[track] for track in self._items[place].needs),
        )

    def _needed(self, item: Item) -> int:
        return sum(need << self._field[track] for track, need in item.needs.items())

    def _still_needed(self, places: Iterable[int]) -> int:
        mask = 0
        for track in {track for place in places for track in self._items[place].needs}:
            mask |= ((1 << self._width[track]) - 1) << self._field[track]
        return mask

    def _read(self, number: int) -> dict[Item, int]:
        counts: dict[Item, int] = {}
        for item in reversed(self._items):
            number, count = divmod(number, self._base)
            if count:
                counts[item] = count
        return counts


def _forgetting(best: Mapping[int, int], mask: int) -> dict[int, int]:
    """What is left of tracks that nobody needs any more tells no choices apart."""
    kept: dict[int, int] = {}
    for left, sum_of in best.items():
        if sum_of > kept.get(left & mask, -1):
            kept[left & mask] = sum_of
    return kept
