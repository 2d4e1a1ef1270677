"""What is drawn of sets binds, is bounded, and often forms them."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receipt_rules.compiler import compile_program
from receipt_rules.program.model import SetReward
from receipt_rules.receipt import decode_receipt
from receipt_rules.testing.strategies import CURRENCIES, Ruleset, alike_receipts, rulesets
from tests.differential.clauses import CLAUSES, clauses_of
from tests.differential.judge import program_of
from tests.differential.pairs import BUNDLES, MOST_SETS, MOST_UNITS, Bundle, each_of_chunk, forms_sets
from tests.differential.shares import FLOORS, REASONS, SET, TWO_KINDS, Tally
from tests.property.runtime.worlds import examples


@given(st.sampled_from(CURRENCIES).flatmap(lambda currency: rulesets(currency, max_rules=6, max_sets=3)))
@examples(60)
def test_at_most_so_many_rules_form_sets(ruleset: Ruleset) -> None:
    program = program_of(ruleset.text())
    found = [rule for rule in program.rules if isinstance(rule.reward, SetReward)]
    assert len(found) <= 3
    assert bool(found) == forms_sets(ruleset)
    assert compile_program(program).rules


@given(rulesets("EUR", max_rules=6))
@examples(30)
def test_unless_wanted_none_does(ruleset: Ruleset) -> None:
    assert not forms_sets(ruleset)


@given(alike_receipts("EUR", max_units=5))
@examples(60)
def test_receipts_for_sets_are_small(receipt: dict[str, object]) -> None:
    record = decode_receipt(json.dumps(receipt))
    assert sum(int(line.quantity) if line.quantity.isdigit() else 1 for line in record.lines) <= 5


@pytest.fixture(scope="module")
def drawn() -> list[Bundle]:
    """So many bundles, each as likely as any other."""
    found: list[Bundle] = []
    for chunk in range(4):
        each_of_chunk(11, chunk, found.append)
    return found


def test_many_rulesets_form_sets_and_many_do_not(drawn: list[Bundle]) -> None:
    forming = sum(forms_sets(bundle.ruleset) for bundle in drawn)
    assert 0.4 * 4 * BUNDLES < forming < 0.7 * 4 * BUNDLES


def test_receipts_of_sets_have_few_units_and_many_that_are_alike(drawn: list[Bundle]) -> None:
    alike, every = 0, 0
    for bundle in drawn:
        if forms_sets(bundle.ruleset):
            for receipt in bundle.receipts:
                counts = Counter[str]()
                for line in receipt["lines"]:
                    counts[line["sku"]] += int(line["quantity"]) if line["quantity"].isdigit() else 1
                assert counts.total() <= MOST_UNITS
                alike += max(counts.values(), default=0) > 1
                every += 1
    assert alike > 0.7 * every


def test_every_clause_of_sets_is_drawn(drawn: list[Bundle]) -> None:
    names: set[str] = set()
    for bundle in drawn:
        for own in clauses_of(program_of(bundle.ruleset.text())).values():
            if own & {"take", "buy"}:
                names |= own
    wanted = {name for name in CLAUSES if "set" in name.split() or name in OF_SETS}
    assert len(wanted) > 30
    assert wanted <= names


OF_SETS = {
    "take", "take a block", "take a quantity", "buy", "buy of one get of another", "get free",
    "get at percent off", "get for money", "several gives", "same item", "different items",
    "shared", "favour store", "spread",
}  # fmt: skip


def test_at_most_so_many_rules_of_a_pair_form_sets(drawn: list[Bundle]) -> None:
    for bundle in drawn:
        clauses = [clause for each in bundle.ruleset.declarations for clause in each.clauses]
        assert sum(clause.startswith(("take ", "buy ")) for clause in clauses) <= MOST_SETS


def test_sets_have_floors() -> None:
    assert FLOORS[SET] == 0.15
    assert FLOORS[TWO_KINDS] == 0.05
    assert {"incomplete-set", "claimed"} <= set(REASONS)
    assert Tally().too_small() == list(FLOORS)
