"""Prices of stocks that no column outbids: all stocks at their prices are a bound on every choice.

In: columns with weights and uses, stocks. Out: `Auction.prices`, and in `Auction.best` a good choice found on
the way. Invariants: what a column uses costs its weight or more, hence no choice is heavier than all stocks
cost together; `best_weight` never falls. Whole numbers only.

The prices are the dual of the linear relaxation, found by the subgradient method (Held, Wolfe and Crowder,
"Validation of subgradient optimization", Mathematical Programming 6, 1974): a stock that is asked for more
often than there is of it gets dearer, one that is left over gets cheaper.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Uses = tuple[tuple[int, int], ...]
"""(stock, how many of it)."""

ROUNDS = 60
"""Rounds of the method: a constant of language level 1."""

LOOKS = 100_000
"""Uses looked at in all rounds together: a constant of language level 1."""

PATIENCE = 6
"""Rounds without a lower bound after which the steps are halved."""

PAUSE = 5
"""Rounds between two looks at what the prices are good for."""


class Auction:
    """The columns of one part, and the best choice so far."""

    def __init__(self, weights: Sequence[int], uses: Sequence[Uses], stocks: Sequence[int]) -> None:
        self.weights = weights
        self.uses = uses
        self.stocks = stocks
        self.sizes = [sum([count for _, count in own]) for own in uses]
        self.most = [min([stocks[stock] // count for stock, count in own]) for own in uses]
        self.best = [0] * len(weights)
        self.best_weight = 0

    def offer(self, counts: list[int]) -> None:
        """A choice that may be better than the best so far."""
        weight = sum([count * own for count, own in zip(counts, self.weights, strict=True) if count])
        if weight > self.best_weight:
            self.best, self.best_weight = counts, weight

    def cost(self, prices: Sequence[int]) -> int:
        """What all stocks cost."""
        return sum([price * stock for price, stock in zip(prices, self.stocks, strict=True)])

    def losses(self, prices: Sequence[int]) -> list[int]:
        """By column: what it uses costs, above its weight."""
        return [
            sum([prices[stock] * count for stock, count in own]) - weight
            for own, weight in zip(self.uses, self.weights, strict=True)
        ]

    def prices(self) -> list[int]:
        """The prices with the smallest cost that were found."""
        prices = [0] * len(self.stocks)
        for own, weight, size in zip(self.uses, self.weights, self.sizes, strict=True):
            share = -(-weight // size)
            for stock, _ in own:
                prices[stock] = max(prices[stock], share)
        best = self._settled(prices)
        least = self.cost(best)
        lowest, idle, halvings = least, 0, 0
        for turn in range(1, 1 + min(ROUNDS, LOOKS // sum(map(len, self.uses)))):
            if least <= self.best_weight:
                break
            losses = self.losses(prices)
            over = sum([-loss * most for loss, most in zip(losses, self.most, strict=True) if loss < 0])
            bound = self.cost(prices) + over
            lowest, idle = (bound, 0) if bound < lowest else (lowest, idle + 1)
            if idle == PATIENCE:
                halvings, idle = halvings + 1, 0
            if turn % PAUSE == 0:
                self._take(sorted(range(len(losses)), key=losses.__getitem__))
                settled = self._settled(prices)
                if self.cost(settled) < least:
                    best, least = settled, self.cost(settled)
            if not self._step(prices, losses, bound, halvings):
                break
        return best

    def _step(self, prices: list[int], losses: list[int], bound: int, halvings: int) -> bool:
        """Move the prices; False where nothing can move."""
        slopes = list(self.stocks)
        for own, loss, most in zip(self.uses, losses, self.most, strict=True):
            if loss < 0:
                for stock, count in own:
                    slopes[stock] -= count * most
        norm = sum([slope * slope for price, slope in zip(prices, slopes, strict=True) if slope < 0 or price])
        if not norm:
            return False
        step = max(1, (bound - self.best_weight) // norm >> halvings)
        for stock, slope in enumerate(slopes):
            if slope:
                prices[stock] = max(0, prices[stock] - step * slope)
        return True

    def _settled(self, prices: Sequence[int]) -> list[int]:
        """Near to these prices: none outbid, and none that can be lowered alone."""
        result = list(prices)
        for own, loss, weight, size in zip(
            self.uses, self.losses(prices), self.weights, self.sizes, strict=True
        ):
            if loss < 0:
                lack = weight - sum([result[stock] * count for stock, count in own])
                share = -(-max(0, lack) // size)
                for stock, _ in own:
                    result[stock] += share
        slack = self.losses(result)
        users: list[list[tuple[int, int]]] = [[] for _ in result]
        for number, own in enumerate(self.uses):
            for stock, count in own:
                users[stock].append((number, count))
        for stock in sorted(range(len(result)), key=lambda stock: (len(users[stock]), stock)):
            cut = min([result[stock], *[slack[number] // count for number, count in users[stock]]])
            result[stock] -= cut
            for number, count in users[stock]:
                slack[number] -= cut * count
        return result

    def _take(self, order: Iterable[int]) -> None:
        """Take what fits, in this order."""
        left = list(self.stocks)
        counts = [0] * len(self.weights)
        for number in order:
            own = self.uses[number]
            count = min([left[stock] // need for stock, need in own])
            if count:
                counts[number] = count
                for stock, need in own:
                    left[stock] -= need * count
        self.offer(counts)
