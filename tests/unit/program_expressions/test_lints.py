"""Lints: what each says, and what it keeps quiet about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from receipt_rules.program.bind.usage import unused_names
from receipt_rules.program.lint import lint
from receipt_rules.program.lint.places import MOST_SHOWN
from tests.unit.program.binding import program
from tests.unit.program_expressions.lint_findings import LISTS, WEDNESDAY, names, said
from tests.unit.program_expressions.scopes import context_of

# ---- expired -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "over"),
    [
        ("valid until 2026-03-03", True),
        ("valid until 2026-03-04", False),
        ("valid from 2026-03-05", False),
        ("valid until 2026-03-04T00:00", True),
        ("valid until 2026-03-04T00:01", False),
        ("", False),
    ],
)
def test_expired_is_what_ended_before_the_day_of_the_check(term: str, over: bool) -> None:
    text = f"rule tea {{ {term} give 10% off }}"
    assert names(text, "expired") == (["tea"] if over else [])
    assert names(text, "expired", today=None) == []
    assert names(f"draft {text}", "expired") == []


def test_an_expired_ruleset_is_said_once() -> None:
    header = 'ruleset "w" version "1" currency EUR valid until 2026-03-03\n'
    assert names(f"{header}rule a {{ give 1% off }}\nrule b {{ give 1% off }}", "expired") == ['ruleset "w"']


def test_a_ruleset_whose_name_is_not_found_as_it_is_is_pointed_at_by_its_file() -> None:
    header = 'ruleset "a\\"b" version "1" currency EUR valid until 2026-03-03\n'
    (found,) = said(f"{header}rule a {{ give 1% off }}", "expired")
    assert (found.line, found.column, found.span.text) == (1, 1, "")


# ---- never applies ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clauses", "never"),
    [
        ("valid 2026-03-02..2026-03-06 during sun", True),
        ("valid 2026-03-02..2026-03-08 during sun", False),
        ("valid 2026-03-02..2026-03-06 during sun, 2026-03-04", False),
        ("during 2026-01-01", True),
        ("during 2026-05-01", False),
        ("valid from 2027-01-01", True),
        ("valid until 2026-01-31", True),
        ("valid 2026-02-01..2027-12-31", False),
        ("valid 2026-12-25..2027-01-07 during fri", False),
        ("valid 2026-12-29..2027-01-07 during fri", True),
        ("needs coupon old", True),
        ("needs coupon new", False),
        ("needs card plastic", True),
        ("needs coupon old valid until 2026-02-15", True),
    ],
)
def test_never_by_the_calendar(clauses: str, never: bool) -> None:
    header = 'ruleset "y" version "1" currency EUR valid 2026-02-01..2026-12-31\n'
    codes = (
        'coupons old { valid until 2026-01-31 code "A" }\ncoupons new { valid until 2026-02-01 code "B" }\n'
        'cards plastic { valid from 2027-02-01 number "C" }\n'
    )
    assert names(f"{header}{codes}rule tea {{ {clauses} give 10% off }}", "never-applies") == ["tea"] * never


@pytest.mark.parametrize(
    ("clauses", "never"),
    [
        ("when amount > 20 EUR when amount < 10 EUR", True),
        ("when amount > 20 EUR and amount < 10 EUR", True),
        ("when 10 EUR > amount when amount > 10 EUR", True),
        ("when amount >= 10 EUR when amount <= 10 EUR", False),
        ("when amount >= 10 EUR when amount < 10 EUR", True),
        ("when amount > 10 EUR when amount = 10 EUR", True),
        ("when amount = 10 EUR when amount = 11 EUR", True),
        ("when amount = 10 EUR when amount != 10 EUR", True),
        ("when amount != 10 EUR when amount = 10 EUR", True),
        ("when amount != 10 EUR when amount = 11 EUR", False),
        ("when amount in 1 EUR..2 EUR when amount in 3 EUR..4 EUR", True),
        ("when amount in 1 EUR..3 EUR when amount in 3 EUR..4 EUR", False),
        ("when not amount in 1 EUR..2 EUR when amount in 1 EUR..2 EUR", False),
        ("when amount > 5 EUR unless amount > 3 EUR", True),
        ("when amount > 5 EUR unless amount > 7 EUR", False),
        ("when amount < 3 EUR unless not amount > 5 EUR", True),
        ("when amount < 3 EUR unless not amount > 2 EUR", False),
        ("when amount > 5 EUR unless amount > 3 EUR or receipt.lines > 3", True),
        ("when amount > 5 EUR unless amount > 3 EUR and receipt.lines > 3", False),
        ("when amount > 20 EUR or amount < 10 EUR", False),
        ("when amount > 20 EUR when quantity < 10", False),
        ('when amount of all items > 20 EUR when amount of items "1" < 10 EUR', False),
        ('when receipt.channel = "app" when receipt.channel = "pos"', True),
        ("when today > 2026-03-04 when today < 2026-03-04", True),
        ("when 1 > 2", True),
        ("when 1 < 2", False),
        ("unless 1 < 2", True),
        ("unless 1 > 2", False),
        ("on all items where 1 > 2", True),
        ("on all items where item.price > 2 EUR and item.price < 1 EUR", True),
        ("on all items where item.price > 2 EUR or item.price < 1 EUR", False),
        ('on items "1" except "1"', True),
        ('on items "1", "2" except "1"', False),
        ("on items a except b", False),
        ("on items b except a", True),
        ('on items a except "1", "2"', True),
        ("on items nothing", True),
        ("on items l except l", True),
        ('on items "a" except l', True),
        ('on items "c" except l', False),
        ("on items n except m", True),
        ("on items l except twin", True),
        ("on items m except n", False),
        ("on all items except a", False),
        ("on items b except dear", False),
    ],
)
def test_never_by_what_it_asks(clauses: str, never: bool) -> None:
    items = (
        f'{LISTS}items a = "1", "2"\nitems b = "1"\nitems nothing = b except b\n'
        'items dear = "1" where item.price > 9 EUR\n'
    )
    assert names(f"{items}rule tea {{ {clauses} give 10% off }}", "never-applies") == ["tea"] * never


def test_empty_sets() -> None:
    items = 'items a = "1" except "1"\nitems b = a\nitems c = "1", a\n'
    items += 'items d = "1" where 2 < 1\nitems e = "1"'
    assert names(items, "empty-set") == ["a", "b", "d"]


# ---- rules without a group that meet -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "meets"),
    [
        ('on items "1"', 'on items "1"', True),
        ('on items "1"', 'on items "2"', False),
        ('on items "1"', 'on items "1", "2"', True),
        ('on items "a"', "on items l", True),
        ('on items "c"', "on items l", False),
        ("on items l", "on items m", True),
        ("on items l", "on items n", False),
        ("on items n", "on items m", True),
        ('on items category "A"', 'on items category "A"', True),
        ('on items category "A"', 'on items category "B"', False),
        ('on items category "A"', 'on items brand "A"', True),
        ('on items brand "A"', 'on items brand "B"', False),
        ('on items tag "A"', 'on items tag "B"', True),
        ('on items tag "A"', "on items l", True),
        ("", 'on items category "A"', True),
        ("", "", True),
        ('on all items except category "A"', 'on items category "A"', False),
        ('on items category "A"', 'on all items except category "A", l', False),
        ('on items category "A", "1"', 'on all items except category "A"', True),
        ("on all items except l", 'on items "a", "b"', False),
        ("on items teas", 'on items category "Tea"', True),
        ("on items teas", 'on items category "Coffee"', False),
        ("on items teas", "on all items except teas", False),
        ("on items teas", "on all items except dear_teas", True),
        ("during mon", "during tue", False),
        ("during mon, tue", "during tue", True),
        ("during mon 08:00..12:00", "during mon 12:00..14:00", False),
        ("during mon 08:00..12:01", "during mon 12:00..14:00", True),
        ("during mon 22:00..02:00", "during tue 00:00..02:00", True),
        ("during mon", "during 2026-03-10", True),
        ("during 2026-03-09..2026-03-11", "during 2026-03-11..2026-03-12", True),
        ("during 2026-03-09..2026-03-10", "during 2026-03-11..2026-03-12", False),
        ("valid until 2026-03-09", "valid from 2026-03-10", False),
        ("valid until 2026-03-10", "valid from 2026-03-10", True),
        ("valid until 2026-03-10", "during 2026-03-11..2026-03-20", False),
        ('when receipt.channel = "app"', 'when receipt.channel = "pos"', False),
        ('when receipt.channel = "app"', 'when receipt.channel != "pos"', True),
        ("when amount > 5 EUR", "when amount < 5 EUR", False),
        ("when amount > 5 EUR", 'on items "1" when amount < 5 EUR', True),
        ("when quantity < 5", "unless quantity < 5", False),
        ("when quantity < 5", 'on items "1" unless quantity < 5', True),
        ('when receipt.channel = "app"', 'unless receipt.channel = "app"', False),
        ("on all items where item.price < 3 EUR", "on all items where item.price >= 3 EUR", False),
        ("on all items where item.price < 3 EUR", "on all items where item.price >= 2 EUR", True),
        ("on all items where item.price < 9 EUR", "on items dear_teas", False),
        ("on items dear_teas", 'on items dear_teas, "1" where item.price < 9 EUR', False),
        ("on items dear_teas", "on items teas where item.price < 10 EUR", True),
        ('on items dear_teas, "1"', "on items teas where item.price < 9 EUR", True),
        ("for customers where customer.age > 60", "for customers where customer.age < 20", False),
        ("for customers where customer.age > 60", "for members", True),
        ("for customers where customer.age > 60, members", "for customers where customer.age < 20", True),
        ("for segment young", "for customers where customer.age > 60", False),
        ("for segment young", "for segment vip", True),
        ("needs coupon march", "needs coupon april", False),
        ("needs coupon march", "needs coupon april_too", True),
        ("needs coupon march", "valid from 2026-04-01", False),
        ("when receipt.total > 5 EUR", "when receipt.total < 5 EUR", False),
    ],
)
def test_who_can_meet(first: str, second: str, meets: bool) -> None:
    items = f'{LISTS}items teas = category "Tea"\nitems dear_teas = teas where item.price > 9 EUR\n'
    items += "schema { customer.age: int }\n"
    items += "segment young = where customer.age < 20\nsegment vip = assigned by host\n"
    items += 'coupons march { code "M" valid until 2026-03-31 }\n'
    items += 'coupons april { code "A" valid from 2026-04-01 }\n'
    items += 'coupons april_too { code "B" valid until 2026-04-30 }\n'
    for one, other in ((first, second), (second, first)):
        text = f"{items}rule r1 {{ {one} give 1% off }}\nrule r2 {{ {other} give 2% off }}"
        assert names(text, "ungrouped-rules-meet") == ["r2"] * meets


def test_a_day_that_starts_late_makes_a_window_run_over() -> None:
    for starts, meets in (("00:00", False), ("05:00", True)):
        header = f'ruleset "x" version "1" currency EUR business day starts {starts}\n'
        rules = "rule a { during mon 04:00..06:00 give 1% off }\n"
        rules += "rule b { during tue 05:00..07:00 give 1% off }"
        assert names(header + rules, "ungrouped-rules-meet") == ["b"] * meets


def test_rewards_on_the_receipt_always_meet_and_never_meet_those_on_items() -> None:
    receipt = 'rule a { on items "1" give 1% off receipt }\nrule b { on items "2" give 1 EUR off receipt }'
    assert names(receipt, "ungrouped-rules-meet") == ["b"]
    assert names("rule a { give 1% off receipt }\nrule b { give 1% off }", "ungrouped-rules-meet") == []
    total = "rule a { give 1% off receipt }\nrule b { give total rounded down to 1 EUR }"
    assert names(total, "ungrouped-rules-meet") == []


def test_drafts_groups_and_rules_without_a_discount_are_no_rivals() -> None:
    other = "rule b { give 2% off }"
    for first in (
        "draft rule a { give 1% off }",
        "group g best per item\nrule a { group g give 1% off }",
        "rule a { alone give 1% off }",
        'rule a { print "hello" }',
    ):
        assert names(f"{first}\n{other}", "ungrouped-rules-meet") == []


def test_of_many_pairs_the_first_is_shown_and_the_others_are_counted() -> None:
    assert notes_of_many(2) == []
    assert notes_of_many(3) == ["so can `r0` and `r2`; `r1` and `r2`"]
    assert notes_of_many(4) == [
        "so can 5 more pairs, 4 rules in all: `r0` and `r2`; `r1` and `r2`; `r0` and `r3` ..."
    ]
    (many,) = notes_of_many(40)
    assert many.startswith("so can at least 99 more pairs, 15 rules in all: ")


def notes_of_many(count: int) -> list[str]:
    text = "\n".join(f"rule r{number} {{ give {number + 1}% off }}" for number in range(count))
    (found,) = said(text, "ungrouped-rules-meet")
    return list(found.notes[1:])


def test_items_and_the_receipt_are_told_apart() -> None:
    text = "rule a { give 1% off }\nrule b { give 2% off }\n"
    text += "rule y { give 1% off receipt }\nrule z { give 2% off receipt }"
    assert names(text, "ungrouped-rules-meet") == ["b", "z"]


def test_the_search_is_given_up_and_says_so_only_where_it_found_something() -> None:
    rules = [f"rule r{n:03} {{ during {'mon' if n % 2 else 'tue'} give 1% off receipt }}" for n in range(60)]
    (found,) = said("\n".join(rules), "ungrouped-rules-meet")
    assert "at least 99 more" in found.notes[1]
    apart = [f"rule r{n:03} {{ when receipt.lines = {n} give 1% off receipt }}" for n in range(60)]
    assert said("\n".join(apart), "ungrouped-rules-meet") == []


# ---- tests, names, what is not evaluated ------------------------------------------------------------


def test_a_rule_that_a_test_names_is_tested() -> None:
    rules = "\n".join(f"rule r{number} {{ give 1% off }}" for number in range(4))
    test = """
    test "some" {
      at 2026-03-04T12:00
      receipt { 1 x "1" at 5 EUR }
      expect rule r0 applied
      expect rule r1 gives 0.05 EUR
      expect rule r2 skipped because lost
    }"""
    assert names(rules + test, "rule-without-test") == ["r3"]


def test_of_many_untested_rules_the_first_are_shown() -> None:
    many = "\n".join(f"draft rule r{number:03} {{ give 1% off }}" for number in range(25))
    found = said(many, "rule-without-test")
    assert [each.span.text for each in found] == [f"r{number:03}" for number in range(MOST_SHOWN)]
    assert found[-1].notes == ("and 5 more rules without a test",)
    assert not any(each.notes for each in found[:-1])


def test_as_many_as_are_shown_are_all() -> None:
    many = "\n".join(f"draft rule r{number:03} {{ give 1% off }}" for number in range(MOST_SHOWN))
    found = said(many, "rule-without-test")
    assert len(found) == MOST_SHOWN
    assert not any(each.notes for each in found)


DECLARED = """
items a = "1"
items b = a
segment s = assigned by host
cards c { number "1" }
coupons k { code "1" }
let l = 5%
let m = l
group g best per item
budget d 5 EUR
tiers t by amount whole { from 0 EUR: 1% }
points p { worth 1 point = 1 EUR }
program q { kind discount }
"""


def unused(text: str, files: dict[str, str] | None = None) -> list[str]:
    """The names of the root file that nothing uses."""
    return [each.name for each in unused_names(context_of(text, files))]


def test_names_that_nothing_names() -> None:
    assert unused(f"{DECLARED}rule r {{ give 1% off }}") == ["d", "m", "g", "b", "s", "c", "k", "t"]
    used = "rule r { for segment s needs card c needs coupon k on items b give m off group g draws on d }"
    assert unused(f"{DECLARED}{used}") == ["t"]
    assert unused(f"{DECLARED}{used}\nrule z {{ when t > 1% give 1% off }}") == []
    assert unused(f"sequence g\n{DECLARED}rule r {{ give 1% off }}").count("g") == 1


def test_vocabulary_for_others_is_not_unused() -> None:
    assert unused(DECLARED) == []
    root = 'import "v.rules" as v\nitems own = "1"\nrule r { on items v.a give 1% off }'
    assert unused(root, {"v.rules": DECLARED}) == ["own"]
    assert unused(root.replace("v.a", "own"), {"v.rules": DECLARED}) == []


def test_a_name_is_not_used_by_itself() -> None:
    assert unused("items a = a\nrule r { give 1% off }") == ["a"]


def test_an_unused_name_is_a_warning_at_the_name() -> None:
    context = context_of(f"{DECLARED}rule r {{ give 1% off }}")
    subject = replace(program("rule r { give 1% off }"), unused=unused_names(context))
    found = said(subject, "unused-name")
    assert [each.message for each in found[:2]] == [
        "the item set `b` is used nowhere",
        "the segment `s` is used nowhere",
    ]
    assert {each.level for each in found} == {"warning"}


def test_what_is_not_evaluated_is_said_at_each_clause() -> None:
    text = """
    points p { worth 1 point = 1 EUR }
    coupons k { code "A" use once }
    rule live { needs coupon k give 10% off limit 2 times per receipt print "hello" }
    draft rule next { give 10% off limit 1 times in total }
    """
    found = said(text, "not-yet-evaluated")
    places = {each.span.text.split("{")[0].strip(): bool(each.notes) for each in found}
    assert places == {
        "points p": False,
        "limit 2 times per receipt": True,
        "limit 1 times in total": False,
    }


def test_claims_have_a_word_of_their_own() -> None:
    text = 'prove "x" { always receipt.total >= 0 EUR }'
    assert names(text, "prove-not-checked") == [text]
    assert names(text, "not-yet-evaluated") == []


def test_a_program_without_faults_is_left_alone() -> None:
    text = """
    rule tea { on items category "Tea" give 10% off }
    test "tea" { at 2026-03-04T12:00 receipt { 1 x "1" at 5 EUR } expect rule tea skipped because no-items }
    """
    assert lint(program(text), WEDNESDAY) == ()
