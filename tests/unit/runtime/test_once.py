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
from receipt_rules.runtime.optimum import prices, problem, search
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


def early(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every search end where it begins."""
    monkeypatch.setattr(search, "LOOKS", 0)
    monkeypatch.setattr(prices, "ROUNDS", 0)


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
    early(monkeypatch)
    rules = drawn(number)
    found = outcome(rules)
    total = found.totals.discount_minor
    assert greedy(rules) <= total <= optimum(rules)
    gap = sum({verdict.rule: verdict.gap_minor for verdict in found.verdicts}.values())
    assert optimum(rules) <= total + gap
    assert total == optimum(rules) or not all(verdict.proven for verdict in found.verdicts)


def test_some_searches_do_end_early(monkeypatch: pytest.MonkeyPatch) -> None:
    early(monkeypatch)
    assert any(not verdict.proven for number in range(60) for verdict in outcome(drawn(number)).verdicts)


def hard() -> list[Once]:
    """Too many sets of rules to look at, and far from what a linear bound can tell."""
    draw = Random(1)
    skus = [f"S{place:02}" for place in range(40)]
    return [Once(f"r{place:03}", draw.randint(20, 90), tuple(draw.sample(skus, 5))) for place in range(150)]


def test_where_the_search_is_too_long_the_verdicts_say_so() -> None:
    rules = hard()
    found = outcome(rules)
    assert greedy(rules) <= found.totals.discount_minor
    unproven = {verdict.gap_minor for verdict in found.verdicts if not verdict.proven}
    assert len(unproven) == 1, "one component, one gap"
    assert 0 < unproven.pop() < found.totals.discount_minor
    assert encode_outcome(found) == encode_outcome(outcome(rules)), "the same on every run"


def pairs(value: int) -> list[Once]:
    """Twenty items with two equal rules each, and a rule worth next to nothing that joins them all."""
    skus = [f"S{place:02}" for place in range(20)]
    twice = [Once(f"{name}{sku.lower()}", value, (sku,)) for sku in skus for name in "ab"]
    return [*twice, Once("z", 1, tuple(skus))]


@pytest.mark.parametrize("value", [500, PRICE])
def test_of_rules_that_claim_the_same_the_first_of_the_best_wins_however_they_are_joined(value: int) -> None:
    found = outcome(pairs(value))
    assert found.totals.discount_minor == 20 * value
    assert [rule[0] for rule in found.applied] == ["a"] * 20
    assert all(verdict.proven and not verdict.gap_minor for verdict in found.verdicts)


def test_the_gap_is_never_more_than_can_still_be_taken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of `ab` falls to B and half of `ac` to C, which cost next to nothing."""
    early(monkeypatch)
    items = {"A": 1_000, "B": 10, "C": 10}
    text = """
    rule ab "ab" { on items "A", "B" give 10.10 EUR off once }
    rule ac "ac" { on items "A", "C" give 10.10 EUR off once }
    rule bc "bc" { on items "B", "C" give 0.20 EUR off once }
    """
    found = engine(text).evaluate(receipt(*(goods(sku, price) for sku, price in items.items())))
    assert found.applied == ("ab",)
    assert {verdict.gap_minor for verdict in found.verdicts} == {10}


def test_a_plain_rule_whose_units_are_in_doubt_is_in_doubt() -> None:
    rules = hard()
    skus = sorted({sku for rule in rules for sku in rule.skus})
    text = "\n".join(rule.text() for rule in rules) + '\nrule p "p" { on all items give 0.01 EUR off each }'
    found = engine(text).evaluate(receipt(*(goods(sku, PRICE) for sku in skus)), verdicts="all")
    (plain,) = [verdict for verdict in found.verdicts if verdict.rule == "p"]
    assert not plain.proven
    assert plain.gap_minor > 0


def test_a_rule_worth_less_than_what_it_takes_away_joins_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """`z` alone makes it worse: without it the others are apart, and nothing is left to search."""
    seen: list[int] = []
    whole = problem._part

    def counted(
        columns: list[problem.Column], stocks: list[int], starts: list[list[int]]
    ) -> tuple[list[int], bool, int]:
        seen.append(len(columns))
        return whole(columns, stocks, starts)

    monkeypatch.setattr(problem, "_part", counted)
    text = (
        "\n".join(rule.text() for rule in pairs(500)) + '\nrule p "p" { on all items give 0.01 EUR off each }'
    )
    found = engine(text).evaluate(receipt(*(goods(f"S{place:02}", PRICE) for place in range(20))))
    assert seen == [3] * 20, "two rules, and the plain one"
    assert found.totals.discount_minor == 20 * 500


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
