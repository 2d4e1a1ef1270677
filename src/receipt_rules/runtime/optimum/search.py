"""Two searches over how often each column is taken: for the largest sum, and for the first of the list with
it.

In: an auction with its best choice, and prices that no column outbids. Out: counts. Invariants: what a choice
weighs is what all stocks cost, less what every column taken loses, less the price of what is left over; so a
state whose losses are too many is dropped with all that follows from it. Looks are counted.

A state is (place in the order of columns, cost less losses so far, what is left of each stock, what was
taken). Of what can follow it every unit left loses something: its price, or its part of the loss of a column
that comes later; the least of these per stock (`_Order.least`) bounds the state.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from receipt_rules.runtime.optimum.prices import Auction

LOOKS = 60_000
"""Stocks looked at in one search of one part: a constant of language level 1."""

Taken = tuple[int, int, "Taken"] | None
"""(column, how often, what was taken before)."""


class Heaviest(NamedTuple):
    """A choice with the largest sum found; `complete`: there is none larger."""

    counts: list[int]
    weight: int
    complete: bool


class Search:
    """One part. Weights are multiples of `grid`, and the rounding of all prices is less than one."""

    def __init__(self, auction: Auction, prices: Sequence[int], grid: int) -> None:
        self.auction = auction
        self.prices = prices
        self.grid = grid
        self.losses = auction.losses(prices)
        self.bound = auction.cost(prices)

    def heaviest(self) -> Heaviest:
        """The largest sum."""
        auction = self.auction
        best, weight = auction.best, auction.best_weight
        if self.bound < weight + self.grid:
            return Heaviest(best, weight, True)
        columns = self._promising(self.bound - weight - self.grid)
        run = _Run(_Order(self, self._by_choices(columns)), weight + self.grid, self.grid)
        found = run.go(stop_at_first=False)
        if found is not None:
            best, weight = self._counts(found), run.wanted - self.grid
        return Heaviest(best, weight, not run.gave_up)

    def first_of_list(self, weight: int) -> list[int] | None:
        """The lexicographically largest counts that weigh so much; None if it took too long to find them."""
        run = _Run(_Order(self, self._promising(self.bound - weight)), weight, self.grid)
        found = run.go(stop_at_first=True)
        return None if found is None else self._counts(found)

    def _promising(self, room: int) -> list[int]:
        return [number for number, loss in enumerate(self.losses) if loss <= room]

    def _by_choices(self, columns: list[int]) -> list[int]:
        """Stock by stock, those with the fewest choices first; for a stock the least loss first."""
        choices = [0] * len(self.prices)
        for number in columns:
            for stock, _ in self.auction.uses[number]:
                choices[stock] += 1
        rank = {
            stock: place
            for place, stock in enumerate(
                sorted(range(len(choices)), key=lambda s: (choices[s], -self.prices[s], s))
            )
        }
        first = {number: min([rank[stock] for stock, _ in self.auction.uses[number]]) for number in columns}
        return sorted(columns, key=lambda number: (first[number], self.losses[number], number))

    def _counts(self, taken: Taken) -> list[int]:
        counts = [0] * len(self.losses)
        while taken is not None:
            number, count, taken = taken
            counts[number] = count
        return counts


class _Order:
    """The columns in the order in which they are decided. `least`: by place and stock, the least that one
    unit left over there can lose."""

    def __init__(self, search: Search, columns: list[int]) -> None:
        self.columns = columns
        self.uses = [search.auction.uses[number] for number in columns]
        self.losses = [search.losses[number] for number in columns]
        self.stocks = tuple(search.auction.stocks)
        self.bound = search.bound
        least = list(search.prices)
        self.least = [least]
        for place in range(len(columns) - 1, -1, -1):
            size = sum([count for _, count in self.uses[place]])
            share = self.losses[place] // size
            if any(share < least[stock] for stock, _ in self.uses[place]):
                least = list(least)
                for stock, _ in self.uses[place]:
                    least[stock] = min(least[stock], share)
            self.least.append(least)
        self.least.reverse()


class _State(NamedTuple):
    """`next` times the column at `place` comes next, down to `last` times."""

    place: int
    bound: int
    left: tuple[int, ...]
    taken: Taken
    next: int
    last: int


class _Run:
    """One search through an order. `wanted`: what a choice must weigh."""

    def __init__(self, order: _Order, wanted: int, grid: int) -> None:
        self.order = order
        self.wanted = wanted
        self.grid = grid
        self.looks = 0
        self.gave_up = False
        self._seen: dict[tuple[int, tuple[int, ...]], int] = {}
        self._found: Taken = None
        self._any = False

    def go(self, *, stop_at_first: bool) -> Taken:
        """What was taken in the heaviest choice, or in the first one that weighs enough; None for none."""
        stack: list[_State] = []
        self._enter(stack, 0, self.order.bound, self.order.stocks, None)
        while stack and not (stop_at_first and self._any):
            if self.looks > LOOKS:
                self.gave_up = True
                return self._found
            place, bound, left, taken, count, last = stack.pop()
            if count > last:
                stack.append(_State(place, bound, left, taken, count - 1, last))
            if count:
                rest = list(left)
                for stock, need in self.order.uses[place]:
                    rest[stock] -= need * count
                taken = (self.order.columns[place], count, taken)
                self._enter(stack, place + 1, bound - count * self.order.losses[place], tuple(rest), taken)
            else:
                self._enter(stack, place + 1, bound, left, taken)
        return self._found

    def _enter(
        self, stack: list[_State], place: int, bound: int, left: tuple[int, ...], taken: Taken
    ) -> None:
        """Look at a state: drop it, note it as a whole choice, or put its next column on the stack."""
        order = self.order
        uses, columns = order.uses, len(order.uses)
        while place < columns:
            for stock, need in uses[place]:
                if left[stock] < need:
                    break
            else:
                break
            place += 1
        self.looks += len(left)
        least = order.least[place]
        reach = bound - sum([count * each for count, each in zip(left, least, strict=True) if count])
        if reach < self.wanted:
            return
        if place == columns:
            # Nothing follows: what is left loses its price, and the rest is the weight.
            self._found, self._any = taken, True
            self.wanted = reach + self.grid
            return
        if self._seen.get((place, left), -1) >= bound:
            return
        self._seen[place, left] = bound
        span = self._span(place, bound, left)
        if span is not None:
            stack.append(_State(place, bound, left, taken, span[1], span[0]))

    def _span(self, place: int, bound: int, left: tuple[int, ...]) -> tuple[int, int] | None:
        """How often, at least and at most, the column may be taken if the choice is to weigh enough."""
        least = self.order.least[place + 1]
        most, slope = min([left[stock] // need for stock, need in self.order.uses[place]]), 0
        slope = self.order.losses[place] - sum(
            [least[stock] * need for stock, need in self.order.uses[place]]
        )
        room = (
            bound
            - sum([count * each for count, each in zip(left, least, strict=True) if count])
            - self.wanted
        )
        fewest = 0
        if slope > 0:
            if room < 0:
                return None
            most = min(most, room // slope)
        elif room < 0:
            if not slope:
                return None
            fewest = -(room // -slope)
            if fewest > most:
                return None
        return fewest, most
