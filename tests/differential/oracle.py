"""The oracle: the language reference followed to the letter, slowly.

In: a `Case`. Out: for each line the final price of every unit, and for each rule what it gives or why not.
It knows nothing of the engine: units stand one by one, numbers are fractions, an optimum is the best of all
assignments, each of them written down and compared. Quotations are from the language reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import ceil, floor
from typing import NamedTuple

from tests.differential.shop import Case, Goods, Rounding, Rule

LAST = 10**9
REASONS = ("condition", "no-items", "lost", "protected", "already-lower", "zero")


class Unit:
    """One piece, or one weighed thing. `weight`: priced units in it."""

    def __init__(self, line: int, goods: Goods, shelf: int) -> None:
        self.line, self.goods, self.shelf, self.current = line, goods, shelf, shelf
        self.weight = Fraction(1) if goods.grams is None else Fraction(goods.grams, 1000)


class Answer(NamedTuple):
    """`units`: final prices by line; `given`: minor units by rule; `reasons`: of the rules that gave none."""

    units: list[list[int]]
    given: dict[str, int]
    reasons: dict[str, str]


Shares = dict[Unit, int]


class World:
    """One evaluation."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.units = [unit for number, goods in enumerate(case.lines) for unit in units_of(number, goods)]
        self.rules = sorted(case.rules, key=lambda rule: (rule.priority or LAST, rule.id))
        self.met: dict[str, set[str]] = {rule.id: set() for rule in self.rules}
        self.given: dict[str, Shares] = {}

    # ---- units and prices ---------------------------------------------------------------------------

    def items(self, rule: Rule) -> list[Unit]:
        return [unit for unit in self.units if unit.goods.sku in rule.skus]

    def capacity(self, rule: Rule, unit: Unit) -> int:
        """ "current - floor in whole minor units, never below 0, and 0 for protected units" """
        goods = unit.goods
        if not goods.discountable or (goods.manual and not rule.manual):
            return 0
        floors = [Fraction(goods.min_price or 0) * unit.weight, Fraction(rule.floor or 0) * unit.weight]
        for protect in self.case.protects:
            if goods.sku in protect.skus:
                if protect.kind == "never":
                    return 0
                floors.append(
                    {
                        "price": protect.value * unit.weight,
                        "price-share": protect.value * unit.shelf,
                        "off": unit.shelf - protect.value * unit.weight,
                        "off-share": unit.shelf - protect.value * unit.shelf,
                    }[protect.kind]
                )
        return max(0, unit.current - max(ceil(each) for each in floors))

    def no_room(self, rule: Rule) -> str:
        """Nothing protects what costs nothing already."""
        return "protected" if any(unit.current for unit in self.items(rule)) else "zero"

    def holds(self, rule: Rule) -> bool:
        """Tested once, at entry to its phase."""
        items = self.items(rule)
        if rule.threshold is not None and sum(unit.current for unit in items) < rule.threshold:
            self.met[rule.id].add("condition")
        elif not items:
            self.met[rule.id].add("no-items")
        return not self.met[rule.id]

    def rounding(self, rule: Rule) -> Rounding:
        return rule.rounding or Rounding("discount", self.case.mode, self.case.step)

    def give(self, rule: Rule, shares: Shares) -> None:
        for unit, share in shares.items():
            unit.current -= share
        self.given[rule.id] = {**self.given.get(rule.id, {}), **{u: s for u, s in shares.items() if s}}

    # ---- phase 1 --------------------------------------------------------------------------------------

    def item_phase(self) -> None:
        ready = [rule for rule in self.rules if not rule.on_receipt and self.holds(rule)]
        plain = {rule.id: self.benefits(rule) for rule in ready if rule.kind != "once"}
        whole = {rule.id: self.whole(rule) for rule in ready if rule.kind == "once"}
        choice, taken = optimum(self.units, ready, plain, whole)
        for rule in ready:
            if rule.kind == "once":
                if rule.id in taken:
                    units, worth = whole[rule.id]
                    self.give(rule, self.one_amount(rule, units, worth))
                elif whole[rule.id][0]:
                    self.met[rule.id].add("lost")
                continue
            won = {unit: worth for unit, worth in plain[rule.id].items() if choice.get(unit) == rule.id}
            if len(won) < len(plain[rule.id]):
                self.met[rule.id].add("lost")
            self.give(rule, self.rounded(rule, won))

    def benefits(self, rule: Rule) -> dict[Unit, Fraction]:
        """What the rule is worth on each unit, "cut to capacity"; units on which it is worth something."""
        able = []
        for unit in self.items(rule):
            if self.capacity(rule, unit) > 0:
                able.append(unit)
            elif unit.current:
                self.met[rule.id].add("protected")
            else:
                self.met[rule.id].add("already-lower" if rule.kind in ("price", "regular") else "zero")
        if rule.kind == "cheapest":
            cheapest = sorted(able, key=lambda unit: (unit.current, -self.units.index(unit)))
            able = [unit for unit in able if unit in cheapest[: rule.n]]
        found = {}
        for unit in able:
            worth = self.benefit(rule, unit)
            if worth > 0:
                found[unit] = min(worth, Fraction(self.capacity(rule, unit)))
            else:
                self.met[rule.id].add("already-lower" if rule.kind in ("price", "regular") else "zero")
        return found

    def benefit(self, rule: Rule, unit: Unit) -> Fraction:
        if rule.kind in ("percent", "cheapest"):
            return rule.value * unit.current
        if rule.kind == "regular":
            of_line = unit.goods.amount if unit.goods.regular is None else unit.goods.regular
            return unit.current - (1 - rule.value) * Fraction(of_line, unit.goods.pieces)
        if rule.kind == "each":
            return rule.value * unit.weight
        if rule.kind == "price":
            return unit.current - rule.value * unit.weight
        able = [each for each in self.items(rule) if each.line == unit.line and self.capacity(rule, each) > 0]
        return rule.value * Fraction(unit.current, sum(each.current for each in able))

    def whole(self, rule: Rule) -> tuple[list[Unit], Fraction]:
        """ "`once` claims all units of its selection with capacity, all or nothing" """
        able = [unit for unit in self.items(rule) if self.capacity(rule, unit) > 0]
        if not able:
            self.met[rule.id].add(self.no_room(rule))
        return able, min(rule.value, Fraction(sum(self.capacity(rule, unit) for unit in able)))

    def rounded(self, rule: Rule, won: dict[Unit, Fraction]) -> Shares:
        """ "rounded once per (rule, line) or (rule, unit), then cut to the capacity left" """
        rounding = self.rounding(rule)
        room = {unit: self.capacity(rule, unit) for unit in won}
        if rounding.what == "price":
            return {u: max(0, min(u.current - to_price(u.current - won[u], rounding), room[u])) for u in won}
        if self.case.per_unit:
            return {unit: min(round_to(worth, rounding), room[unit]) for unit, worth in won.items()}
        shares: Shares = {}
        for line in sorted({unit.line for unit in won}):
            units = [unit for unit in won if unit.line == line]
            amount = round_to(sum((won[unit] for unit in units), Fraction(0)), rounding)
            amount = min(amount, sum(room[unit] for unit in units))
            parts = allocate(amount, [won[unit] for unit in units], [room[unit] for unit in units])
            shares |= dict(zip(units, parts, strict=True))
        return shares

    def one_amount(self, rule: Rule, units: list[Unit], exact: Fraction) -> Shares:
        """One amount over lines, then units: "the weights are current amounts"."""
        room = {unit: self.capacity(rule, unit) for unit in units}
        amount = min(round_to(exact, self.rounding(rule)), sum(room.values()))
        return spread(amount, units, {unit: Fraction(unit.current) for unit in units}, room)

    # ---- phase 2 --------------------------------------------------------------------------------------

    def receipt_phase(self) -> None:
        ready = [rule for rule in self.rules if rule.on_receipt and self.holds(rule)]
        results = {rule.id: self.whole_result(rule) for rule in ready}
        amounts = {id: sum(shares.values()) for id, shares in results.items()}
        best = max(amounts.values(), default=0)
        winner = next((rule for rule in ready if amounts[rule.id] == best and best), None)
        for rule in ready:
            if rule is winner:
                self.give(rule, results[rule.id])
            elif amounts[rule.id]:
                self.met[rule.id].add("lost")
            elif "protected" not in self.met[rule.id]:
                self.met[rule.id].add("zero")

    def whole_result(self, rule: Rule) -> Shares:
        """ "Base = the rule's items that have capacity, at its turn" """
        room = {unit: cap for unit in self.items(rule) if (cap := self.capacity(rule, unit)) > 0}
        base = list(room)
        if not base:
            self.met[rule.id].add(self.no_room(rule))
            return {}
        if rule.kind == "receipt-percent":
            return self.percent_of(rule, base, room)
        times = 1
        if rule.every is not None:
            what, size = rule.every
            times = (len(base) if what == "items" else sum(unit.current for unit in base)) // size
        amount = min(round_to(rule.value * times, self.rounding(rule)), sum(room.values()))
        return spread(amount, base, {unit: Fraction(unit.current) for unit in base}, room)

    def percent_of(self, rule: Rule, base: list[Unit], room: dict[Unit, int]) -> Shares:
        """ "each line's exact share is cut to its capacity, the sum is rounded once" """
        lines = sorted({unit.line for unit in base})
        by_line = {line: [unit for unit in base if unit.line == line] for line in lines}
        rooms = {line: sum(room[unit] for unit in by_line[line]) for line in lines}
        exact = {
            line: min(rule.value * sum(unit.current for unit in by_line[line]), Fraction(rooms[line]))
            for line in lines
        }
        amount = round_to(sum(exact.values(), Fraction(0)), self.rounding(rule))
        parts = allocate(min(amount, sum(rooms.values())), list(exact.values()), list(rooms.values()))
        shares: Shares = {}
        for line, part in zip(lines, parts, strict=True):
            units = by_line[line]
            weights = [min(rule.value * unit.current, Fraction(room[unit])) for unit in units]
            shares |= dict(zip(units, allocate(part, weights, [room[unit] for unit in units]), strict=True))
        return shares

    # ---- phase 3 --------------------------------------------------------------------------------------

    def protect(self) -> None:
        """ "cuts rules from the last (group, priority, id) backwards, through phase 2, then 1" """
        shelf = sum(unit.shelf for unit in self.units)
        caps = [
            floor(value * shelf) if kind == "share" else int(value) for kind, value in self.case.receipt_caps
        ]
        given = [rule for late in (False, True) for rule in self.rules if rule.on_receipt is late]
        excess = sum(sum(shares.values()) for shares in self.given.values()) - min(caps, default=shelf)
        for rule in reversed(given):
            shares = self.given.get(rule.id, {})
            cut = min(excess, sum(shares.values()))
            if cut <= 0:
                continue
            excess -= cut
            for unit, share in shares.items():
                unit.current += share
            old = {unit: Fraction(share) for unit, share in shares.items()}
            self.given[rule.id] = {}
            left = sum(shares.values()) - cut
            self.give(rule, spread(left, list(shares), old, shares))
            if not left:
                self.met[rule.id] = {"protected"}

    # ---- the answer -----------------------------------------------------------------------------------

    def answer(self) -> Answer:
        given = {rule.id: sum(self.given.get(rule.id, {}).values()) for rule in self.rules}
        reasons = {
            rule.id: next((each for each in REASONS if each in self.met[rule.id]), "zero")
            for rule in self.rules
            if not given[rule.id]
        }
        lines = range(len(self.case.lines))
        units = [[unit.current for unit in self.units if unit.line == line] for line in lines]
        return Answer(units, given, reasons)


def units_of(line: int, goods: Goods) -> Iterator[Unit]:
    """ "If the line's amount does not divide, the first units are the dearer ones" """
    price, dearer = divmod(goods.amount, goods.pieces)
    for number in range(goods.pieces):
        yield Unit(line, goods, price + (number < dearer))


def ask(case: Case) -> Answer:
    """What the language reference says of a case."""
    world = World(case)
    world.item_phase()
    world.receipt_phase()
    world.protect()
    return world.answer()


# ---- the optimum ----------------------------------------------------------------------------------------


def optimum(
    units: Sequence[Unit],
    rules: Sequence[Rule],
    plain: dict[str, dict[Unit, Fraction]],
    whole: dict[str, tuple[list[Unit], Fraction]],
) -> tuple[dict[Unit, str], frozenset[str]]:
    """The best of all assignments: the rule of each unit under a plain rule, and the `once` rules taken."""
    onces = [rule.id for rule in rules if whole.get(rule.id, ((), 0))[0]]
    best: tuple[object, ...] | None = None
    answer: tuple[dict[Unit, str], frozenset[str]] = ({}, frozenset())
    for flags in product((True, False), repeat=len(onces)):
        taken = [id for id, flag in zip(onces, flags, strict=True) if flag]
        claimed = [unit for id in taken for unit in whole[id][0]]
        if len(set(claimed)) < len(claimed):
            continue
        free = [unit for unit in units if unit not in claimed]
        options = [[None, *(id for id in plain if unit in plain[id])] for unit in free]
        for picks in product(*options):
            choice = {unit: id for unit, id in zip(free, picks, strict=True) if id is not None}
            score = _score(rules, plain, whole, units, taken, choice)
            if best is None or score > best:
                best, answer = score, (choice, frozenset(taken))
    return answer


def _score(
    rules: Sequence[Rule],
    plain: dict[str, dict[Unit, Fraction]],
    whole: dict[str, tuple[list[Unit], Fraction]],
    units: Sequence[Unit],
    taken: Sequence[str],
    choice: dict[Unit, str],
) -> tuple[object, ...]:
    """ "the largest total benefit; ties: fewest units claimed, then the largest sum of current prices of the
    claimed units, then the lexicographically largest vector of counts over the candidates listed by
    (priority, id, lines)" """
    claimed = [*choice, *(unit for id in taken for unit in whole[id][0])]
    benefit = sum((plain[id][unit] for unit, id in choice.items()), Fraction(0))
    benefit += sum((whole[id][1] for id in taken), Fraction(0))
    vector: list[int] = []
    for rule in rules:
        if rule.id in whole:
            vector.append(int(rule.id in taken))
        else:
            vector += [int(choice.get(unit) == rule.id) for unit in units if unit in plain[rule.id]]
    return benefit, -len(claimed), sum(unit.current for unit in claimed), vector


# ---- rounding and allocation ------------------------------------------------------------------------------


def round_whole(value: Fraction, mode: str) -> int:
    """A value of zero or more, to a whole number."""
    down = floor(value)
    rest = value - down
    half = Fraction(1, 2)
    up = {
        "half_up": rest >= half,
        "half_down": rest > half,
        "half_even": rest > half or (rest == half and down % 2 == 1),
        "down": False,
        "up": rest > 0,
    }[mode]
    return down + up


def round_to(value: Fraction, rounding: Rounding) -> int:
    return rounding.step * round_whole(value / rounding.step, rounding.mode)


def to_price(value: Fraction, rounding: Rounding) -> int:
    """A price to a step, or to one that ends in so many minor units of a major one; never below the first."""
    if rounding.ending is None:
        return round_to(value, rounding)
    return rounding.ending + 100 * round_whole(max(Fraction(0), value - rounding.ending) / 100, rounding.mode)


def allocate(amount: int, weights: Sequence[Fraction], capacities: Sequence[int]) -> list[int]:
    """ "lines with q_i > c_i get c_i and leave, repeat on the rest; floor; largest remainder" """
    shares = [0] * len(weights)
    there = list(range(len(weights)))
    while there:
        total = sum((weights[i] for i in there), Fraction(0))
        quota = {i: amount * weights[i] / total if total else Fraction(amount, len(there)) for i in there}
        full = [i for i in there if quota[i] > capacities[i]]
        if not full:
            left = amount - sum(floor(quota[i]) for i in there)
            order = sorted(there, key=lambda i: (floor(quota[i]) - quota[i], -weights[i], i))
            for i in there:
                shares[i] = floor(quota[i]) + (i in order[:left])
            break
        for i in full:
            shares[i] = capacities[i]
            amount -= capacities[i]
            there.remove(i)
    return shares


def spread(
    amount: int, units: Sequence[Unit], weights: dict[Unit, Fraction], room: dict[Unit, int]
) -> Shares:
    """Over lines, then "lines to units the same way"."""
    lines = sorted({unit.line for unit in units})
    by_line = [[unit for unit in units if unit.line == line] for line in lines]
    parts = allocate(
        amount,
        [sum((weights[unit] for unit in each), Fraction(0)) for each in by_line],
        [sum(room[unit] for unit in each) for each in by_line],
    )
    shares: Shares = {}
    for each, part in zip(by_line, parts, strict=True):
        shares |= dict(
            zip(each, allocate(part, [weights[u] for u in each], [room[u] for u in each]), strict=True)
        )
    return shares
