"""`once` rules and parts in a `best per item` group: which of them claim their units, all or nothing.

In: the `once` rules and the parts of a group, and what its plain rules win of each line. Out: `whole.won`,
proof and gap on the `once` rules; the units they claim are taken out of what the plain rules won. Objective:
the largest total of exact benefits; ties go to the fewest claimed units, then the largest sum of current
prices of the claimed units, then the lexicographically largest vector of counts over the candidates listed by
(priority, id, line, unit) (language.md, "The optimum").

A `once` rule is worth its benefit less what the plain rules would have given to its units. Every part of the
objective adds up over the rules taken, down to each count of the vector, so it is written as one whole number
per rule (`_Search`), and the choice is a weighted set packing (`packing`), exact and component by component.
A rule whose weight is not above zero makes every choice smaller and is left out before anything is joined.
Past the size that `packing` searches through, the best answer seen stands, which is never below the greedy;
`proven` is False, and `gap` bounds what a better one could give: never more than the units still can.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import NamedTuple

from receipt_rules.runtime.lines import Line
from receipt_rules.runtime.packing import bits as _bits
from receipt_rules.runtime.packing import heaviest, parts
from receipt_rules.runtime.running import Candidate, Capacity, Running, Segment

Plain = dict[int, dict[Running, list[Segment]]]
"""By `Line.at`: the segments that each plain rule wins of the line."""

RunKey = tuple[int, int]
"""(`Line.at`, place of the run in the line): equal units, which are claimed together."""

WHOLE: RunKey = (-1, -1)
"""In place of a run, for the candidate that a `once` rule is."""


class _Units(NamedTuple):
    """Units that the same `once` rules claim: how many, the sum of their current prices, the most that may be
    taken off them. And what the plain rules make of them: benefit, how many they claim, the prices of those;
    by rule the largest benefit of one unit, and the first run with units that it wins."""

    size: int
    money: int
    room: int
    benefit: Fraction
    plain_size: int
    plain_money: int
    rates: dict[Running, Fraction]
    firsts: dict[Running, RunKey]


def choose(contenders: list[Candidate], plain: Plain, lines: list[Line]) -> None:
    """Decide which `once` rules win; take the units of the winners away from the plain rules."""
    classes = _classes(contenders, plain, lines)
    places: dict[int, list[int]] = {number: [] for number in range(len(contenders))}
    for place, claimers in enumerate(classes):
        for number in claimers:
            places[number].append(place)
    units = list(classes.values())
    useful = {
        number: own
        for number, own in places.items()
        if _value(contenders[number]) >= sum((units[place].benefit for place in own), Fraction(0))
    }
    winners: set[Candidate] = set()
    for part in parts(useful):
        own = {contenders[number]: [units[place] for place in useful[number]] for number in part}
        winners |= _Search(own).run()
    for rule in contenders:
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


def _classes(contenders: list[Candidate], plain: Plain, lines: list[Line]) -> dict[tuple[int, ...], _Units]:
    """By the numbers of the rules that claim them: units that are alike for the choice."""
    claimers: dict[RunKey, list[int]] = {}
    rooms: dict[RunKey, int] = {}
    for number, rule in enumerate(contenders):
        assert rule.whole is not None  # contenders have one
        for at, caps in rule.whole.capacities.items():
            for place, (count, cap) in enumerate(caps):
                if cap:
                    claimers.setdefault((at, place), []).append(number)
                    rooms[at, place] = max(rooms.get((at, place), 0), count * cap)
    runs: dict[tuple[int, ...], list[RunKey]] = {}
    for key, numbers in claimers.items():
        runs.setdefault(tuple(numbers), []).append(key)
    return {numbers: _units(sorted(keys), rooms, plain, lines) for numbers, keys in runs.items()}


def _units(keys: list[RunKey], rooms: dict[RunKey, int], plain: Plain, lines: list[Line]) -> _Units:
    """Runs put together, with what the plain rules make of them."""
    count = money = room = plain_count = plain_money = 0
    exact: dict[int, int] = {}
    rates: dict[Running, Fraction] = {}
    firsts: dict[Running, RunKey] = {}
    for at, place in keys:
        line = lines[at]
        size, price = line.runs[place][:2]
        start = sum([run[0] for run in line.runs[:place]])
        benefit = 0
        for rule, segments in plain.get(at, {}).items():
            for units, num, den in _between(segments, start, start + size):
                if num:
                    exact[den] = exact.get(den, 0) + units * num
                    benefit -= -units * num // den
                    plain_count += units
                    plain_money += units * price
                    firsts.setdefault(rule, (at, place))
                    if rule not in rates or num * rates[rule].denominator > rates[rule].numerator * den:
                        rates[rule] = Fraction(num, den)
        count += size
        money += size * price
        room += max(rooms[at, place], benefit)
    total = sum((Fraction(num, den) for den, num in exact.items()), Fraction(0))
    return _Units(count, money, room, total, plain_count, plain_money, rates, firsts)


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


def _value(rule: Candidate) -> Fraction:
    assert rule.whole is not None  # contenders have one
    return rule.whole.value


def _number(rule: Candidate) -> int:
    return rule.number


class _Search:
    """One component: its rules, and the classes of units that each of them claims.

    The weight of a rule is what taking it adds to (benefit, -claimed units, prices, vector of counts), as one
    whole number that compares as this list does. It is exact: each part is scaled by more than all parts
    after it can differ between two choices. Of the vector one bit per candidate is enough: a count differs by
    all or nothing, and of a plain rule in one class only the first run is needed, as all its counts there
    change together. The bit of a `once` rule is its own, so no two choices weigh the same.
    """

    def __init__(self, claims: dict[Candidate, list[_Units]]) -> None:
        self.rules = sorted(claims, key=_number)
        self.claims = [claims[rule] for rule in self.rules]
        self.units = list({id(each): each for own in self.claims for each in own}.values())
        place = {id(each): number for number, each in enumerate(self.units)}
        self.masks = [sum(1 << place[id(each)] for each in own) for own in self.claims]
        self.gains = [
            _value(rule) - sum((each.benefit for each in own), Fraction(0))
            for rule, own in zip(self.rules, self.claims, strict=True)
        ]
        self.scale = lcm(*(gain.denominator for gain in self.gains))

    def run(self) -> set[Candidate]:
        """The rules that win; proof and gap are noted on those that the choice is about."""
        weights, shift = self._weights()
        able = [number for number, weight in enumerate(weights) if weight > 0]
        greedy = self._greedy()
        start = sum(1 << new for new, number in enumerate(able) if greedy >> number & 1)
        found = heaviest([weights[number] for number in able], [self.masks[number] for number in able], start)
        best = [able[new] for new in _bits(found.taken)]
        weight = sum(weights[number] for number in best)
        if found.bound > weight:
            # What comes after the benefit is less than half of its unit, so rounding to the nearest is exact.
            more = (found.bound - weight + (1 << shift - 1)) >> shift
            self._unproven(best, Fraction(more, self.scale))
        return {self.rules[number] for number in best}

    def _weights(self) -> tuple[list[int], int]:
        """The weights, and the number of bits below the benefit."""
        candidates = [(_number(rule), WHOLE) for rule in self.rules]
        for each in self.units:
            candidates += [(_number(rule), key) for rule, key in each.firsts.items()]
        bit = {candidate: 1 << place for place, candidate in enumerate(sorted(candidates, reverse=True))}
        for_prices = len(bit)
        for_units = for_prices + (sum(each.money for each in self.units) + 1).bit_length()
        shift = for_units + (sum(each.size for each in self.units) + 1).bit_length() + 1
        after = [
            ((each.plain_size - each.size) << for_units)
            + ((each.money - each.plain_money) << for_prices)
            - sum(bit[_number(rule), key] for rule, key in each.firsts.items())
            for each in self.units
        ]
        weights = []
        for rule, gain, mask in zip(self.rules, self.gains, self.masks, strict=True):
            rest = sum(after[place] for place in _bits(mask)) + bit[_number(rule), WHOLE]
            weights.append((int(gain * self.scale) << shift) + rest)
        return weights, shift

    def _unproven(self, best: list[int], gap: Fraction) -> None:
        """No better choice gives more than `gap`, nor more than the units can."""
        taken = {id(each) for number in best for each in self.claims[number]}
        given = sum((_value(self.rules[number]) for number in best), Fraction(0))
        given += sum((each.benefit for each in self.units if id(each) not in taken), Fraction(0))
        gap = min(gap, sum(each.room for each in self.units) - given)
        plain = {rule for each in self.units for rule in each.firsts}
        for rule in [*self.rules, *plain]:
            rule.proven = False
            rule.gap -= -gap // 1

    def _greedy(self) -> int:
        """The rules that the greedy choice takes: largest benefit per claimed unit first, ties by the list.

        Units are candidates of the plain rules too; a unit that one of them gives more than a `once` rule's
        benefit per unit is gone before that rule has its turn. So a rule taken here gives each of its units
        no less than the plain rules do, and as much only if it is before them: its weight is above zero, and
        rules without such a weight need not be asked.
        """
        rates = [
            _value(rule) / sum(each.size for each in own)
            for rule, own in zip(self.rules, self.claims, strict=True)
        ]
        closed = taken = 0
        for number in sorted(range(len(self.rules)), key=lambda number: (-rates[number], number)):
            own, rule = self.claims[number], self.rules[number]
            if closed & self.masks[number] or any(_gone(each, rates[number], rule) for each in own):
                continue
            closed |= self.masks[number]
            taken |= 1 << number
        return taken


def _gone(units: _Units, rate: Fraction, rule: Candidate) -> bool:
    """Does a plain rule come before `rule` at one of the units?"""
    return any(
        best > rate or (best == rate and _number(other) < _number(rule))
        for other, best in units.rates.items()
    )
