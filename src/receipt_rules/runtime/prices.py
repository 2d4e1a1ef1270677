"""Prices of classes that no rule outbids: their sum is a bound on every packing.

In: rules with their weights and claims. Out: `Auction.prices`, and in `Auction.best` a good packing found on
the way. Invariants: for every rule the prices of its claims add up to its weight or more, hence for disjoint
rules too, and no packing is heavier than all prices together; `best_weight` never falls. Whole numbers only.

The prices are the dual of the linear relaxation, found by the subgradient method (Held, Wolfe and Crowder,
"Validation of subgradient optimization", Mathematical Programming 6, 1974): a class that several rules outbid
for gets dearer, one that none does gets cheaper. Weights far apart in size are no trouble: nothing is divided
but the step.
"""

from __future__ import annotations

from collections.abc import Iterable

ROUNDS = 60
"""Rounds of the method: a constant of language level 1."""

CLAIMS = 200_000
"""Claims looked at in all rounds together: a constant of language level 1."""

PATIENCE = 8
"""Rounds without a lower bound after which the steps are halved."""

PASSES = 4
"""How often a packing is gone through to better it."""

PAUSE = 5
"""Rounds between two looks at what the prices are good for."""


class Auction:
    """The rules of one part, and the best packing of them so far."""

    def __init__(self, weights: dict[int, int], claims: list[int]) -> None:
        self.weights = weights
        self.places = {number: _places(claims[number]) for number in weights}
        self.order = sorted(weights, key=weights.__getitem__, reverse=True)
        self.best = 0
        self.best_weight = 0
        self._pack(self.order)

    def offer(self, taken: int) -> None:
        """A packing that may be better than the best so far."""
        weight = sum(own for number, own in self.weights.items() if taken >> number & 1)
        if weight > self.best_weight:
            self.best, self.best_weight = taken, weight

    def prices(self) -> dict[int, int]:
        """By class: the prices with the smallest sum that were found."""
        prices: dict[int, int] = {}
        for number, places in self.places.items():
            share = -(-self.weights[number] // len(places))
            for place in places:
                prices[place] = max(prices.get(place, 0), share)
        best = self._settled(prices)
        least = sum(best.values())
        lowest, idle, halvings = least, 0, 0
        for turn in range(1, 1 + min(ROUNDS, CLAIMS // sum(len(places) for places in self.places.values()))):
            if least <= self.best_weight:
                break
            lacks = self._lacks(prices)
            bound = sum(prices.values()) + sum(lack for lack in lacks.values() if lack > 0)
            lowest, idle = (bound, 0) if bound < lowest else (lowest, idle + 1)
            if idle == PATIENCE:
                halvings, idle = halvings + 1, 0
            if turn % PAUSE == 0:
                self._pack(sorted(self.order, key=lacks.__getitem__, reverse=True))
                settled = self._settled(prices)
                if sum(settled.values()) < least:
                    best, least = settled, sum(settled.values())
            if not self._step(prices, lacks, bound, halvings):
                break
        return best

    def _lacks(self, prices: dict[int, int]) -> dict[int, int]:
        """By rule: its weight above what its claims cost."""
        weights, places = self.weights, self.places
        return {n: weights[n] - sum([prices[place] for place in places[n]]) for n in self.order}

    def _step(self, prices: dict[int, int], lacks: dict[int, int], bound: int, halvings: int) -> bool:
        """Move the prices; False where nothing can move."""
        slopes = dict.fromkeys(prices, 1)
        for number, lack in lacks.items():
            if lack > 0:
                for place in self.places[number]:
                    slopes[place] -= 1
        norm = sum(slope * slope for place, slope in slopes.items() if slope < 0 or prices[place])
        if not norm:
            return False
        step = max(1, (bound - self.best_weight) // norm >> halvings)
        for place, slope in slopes.items():
            if slope:
                prices[place] = max(0, prices[place] - step * slope)
        return True

    def _settled(self, prices: dict[int, int]) -> dict[int, int]:
        """Near to these prices: none outbid, and none that can be lowered alone."""
        result = dict(prices)
        for number, lack in self._lacks(prices).items():
            if lack > 0:
                lack = self.weights[number] - sum([result[place] for place in self.places[number]])
                share = -(-max(0, lack) // len(self.places[number]))
                for place in self.places[number]:
                    result[place] += share
        users: dict[int, list[int]] = {place: [] for place in result}
        for number, places in self.places.items():
            for place in places:
                users[place].append(number)
        slack = {number: -lack for number, lack in self._lacks(result).items()}
        for place in sorted(result, key=lambda place: (len(users[place]), place)):
            cut = min([result[place], *(slack[number] for number in users[place])])
            result[place] -= cut
            for number in users[place]:
                slack[number] -= cut
        return result

    def _pack(self, order: Iterable[int]) -> None:
        """Take what fits in this order, then put in whatever is heavier than what it pushes out."""
        owners: dict[int, int] = {}
        for number in order:
            if owners.keys().isdisjoint(self.places[number]):
                owners.update(dict.fromkeys(self.places[number], number))
        for _ in range(PASSES):
            before = dict(owners)
            for number in self.order:
                pushed = {owners[place] for place in self.places[number] if place in owners}
                if self.weights[number] > sum(self.weights[other] for other in pushed):
                    for place in [place for other in pushed for place in self.places[other]]:
                        del owners[place]
                    owners.update(dict.fromkeys(self.places[number], number))
            if owners == before:
                break
        self.offer(sum(1 << number for number in set(owners.values())))


def _places(mask: int) -> list[int]:
    return [place for place in range(mask.bit_length()) if mask >> place & 1]
