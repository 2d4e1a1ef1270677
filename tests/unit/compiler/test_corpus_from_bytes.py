"""What a compiled file says is what the program says: the whole corpus, through the bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from receipt_rules.compiler import compile_program, compile_to_bytes
from receipt_rules.outcome import encode_outcome
from receipt_rules.receipt import decode_receipt
from receipt_rules.runtime import CompiledRuleset, Engine, decode, encode
from receipt_rules.testing import run_tests, runner
from tests.corpus.cases import ROOT, page_cases, program_of

RULES = sorted(ROOT.rglob("*.rules"))


def from_bytes(ruleset: CompiledRuleset) -> Engine:
    return Engine(decode(encode(ruleset)))


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_tests_of_a_file_pass_through_its_bytes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "Engine", from_bytes)
    results = list(run_tests(program_of(path)))
    assert not [result.title for result in results if result.status == "failed"]


def test_the_outcomes_of_the_pages_are_the_same_bytes() -> None:
    for case in page_cases():
        program = program_of(case.path.with_suffix(".rules"))
        record = decode_receipt(case.receipt)
        direct = Engine(compile_program(program)).evaluate(record, verdicts="all")
        loaded = Engine.load(compile_to_bytes(program)).evaluate(record, verdicts="all")
        assert encode_outcome(direct) == encode_outcome(loaded), case.title
        assert json.loads(encode_outcome(loaded))["ruleset"]["digest"] == direct.ruleset.digest
