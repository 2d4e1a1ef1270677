"""The strategies are worth their while: what they draw binds, meets, competes, and comes to every reason."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receipt_rules.compiler import compile_program
from receipt_rules.receipt import decode_receipt
from receipt_rules.runtime import Engine
from receipt_rules.testing.strategies import CURRENCIES, Declaration, Ruleset, receipts, rulesets
from receipt_rules.testing.strategies.weights import either, now_and_then
from tests.differential.clauses import clauses_of
from tests.differential.judge import program_of
from tests.differential.pairs import Bundle, each_of_chunk
from tests.differential.shares import DISCOUNT, REASONS, TWO_RULES, Tally
from tests.differential.uniform import draw_each
from tests.property.runtime.worlds import examples


@pytest.fixture(scope="module")
def tally() -> Tally:
    """What a thousand pairs come to, each as likely as any other."""
    counted = Tally()

    def look(bundle: Bundle) -> None:
        program = program_of(bundle.ruleset.text())
        engine = Engine(compile_program(program))
        for receipt in bundle.receipts:
            record = decode_receipt(json.dumps(receipt))
            both = engine.evaluate(record, verdicts="all"), engine.evaluate(record)
            counted.add(*both, clauses_of(program))

    for chunk in range(4):
        each_of_chunk(11, chunk, look)
    return counted


def test_many_receipts_get_a_discount_and_many_units_two(tally: Tally) -> None:
    assert tally.share(DISCOUNT) > 0.6
    assert tally.share(TWO_RULES) > 0.3


def test_rules_come_to_every_reason(tally: Tally) -> None:
    assert [name for name in REASONS if not tally.counts[f"reason {name}"]] == []


@given(st.sampled_from(CURRENCIES).flatmap(lambda currency: rulesets(currency, max_rules=6)))
@examples(60)
def test_every_ruleset_binds_and_compiles(ruleset: Ruleset) -> None:
    assert compile_program(program_of(ruleset.text())).rules


@given(st.sampled_from(CURRENCIES).flatmap(receipts))
@examples(60)
def test_every_receipt_is_one(receipt: dict[str, object]) -> None:
    assert decode_receipt(json.dumps(receipt)).id == "r"


@given(rulesets("EUR", meeting=False, tabled=False, gates=False, totals=False, max_rules=2))
@examples(60)
def test_what_is_not_wanted_does_not_come_up(ruleset: Ruleset) -> None:
    rules = [each for each in ruleset.declarations if each.head.startswith(("rule", "draft"))]
    heads = {each.head.split()[0] for each in ruleset.declarations}
    assert 1 <= len(rules) <= 2
    assert not heads & {"group", "sequence", "tiers", "table", "draft"}
    words = {clause.split()[0] for rule in rules for clause in rule.clauses}
    assert not words & {"group", "alone", "for", "needs", "valid", "during"}


@given(receipts("EUR", max_lines=2, simple=True))
@examples(60)
def test_a_simple_receipt_is_pieces_of_goods(receipt: dict[str, object]) -> None:
    lines: list[dict[str, str]] = receipt["lines"]  # type: ignore[assignment]
    assert 1 <= len(lines) <= 2
    assert all(line["quantity"] in {"1", "2", "3"} and "kind" not in line for line in lines)


def test_a_choice_named_twice_comes_twice_as_often() -> None:
    """Which `one_of` does not keep; the source of choices here is one that prefers none."""
    seen: Counter[str] = Counter()
    choices = either(st.just("a"), st.just("b"), st.just("a"), now_and_then(2, st.just("c")))

    draw_each(st.lists(choices, min_size=40, max_size=40), seen.update, seed=1, count=20)
    total = sum(seen.values())
    assert 0.4 < seen["a"] / total < 0.6
    assert 0.15 < seen["b"] / total < 0.35
    assert 0.05 < seen["c"] / total < 0.2


def test_a_text_of_parts() -> None:
    parts = (Declaration("sequence g"), Declaration("rule a", ("give 10% off", "group g")))
    text = Ruleset('ruleset "x" version "1"', parts).text()
    assert text == 'ruleset "x" version "1"\nsequence g\nrule a {\n  give 10% off\n  group g\n}\n'
