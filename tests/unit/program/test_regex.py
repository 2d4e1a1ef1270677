from __future__ import annotations

import re
import time

import pytest

from receipt_rules.program.bind.regex import fault
from tests.unit.program.binding import only, program

FINE = [
    r"77\d{10}", r"(29|77)\d{11}", "PRT-[0-9]{6}", "staff.*", ".*a.*b.*c", "(?:ab|cd)*", "(?i)abc+",
    r"(\d{1,3}\.){3}\d{1,3}", r"(\d{1,4}:){7}\d{1,4}", "(ab?){2,3}", "(a{20}){30}", "[a-z]+@[a-z]+", "",
    "(?P<year>[0-9]{4})-(?P<rest>.*)", "a{1,5000}", "(?>a*)b",
]  # fmt: skip
SLOW = [
    "(7+)+", "(a*)*", "(a?)*", "((a*))*", "(a|ab)*", "(.*,)*x", "(a{1,20}){20}", ".*.*.*.*", "a?" * 20,
    "(a|ab)" * 21, "(a|a?)+", "(ab?){30}", "(a?b?){9}" * 3, r"(\w+\s?)*",
]  # fmt: skip
WITHOUT = [r"(a)\1", "(?P<x>a)(?P=x)", "(?=a)b", "(?!a)b", "(?<=a)b", "(?<!a)b", "(a)?(?(1)b|c)"]
WRONG = ["77[0-9+", "(", "*", "(?P<x>", "[b-a]", "(" * 5000 + ")" * 5000, "a{2,1}"]


@pytest.mark.parametrize("pattern", FINE)
def test_a_pattern_that_is_fine(pattern: str) -> None:
    assert fault(pattern) is None


@pytest.mark.parametrize("pattern", [*SLOW, *WITHOUT])
def test_a_pattern_that_can_take_long(pattern: str) -> None:
    found = fault(pattern)
    assert found is not None
    assert found[0] == "regex-not-linear"


@pytest.mark.parametrize("pattern", WRONG)
def test_a_pattern_that_is_none(pattern: str) -> None:
    found = fault(pattern)
    assert found is not None
    assert found[0] in ("bad-regex", "regex-not-linear")


@pytest.mark.parametrize("pattern", FINE)
def test_what_passes_is_quick_on_the_texts_it_dislikes_most(pattern: str) -> None:
    compiled = re.compile(pattern)
    start = time.perf_counter()
    for text in ("a" * 200 + "!", "7" * 200 + "!", "1." * 100 + "!", "ab" * 100 + "!"):
        compiled.fullmatch(text)
    assert time.perf_counter() - start < 1


def test_a_pattern_of_cards_is_kept_and_a_slow_one_refused() -> None:
    assert program(r"cards c { number matches /77\d{10}/ }").codes["c"].patterns == (r"77\d{10}",)
    finding = only("cards c { number matches /(7+)+/ }")
    assert (finding.slug, finding.span.text) == ("regex-not-linear", "/(7+)+/")


@pytest.mark.parametrize(
    ("pattern", "mark"),
    [
        ("[[]", "["),
        ("[^[a]", "["),
        ("[[:alpha:]]", "["),
        ("[a--b]", "--"),
        ("[a||b]", "||"),
        (r"\[[a&&b]", "&&"),
    ],
)
@pytest.mark.filterwarnings("error")
def test_a_set_in_a_set_can_be_read_in_two_ways(pattern: str, mark: str) -> None:
    found = fault(pattern)
    assert found is not None
    assert found[:2] == ("bad-regex", f"`{mark}` in a set can be read in two ways")


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("pattern", [r"[\[]", r"[a\-\-b]", "a--b", "[]a]--", r"[a\]]&&", "[a-]-", "[a[b]"])
def test_marks_that_mean_themselves(pattern: str) -> None:
    assert fault(pattern) is None
