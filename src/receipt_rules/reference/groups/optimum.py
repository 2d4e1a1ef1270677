"""The optimum of a `best per item` group, by trying everything.

In: candidates at entry. Out: for each the units that it won. Invariant: no choice is better in the full order
of language.md ("The optimum"): "a candidate is worth its exact rational benefit before rounding, cut to
capacity ... Ties: fewest units claimed, then the largest sum of current prices of the claimed units (so:
dearest first), then the lexicographically largest vector of counts over the candidates listed by (priority,
id, lines in role order)."

What is tried is every subset of the *wholes*: `once` rules and parts, which claim their units all or nothing.
Given the wholes that are taken, every other unit is worth most under the plain rule with the largest benefit
on it, and a unit with a benefit is claimed in each best choice, so benefit, count and prices are decided; and
of rules with equal benefit the first in the list makes the vector largest, because its entry for this unit
comes before all others'. The search is made component by component: wholes that share no unit, however far
round, do not concern each other, all of the order adds up over components, and the entries of a vector that
belong to one are decided in it alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from receipt_rules.reference.groups.candidates import Candidate, Part
from receipt_rules.reference.offers import Offer
from receipt_rules.reference.units import Prices, Unit


class _Whole(NamedTuple):
    """A `once` rule or a part: all of its units or none. `place`: its place in the list of candidates."""

    place: int
    units: frozenset[Unit]
    worth: Fraction


class _Plain(NamedTuple):
    """A plain rule with what it is worth on each unit."""

    place: int
    benefits: Mapping[Unit, Fraction]


def best_choice(candidates: Sequence[Candidate], entry: Prices) -> dict[Candidate, Sequence[Unit]]:
    """The units of each candidate in the best choice."""
    plains: list[_Plain] = []
    wholes: list[_Whole] = []
    for place, candidate in enumerate(candidates):
        if isinstance(candidate, Offer) and candidate.is_plain:
            plains.append(_Plain(place, candidate.benefits(entry)))
        else:
            whole = _whole(place, candidate, entry)
            if whole.units and whole.worth > 0:
                wholes.append(whole)
    won: dict[int, list[Unit]] = {place: [] for place in range(len(candidates))}
    for component in _components(wholes):
        for whole in _best_of(component, plains, entry):
            won[whole.place] = sorted(whole.units, key=_place)
    claimed = {unit for units in won.values() for unit in units}
    for unit in entry:
        plain = _first_best(unit, plains)
        if plain is not None and unit not in claimed:
            won[plain.place].append(unit)
    return {candidate: won[place] for place, candidate in enumerate(candidates)}


def _whole(place: int, candidate: Candidate, entry: Prices) -> _Whole:
    """ "`once` claims all units of its selection with capacity, all or nothing." A part "is worth its rounded
    total and claims the units to which it gives money"."""
    if isinstance(candidate, Part):
        return _Whole(place, frozenset(candidate.units()), Fraction(candidate.total))
    able = candidate.able(entry)
    most = sum(candidate.room(able, entry).values())
    return _Whole(place, frozenset(able), min(candidate.amount(), Fraction(most)))


def _components(wholes: Sequence[_Whole]) -> Iterator[list[_Whole]]:
    left = list(wholes)
    while left:
        component = [left.pop(0)]
        for whole in component:
            near = [each for each in left if each.units & whole.units]
            component += near
            left = [each for each in left if each not in near]
        yield component


def _best_of(component: Sequence[_Whole], plains: Sequence[_Plain], entry: Prices) -> Sequence[_Whole]:
    """The subset of a component that is best in the whole order."""
    units = sorted(frozenset().union(*(whole.units for whole in component)), key=_place)
    best: Sequence[_Whole] = ()
    best_score: tuple[Fraction, int, int, list[int]] | None = None
    for size in range(len(component) + 1):
        for taken in combinations(component, size):
            if sum(len(whole.units) for whole in taken) > len(frozenset().union(*(w.units for w in taken))):
                continue
            score = _score(taken, component, plains, units, entry)
            if best_score is None or score > best_score:
                best, best_score = taken, score
    return best


def _score(
    taken: Sequence[_Whole],
    component: Sequence[_Whole],
    plains: Sequence[_Plain],
    units: Sequence[Unit],
    entry: Prices,
) -> tuple[Fraction, int, int, list[int]]:
    """What is compared: benefit, fewest units, their prices, the vector."""
    claimed = {unit for whole in taken for unit in whole.units}
    under = {unit: _first_best(unit, plains) for unit in units if unit not in claimed}
    chosen = {unit: plain for unit, plain in under.items() if plain is not None}
    benefit = sum((whole.worth for whole in taken), Fraction(0))
    benefit += sum((plain.benefits[unit] for unit, plain in chosen.items()), Fraction(0))
    all_claimed = [*claimed, *chosen]
    vector: list[int] = []
    listed: list[_Whole | _Plain] = [*component, *plains]
    for each in sorted(listed, key=lambda each: each.place):
        if isinstance(each, _Whole):
            vector.append(int(each in taken))
        else:
            vector += [int(chosen.get(unit) is each) for unit in units]
    return benefit, -len(all_claimed), sum(entry[unit] for unit in all_claimed), vector


def _first_best(unit: Unit, plains: Sequence[_Plain]) -> _Plain | None:
    """The plain rule with the largest benefit on the unit, the first of several."""
    found: _Plain | None = None
    for plain in plains:
        if unit in plain.benefits and (found is None or plain.benefits[unit] > found.benefits[unit]):
            found = plain
    return found


def _place(unit: Unit) -> tuple[int, int]:
    return unit.line.number, unit.place
