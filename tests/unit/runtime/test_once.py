"""Which `once` rules win: the best set of them, and what is said where it cannot be proven."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import NamedTuple

import pytest

from receipt_rules.outcome import encode_outcome
from receipt_rules.outcome.record import Outcome
from receipt_rules.runtime import once
from tests.unit.runtime.engines import engine, goods, receipt

PRICE = 10_000


class Once(NamedTuple):
    """A rule that takes `value` minor units off these lines together."""

    id: str
    value: int
    skus: tuple[str, ...]

    def text(self) -> str:
        items = ", ".join(f'"{sku}"' for sku in self.skus)
        return f'rule {self.id} "{self.id}" {{ on items {items} give {self.value / 100:.2f} EUR off once }}'


def outcome(rules: list[Once]) -> Outcome:
    skus = sorted({sku for rule in rules for sku in rule.skus})
    text = "\n".join(rule.text() for rule in rules)
    return engine(text).evaluate(receipt(*(goods(sku, PRICE) for sku in skus)))


def independent(rules: list[Once]) -> Iterator[tuple[Once, ...]]:
    """Every set of rules that share no line."""
    for size in range(len(rules) + 1):
        for some in combinations(rules, size):
            skus = [sku for rule in some for sku in rule.skus]
            if len(set(skus)) == len(skus):
                yield some


def optimum(rules: list[Once]) -> int:
    return max(sum(rule.value for rule in some) for some in independent(rules))


def greedy(rules: list[Once]) -> int:
    """The largest benefit per claimed unit first, ties by id."""
    closed: set[str] = set()
    total = 0
    for rule in sorted(rules, key=lambda rule: (-Fraction(rule.value, len(rule.skus)), rule.id)):
        if closed.isdisjoint(rule.skus):
            closed.update(rule.skus)
            total += rule.value
    return total


def drawn(number: int) -> list[Once]:
    draw = Random(number)
    skus = [f"S{place}" for place in range(7)]
    return [
        Once(f"r{place:02}", draw.randint(1, 30), tuple(sorted(draw.sample(skus, draw.randint(1, 3)))))
        for place in range(draw.randint(2, 9))
    ]


@pytest.mark.parametrize("number", range(60))
def test_the_best_set_of_rules_wins(number: int) -> None:
    rules = drawn(number)
    found = outcome(rules)
    assert found.totals.discount_minor == optimum(rules)
    assert all(verdict.proven and not verdict.gap_minor for verdict in found.verdicts)


@pytest.mark.parametrize("number", range(60))
def test_a_search_that_ends_early_is_never_below_the_greedy_and_bounds_what_it_missed(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(once, "STATES", 3)
    rules = drawn(number)
    found = outcome(rules)
    total = found.totals.discount_minor
    assert greedy(rules) <= total <= optimum(rules)
    gap = sum({verdict.rule: verdict.gap_minor for verdict in found.verdicts}.values())
    assert optimum(rules) <= total + gap
    assert total == optimum(rules) or not all(verdict.proven for verdict in found.verdicts)


def trap() -> list[Once]:
    """The first rule of the list shuts out the best one, and there are more sets than can be looked at."""
    chain = [Once(f"c{place:02}", 100, (f"M{place}", f"M{place + 1}")) for place in range(60)]
    return [Once("a", 100, ("L",)), *chain, Once("z", 9_000, ("L", "M0"))]


def test_where_the_search_is_too_long_the_verdicts_say_so() -> None:
    rules = trap()
    found = outcome(rules)
    total = found.totals.discount_minor
    # z and every other rule of the chain that M0 is not in
    best = 9_000 + 30 * 100
    assert greedy(rules) <= total <= best
    (gap,) = {verdict.gap_minor for verdict in found.verdicts}
    assert not any(verdict.proven for verdict in found.verdicts)
    assert best <= total + gap
    assert encode_outcome(found) == encode_outcome(outcome(rules)), "the same on every run"


def test_a_thousand_rules_on_one_item_are_no_deeper_than_one() -> None:
    rules = [Once(f"r{place:04}", 1 + place % 7, ("A",)) for place in range(1_200)]
    found = outcome(rules)
    assert found.applied == ("r0006",), "the first of the largest"
    assert all(verdict.proven for verdict in found.verdicts)


def test_a_plain_rule_that_gives_a_unit_more_is_greedier() -> None:
    """The greedy choice looks at units of plain rules, too: 0.60 on one unit before 1.00 on two."""
    text = """
    rule both "Both" { on items "A", "B" give 1 EUR off once }
    rule one "One" { on items "A" give 0.60 EUR off each }
    """
    found = engine(text).evaluate(receipt(goods("A", 500), goods("B", 500)))
    assert found.applied == ("both",), "which is not the best"
