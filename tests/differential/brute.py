"""`best per item` by brute force: every assignment of units to rules is written down and compared.

In: a number. Out: a small ruleset of plain and `once` rules with a small receipt, and what each rule must
give on each line. It knows nothing of the engine or of the reference interpreter; quotations are from the
language.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import floor
from random import Random
from typing import NamedTuple

SKUS = ("A", "B")
KINDS = ("percent", "percent", "each", "price", "line", "cheapest", "once", "once")


class Unit(NamedTuple):
    """One piece of a line."""

    line: int
    place: int
    sku: str
    price: int


class Rule(NamedTuple):
    """`value`: a share, or minor units. `least`: its floor, in minor units."""

    id: str
    kind: str
    value: Fraction
    skus: tuple[str, ...]
    priority: int
    least: int
    first: int
    """Of `cheapest`: how many."""


class Case(NamedTuple):
    """Rules, and lines as (SKU, pieces, amount)."""

    rules: tuple[Rule, ...]
    lines: tuple[tuple[str, int, int], ...]


Benefits = dict[str, dict[Unit, Fraction]]
"""By plain rule, the benefit on each unit on which there is one."""
Wholes = dict[str, tuple[list[Unit], Fraction]]
"""By `once` rule, the units that it claims and its value."""


def case_of(number: int) -> Case:
    """The case with this number; equal prices and equal benefits come up often, for there the ties are."""
    draw = Random(number)
    lines: list[tuple[str, int, int]] = []
    for _ in range(draw.randint(2, 4)):
        pieces = draw.choice((1, 1, 2, 3))
        if sum(each[1] for each in lines) + pieces <= 6:
            lines.append((draw.choice(SKUS), pieces, draw.choice((100, 200, 201, draw.randint(1, 500)))))
    return Case(tuple(rule_of(draw, f"r{place}") for place in range(draw.randint(3, 4))), tuple(lines))


def rule_of(draw: Random, id: str) -> Rule:
    kind = draw.choice(KINDS)
    shared = kind in ("percent", "cheapest")
    amount = draw.choice((10, 20, 50, 100, draw.randint(1, 300)))
    return Rule(
        id=id,
        kind=kind,
        value=Fraction(draw.choice((1, 10, 20, 50, 100)), 100) if shared else Fraction(amount),
        skus=tuple(sorted(draw.sample(SKUS, draw.choice((1, 1, 2))))),
        priority=draw.choice((1, 1, 2)),
        least=draw.choice((0, 0, 0, draw.randint(1, 200))),
        first=draw.randint(1, 2),
    )


# ---- as the engine is told ---------------------------------------------------------------------------------


def text_of(case: Case) -> str:
    """The ruleset."""
    return text_around([plain_text(rule) for rule in case.rules])


def text_around(rules: Sequence[str]) -> str:
    """The ruleset of these rules."""
    head = ['ruleset "brute" version "1" currency EUR', "group best_of_all best per item"]
    return "\n".join([*head, *rules]) + "\n"


def plain_text(rule: Rule) -> str:
    """A rule on units, or a `once` rule."""
    money = f"{int(rule.value) / 100:.2f} EUR"
    share = f"{int(rule.value * 100)}%"
    give = {
        "percent": f"{share} off",
        "cheapest": f"{share} off cheapest {rule.first}",
        "each": f"{money} off each",
        "line": f"{money} off line",
        "once": f"{money} off once",
        "price": f"price {money} each",
    }[rule.kind]
    skus = ", ".join(f'"{sku}"' for sku in rule.skus)
    return f"rule {rule.id} {{ on items {skus} give {give} {fences_text(rule.priority, rule.least)} }}"


def fences_text(priority: int, least: int) -> str:
    """Group, priority and floor."""
    bound = f" floor {least / 100:.2f} EUR" if least else ""
    return f"group best_of_all priority {priority}{bound}"


def receipt_of(case: Case) -> str:
    """The receipt as JSON."""
    lines = [
        {"id": str(number), "sku": sku, "quantity": str(pieces), "amount_minor": amount}
        for number, (sku, pieces, amount) in enumerate(case.lines)
    ]
    store = {"id": "S", "timezone": "UTC"}
    return json.dumps(
        {"id": "r", "at": "2026-03-04T12:00:00Z", "currency": "EUR", "store": store, "lines": lines}
    )


# ---- what must come out ----------------------------------------------------------------------------


def expected(case: Case) -> dict[str, dict[int, int] | int]:
    """By rule: minor units by line; of a `once` rule their sum, for how it is shared is another matter."""
    units = list(units_of(case))
    rules = sorted(case.rules, key=lambda rule: (rule.priority, rule.id))
    plain: Benefits = {rule.id: benefits_of(rule, units) for rule in rules if rule.kind != "once"}
    whole: Wholes = {rule.id: whole_of(rule, units) for rule in rules if rule.kind == "once"}
    choice, taken = optimum(units, [rule.id for rule in rules], plain, whole)
    found: dict[str, dict[int, int] | int] = {}
    for rule in rules:
        if rule.id in whole:
            found[rule.id] = rounded(whole[rule.id][1]) if rule.id in taken else 0
            continue
        won = [unit for unit in plain[rule.id] if choice.get(unit) == rule.id]
        amounts = {
            line: min(
                rounded(sum((plain[rule.id][unit] for unit in won if unit.line == line), Fraction(0))),
                sum(_capacity(rule, unit) for unit in won if unit.line == line),
            )
            for line in {unit.line for unit in won}
        }
        found[rule.id] = {line: amount for line, amount in amounts.items() if amount}
    return found


def units_of(case: Case) -> Iterator[Unit]:
    """ "If the line's amount does not divide, the first units are the dearer ones" """
    for line, (sku, pieces, amount) in enumerate(case.lines):
        price, dearer = divmod(amount, pieces)
        for place in range(pieces):
            yield Unit(line, place, sku, price + (place < dearer))


def rounded(value: Fraction) -> int:
    return floor(value + Fraction(1, 2))


def _capacity(rule: Rule, unit: Unit) -> int:
    return max(0, unit.price - rule.least)


def _able(rule: Rule, units: Sequence[Unit]) -> list[Unit]:
    return [unit for unit in units if unit.sku in rule.skus and _capacity(rule, unit) > 0]


def whole_of(rule: Rule, units: Sequence[Unit]) -> tuple[list[Unit], Fraction]:
    """ "`once` claims all units of its selection with capacity, all or nothing" """
    able = _able(rule, units)
    return able, min(rule.value, Fraction(sum(_capacity(rule, unit) for unit in able)))


def benefits_of(rule: Rule, units: Sequence[Unit]) -> dict[Unit, Fraction]:
    """ "A candidate is worth its exact rational benefit before rounding, cut to capacity" """
    able = _able(rule, units)
    if rule.kind == "cheapest":
        able = sorted(able, key=lambda unit: (unit.price, -unit.line, -unit.place))[: rule.first]
    found = {}
    for unit in able:
        line = [each for each in able if each.line == unit.line]
        worth = {
            "percent": rule.value * unit.price,
            "cheapest": rule.value * unit.price,
            "each": rule.value,
            "price": unit.price - rule.value,
            "line": rule.value * Fraction(unit.price, sum(each.price for each in line)),
        }[rule.kind]
        if worth > 0:
            found[unit] = min(worth, Fraction(_capacity(rule, unit)))
    return found


def optimum(
    units: Sequence[Unit], rules: Sequence[str], plain: Benefits, whole: Wholes
) -> tuple[dict[Unit, str], frozenset[str]]:
    """The best of all assignments: the rule of each unit under a plain rule, and the `once` rules taken."""
    best: tuple[object, ...] | None = None
    answer: tuple[dict[Unit, str], frozenset[str]] = ({}, frozenset())
    onces = [id for id, (claimed, _) in whole.items() if claimed]
    for flags in product((True, False), repeat=len(onces)):
        taken = [id for id, flag in zip(onces, flags, strict=True) if flag]
        claimed = [unit for id in taken for unit in whole[id][0]]
        if len(set(claimed)) < len(claimed):
            continue
        free = [unit for unit in units if unit not in claimed]
        options = [[None, *(id for id in plain if unit in plain[id])] for unit in free]
        for picks in product(*options):
            choice = {unit: id for unit, id in zip(free, picks, strict=True) if id is not None}
            score = _score(units, rules, plain, whole, taken, choice)
            if best is None or score > best:
                best, answer = score, (choice, frozenset(taken))
    return answer


def _score(
    units: Sequence[Unit],
    rules: Sequence[str],
    plain: Benefits,
    whole: Wholes,
    taken: Sequence[str],
    choice: dict[Unit, str],
) -> tuple[object, ...]:
    """ "the largest total benefit; ties: fewest units claimed, then the largest sum of current prices of the
    claimed units, then the lexicographically largest vector of counts over the candidates" """
    claimed = [*choice, *(unit for id in taken for unit in whole[id][0])]
    benefit = sum((plain[id][unit] for unit, id in choice.items()), Fraction(0))
    benefit += sum((whole[id][1] for id in taken), Fraction(0))
    vector: list[int] = []
    for id in rules:
        if id in whole:
            vector.append(int(id in taken))
        else:
            vector += [int(choice.get(unit) == id) for unit in units if unit in plain[id]]
    return benefit, -len(claimed), sum(unit.price for unit in claimed), vector
