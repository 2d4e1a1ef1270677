"""`best per item` with sets by brute force: every number of every set is tried and compared.

In: a case. Out: what each rule must give. It knows nothing of the engine or of the reference interpreter;
quotations are from decision 6.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations_with_replacement, product
from typing import NamedTuple

from tests.differential.brute import Case as Plain
from tests.differential.brute import Unit, benefits_of, rounded, units_of, whole_of
from tests.differential.set_cases import Case, Give, SetRule

# ---- classes of equal units, and the sets of a rule --------------------------------------------------------


Class = tuple[Unit, ...]
"""Equal units in (line, unit) order. It stands at its first one, and so sorts there."""


class Role(NamedTuple):
    """`place`: in role order. `part`: what its unit is given, exactly."""

    unit: Class
    slot: int
    place: int
    part: Fraction


class Candidate(NamedTuple):
    """A set by its classes, in role order."""

    rule: str
    roles: tuple[Role, ...]
    benefit: Fraction


def classes_of(
    case: Case,
    formed: Sequence[SetRule],
    units: Sequence[Unit],
    plain: Mapping[str, Mapping[Unit, Fraction]],
) -> list[Class]:
    """ "no candidate of the group tells them apart" """
    found: dict[object, list[Unit]] = {}
    for unit in units:
        fitting = [rule for rule in formed if _fits(rule, unit)]
        key = (
            unit.price,
            tuple(benefits.get(unit) for benefits in plain.values()),
            tuple(unit in whole_of(rule, units)[0] for rule in case.plain if rule.kind == "once"),
            tuple(tuple(unit.sku in slot.skus for slot in rule.slots) for rule in formed),
            tuple(_room(rule, unit) for rule in fitting),
            unit.sku if any(rule.items != "any" for rule in fitting) else "",
        )
        found.setdefault(key, []).append(unit)
    return sorted(tuple(each) for each in found.values())


def _fits(rule: SetRule, unit: Unit) -> bool:
    return any(unit.sku in slot.skus for slot in rule.slots)


def _room(rule: SetRule, unit: Unit) -> int:
    return max(0, unit.price - rule.least)


def _filling(rule: SetRule, each: Class) -> tuple[object, ...]:
    """ "those without capacity for the rule first, then the dearest first ..., then (line, unit)" """
    return _room(rule, each[0]) > 0, -each[0].price, each[0].line, each[0].place


def _growing(rule: SetRule) -> list[int]:
    """ "Slots are in order of growing benefit": their numbers."""

    def benefit(place: int) -> tuple[int, Fraction]:
        own = [give for give in rule.gives if give.target == "slot" and give.n == place]
        if not own or (rule.buys and place == 0):
            return 0, Fraction(0)
        return (1 if own[0].kind == "money" else 2), own[0].value

    if rule.buys:
        return [0, 1]
    return sorted(range(len(rule.slots)), key=lambda place: (*benefit(place), place))


def candidates_of(rule: SetRule, classes: Sequence[Class]) -> Iterator[Candidate]:
    """All sets with a benefit, by their classes in role order."""
    for taken in _picks(rule, classes):
        candidate = _candidate(rule, sorted(taken, key=lambda role: (role[1], _filling(rule, role[0]))))
        if candidate.benefit > 0:
            yield candidate


def _picks(rule: SetRule, classes: Sequence[Class]) -> Iterator[list[tuple[Class, int]]]:
    """All sets, as classes with their slots."""
    fitting = [[each for each in classes if each[0].sku in slot.skus] for slot in rule.slots]
    some = (
        combinations_with_replacement(each, slot.count)
        for each, slot in zip(fitting, rule.slots, strict=True)
    )
    for pick in product(*some):
        taken = [(each, place) for place, chosen in enumerate(pick) for each in chosen]
        if _possible(rule, taken):
            yield taken


def _possible(rule: SetRule, taken: Sequence[tuple[Class, int]]) -> bool:
    members = [each for each, _ in taken]
    if any(members.count(each) > len(each) for each in members):
        return False
    skus = [each[0].sku for each in members]
    if (rule.items == "same" and len(set(skus)) > 1) or (
        rule.items == "different" and len(set(skus)) < len(skus)
    ):
        return False
    turn = {slot: turn for turn, slot in enumerate(_growing(rule))}
    for u, first in taken:
        for v, second in taken:
            both_fit_both = all(
                each[0].sku in rule.slots[slot].skus for each in (u, v) for slot in (first, second)
            )
            if turn[first] < turn[second] and both_fit_both and _filling(rule, v) < _filling(rule, u):
                return False
    return True


def _candidate(rule: SetRule, ordered: Sequence[tuple[Class, int]]) -> Candidate:
    filling = sorted(range(len(ordered)), key=lambda place: _filling(rule, ordered[place][0]))
    parts = [Fraction(0)] * len(ordered)
    amount = Fraction(0)
    for give in rule.gives:
        target = _target(rule, give, ordered, filling)
        rooms = sum(_room(rule, ordered[place][0][0]) for place in target)
        for place in target:
            price = ordered[place][0][0].price
            if give.kind == "percent":
                parts[place] += give.value * price
            elif give.kind == "gift-price":
                parts[place] += max(Fraction(0), price - give.value)
        if give.kind == "money":
            amount = min(give.value, Fraction(rooms))
        elif give.kind == "set-price":
            total = sum(each[0].price for each, _ in ordered)
            amount = min(max(Fraction(0), total - give.value), Fraction(rooms))
    cut = [min(part, Fraction(_room(rule, each[0]))) for part, (each, _) in zip(parts, ordered, strict=True)]
    roles = tuple(Role(each, slot, place, cut[place]) for place, (each, slot) in enumerate(ordered))
    return Candidate(rule.id, roles, sum(cut, amount))


def _target(
    rule: SetRule, give: Give, ordered: Sequence[tuple[Class, int]], filling: Sequence[int]
) -> Sequence[int]:
    """Places in role order."""
    if give.target == "slot":
        return [place for place, (_, slot) in enumerate(ordered) if slot == give.n]
    if give.target == "nth":
        return [filling[give.n - 1]]
    if give.target == "cheapest":
        return filling[len(filling) - give.n :]
    if give.target == "dearest":
        return [place for place in filling if _room(rule, ordered[place][0][0]) > 0][: give.n]
    return range(len(ordered))


# ---- the best of all choices -------------------------------------------------------------------------------


class Choice(NamedTuple):
    """So many of each set, the `once` rules taken, and the plain rule of each class with units left."""

    counts: tuple[int, ...]
    onces: frozenset[str]
    plain: Mapping[Class, str]


class World(NamedTuple):
    """What is chosen from; rules in running order."""

    rules: Sequence[str]
    classes: Sequence[Class]
    sets: Sequence[Candidate]
    plain: Mapping[str, Mapping[Unit, Fraction]]
    whole: Mapping[str, tuple[list[Unit], Fraction]]
    shared: frozenset[str]


def world_of(case: Case) -> World:
    """All candidates of a case."""
    units = list(units_of(Plain(case.plain, case.lines)))
    running = sorted((rule.priority, rule.id) for rule in (*case.plain, *case.sets))
    plain = {rule.id: benefits_of(rule, units) for rule in case.plain if rule.kind != "once"}
    whole = {rule.id: whole_of(rule, units) for rule in case.plain if rule.kind == "once"}
    formed = [rule for rule in case.sets if any(_picks(rule, [(unit,) for unit in units]))]
    classes = classes_of(case, formed, units, plain)
    by_id = {rule.id: rule for rule in formed}
    sets = [
        candidate
        for _, id in running
        if id in by_id
        for candidate in sorted(
            candidates_of(by_id[id], classes),
            key=lambda candidate: [_filling(by_id[candidate.rule], role.unit) for role in candidate.roles],
        )
    ]
    shared = frozenset(rule.id for rule in case.sets if rule.shared)
    return World([id for _, id in running], classes, sets, plain, whole, shared)


def optimum(world: World) -> Choice:
    """The choice with the largest score."""
    best: tuple[object, ...] | None = None
    answer: Choice | None = None
    for counts in _numbers(world, 0, {}):
        for flags in product((True, False), repeat=len(world.whole)):
            onces = frozenset(id for id, flag in zip(world.whole, flags, strict=True) if flag)
            found = _rest(world, counts, onces)
            if found is not None and (best is None or found[0] > best):
                best, answer = found
    assert answer is not None
    return answer


def _numbers(world: World, place: int, used: dict[tuple[Class, str], int]) -> Iterator[tuple[int, ...]]:
    """Every number of every set that the units allow."""
    if place == len(world.sets):
        yield ()
        return
    roles = world.sets[place].roles
    count = 0
    while True:
        yield from ((count, *rest) for rest in _numbers(world, place + 1, used))
        for role in roles:
            key = (role.unit, _claim(world, world.sets[place].rule, role))
            used[key] = used.get(key, 0) + 1
        count += 1
        if any(_closed(role.unit, used) > len(role.unit) for role in roles):
            break
    for role in roles:
        used[role.unit, _claim(world, world.sets[place].rule, role)] -= count


def _claim(world: World, rule: str, role: Role) -> str:
    """Under which name a role is counted: `pays RULE`, `gift RULE`, or nothing."""
    if rule not in world.shared:
        return ""
    return f"{'pays' if role.slot == 0 else 'gift'} {rule}"


def _closed(each: Class, used: Mapping[tuple[Class, str], int]) -> int:
    """How many units of a class sets of these roles need.

    "A payer of a shared rule does not close its unit to sets of other rules ... Inside one rule a unit is in
    one set": payers lie on other units than the gifts of their own rule, and beside all else.
    """
    names = {name: count for (other, name), count in used.items() if other == each}
    others = sum(count for name, count in names.items() if not name.startswith("pays"))
    own = [
        count + names.get(f"gift {name[5:]}", 0) for name, count in names.items() if name.startswith("pays")
    ]
    return max([others, *own])


def _rest(
    world: World, counts: Sequence[int], onces: frozenset[str]
) -> tuple[tuple[object, ...], Choice] | None:
    """The score of a choice of sets and `once` rules, with the best plain rule for each unit left."""
    used: dict[tuple[Class, str], int] = {}
    benefit, claims, prices = Fraction(0), 0, 0
    for candidate, count in zip(world.sets, counts, strict=True):
        benefit += candidate.benefit * count
        for role in candidate.roles:
            key = (role.unit, _claim(world, candidate.rule, role))
            used[key] = used.get(key, 0) + count
            claims += count
            prices += role.unit[0].price * count
    left = {each: len(each) - _closed(each, used) for each in world.classes}
    for id in onces:
        claimed, value = world.whole[id]
        benefit += value
        claims += len(claimed)
        prices += sum(unit.price for unit in claimed)
        for each in world.classes:
            if each[0] in claimed:
                if left[each] < len(each):
                    return None
                left[each] = -1
    if any(not world.whole[id][0] for id in onces):
        return None
    chosen: dict[Class, str] = {}
    for each in world.classes:
        able = [id for id in world.rules if id in world.plain and each[0] in world.plain[id]]
        if left[each] > 0 and able:
            # The first of the largest.
            chosen[each] = max(able, key=lambda id: world.plain[id][each[0]])
            benefit += world.plain[chosen[each]][each[0]] * left[each]
            claims += left[each]
            prices += each[0].price * left[each]
    vector = _vector(world, counts, onces, chosen, left)
    return (benefit, -claims, prices, vector), Choice(tuple(counts), onces, chosen)


def _vector(
    world: World,
    counts: Sequence[int],
    onces: frozenset[str],
    chosen: Mapping[Class, str],
    left: Mapping[Class, int],
) -> list[int]:
    """ "the largest vector of counts over the list" """
    vector: list[int] = []
    for id in world.rules:
        if id in world.whole:
            vector.append(int(id in onces))
        elif id in world.plain:
            able = [each for each in world.classes if each[0] in world.plain[id]]
            vector += [left[each] if chosen.get(each) == id else 0 for each in able]
        else:
            vector += [count for count, each in zip(counts, world.sets, strict=True) if each.rule == id]
    return vector


# ---- what must come out ------------------------------------------------------------------------------------


def expected(case: Case) -> dict[str, dict[int, int] | int]:
    """By rule: minor units by line; their sum where one amount is shared over lines, which others test."""
    world = world_of(case)
    choice = optimum(world)
    found: dict[str, dict[int, int] | int] = {}
    dealt, taken = _dealt(world, choice.counts)
    for rule in case.sets:
        if rule.one_amount:
            found[rule.id] = sum(
                rounded(candidate.benefit) * count
                for candidate, count in zip(world.sets, choice.counts, strict=True)
                if candidate.rule == rule.id
            )
        else:
            parts = [(unit, part) for id, unit, part in dealt if id == rule.id]
            found[rule.id] = _by_line(parts, rule.least)
    for plain in case.plain:
        if plain.kind == "once":
            found[plain.id] = rounded(world.whole[plain.id][1]) if plain.id in choice.onces else 0
        else:
            won = [
                (unit, world.plain[plain.id][unit])
                for each, id in choice.plain.items()
                if id == plain.id
                for unit in each
                if unit not in taken
            ]
            found[plain.id] = _by_line(won, plain.least)
    return found


def _by_line(parts: Sequence[tuple[Unit, Fraction]], least: int) -> dict[int, int]:
    amounts: dict[int, int] = {}
    for line in sorted({unit.line for unit, _ in parts}):
        own = [(unit, part) for unit, part in parts if unit.line == line]
        room = sum(max(0, unit.price - least) for unit, _ in own)
        amounts[line] = min(rounded(sum((part for _, part in own), Fraction(0))), room)
    return {line: amount for line, amount in amounts.items() if amount}


def _dealt(world: World, counts: Sequence[int]) -> tuple[list[tuple[str, Unit, Fraction]], set[Unit]]:
    """ "units are given to roles in (line, unit) order: first payers of `buy`, then roles of `take`, then
    gifts; among these by place in role order, then by place of the candidate in the list, then set by set"
    """
    roles = [
        ((_kind(candidate, role), role.place, place, number), candidate.rule, role)
        for place, (candidate, count) in enumerate(zip(world.sets, counts, strict=True))
        for number in range(count)
        for role in candidate.roles
    ]
    roles.sort(key=lambda each: each[0])
    dealt: list[tuple[str, Unit, Fraction]] = []
    taken: set[Unit] = set()
    for each in world.classes:
        free = list(each)
        for _, rule, role in roles:
            if role.unit == each and not _claim(world, rule, role).startswith("pays"):
                dealt.append((rule, free.pop(0), role.part))
        # ---- payers of shared rules lie on the first units that are not their own gifts
        for shared in world.shared:
            own = {unit for id, unit, _ in dealt if id == shared}
            others = [unit for unit in each if unit not in own]
            pays = [
                1
                for _, rule, role in roles
                if role.unit == each and _claim(world, rule, role) == f"pays {shared}"
            ]
            taken.update(others[: len(pays)])
    taken.update(unit for _, unit, _ in dealt)
    return dealt, taken


def _kind(candidate: Candidate, role: Role) -> int:
    if not candidate.rule.startswith("b"):
        return 1
    return 0 if role.slot == 0 else 2
