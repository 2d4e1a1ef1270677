"""The corpus: each case says a sentence of the language, a ruleset, a receipt, and what comes out, by hand.

`--update-corpus` writes other outcomes and the map's last column; the cases that it changed fail all the
same, so that nobody takes a rewritten outcome for a checked one.
"""

from __future__ import annotations

import json
from functools import cache

import pytest

from receipt_rules.testing import TestResult, run_tests
from tests.corpus.cases import (
    MAP,
    BlockCase,
    PageCase,
    block_cases,
    evaluated,
    held_by,
    name_of,
    page_cases,
    program_of,
    rewrite,
    sentences,
    with_cases,
)

TESTS = block_cases()
PAGES = page_cases()
ELSEWHERE = ("later: ", "elsewhere: ")
"""How a row of the map begins to say why it has no case: not evaluated yet, or held by another test."""


@cache
def results(path: object) -> dict[str, TestResult]:
    """The tests of a file, run once."""
    return {result.title: result for result in run_tests(program_of(path))}  # type: ignore[arg-type]


def updating(config: pytest.Config) -> bool:
    # the option is there only where pytest was told of this folder before it read its arguments
    return bool(config.getoption("update_corpus", False))


@pytest.mark.parametrize("case", TESTS, ids=name_of)
def test_block(case: BlockCase) -> None:
    result = results(case.path)[case.title]
    said = [f"{miss.span.line}: {miss.span.text}: {miss.found}" for miss in result.misses]
    assert result.status == "passed", [result.reason, *said]


@pytest.mark.parametrize("case", PAGES, ids=name_of)
def test_page(case: PageCase, pytestconfig: pytest.Config) -> None:
    found = evaluated(case)
    if json.loads(case.outcome) != found and updating(pytestconfig):
        rewrite(case, found)
        pytest.fail("the outcome was rewritten: read it, and work it out by hand")
    assert json.loads(case.outcome) == found


def test_there_are_enough_cases() -> None:
    assert len(TESTS) + len(PAGES) >= 650


def test_every_case_says_which_sentence_it_holds() -> None:
    known = {sentence.id for sentence in sentences()}
    assert not [
        name_of(case) for case in [*TESTS, *PAGES] if not case.holds or not known.issuperset(case.holds)
    ]


def test_every_sentence_has_a_case_or_says_why_not() -> None:
    held = held_by([*TESTS, *PAGES])
    assert not [
        sentence.id
        for sentence in sentences()
        if sentence.id not in held and not sentence.cases.startswith(ELSEWHERE)
    ]


def test_no_sentence_is_twice_in_the_map() -> None:
    ids = [sentence.id for sentence in sentences()]
    assert len(ids) == len(set(ids)) > 50


def test_the_map_names_the_cases(pytestconfig: pytest.Config) -> None:
    text = MAP.read_text(encoding="utf-8")
    fresh = with_cases(text, held_by([*TESTS, *PAGES]))
    if fresh != text and updating(pytestconfig):
        MAP.write_text(fresh, encoding="utf-8")
        pytest.fail("the map was rewritten")
    assert fresh == text, "write it anew: pytest tests/corpus --update-corpus"
