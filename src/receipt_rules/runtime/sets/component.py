"""The choice among sets, wholes and plain rules on the classes of one component.

In: set rules with their views of the classes, wholes, classes. Out: `Decision`: the sets that are formed, the
wholes that won; proof and gap are noted on the rules that the choice is about. Invariant: the objective of
docs/decisions/0006, "The choice", written as one whole number per candidate, that compares as (benefit,
fewest claims, prices) does; the order of the list is the order of the columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from receipt_rules.runtime.optimum import Column, choose
from receipt_rules.runtime.running import Candidate, Running
from receipt_rules.runtime.sets.classes import UnitClass
from receipt_rules.runtime.sets.closed_form import blocks_of, sets_in_blocks
from receipt_rules.runtime.sets.forming import (
    LEAST,
    MOST,
    ROLES,
    Filling,
    Kind,
    candidates,
    one_after_another,
)
from receipt_rules.runtime.sets.lanes import Lined, by_lanes
from receipt_rules.runtime.sets.store import store_candidates
from receipt_rules.runtime.sets.worth import Worth, worth

View = list[tuple[UnitClass, Kind]]


class Formed(NamedTuple):
    """Equal sets of a rule: `times` of each of `sets`, whose roles name kinds of `view`."""

    rule: Running
    view: View
    sets: tuple[tuple[Worth, int], ...]
    times: int


class Decision(NamedTuple):
    """`formed` in the order of the list."""

    formed: list[Formed]
    won: list[Candidate]
    able: set[Running]
    """The set rules that could form a set with a benefit."""


class _Entry(NamedTuple):
    """A candidate with its place in the list; exactly one of `sets`, `whole` and `plain` says what it is."""

    key: tuple[object, ...]
    benefit: Fraction
    claims: int
    money: int
    uses: Mapping[int, int]
    sets: Formed | None = None
    whole: Candidate | None = None
    plain: Running | None = None


def decide(
    views: Mapping[Running, View], wholes: Mapping[int, Candidate], classes: Sequence[UnitClass]
) -> Decision:
    """The best choice on these classes; `views` and `wholes` reach no others."""
    if not wholes and views:
        if len(views) == 1 and not any(each.plain for each in classes):
            [(rule, view)] = views.items()
            assert rule.plan.sets is not None and rule.values is not None  # a set rule that has been read
            blocks = sets_in_blocks(rule.plan.sets, rule.values, [kind for _, kind in view])
            if blocks is not None:
                formed = [Formed(rule, view, ((found, 1),), count) for found, count in blocks]
                return Decision(formed, [], {rule} if blocks else set())
        lined = by_lanes(views, classes)
        if lined is not None and lined.only:
            return _decision(lined, views)
        if lined is not None:
            return _tied(lined, views, classes)
    return _Component(views, wholes, classes).decide()


def _decision(lined: Lined, views: Mapping[Running, View]) -> Decision:
    """The sets of what each rule takes."""
    formed: list[Formed] = []
    able: set[Running] = set()
    for rule, view in views.items():
        assert rule.plan.sets is not None and rule.values is not None  # a set rule that has been read
        taken = lined.taken[rule]
        kinds = [kind._replace(units=taken.get(found.place, 0)) for found, kind in view]
        blocks = blocks_of(rule.plan.sets, rule.values, kinds)
        formed += [Formed(rule, view, ((found, 1),), count) for found, count in blocks]
        if blocks or blocks_of(rule.plan.sets, rule.values, [kind for _, kind in view]):
            able.add(rule)
    return Decision(formed, [], able)


def _tied(lined: Lined, views: Mapping[Running, View], classes: Sequence[UnitClass]) -> Decision:
    """Several choices are as good: which is the first of the list has to be searched for."""
    component = _Component(views, {}, classes)
    rules = [*views, *{each.plain[0] for each in classes if each.plain is not None}]
    gaps = [rule.gap for rule in rules]
    decision = component.decide() if component.complete else None
    if decision is not None and component.proven:
        return decision
    for rule, gap in zip(rules, gaps, strict=True):
        rule.proven, rule.gap = False, gap  # nothing gives more; only which of the best it is remains open
    return _decision(lined, views)


class _Component:
    def __init__(
        self, views: Mapping[Running, View], wholes: Mapping[int, Candidate], classes: Sequence[UnitClass]
    ) -> None:
        self.views = views
        self.classes = classes
        self.stocks = [each.count for each in classes]
        self.stock = {each.place: number for number, each in enumerate(classes)}
        self.complete = True
        self.proven = True
        self.shared: dict[tuple[Running, int], int] = {}
        """By rule with `shared` and class: the stock that its own payers are taken from."""
        for rule, view in views.items():
            if rule.plan.sets is not None and rule.plan.sets.row.shared:
                for each, _ in view:
                    self.shared[rule, each.place] = len(self.stocks)
                    self.stocks.append(each.count)
        self.entries: list[_Entry] = []
        self.starts: list[dict[tuple[object, ...], int]] = []
        """By key of entries, choices of one rule each that a better one has to beat, where not all are
        listed."""
        for rule, view in views.items():
            self._sets(rule, view)
        for whole in wholes.values():
            self._whole(whole, [each for each in classes if whole in [wholes[n] for n in each.wholes]])
        for each in classes:
            if each.plain is not None:
                self._plain(each)
        self.entries.sort(key=lambda entry: entry.key)

    # ---- candidates -------------------------------------------------------------------------------------

    def _sets(self, rule: Running, view: View) -> None:
        sets, values = rule.plan.sets, rule.values
        assert sets is not None and values is not None  # a set rule that has been read
        kinds = [kind for _, kind in view]
        if sets.row.favour_store:
            for found in store_candidates(sets, values, kinds):
                places = tuple(
                    [role.kind for each, _ in found for role in each.roles for _ in range(role.units)]
                )
                self._add_set(Formed(rule, view, tuple(found), 0), (rule.number, places))
            return
        rules = len(self.views)
        size = sum(max(slot.count, 1 + slot.micro // 100_000) for slot in sets.row.slots)
        most = max(LEAST, min(MOST // rules, ROLES // (size * rules)))
        fillings = candidates(sets.row, values.growing, kinds, most=most)
        listed = fillings.found
        family: dict[Filling, int] = {}
        if not fillings.complete:
            self.complete = False
            family = one_after_another(sets.row, values.growing, kinds)
            listed = list(dict.fromkeys([*listed, *family]))
        start: dict[tuple[object, ...], int] = {}
        for filling in listed:
            each = worth(values, filling, kinds)
            if each.benefit > 0:
                places = tuple([role.kind for role in each.roles for _ in range(role.units)])
                self._add_set(Formed(rule, view, ((each, 1),), 0), (rule.number, places))
                if filling in family:
                    start[rule.number, places] = family[filling]
        if start:
            self.starts.append(start)

    def _add_set(self, formed: Formed, key: tuple[object, ...]) -> None:
        rule, values = formed.rule, formed.rule.values
        assert values is not None  # it has been read
        uses: dict[int, int] = {}
        claims = money = benefit = 0
        for each, count in formed.sets:
            benefit += each.benefit * count
            for role in each.roles:
                found, kind = formed.view[role.kind]
                units = role.units * count
                claims += units
                money += units * kind.price
                for stock in self._stocks_of(rule, found, pays=role.slot == 0):
                    uses[stock] = uses.get(stock, 0) + units
        self.entries.append(_Entry(key, Fraction(benefit, values.den), claims, money, uses, sets=formed))

    def _stocks_of(self, rule: Running, found: UnitClass, *, pays: bool) -> list[int]:
        """What a unit of a set is taken from: a payer of a `shared` rule from what is its own alone."""
        own = self.shared.get((rule, found.place))
        if own is None:
            return [self.stock[found.place]]
        return [own] if pays else [self.stock[found.place], own]

    def _everywhere(self, found: UnitClass) -> list[int]:
        """All stocks of a class: who claims from these shares with nobody."""
        return [
            self.stock[found.place],
            *[stock for (_, place), stock in self.shared.items() if place == found.place],
        ]

    def _whole(self, whole: Candidate, own: Sequence[UnitClass]) -> None:
        assert whole.whole is not None  # contenders have one
        if own:
            self.entries.append(
                _Entry(
                    (whole.number, ()),
                    whole.whole.value,
                    sum([each.count for each in own]),
                    sum([each.count * each.price for each in own]),
                    {stock: each.count for each in own for stock in self._everywhere(each)},
                    whole=whole,
                )
            )

    def _plain(self, found: UnitClass) -> None:
        assert found.plain is not None  # asked before
        rule, benefit = found.plain
        uses = dict.fromkeys(self._everywhere(found), 1)
        self.entries.append(_Entry((rule.number, (found.place,)), benefit, 1, found.price, uses, plain=rule))

    # ---- the choice -------------------------------------------------------------------------------------

    def decide(self) -> Decision:
        """Solve, and note what is not proven."""
        entries = self.entries
        if not entries:
            return Decision([], [], set())
        scale = lcm(*{entry.benefit.denominator for entry in entries})
        for_prices = (
            sum([each.count * each.price for each in self.classes]) * (1 + len(self.shared)) + 1
        ).bit_length()
        shift = for_prices + (sum(self.stocks) + 1).bit_length()
        columns = []
        for entry in entries:
            benefit = entry.benefit.numerator * (scale // entry.benefit.denominator)
            weight = (benefit << shift) - (entry.claims << for_prices) + entry.money
            columns.append(Column(weight, tuple(sorted(entry.uses.items())), benefit, entry.claims))
        starts = [[start.get(entry.key, 0) for entry in entries] for start in self.starts]
        choice = choose(columns, self.stocks, starts)
        if not self.complete or not all(choice.proven):
            # What comes after the benefit is less than half of its unit, so rounding to the nearest is exact.
            gaps = [Fraction((gap + (1 << shift - 1)) >> shift, scale) for gap in choice.gaps]
            self._unproven(choice.counts, choice.proven, sum(gaps, Fraction(0)))
        formed = [
            entry.sets._replace(times=count)
            for entry, count in zip(entries, choice.counts, strict=True)
            if entry.sets is not None and count
        ]
        won = [
            e.whole for e, count in zip(entries, choice.counts, strict=True) if e.whole is not None and count
        ]
        return Decision(formed, won, {entry.sets.rule for entry in entries if entry.sets is not None})

    def _unproven(self, counts: list[int], proven: list[bool], gap: Fraction) -> None:
        """No better choice gives more than `gap`, nor more than the units can."""
        self.proven = False
        given = sum(
            (entry.benefit * count for entry, count in zip(self.entries, counts, strict=True)), Fraction(0)
        )
        most = Fraction(0)
        for each in self.classes:
            plain = each.plain[1] if each.plain is not None else Fraction(0)
            most += each.count * max(Fraction(each.room), plain)
        gap = min(gap, most - given) if self.complete else most - given
        rules: set[Candidate] = set()
        for entry, sure in zip(self.entries, proven, strict=True):
            if not sure or not self.complete:
                who = entry.whole or entry.plain or (entry.sets.rule if entry.sets else None)
                if who is not None:
                    rules.add(who)
        for rule in rules:
            rule.proven = False
            rule.gap -= -gap // 1
