"""The optimum of the reference is the best of all choices, written down one by one.

Twice: the choice among items that share tracks, in the whole order; and the sets of small receipts, unit by
unit, where neither classes nor lists are known: only what is worth most, claims least and is dearest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product
from random import Random
from typing import Any

import pytest

from receipt_rules.program import Program, model
from receipt_rules.reference.groups.optimum import Choice, best_choice
from receipt_rules.reference.groups.packing import Item, Track, best_counts
from receipt_rules.reference.offers import Offer
from receipt_rules.reference.protections import Guard
from receipt_rules.reference.selection import EVERYTHING, selected
from receipt_rules.reference.sets.kinds import TooLargeError
from receipt_rules.reference.sets.offer import Field, SetOffer, is_percent, taken_by
from receipt_rules.reference.units import Unit
from receipt_rules.reference.world import World
from tests.unit.reference.says import goods, program, receipt

# ---- packing -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(200))
def test_no_choice_of_items_is_better_in_the_whole_order(seed: int) -> None:
    random = Random(seed)
    has: dict[Track, int] = {track: random.randint(1, 3) for track in "abcd"[: random.randint(1, 4)]}
    items = [_item(random, list(has)) for _ in range(random.randint(1, 5))]
    found = best_counts(items, has)
    assert [found.get(item, 0) for item in items] == _best_of_all(items, has)


def _item(random: Random, tracks: list[Track]) -> Item:
    needs = {track: random.randint(1, 2) for track in random.sample(tracks, random.randint(1, len(tracks)))}
    worth = Fraction(random.randint(1, 3), random.choice((1, 2, 3)))
    return Item(needs, worth, random.randint(1, 3), random.randint(0, 4))


def _best_of_all(items: Sequence[Item], has: dict[Track, int]) -> list[int]:
    scores = []
    for counts in product(range(4), repeat=len(items)):
        some = list(zip(items, counts, strict=True))
        if all(sum(item.needs.get(track, 0) * n for item, n in some) <= has[track] for track in has):
            worth = sum((item.worth * n for item, n in some), Fraction(0))
            claims = sum(item.claims * n for item, n in some)
            prices = sum(item.prices * n for item, n in some)
            scores.append((worth, -claims, prices, list(counts)))
    return max(scores)[3]


def test_what_would_take_too_long_is_not_answered() -> None:
    random = Random(1)
    tracks = [f"t{place}" for place in range(40)]
    items = [Item(dict.fromkeys(random.sample(tracks, 3), 1), Fraction(1), 3, 1) for _ in range(400)]
    with pytest.raises(TooLargeError):
        best_counts(items, dict.fromkeys(tracks, 3))


# ---- unit by unit ------------------------------------------------------------------------------------

SELECTORS = ('items "A"', 'items "A", "B"', 'items "B", "C"', "all items")
Score = tuple[Fraction, int, int]
OneSet = tuple[SetOffer, tuple[tuple[Unit, ...], ...], Fraction]


def _ruleset(random: Random) -> str:
    rules = [f"rule s{place} {{ {_set(random)} group g }}" for place in range(random.randint(1, 3))]
    if random.random() < 0.6:
        rules.append(
            f"rule p {{ on {random.choice(SELECTORS)} give {random.choice((10, 30, 60))}% off group g }}"
        )
    if random.random() < 0.4:
        rules.append(f"rule o {{ on {random.choice(SELECTORS)} give 3 EUR off once group g }}")
    guard = 'protect items "B" never discounted' if random.random() < 0.2 else ""
    return "\n".join(["group g best per item", guard, *rules])


def _set(random: Random) -> str:
    one, other = random.choice(SELECTORS), random.choice(SELECTORS)
    items = random.choice(("", "", "same item", "different items"))
    shared = random.choice(("", "shared"))
    return random.choice(
        (
            f"buy {random.randint(1, 2)} of {one} get 1 of {other} free {items} {shared}",
            f"buy 1 of {one} get 1 at 40% off {items}",
            f"take {random.randint(2, 3)} of {one} {items} give 50% off cheapest 1",
            f"take 2 of {one} {items} give price {random.randint(2, 9)} EUR set",
            f"take {{ 1 of {one} as x 1 of {other} as y }} give 30% off x give 1 EUR off y",
            f"take {{ 1 of {one} as x 1 of {other} }} give 2 EUR off x give 10% off set",
        )
    )


@pytest.mark.parametrize("seed", range(300))
def test_no_choice_of_sets_is_better(seed: int) -> None:
    random = Random(seed)
    bound = program(_ruleset(random))
    lines = [
        goods(random.choice("ABC"), random.choice((200, 300, 400, 700)) * pieces, str(pieces))
        for pieces in random.choice(((1, 2, 1), (2, 2), (1, 1, 1, 1), (3, 1), (5,)))
    ]
    offers, world = _offers(bound, receipt(*lines))
    choice = best_choice(offers, Field(world.shelf, world.shelf))
    assert _score_of(choice, world) == max(_all_scores(offers, world))


def _offers(bound: Program, record: Any) -> tuple[list[Offer], World]:
    world = World(bound, record)
    view, guard = world.at(world.shelf), Guard(world)
    offers: list[Offer] = []
    for rule in sorted(bound.rules, key=lambda rule: rule.id):
        if rule.slots:
            slots = [taken_by(slot, selected(slot.selection, view)) for slot in rule.slots]
            offers.append(SetOffer(rule, slots, view, guard, ()))
        else:
            offers.append(Offer(rule, selected(rule.selection or EVERYTHING, view), view, guard, ()))
    return offers, world


def _score_of(choice: Choice, world: World) -> Score:
    benefit, claimed = Fraction(0), []
    for offer, units in choice.units.items():
        assert isinstance(offer, Offer)
        if isinstance(offer, SetOffer):
            sets = choice.sets.get(offer, [])
            benefit += sum((each.form.worth.benefit for each in sets), Fraction(0))
            claimed += [unit for each in sets for unit in each.units]
        else:
            benefit += _worth(offer, units, world)
            claimed += units
    return benefit, -len(claimed), sum(world.shelf[unit] for unit in claimed)


def _worth(offer: Offer, units: Sequence[Unit], world: World) -> Fraction:
    if offer.is_plain:
        return sum((offer.benefits(world.shelf)[unit] for unit in units), Fraction(0))
    most = sum(offer.room(units, world.shelf).values())
    return min(offer.amount(), Fraction(most))


def _all_scores(offers: Sequence[Offer], world: World) -> Iterator[Score]:
    """Every choice of sets that do not meet, and what is best on the units that they leave."""
    sets = [each for offer in offers if isinstance(offer, SetOffer) for each in _sets(offer, world)]
    onces = [offer for offer in offers if not isinstance(offer, SetOffer) and not offer.is_plain]
    plains = [offer for offer in offers if offer.is_plain]

    def go_on(start: int, chosen: list[OneSet]) -> Iterator[list[OneSet]]:
        yield chosen
        for place in range(start, len(sets)):
            if all(_may_meet(sets[place], other) for other in chosen):
                yield from go_on(place + 1, [*chosen, sets[place]])

    for chosen in go_on(0, []):
        in_sets = [unit for _, slots, _ in chosen for slot in slots for unit in slot]
        for once in (None, *onces):
            able = [] if once is None else once.able(world.shelf)
            if set(able) & set(in_sets) or (once is not None and not able):
                continue
            benefit = sum((worth for _, _, worth in chosen), Fraction(0))
            benefit += Fraction(0) if once is None else _worth(once, able, world)
            claimed = [*in_sets, *able]
            for unit in world.units:
                best = max(
                    (plain.benefits(world.shelf).get(unit, Fraction(0)) for plain in plains), default=0
                )
                if best > 0 and unit not in claimed:
                    benefit += best
                    claimed.append(unit)
            yield benefit, -len(claimed), sum(world.shelf[unit] for unit in claimed)


def _may_meet(one: OneSet, other: OneSet) -> bool:
    """A unit is in one set; but payers of a shared rule may be in a set of each other rule."""
    for unit in {unit for slot in one[1] for unit in slot} & {unit for slot in other[1] for unit in slot}:
        if one[0] is other[0] or not (_pays_shared(one, unit) or _pays_shared(other, unit)):
            return False
    return True


def _pays_shared(one: OneSet, unit: Unit) -> bool:
    return one[0].reward.shared and unit in one[1][0]


def _sets(offer: SetOffer, world: World) -> Iterator[OneSet]:
    """All sets of a rule, of whatever units."""
    choices = [
        combinations([unit for unit in offer.units if offer.fits(unit)[place]], slot.count)
        for place, slot in enumerate(offer.rule.slots)
    ]
    order = {unit: place for place, unit in enumerate(_filling(offer, world))}
    for slots in product(*choices):
        units = [unit for slot in slots for unit in slot]
        skus = {unit.line.record.sku for unit in units}
        if len(set(units)) < len(units):
            continue
        if (offer.reward.items == "same" and len(skus) > 1) or (
            offer.reward.items == "different" and len(skus) < len(units)
        ):
            continue
        if _stands_right(offer, slots, order):
            worth = _of_set(offer, slots, order, world)
            if worth > 0:
                yield offer, slots, worth


def _filling(offer: SetOffer, world: World) -> list[Unit]:
    """Without capacity first, then the dearest."""
    return sorted(offer.units, key=lambda unit: (offer.capacity(unit, world.shelf) > 0, -world.shelf[unit]))


def _stands_right(offer: SetOffer, slots: tuple[tuple[Unit, ...], ...], order: dict[Unit, int]) -> bool:
    """Of two slots the one with the smaller reward has the dearer of two units that fit both."""
    if len(slots) == 1:
        return True
    less, more = offer.growing()
    return not any(
        all(offer.fits(u)) and all(offer.fits(v)) and order[v] < order[u]
        for u in slots[less]
        for v in slots[more]
    )


def _of_set(
    offer: SetOffer, slots: tuple[tuple[Unit, ...], ...], order: dict[Unit, int], world: World
) -> Fraction:
    """What one set of the rules above is worth."""
    units = sorted((unit for slot in slots for unit in slot), key=order.__getitem__)
    room = {unit: Fraction(offer.capacity(unit, world.shelf)) for unit in units}
    left = dict(room)
    amounts: list[tuple[Fraction, Sequence[Unit]]] = []
    for give, value in zip(offer.reward.gives, offer.values, strict=True):
        if isinstance(give, model.SetPrice):
            amounts.append((sum(world.shelf[unit] for unit in units) - value, units))
            continue
        assert isinstance(give, model.SetOff)
        target = units if give.target == "set" else units[-1:] if give.target == "cheapest" else slots[give.n]
        if is_percent(give):
            for unit in target:
                left[unit] = max(Fraction(0), left[unit] - value * world.shelf[unit])
        else:
            amounts.append((value, target))
    parts = sum(room.values()) - sum(left.values())
    cut = (max(Fraction(0), min(amount, sum(left[unit] for unit in target))) for amount, target in amounts)
    return Fraction(parts + min(sum(cut), sum(left.values())))
