"""`best per item`: which rule each unit goes to, and which `once` rules claim theirs.

In: the rules of one group with their offers. Out: for each rule, the units it won. Objective: the
largest total of exact benefits; ties go to the fewest claimed units, then the largest sum of current
prices of the claimed units, then the largest vector of counts over the rules in (priority, id) order
(language.md, "The optimum"). Without `once` each unit decides alone. A `once` rule is worth its
benefit less what the plain rules would have given to its units, so the choice among `once` rules is a
maximum-weight independent set over their lines, solved exactly by depth-first search with a bound,
component by component; past `STATES` search states the answer is the best one seen, `proven` is
False and `gap` bounds what was missed. The count of states, not a clock, ends the search, so every
machine gives the same answer.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from receipt_rules.runtime.lines import Line
from receipt_rules.runtime.running import Running, Segment

STATES = 20_000
"""Search states per component: a constant of language level 1."""

Won = dict[int, list[Segment]]
"""By `Line.at`: segments over all units of the line; those that went elsewhere are worth 0."""


def solve(rules: list[Running], lines: list[Line]) -> list[tuple[Running, Won]]:
    """Every rule with what it won; a `once` rule has an empty `Won`, and `whole.won` says whether it did."""
    plain = _plain(rules)
    contenders = [rule for rule in rules if rule.whole is not None]
    if contenders:
        _choose(contenders, plain, lines)
    result: list[tuple[Running, Won]] = []
    for rule in rules:
        won = {at: segments for at in rule.offers if (segments := plain[at].get(rule)) is not None}
        if len(won) < len(rule.offers):
            rule.met.add("lost")
        result.append((rule, won))
    return result


Plain = dict[int, dict[Running, list[Segment]]]


def _plain(rules: list[Running]) -> Plain:
    """For each line with offers, the segments each plain rule wins."""
    offers: dict[int, list[tuple[Running, list[Segment]]]] = {}
    for rule in rules:
        for at, segments in rule.offers.items():
            offers.setdefault(at, []).append((rule, segments))
    plain: Plain = {}
    for at, contest in offers.items():
        plain[at] = dict(contest) if len(contest) == 1 else _contest(contest)
    return plain


def _contest(contest: list[tuple[Running, list[Segment]]]) -> dict[Running, list[Segment]]:
    """Unit by unit the largest benefit; equal benefits go to the first rule. Works on common segments."""
    borders = sorted({border for _, segments in contest for border in _borders(segments)})
    aligned = [(rule, _split(segments, borders)) for rule, segments in contest]
    won: dict[Running, list[Segment]] = {}
    for place in range(len(borders)):
        best, best_num, best_den = None, 0, 1
        for rule, segments in aligned:
            _, num, den = segments[place]
            if num * best_den > best_num * den:
                best, best_num, best_den = rule, num, den
        for rule, segments in aligned:
            count, num, den = segments[place]
            if rule is best:
                won.setdefault(rule, [(each[0], 0, 1) for each in segments[:place]]).append((count, num, den))
            else:
                if num:
                    rule.met.add("lost")
                if rule in won:
                    won[rule].append((count, 0, 1))
    return won


def _borders(segments: list[Segment]) -> list[int]:
    total, result = 0, []
    for count, _, _ in segments:
        total += count
        result.append(total)
    return result


def _split(segments: list[Segment], borders: list[int]) -> list[Segment]:
    """The same segments, cut at every border."""
    result: list[Segment] = []
    start, place, end = 0, 0, segments[0][0]
    for border in borders:
        if border > end:
            place += 1
            end += segments[place][0]
        result.append((border - start, segments[place][1], segments[place][2]))
        start = border
    return result


# ---- once --------------------------------------------------------------------------------------------


class _Score(NamedTuple):
    """What is compared, in this order, larger first."""

    benefit: Fraction
    fewer_units: int
    prices: int
    counts: tuple[int, ...]


class _LineWorth(NamedTuple):
    """What the plain rules make of a line: benefit, claimed units, their prices, counts per rule."""

    benefit: Fraction
    units: int
    prices: int
    counts: dict[Running, int]


def _choose(contenders: list[Running], plain: Plain, lines: list[Line]) -> None:
    """Decide which `once` rules win; take the lines of the winners away from the plain rules."""
    worth = {at: _line_worth(lines[at], won) for at, won in plain.items()}
    for component in _components(contenders):
        winners = _Search(component, worth, lines).run()
        for rule in component:
            assert rule.whole is not None  # contenders have one
            rule.whole.won = rule in winners
            if rule.whole.won:
                for at in rule.whole.capacities:
                    for loser in plain.pop(at, {}):
                        loser.met.add("lost")
                    plain[at] = {}
            else:
                rule.met.add("lost")


def _line_worth(line: Line, won: dict[Running, list[Segment]]) -> _LineWorth:
    benefit, units, prices = Fraction(0), 0, 0
    counts: dict[Running, int] = {}
    for rule, segments in won.items():
        unit = 0
        for count, num, den in segments:
            if num:
                benefit += Fraction(count * num, den)
                units += count
                prices += _price_sum(line, unit, count)
                counts[rule] = counts.get(rule, 0) + count
            unit += count
    return _LineWorth(benefit, units, prices, counts)


def _price_sum(line: Line, start: int, count: int) -> int:
    """Current prices of `count` units from `start`."""
    total, place = 0, 0
    for size, price, _ in line.runs:
        overlap = min(start + count, place + size) - max(start, place)
        if overlap > 0:
            total += overlap * price
        place += size
    return total


def _components(contenders: list[Running]) -> list[list[Running]]:
    """`once` rules that share a line, directly or through others, are decided together."""
    components: list[tuple[set[int], list[Running]]] = []
    for rule in contenders:
        assert rule.whole is not None  # contenders have one
        lines, members = set(rule.whole.capacities), [rule]
        apart = []
        for other_lines, others in components:
            if other_lines & lines:
                lines |= other_lines
                members = others + members
            else:
                apart.append((other_lines, others))
        components = [*apart, (lines, members)]
    return [sorted(members, key=lambda rule: rule.plan.number) for _, members in components]


class _Search:
    """Depth-first over the rules of one component: take it or leave it."""

    def __init__(self, rules: list[Running], worth: dict[int, _LineWorth], lines: list[Line]) -> None:
        self.rules = rules
        self.worth = worth
        self.lines = lines
        self.states = 0
        self.best_gain = Fraction(0)
        self.best: tuple[_Score, frozenset[Running]] | None = None
        self.claims = {rule: frozenset(rule.whole.capacities) for rule in rules if rule.whole}
        self.gains = [self._gain(rule) for rule in rules]
        self.all_lines = sorted(frozenset[int]().union(*self.claims.values()))
        self.others = sorted(
            {rule for at in self.all_lines if at in worth for rule in worth[at].counts}, key=_number
        )

    def run(self) -> frozenset[Running]:
        """The rules that win; proof and gap are noted on the rules."""
        rest = [Fraction(0)]
        for gain in reversed(self.gains):
            rest.append(rest[-1] + max(gain, Fraction(0)))
        self.rest = rest[::-1]
        self._visit(0, Fraction(0), frozenset(), [])
        assert self.best is not None  # the greedy first path always ends in a leaf
        if self.states > STATES:
            base = self._score(frozenset()).benefit
            gap = base + self.rest[0] - self.best[0].benefit
            for rule in self.rules:
                rule.proven, rule.gap = False, -int(-gap // 1)
        return self.best[1]

    def _gain(self, rule: Running) -> Fraction:
        assert rule.whole is not None  # as above
        return rule.whole.value - sum(
            (self.worth[at].benefit for at in rule.whole.capacities if at in self.worth), Fraction(0)
        )

    def _visit(self, place: int, gain: Fraction, claimed: frozenset[int], taken: list[Running]) -> None:
        self.states += 1
        if self.states > STATES and self.best is not None:
            return
        if self.best is not None and gain + self.rest[place] < self.best_gain:
            return
        if place == len(self.rules):
            chosen = frozenset(taken)
            score = self._score(chosen)
            if self.best is None or score > self.best[0]:
                self.best, self.best_gain = (score, chosen), gain
            return
        rule = self.rules[place]
        claims = self.claims[rule]
        if not claims & claimed and self.gains[place] >= 0:
            self._visit(place + 1, gain + self.gains[place], claimed | claims, [*taken, rule])
        self._visit(place + 1, gain, claimed, taken)

    def _score(self, chosen: frozenset[Running]) -> _Score:
        benefit, units, prices = Fraction(0), 0, 0
        counts: dict[Running, int] = {}
        claimed: set[int] = set()
        for rule in chosen:
            assert rule.whole is not None  # as above
            claimed |= self.claims[rule]
            benefit += rule.whole.value
            counts[rule] = 1
            for at, caps in rule.whole.capacities.items():
                for (count, price, _), cap in zip(self.lines[at].runs, caps, strict=True):
                    if cap > 0:
                        units += count
                        prices += count * price
        for at in self.all_lines:
            if at not in claimed and at in self.worth:
                line = self.worth[at]
                benefit += line.benefit
                units += line.units
                prices += line.prices
                for rule, count in line.counts.items():
                    counts[rule] = counts.get(rule, 0) + count
        order = sorted({*self.rules, *self.others}, key=_number)
        return _Score(benefit, -units, prices, tuple(counts.get(rule, 0) for rule in order))


def _number(rule: Running) -> int:
    return rule.plan.number
