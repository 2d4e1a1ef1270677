"""Classes of equal units: those that no candidate of a group tells apart.

In: the lines of a group at its entry (or at the turn of one rule), set rules, wholes (`once` rules and
parts), plain rules with their offers. Out: `UnitClass`es in (line, unit) order of their first units, and for
each set rule the classes that it may take from. Invariant: cost follows runs, never the quantity.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from receipt_rules.runtime.lines import Line, Run, base_of
from receipt_rules.runtime.protection import capacities
from receipt_rules.runtime.running import Candidate, Running, Segment
from receipt_rules.runtime.sets.fitting import mask_of
from receipt_rules.runtime.sets.forming import Kind

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session

Span = tuple[int, int, int]
"""(`Line.at`, first unit, how many)."""

Won = Mapping[int, Mapping[Running, list[Segment]]]
"""By `Line.at`, what each plain rule wins of the line where no set and no whole claims it."""


class UnitClass:
    """Equal units. `place`: their place among the classes; `plain`: the rule that wins one of them and with
    what benefit; `wholes`: the numbers of those that claim them; `room`: the most that may be taken off
    one."""

    __slots__ = ("count", "place", "plain", "price", "room", "spans", "wholes")

    def __init__(self, place: int, price: int) -> None:
        self.place = place
        self.price = price
        self.count = 0
        self.spans: list[Span] = []
        self.plain: tuple[Running, Fraction] | None = None
        self.wholes: tuple[int, ...] = ()
        self.room = 0


class Contest(NamedTuple):
    """`views`: by set rule, (class, kind) in the rule's filling order."""

    classes: list[UnitClass]
    views: dict[Running, list[tuple[UnitClass, Kind]]]


class Taken(NamedTuple):
    """When units are not open to a set: those that `most` rules of the group gave money; 0: none."""

    most: int = 0

    def open(self, rule: Running, run: Run, mask: int) -> int:
        """Those of the slots of `mask` that the unit is open to."""
        mark = run[3]
        if mark is None:
            return mask
        if self.most and mark.times >= self.most:
            return 0
        if not mark.claimed:
            return mask
        # Sets of others close no unit to payers of a `shared` rule.
        return mask & 1 if rule.plan.sets is not None and rule.plan.sets.row.shared else 0


def contest(
    session: Session,
    sets: Sequence[Running],
    wholes: Sequence[Candidate],
    plains: Sequence[Running],
    won: Won,
    taken: Taken,
    hopeless: Collection[Candidate] = (),
) -> Contest:
    """The classes of all units that a set rule or a whole may claim; those wholes that cannot win tell units
    apart all the same."""
    builder = _Builder(session, sets, wholes, plains, won, taken, hopeless)
    for at in sorted(
        {line.at for rule in sets for line in rule.lines}
        | {at for each in wholes if each.whole is not None for at in each.whole.capacities}
    ):
        builder.line(session.lines[at])
    return Contest(list(builder.classes.values()), builder.sorted_views())


class _Builder:
    def __init__(
        self,
        session: Session,
        sets: Sequence[Running],
        wholes: Sequence[Candidate],
        plains: Sequence[Running],
        won: Won,
        taken: Taken,
        hopeless: Collection[Candidate],
    ) -> None:
        self.session = session
        self.sets = sets
        self.wholes = wholes
        self.hopeless = hopeless
        self.plains = plains
        self.won = won
        self.taken = taken
        self.classes: dict[tuple[Any, ...], UnitClass] = {}
        self.views: dict[Running, dict[int, tuple[UnitClass, Kind]]] = {rule: {} for rule in sets}

    def line(self, line: Line) -> None:
        """Put the units of a line into their classes."""
        at = line.at
        rules = [
            (rule, rule.fits[at]) for rule in self.sets if rule.fits and rule.fits.get(at, (0, 0)) != (0, 0)
        ]
        caps = [capacities(self.session, rule, line) for rule, _ in rules]
        wholes = [
            (number, each.whole.capacities[at])
            for number, each in enumerate(self.wholes)
            if each.whole is not None and at in each.whole.capacities
        ]
        offers = [(rule.number, rule.offers[at]) for rule in self.plains if at in rule.offers]
        start = 0
        for place, run in enumerate(line.runs):
            fits = []
            told: list[tuple[int, ...]] = []
            for (rule, own), each in zip(rules, caps, strict=True):
                every = mask_of(own, run)
                if every:
                    mask = self.taken.open(rule, run, every)
                    told.append((rule.number, every, mask, each[place]))
                    if mask:
                        fits.append((rule, mask, each[place]))
            claims = tuple([number for number, own in wholes if own[place][1]])
            if fits or claims:
                room = max(
                    [cap for _, _, cap in fits]
                    + [own[place][1] for number, own in wholes if number in claims]
                )
                self._run(line, run, start, fits, (claims, *told), offers, room)
            start += run[0]

    def _run(
        self,
        line: Line,
        run: Run,
        start: int,
        fits: list[tuple[Running, int, int]],
        told: tuple[tuple[int, ...], ...],
        offers: list[tuple[int, list[Segment]]],
        room: int,
    ) -> None:
        """The units of one run, cut where a plain rule's offer changes."""
        price = base_of(run)
        skus = any(rule.plan.sets is not None and rule.plan.sets.skus for rule, _, _ in fits)
        weighed = any(rule.plan.sets is not None and rule.plan.sets.by_quantity for rule, _, _ in fits)
        sku = line.record.sku if skus else ""
        micro = line.micro if weighed else 0
        alike = (price, sku, micro, told)
        for first, count, benefits in _pieces(offers, start, run[0]):
            key = (alike, benefits)
            found = self.classes.get(key)
            if found is None:
                found = self.classes[key] = UnitClass(len(self.classes), price)
                found.wholes = tuple([n for n in told[0] if self.wholes[n] not in self.hopeless])
                found.plain = self._winner(line.at, first) if benefits else None
                found.room = room
                for rule, mask, cap in fits:
                    kind = Kind(mask, cap, price, 0, sku, micro)
                    self.views[rule][found.place] = (found, kind)
            found.room = max(found.room, room)
            found.count += count
            found.spans.append((line.at, first, count))

    def _winner(self, at: int, unit: int) -> tuple[Running, Fraction] | None:
        """The plain rule that wins a unit."""
        for rule, segments in self.won.get(at, {}).items():
            end = 0
            for count, num, den in segments:
                end += count
                if unit < end:
                    if num:
                        return rule, Fraction(num, den)
                    break
        return None

    def sorted_views(self) -> dict[Running, list[tuple[UnitClass, Kind]]]:
        """In filling order: those without capacity, then the dearest, then as they stand."""
        return {
            rule: [
                (found, kind._replace(units=found.count))
                for found, kind in sorted(
                    own.values(), key=lambda each: (each[1].cap > 0, -each[1].price, each[0].place)
                )
            ]
            for rule, own in self.views.items()
        }


def _pieces(
    offers: list[tuple[int, list[Segment]]], start: int, count: int
) -> list[tuple[int, int, tuple[tuple[int, Fraction], ...]]]:
    """(first unit, how many, benefit by rule) of units that are alike for plain rules."""
    if not offers:
        return [(start, count, ())]
    borders = {start, start + count}
    for _, segments in offers:
        end = 0
        for size, _, _ in segments:
            end += size
            if start < end < start + count:
                borders.add(end)
    cuts = sorted(borders)
    return [
        (
            low,
            high - low,
            tuple([(number, benefit) for number, segments in offers if (benefit := _at(segments, low))]),
        )
        for low, high in itertools.pairwise(cuts)
    ]


def _at(segments: list[Segment], unit: int) -> Fraction:
    end = 0
    for count, num, den in segments:
        end += count
        if unit < end:
            return Fraction(num, den)
    return Fraction(0)
