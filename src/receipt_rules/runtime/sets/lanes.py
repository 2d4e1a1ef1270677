"""Rules whose sets line up, and plain rules: the best choice unit by unit.

In: the views of set rules whose sets are blocks of neighbours (`closed_form`), and classes with what plain
rules win. Out: the sets with their number, and whether no other choice is as good; or None where the form
does not hold or is too large. Invariant: exact. Whatever units a rule gets, its best sets are blocks of them
in filling order, so all that matters of the units already dealt out is how far each rule has got with its
open set: a choice is a way through these states, the dearest class first. Cost follows classes and states,
not quantity: all but a few units of a class go where a unit is worth most, in whole sets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import comb, lcm, prod
from typing import NamedTuple

from receipt_rules.runtime.running import Running
from receipt_rules.runtime.sets.classes import UnitClass
from receipt_rules.runtime.sets.closed_form import lines_up, places_of
from receipt_rules.runtime.sets.forming import Kind

STATES = 128
"""How far several rules may have got with their open sets, together: a constant of language level 1."""

WORTH_IT = 20
"""A set that is listed takes about as long as so many steps from state to state: a constant of language level
1, since the search may leave unproven what this proves."""

STEPS = 60_000
"""Steps from state to state: a constant of language level 1."""

View = list[tuple[UnitClass, Kind]]


class Lined(NamedTuple):
    """By rule how many units of each class it takes, by the place of the class; `only`: nothing else is as
    good."""

    taken: dict[Running, dict[int, int]]
    only: bool


class _Way(NamedTuple):
    """The best way to a state: its weight, whether there is another as good, and its last step."""

    weight: int
    tied: bool
    taken: tuple[int, ...]
    before: _Way | None


class _Lane:
    """One rule: what a unit of a price adds at each place of its open set, and what a whole set adds."""

    def __init__(self, rule: Running, view: View) -> None:
        assert rule.plan.sets is not None and rule.values is not None  # a set rule that has been read
        self.rule = rule
        self.values = rule.values
        self.size = rule.plan.sets.size
        self.kinds = {found.place: kind for found, kind in view}
        self.places = places_of(rule.values)
        amount = rule.values.amounts[0] if rule.values.amounts else None
        self.whole = 0 if amount is None else -amount[1] if amount[0].kind == "set-price" else amount[1]
        self.adds_price = amount is not None and amount[0].kind == "set-price"

    def parts(self, place: int) -> list[int]:
        """Over the rule's denominator, what a unit of a class adds, by its place in the set."""
        kind = self.kinds[place]
        if self.adds_price:
            return [kind.price * self.values.den] * self.size
        return [self.values.part(share, gift, kind) for share, gift in self.places]


def by_lanes(views: Mapping[Running, View], classes: Sequence[UnitClass]) -> Lined | None:
    """The best choice, if every set rule lines up."""
    for rule, view in views.items():
        sets, values = rule.plan.sets, rule.values
        assert sets is not None and values is not None  # a set rule that has been read
        if sets.row.shared or not lines_up(sets, values, [kind for _, kind in view]):
            return None
    lanes = [_Lane(rule, view) for rule, view in views.items()]
    states = prod(lane.size for lane in lanes)
    if states > STATES or states * _meetings(lanes, classes) > WORTH_IT * _listed(lanes):
        return None
    return _Search(lanes, classes).run()


def _meetings(lanes: list[_Lane], classes: Sequence[UnitClass]) -> int:
    """Units that lanes may take, counted for each; of many equal ones only so many are decided one by one."""
    return sum(
        min(each.count, sum(lane.size**2 for lane in lanes))
        for each in classes
        for lane in lanes
        if each.place in lane.kinds
    )


def _listed(lanes: list[_Lane]) -> int:
    """How many sets there are to be listed: multisets of the classes of each rule."""
    return sum(comb(len(lane.kinds) + lane.size - 1, lane.size) for lane in lanes)


class _Search:
    def __init__(self, lanes: list[_Lane], classes: Sequence[UnitClass]) -> None:
        self.lanes = lanes
        self.classes = sorted(classes, key=lambda each: (-each.price, each.place))
        plains = [each.plain[1] for each in classes if each.plain is not None]
        self.scale = lcm(*{lane.values.den for lane in lanes}, *{plain.denominator for plain in plains})
        money = sum(each.count * each.price for each in classes)
        self.for_prices = (money + 1).bit_length()
        self.shift = self.for_prices + (sum(each.count for each in classes) + 1).bit_length()
        self.steps = 0
        self.wholes = [self._weight(lane.whole, lane.values.den) for lane in lanes]

    def _weight(self, num: int, den: int) -> int:
        return (num * (self.scale // den)) << self.shift

    def _claim(self, price: int) -> int:
        """What a claimed unit adds behind the benefit: one claim more, and its price."""
        return price - (1 << self.for_prices)

    def run(self) -> Lined | None:
        """Class by class, the dearest first; every set is whole in the end."""
        ways: dict[tuple[int, ...], _Way] = {(0,) * len(self.lanes): _Way(0, False, (), None)}
        bulks: list[dict[int, int]] = []
        for each in self.classes:
            units, bulk, tied = self._bulk(each)
            bulks.append(bulk)
            ways = self._through(ways, each, units, tied)
            if self.steps > STEPS:
                return None
        way: _Way | None = ways[(0,) * len(self.lanes)]
        assert way is not None  # to take nothing is a way
        only = not way.tied
        taken: dict[Running, dict[int, int]] = {lane.rule: {} for lane in self.lanes}
        for each, bulk in zip(reversed(self.classes), reversed(bulks), strict=True):
            assert way is not None  # one step for each class
            for number, count in enumerate(way.taken):
                count += bulk.get(number, 0)
                if count:
                    taken[self.lanes[number].rule][each.place] = count
            way = way.before
        return Lined(taken, only)

    def _plain(self, each: UnitClass) -> int:
        if each.plain is None:
            return 0
        benefit: Fraction = each.plain[1]
        return self._weight(benefit.numerator, benefit.denominator) + self._claim(each.price)

    def _bulk(self, each: UnitClass) -> tuple[int, dict[int, int], bool]:
        """(units left to decide, whole sets' units that go to one lane, whether another is as good).

        Of equal units a lane that is not the best one has fewer than `size of the best` whole sets: so many
        of them are as many units as whole sets of the best, and worth no more. The same of units left to
        plain rules.
        """
        lanes = [number for number, lane in enumerate(self.lanes) if each.place in lane.kinds]
        rates: list[tuple[Fraction, int, int]] = [(Fraction(self._plain(each)), -1, 1)]
        for number in lanes:
            lane = self.lanes[number]
            cycle = sum(self._weight(part, lane.values.den) for part in lane.parts(each.place))
            cycle += self.wholes[number] + lane.size * self._claim(each.price)
            rates.append((Fraction(cycle, lane.size), number, lane.size))
        best, winner, size = max(rates, key=lambda rate: (rate[0], -rate[1]))
        rest = sum(size * own + own for _, number, own in rates if number != winner) + size
        spare = (each.count - rest) // size * size
        if spare <= 0:
            return each.count, {}, False
        tied = any(rate == best for rate, number, _ in rates if number != winner)
        # What no lane takes goes to the plain rule anyway.
        return each.count - spare, {winner: spare} if winner >= 0 else {}, tied

    def _through(
        self, ways: dict[tuple[int, ...], _Way], each: UnitClass, units: int, tied: bool
    ) -> dict[tuple[int, ...], _Way]:
        """All ways past a class: so many of its units to each lane, the rest to the plain rule."""
        plain, claim = self._plain(each), self._claim(each.price)
        lanes = [number for number, lane in enumerate(self.lanes) if each.place in lane.kinds]
        parts = {
            number: [
                self._weight(part, self.lanes[number].values.den) + claim
                for part in self.lanes[number].parts(each.place)
            ]
            for number in lanes
        }
        result: dict[tuple[int, ...], _Way] = {}
        for state, way in ways.items():
            partial = [(state, units, way.weight, (0,) * len(self.lanes))]
            for number in lanes:
                partial = [
                    after for before in partial for after in self._along(before, number, parts[number])
                ]
            for end, left, weight, taken in partial:
                weight += plain * left
                known = result.get(end)
                if known is None or weight > known.weight:
                    result[end] = _Way(weight, way.tied or tied, taken, way)
                elif weight == known.weight:
                    result[end] = known._replace(tied=True)
            if self.steps > STEPS:
                break
        return result

    def _along(
        self, before: tuple[tuple[int, ...], int, int, tuple[int, ...]], number: int, parts: list[int]
    ) -> list[tuple[tuple[int, ...], int, int, tuple[int, ...]]]:
        """None, one, two ... of the units left to one lane."""
        state, left, weight, taken = before
        size, place = self.lanes[number].size, state[number]
        found = [before]
        for count in range(1, left + 1):
            self.steps += 1
            if self.steps > STEPS:
                break
            weight += parts[place]
            place += 1
            if place == size:
                place = 0
                weight += self.wholes[number]
            found.append(
                (
                    (*state[:number], place, *state[number + 1 :]),
                    left - count,
                    weight,
                    (*taken[:number], count, *taken[number + 1 :]),
                )
            )
        return found
