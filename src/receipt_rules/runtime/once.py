"""`once` in a `best per item` group: which rules claim their units, all or nothing.

In: the `once` rules of a group, and what its plain rules win of each line. Out: `whole.won`, proof and gap
on the `once` rules; the units they claim are taken out of what the plain rules won. Objective: the largest
total of exact benefits; ties go to the fewest claimed units, then the largest sum of current prices of the
claimed units, then the lexicographically largest vector of counts over the candidates listed by (priority,
id, line, unit) (language.md, "The optimum").

A `once` rule is worth its benefit less what the plain rules would have given to its units, so the choice is
a maximum-weight independent set, made exactly and component by component by a depth-first search with a
bound. The search starts from the greedy answer and ends after `STATES` states, never by a clock: past them
the best answer seen stands, `proven` is False, and `gap` bounds what a better one could give.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import reduce
from math import lcm
from operator import or_
from typing import NamedTuple

from receipt_rules.runtime.lines import Line
from receipt_rules.runtime.running import Capacity, Running, Segment

STATES = 20_000
"""Search states per component: a constant of language level 1."""

Plain = dict[int, dict[Running, list[Segment]]]
"""By `Line.at`: the segments that each plain rule wins of the line."""

RunKey = tuple[int, int]
"""(`Line.at`, place of the run in the line): equal units, which are claimed together."""


class _Worth(NamedTuple):
    """What the plain rules make of the units of a run: benefit, claimed units, their prices; units that each
    rule has, and the largest benefit that it gives to one of them."""

    benefit: Fraction
    units: int
    prices: int
    counts: dict[Running, int]
    rates: dict[Running, Fraction]


class _Score(NamedTuple):
    """What is compared, in this order, larger first."""

    benefit: Fraction
    fewer_units: int
    prices: int
    counts: tuple[int, ...]


def choose(contenders: list[Running], plain: Plain, lines: list[Line]) -> None:
    """Decide which `once` rules win; take the units of the winners away from the plain rules."""
    for component in _components(contenders):
        winners = _Search(component, plain, lines).run()
        for rule in component:
            if rule not in winners:
                rule.met.add("lost")
                continue
            assert rule.whole is not None  # contenders have one
            rule.whole.won = True
            for at, caps in rule.whole.capacities.items():
                _close(plain, lines[at], caps)


def _close(plain: Plain, line: Line, caps: list[Capacity]) -> None:
    """Take the units with capacity out of what the plain rules won of a line."""
    left: dict[Running, list[Segment]] = {}
    for rule, segments in plain.get(line.at, {}).items():
        rest = _outside(segments, caps)
        if sum(count for count, num, _ in rest if num) < sum(count for count, num, _ in segments if num):
            rule.met.add("lost")
        if any(num for _, num, _ in rest):
            left[rule] = rest
    plain[line.at] = left


def _outside(segments: list[Segment], caps: list[Capacity]) -> list[Segment]:
    """The segments with nothing left where units are claimed."""
    result: list[Segment] = []
    pending = list(reversed(caps))
    for count, num, den in segments:
        while count:
            size, cap = pending.pop()
            step = min(size, count)
            if step < size:
                pending.append((size - step, cap))
            count -= step
            result.append((step, 0, 1) if cap else (step, num, den))
    return result


def _components(contenders: list[Running]) -> list[list[Running]]:
    """`once` rules that share units, directly or through others, are decided together."""
    components: list[tuple[set[RunKey], list[Running]]] = []
    for rule in contenders:
        keys, members = set(_claims(rule)), [rule]
        apart = []
        for other_keys, others in components:
            if other_keys & keys:
                keys |= other_keys
                members = others + members
            else:
                apart.append((other_keys, others))
        components = [*apart, (keys, members)]
    return [sorted(members, key=_number) for _, members in components]


def _claims(rule: Running) -> list[RunKey]:
    assert rule.whole is not None  # contenders have one
    return [
        (at, place)
        for at, caps in rule.whole.capacities.items()
        for place, (_, cap) in enumerate(caps)
        if cap
    ]


def _worth(won: dict[Running, list[Segment]], line: Line, place: int) -> _Worth:
    """What the plain rules make of one run of a line."""
    start = sum(count for count, _, _ in line.runs[:place])
    size, price, _ = line.runs[place]
    benefit, units = Fraction(0), 0
    counts: dict[Running, int] = {}
    rates: dict[Running, Fraction] = {}
    for rule, segments in won.items():
        for count, num, den in _between(segments, start, start + size):
            if num:
                benefit += Fraction(count * num, den)
                units += count
                counts[rule] = counts.get(rule, 0) + count
                rates[rule] = max(rates.get(rule, Fraction(0)), Fraction(num, den))
    return _Worth(benefit, units, units * price, counts, rates)


def _between(segments: list[Segment], start: int, end: int) -> list[Segment]:
    """The parts of the segments that cover the units from `start` to before `end`."""
    parts = []
    unit = 0
    for count, num, den in segments:
        overlap = min(end, unit + count) - max(start, unit)
        if overlap > 0:
            parts.append((overlap, num, den))
        unit += count
    return parts


def _bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, from the lowest."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _union(masks: Iterable[int]) -> int:
    return reduce(or_, masks, 0)


def _number(rule: Running) -> int:
    return rule.plan.number


class _Search:
    """Depth-first over the rules of one component, each taken before it is left; sets are bit masks."""

    def __init__(self, rules: list[Running], plain: Plain, lines: list[Line]) -> None:
        self.rules = rules
        self.lines = lines
        self.claims = [_claims(rule) for rule in rules]
        self.keys = sorted({key for claims in self.claims for key in claims})
        self.worth = {key: _worth(plain.get(key[0], {}), lines[key[0]], key[1]) for key in self.keys}
        claimers = dict.fromkeys(self.keys, 0)
        for number, claims in enumerate(self.claims):
            for key in claims:
                claimers[key] |= 1 << number
        self.rivals = [_union(claimers[key] for key in claims) for claims in self.claims]
        """By rule: the mask of the rules that share a unit with it, itself among them."""
        exact = [self._gain(number) for number in range(len(rules))]
        self.scale = lcm(*(gain.denominator for gain in exact))
        self.gains = [int(gain * self.scale) for gain in exact]
        """What taking a rule adds, in parts of `scale` of a minor unit: whole numbers add up quickly."""
        counted = {(rule, key) for key, worth in self.worth.items() for rule in worth.counts}
        self.candidates = sorted(
            [*counted, *((rule, (-1, -1)) for rule in rules)], key=lambda each: (_number(each[0]), each[1])
        )

    def run(self) -> set[Running]:
        """The rules that win; proof and gap are noted on the rules."""
        best = self._greedy()
        best_gain, best_score = self._total(best), self._score(best)
        useful = _union(1 << number for number, gain in enumerate(self.gains) if gain >= 0)
        bound = self._total(useful)
        states = 0
        stack = [(0, 0, useful, bound)]
        while stack:
            states += 1
            if states > STATES:
                self._unproven(Fraction(bound - best_gain, self.scale))
                break
            gain, taken, left, rest = stack.pop()
            if gain + rest < best_gain:
                continue
            if not left:
                score = self._score(taken)
                if score > best_score:
                    best, best_gain, best_score = taken, gain, score
                continue
            number = (left & -left).bit_length() - 1
            own = self.gains[number]
            stack.append((gain, taken, left & ~(1 << number), rest - own))
            shut = left & self.rivals[number]
            stack.append((gain + own, taken | 1 << number, left & ~shut, rest - self._total(shut)))
        return {self.rules[number] for number in _bits(best)}

    def _gain(self, number: int) -> Fraction:
        """What taking a rule adds to what the plain rules give."""
        whole = self.rules[number].whole
        assert whole is not None  # contenders have one
        return whole.value - sum((self.worth[key].benefit for key in self.claims[number]), Fraction(0))

    def _total(self, mask: int) -> int:
        return sum(self.gains[number] for number in _bits(mask))

    def _unproven(self, gap: Fraction) -> None:
        for rule in self.rules:
            rule.proven, rule.gap = False, -int(-gap // 1)

    def _greedy(self) -> int:
        """The rules that the greedy choice takes: largest benefit per claimed unit first, ties by the list.

        Units are candidates of the plain rules too; a unit that one of them gives more than a `once` rule's
        benefit per unit is gone before that rule has its turn.
        """
        rates = [self._rate(number) for number in range(len(self.rules))]
        closed: set[RunKey] = set()
        taken = 0
        for number in sorted(range(len(self.rules)), key=lambda number: (-rates[number], number)):
            rule, keys = self.rules[number], self.claims[number]
            if not closed.isdisjoint(keys) or any(self._gone(key, rates[number], rule) for key in keys):
                continue
            closed.update(keys)
            taken |= 1 << number
        return taken

    def _rate(self, number: int) -> Fraction:
        whole = self.rules[number].whole
        assert whole is not None  # contenders have one
        return whole.value / sum(self.lines[at].runs[place][0] for at, place in self.claims[number])

    def _gone(self, key: RunKey, rate: Fraction, rule: Running) -> bool:
        """Does a plain rule come before `rule` at one of the units?"""
        worth = self.worth[key]
        return any(
            worth.rates[other] > rate or (worth.rates[other] == rate and _number(other) < _number(rule))
            for other in worth.counts
        )

    def _score(self, taken: int) -> _Score:
        benefit, units, prices = Fraction(0), 0, 0
        counts: dict[tuple[Running, RunKey], int] = {}
        closed: set[RunKey] = set()
        for number in _bits(taken):
            whole = self.rules[number].whole
            assert whole is not None  # contenders have one
            benefit += whole.value
            counts[self.rules[number], (-1, -1)] = 1
            closed.update(self.claims[number])
        for key in self.keys:
            if key in closed:
                count, price, _ = self.lines[key[0]].runs[key[1]]
                units += count
                prices += count * price
            else:
                worth = self.worth[key]
                benefit += worth.benefit
                units += worth.units
                prices += worth.prices
                for rule, count in worth.counts.items():
                    counts[rule, key] = count
        return _Score(benefit, -units, prices, tuple(counts.get(each, 0) for each in self.candidates))
