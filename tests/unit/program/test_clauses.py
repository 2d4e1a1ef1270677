"""The table "Rules" of the language page: how many of each clause, what excludes and what needs what."""

from __future__ import annotations

import pytest

from tests.unit.program.binding import bound, only, said, slugs

AROUND = """
items tea = category "Tea"
items cups = category "Cups"
segment vip = assigned by host
cards club { number matches /77[0-9]+/ }
coupons hello { code "HELLO" }
coupons bye { code "BYE" }
points bonus { worth 1 point = 0.01 EUR }
budget summer 1_000 EUR
group shelf best per item
program loyal { status active }
"""

# a clause that may stand once, and what else the rule needs
ONCE = [
    ("for", "for everyone", "for members", "give 5% off"),
    ("valid", "valid from 2026-01-01", "valid until 2026-12-31", "give 5% off"),
    ("during", "during mon", "during tue", "give 5% off"),
    ("on", "on items tea", "on all items", "give 5% off"),
    ("take", "take 2 of items tea", "take 3 of items cups", "give 5% off set"),
    ("buy", "buy 1 of items tea get 1 free", "buy 2 of items tea get 1 free", ""),
    ("same item", "same item", "same item", "take 2 of items tea give 5% off set"),
    ("different items", "different items", "different items", "take 2 of items tea give 5% off set"),
    ("shared", "shared", "shared", "buy 1 of items tea get 1 free"),
    ("favour", "favour customer", "favour store", "take 2 of items tea give 5% off set"),
    ("counting", "counting this receipt", "counting all receipts within 9 days",
     "take 2 of items tea give 5% off set"),
    ("earn", "earn 1 points to bonus", "earn 2 points to bonus", ""),
    ("accept", "accept bonus up to 5%", "accept cash up to 5 EUR", ""),
    ("group", "group shelf", "group shelf", "give 5% off"),
    ("priority", "priority 1", "priority 2", "give 5% off"),
    ("alone", "alone", "alone first", "give 5% off"),
    ("costs", "costs 5 points of bonus", "costs 6 points of bonus", "give 5% off"),
    ("draws on", "draws on summer", "draws on summer", "give 5% off"),
    ("floor", "floor 1 EUR", "floor 2 EUR", "give 5% off"),
    ("round", "round price down to 0.05 EUR", "round discount up to 0.10 EUR", "give 5% off"),
    ("spread", "spread", "spread", "take 2 of items tea give 5% off set"),
    ("including manual prices", "including manual prices", "including manual prices", "give 5% off"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "first", "second", "rest"), ONCE, ids=[row[0] for row in ONCE])
def test_a_clause_that_stands_once(word: str, first: str, second: str, rest: str) -> None:
    assert slugs(f"{AROUND} rule r {{ {first} {rest} }}") == []
    finding = only(f"{AROUND} rule r {{ {first} {rest}\n {second} }}")
    assert (finding.slug, finding.message) == ("duplicate-clause", f"`{word}` is there twice")
    assert finding.span.text == second
    assert [label.span.text for label in finding.secondary] == [first]


ANY = [
    ("needs coupon hello", "needs coupon bye"),
    ("needs card club", "needs coupon bye"),
    ("when receipt.total > 5 EUR", "when amount > 5 EUR"),
    ("unless receipt.total > 5 EUR", "unless amount > 5 EUR"),
    ("issue coupon hello", "issue coupon bye"),
    ("limit 1 times per receipt", "limit 5 EUR in total"),
    ('print "a"', 'print slip "b"'),
    ('tell cashier "a"', 'tell customer "a"'),
    ('nudge customer "a" within 1 EUR', 'nudge cashier "a" within 1 EUR when amount >= 5 EUR'),
    ('otherwise tell cashier "a"', 'otherwise tell customer "a"'),
    ('"""One."""', '"""Two."""'),
]


@pytest.mark.parametrize(("first", "second"), ANY)
def test_a_clause_that_stands_any_number_of_times(first: str, second: str) -> None:
    assert slugs(f"{AROUND} rule r {{ {first} give 5% off {second} }}") == []


CONFLICTS = [
    ("on items tea", "take 2 of items tea", "give 5% off set"),
    ("on items tea", "buy 1 of items tea get 1 free", ""),
    ("take 2 of items tea", "buy 1 of items tea get 1 free", ""),
    ("buy 1 of items tea get 1 free", "give 5% off", ""),
    ("buy 1 of items tea get 1 free", 'give gift 1 of "x"', ""),
    ("same item", "different items", "take 2 of items tea give 5% off set"),
    ("give total rounded down to 1 EUR", "on items tea", ""),
    ("give total rounded down to 1 EUR", "group shelf", ""),
    ("give total rounded down to 1 EUR", "alone", ""),
    ("give total rounded down to 1 EUR", "floor 1 EUR", ""),
    ("give total rounded down to 1 EUR", "round price down to 1 EUR", ""),
    ("give total rounded down to 1 EUR", "including manual prices", ""),
]


@pytest.mark.parametrize(("one", "other", "rest"), CONFLICTS)
@pytest.mark.parametrize("turned", [False, True])
def test_clauses_that_exclude_each_other(one: str, other: str, rest: str, *, turned: bool) -> None:
    first, second = (other, one) if turned else (one, other)
    finding = only(f"{AROUND} rule r {{ {first}\n {second}\n {rest} }}")
    assert (finding.slug, finding.span.text) == ("clause-conflict", second)
    assert [label.span.text for label in finding.secondary] == [first]


NEEDS = [
    ("same item", "give 5% off"),
    ("different items", "give 5% off"),
    ("shared", "give 5% off"),
    ("favour store", "give 5% off"),
    ("counting this receipt", "give 5% off"),
    ("spread", "give 5% off"),
    ("floor 1 EUR", "earn 1 points"),
    ("round price down to 1 EUR", 'print "x"'),
    ("including manual prices", 'print "x"'),
    ("draws on summer", 'print "x"'),
    ("alone", 'print "x"'),
    ("group shelf", 'tell cashier "x"'),
    ("limit 2 sets per receipt", "give 5% off"),
    ("limit 2 times per coupon", "give 5% off"),
]


@pytest.mark.parametrize(("clause", "rest"), NEEDS)
def test_a_clause_that_needs_another(clause: str, rest: str) -> None:
    finding = only(f"{AROUND} rule r {{ {rest}\n {clause} }}")
    assert (finding.slug, finding.span.text) == ("missing-clause", clause)
    assert finding.help.startswith(("add ", "delete "))


@pytest.mark.parametrize("reward", ["give 5% off set", "give price 5 EUR set", "give 5% off 2nd",
                                    "give 5% off dearest 1", "give 5% off lunch"])  # fmt: skip
def test_a_reward_of_a_set_needs_a_set(reward: str) -> None:
    assert only(f"rule r {{ {reward} }}").slug == "missing-clause"


@pytest.mark.parametrize("clauses", ["", "on all items", "for everyone priority 1", "limit 1 times in total"])
def test_a_rule_without_reward_or_words_gives_nothing(clauses: str) -> None:
    finding = only(f"{AROUND} rule empty {{ {clauses} }}")
    assert (finding.slug, finding.span.text) == ("gives-nothing", "empty")


@pytest.mark.parametrize("clause", ['print "a"', 'tell cashier "a"',
                                    'nudge customer "a" within 1 EUR when amount > 5 EUR',
                                    'otherwise tell cashier "a"', "issue coupon hello", "earn 1 points",
                                    "accept cash up to 5%"])  # fmt: skip
def test_one_of_these_is_enough(clause: str) -> None:
    assert slugs(f"{AROUND} rule r {{ {clause} }}") == []


def test_a_clause_that_was_not_understood_is_not_missed() -> None:
    result = bound("rule r { givve 5% off }")
    assert [each.slug for each in result.diagnostics] == ["unknown-clause"], said(result.diagnostics)


TWO = [
    ("give 20% off", "give 50 EUR off receipt"),
    ("give 20% off", "give 20% off"),
    ("give 20% off", 'give gift 1 of "x"'),
    ("give price 5 EUR each", "give total rounded down to 1 EUR"),
]


@pytest.mark.parametrize(("first", "second"), TWO)
def test_a_rule_has_one_reward(first: str, second: str) -> None:
    finding = only(f"rule r {{ {first}\n {second} }}")
    assert (finding.slug, finding.span.text) == ("two-rewards", second)
    assert [label.span.text for label in finding.secondary] == [first]
