"""`codes-overlap`: a code of two declarations, and the search for one that fits two expressions."""

from __future__ import annotations

import itertools
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receipt_rules.program.bind.regex import fault
from receipt_rules.program.lint import codes_overlap, lint, patterns_meet
from receipt_rules.program.lint.patterns_meet import Undecided, witness
from tests.unit.program.binding import program
from tests.unit.program_expressions.lint_findings import said


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (r"PRT-[0-9]{6}", r"prt-\d+", "prt-000000"),
        (r"PRT-[0-9]{6}", r"PRT-[0-9]{5}", None),
        (r"[A-Z]{3}-7", r"PRT-[0-9]+", "prt-7"),
        (r"(a|b)+c?", r"[^a]{2}", "bb"),
        (r"a{2,4}", r"a{4,9}", "aaaa"),
        (r"a{2,4}", r"a{5,9}", None),
        (r".*", r"x", "x"),
        (r"[^0-9]", r"\d", None),
        (r"\w\W", r"a-", "a-"),
        (r"^a$", r"a", "a"),
        (r"a\b", r"a.", None),
        (r"(?:ab)*", r"(?:aba)+b*", "abab"),
        (r"É", r"é", "é"),
        (r"a?", r"b?", None),
    ],
)
def test_a_code_that_fits_both(first: str, second: str, code: str | None) -> None:
    found = witness(first, second)
    if code is None:
        assert found is None
    else:
        assert found is not None
        assert len(found) == len(code), "one of the shortest"
        assert re.fullmatch(first, found, re.IGNORECASE)
        assert re.fullmatch(second, found, re.IGNORECASE)


PIECES = st.sampled_from(
    ["a", "b", "[ab]", "[^a]", ".", "a?", "b*", "(a|bb)", "(ab)+", "a{1,2}", "b{2}", r"\w", "[b-c]"]
)
PATTERNS = st.lists(PIECES, min_size=1, max_size=4).map("".join).filter(lambda each: fault(each) is None)
TEXTS = ["".join(each) for size in range(1, 6) for each in itertools.product("abc", repeat=size)]


@given(PATTERNS, PATTERNS)
def test_it_finds_what_trying_every_text_finds(first: str, second: str) -> None:
    one, other = re.compile(first, re.IGNORECASE), re.compile(second, re.IGNORECASE)
    shortest = next((each for each in TEXTS if one.fullmatch(each) and other.fullmatch(each)), None)
    found = witness(first, second)
    if shortest is not None:
        assert found is not None
        assert len(found) == len(shortest)
    if found is not None:
        assert one.fullmatch(found)
        assert other.fullmatch(found)


def test_the_search_is_given_up_in_time() -> None:
    begin = time.process_time()
    with pytest.raises(Undecided):
        witness("a{900}" * 3, "a*")
    assert witness("[ab]{0,900}x", "[ab]{0,900}y") is None
    assert time.process_time() - begin < 5


# ---- the lint ----------------------------------------------------------------------------------------


def messages(text: str) -> list[str]:
    return [each.message for each in said(text, "codes-overlap")]


def test_two_patterns_are_told_with_a_code_that_fits_both() -> None:
    text = 'coupons a { code matches /PRT-[0-9]{2,4}/ } coupons b { code generated "P??-##" }'
    (finding,) = said(text, "codes-overlap")
    assert finding.message == "the code `prt-00` belongs to the coupons `a` and `b`"
    assert finding.span.text == "b"
    assert [each.span.text for each in finding.secondary] == ["a"]


@pytest.mark.parametrize(
    "text",
    [
        'coupons a { code "X-1" } coupons b { code "x-1 " }',
        'coupons a { code "X-1" } coupons b { code matches /x-./ }',
        'coupons a { code generated "x-#" } coupons b { code "X-1" }',
        'cards a { number "X-1" } cards b { number matches /X-\\d/ }',
    ],
)
def test_a_code_of_a_list_is_shown_as_it_stands(text: str) -> None:
    assert ["`x-1`" in each for each in messages(text)] == [True]


def test_a_code_of_a_table_is_not_shown() -> None:
    text = 'coupons a { code from csv "l.csv" } coupons b { code from csv "m.csv" }'
    assert messages(text) == ["a code of a table belongs to the coupons `a` and `b`"]
    assert messages('coupons a { code from csv "l.csv" } coupons c { code matches /a/ }') == [
        "a code of a table belongs to the coupons `a` and `c`"
    ]


@pytest.mark.parametrize(
    "text",
    [
        'coupons a { code "X-1" } cards b { number "X-1" }',
        'coupons a { code "X-1" valid until 2026-03-31 } coupons b { code "X-1" valid from 2026-04-01 }',
        'coupons a { code "X-1" code matches /x-./ }',
        'coupons a { code generated "A-##" } coupons b { code generated "B-##" }',
    ],
)
def test_what_is_no_overlap(text: str) -> None:
    assert messages(text) == []


def test_of_many_some_are_shown_and_the_rest_counted() -> None:
    text = "".join(f'coupons c{number} {{ code "X" }}' for number in range(10))
    found = messages(text)
    assert len(found) == 21
    assert found.count("25 more pairs share a code") == 1


def test_what_was_not_looked_at_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "coupons a { code matches /[ab]c/ } coupons b { code matches /[de]c/ }"
    assert messages(text) == []
    monkeypatch.setattr(codes_overlap, "MOST_TRIED", 50)
    assert messages(text) == ["not every pair was looked at to the end"]
    monkeypatch.undo()
    monkeypatch.setattr(patterns_meet, "MOST_STATES", 2)
    assert messages(text) == ["not every pair was looked at to the end"]


def test_hundreds_of_declarations_take_a_moment() -> None:
    text = "".join(f"coupons c{number} {{ code matches /C{number}-[0-9]{{6}}/ }}" for number in range(300))
    subject = program(text)
    begin = time.process_time()
    assert [each for each in lint(subject) if each.slug == "codes-overlap"] == []
    assert time.process_time() - begin < 10
