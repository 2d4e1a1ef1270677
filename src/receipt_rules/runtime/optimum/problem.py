"""Which candidates are taken, and how often: an integer programme with a defined answer.

In: stocks (how many there are of each kind of unit), and candidates as columns, in the order of the list
(docs/decisions/0006, "The choice"). Out: `Choice`: how often each is taken. Objective: the largest sum of
weights; of equal sums the lexicographically largest counts over the list. Invariants: the answer is never
lighter than the greedy one; nothing is heavier than `weight + gap`; `proven` says that it is the one best in
the whole order. Work is counted, never timed, so that every machine stops at the same place.

How: columns that share no stock fall into parts that are decided alone. In a part every stock gets a price,
so that no column is worth more than what it takes costs (`prices`); all stocks together then cost at least
what any choice weighs, and every choice loses a known part of that. A search that follows what loses least
finds the largest sum, and a second one, over the list, the first of the choices with that sum (`search`).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm
from typing import NamedTuple

from receipt_rules.runtime.optimum.prices import Auction
from receipt_rules.runtime.optimum.search import Search


class Column(NamedTuple):
    """A candidate. `weight` above zero; `uses`: (stock, how many of it), each stock once; `benefit` and
    `claims`, whose ratio the greedy choice goes by."""

    weight: int
    uses: tuple[tuple[int, int], ...]
    benefit: int
    claims: int


class Choice(NamedTuple):
    """How often each column is taken; by column whether that is proven, and how much heavier it could be."""

    counts: list[int]
    proven: list[bool]
    gaps: list[int]


def choose(columns: Sequence[Column], stocks: Sequence[int], starts: Sequence[Sequence[int]] = ()) -> Choice:
    """The best choice, part by part, none worse than those of `starts`. A gap stands at the first column of
    its part only."""
    counts = [0] * len(columns)
    proven = [True] * len(columns)
    gaps = [0] * len(columns)
    for part in parts(columns):
        if len(part) == 1:
            counts[part[0]] = most(columns[part[0]], stocks)
            continue
        own = [[start[number] for number in part] for start in starts]
        taken, sure, gap = _part([columns[number] for number in part], stocks, own)
        for number, count in zip(part, taken, strict=True):
            counts[number] = count
            proven[number] = sure
        gaps[part[0]] = gap
    return Choice(counts, proven, gaps)


def most(column: Column, left: Sequence[int]) -> int:
    """How often the column can be taken of what is left."""
    return min([left[stock] // count for stock, count in column.uses])


def parts(columns: Sequence[Column]) -> list[list[int]]:
    """Columns that share a stock, directly or through others; each part in order."""
    users: dict[int, list[int]] = {}
    for number, column in enumerate(columns):
        for stock, _ in column.uses:
            users.setdefault(stock, []).append(number)
    result: list[list[int]] = []
    seen = [False] * len(columns)
    for first in range(len(columns)):
        if seen[first]:
            continue
        seen[first] = True
        part = [first]
        for number in part:  # grows while it is walked through
            for stock, _ in columns[number].uses:
                for other in users.pop(stock, ()):
                    if not seen[other]:
                        seen[other] = True
                        part.append(other)
        result.append(sorted(part))
    return result


def _part(
    columns: list[Column], all_stocks: Sequence[int], starts: list[list[int]]
) -> tuple[list[int], bool, int]:
    """One part: counts, proof, gap."""
    names = sorted({stock for column in columns for stock, _ in column.uses})
    place = {stock: new for new, stock in enumerate(names)}
    stocks = [all_stocks[stock] for stock in names]
    uses = [tuple((place[stock], count) for stock, count in column.uses) for column in columns]
    # Prices are whole numbers and rounded up: with a grid this coarse all of the rounding is below one step.
    grid = 1 << (sum(stocks) + len(stocks)).bit_length()
    auction = Auction([column.weight * grid for column in columns], uses, stocks)
    auction.offer(greedy(columns, uses, stocks))
    for start in starts:
        auction.offer(filled(start, columns, uses, stocks))
    prices = auction.prices()
    search = Search(auction, prices, grid)
    heaviest = search.heaviest()
    gap = (search.bound - heaviest.weight) // grid
    first = search.first_of_list(heaviest.weight) if heaviest.complete else None
    return first or heaviest.counts, first is not None, 0 if heaviest.complete else gap


def filled(
    start: list[int],
    columns: Sequence[Column],
    uses: Sequence[tuple[tuple[int, int], ...]],
    stocks: Sequence[int],
) -> list[int]:
    """A choice, and of what it leaves over what the greedy one would take."""
    left = list(stocks)
    for count, own in zip(start, uses, strict=True):
        for stock, need in own:
            left[stock] -= need * count
    more = greedy(columns, uses, left)
    return [first + second for first, second in zip(start, more, strict=True)]


def greedy(
    columns: Sequence[Column], uses: Sequence[tuple[tuple[int, int], ...]], stocks: Sequence[int]
) -> list[int]:
    """The largest benefit per claimed unit first, ties by the list; each as often as it fits."""
    common = lcm(*{column.claims for column in columns})
    rates = [column.benefit * (common // column.claims) for column in columns]
    left = list(stocks)
    counts = [0] * len(columns)
    for number in sorted(range(len(columns)), key=lambda number: (-rates[number], number)):
        count = min([left[stock] // need for stock, need in uses[number]])
        if count:
            counts[number] = count
            for stock, need in uses[number]:
                left[stock] -= need * count
    return counts
