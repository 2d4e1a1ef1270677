"""The rules of the chain: they bind, they are in canonical form, and each has its two examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from receipt_rules.diagnostics import Source
from receipt_rules.language import ast
from receipt_rules.language.formatter import format_text
from receipt_rules.program import BindResult, FolderLoader, Program, bind
from receipt_rules.testing import run_tests
from rulesets.grocery import prepare

FOLDER = Path(prepare.__file__).parent
FILES = sorted(path.name for path in FOLDER.glob("*.rules"))


@pytest.fixture(scope="module")
def bound() -> BindResult:
    name = "grocery.rules"
    return bind(Source(name, (FOLDER / name).read_text("utf-8")), FolderLoader(FOLDER))


@pytest.fixture(scope="module")
def program(bound: BindResult) -> Program:
    assert bound.program is not None, bound.diagnostics
    return bound.program


def by_hand(program: Program) -> list[str]:
    return [rule.id for rule in program.rules if not rule.draft and not rule.id.startswith("mail_")]


def test_the_bundle_binds_without_a_word(bound: BindResult) -> None:
    assert bound.program is not None
    assert bound.diagnostics == ()


def test_at_least_forty_rules_are_written_by_hand(program: Program) -> None:
    assert len(by_hand(program)) >= 40


def test_every_clause_is_evaluated(program: Program) -> None:
    assert program.later == ()
    assert [rule.id for rule in program.rules if rule.later] == []


@pytest.mark.parametrize("name", FILES)
def test_the_file_is_in_the_form_that_fmt_writes(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")

    assert format_text(Source(name, text)).text == text


def test_every_test_of_the_rulesets_passes(program: Program) -> None:
    results = list(run_tests(program))

    wrong = [
        (result.title, result.reason, [miss.found for miss in result.misses])
        for result in results
        if result.status != "passed"
    ]
    assert wrong == []
    assert len(results) > 550


def test_each_rule_is_applied_and_refused_in_a_test(program: Program) -> None:
    applied, refused = set(), set()
    for test in program.tests:
        for statement in test.node.statements:
            if isinstance(statement, (ast.ExpectGives, ast.ExpectApplied)):
                applied.add(statement.rule.text)
            elif isinstance(statement, ast.ExpectSkipped):
                refused.add(statement.rule.text)
    live = {rule.id for rule in program.rules if not rule.draft}

    assert live - applied == set()
    assert live - refused == set()


def test_each_rule_says_in_a_sentence_what_it_is_for(program: Program) -> None:
    assert [rule.id for rule in program.rules if not rule.doc.strip().endswith(".")] == []
