"""The corpus holds the reference, too: every amount in it was worked out by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest

from receipt_rules import reference
from receipt_rules.diagnostics import Source
from receipt_rules.outcome import encode_outcome
from receipt_rules.outcome.record import Outcome
from receipt_rules.program import FolderLoader, bind
from receipt_rules.program.model import Program
from receipt_rules.receipt import decode_receipt
from receipt_rules.receipt.record import ReceiptRecord
from receipt_rules.runtime import Engine
from receipt_rules.testing import TestResult
from receipt_rules.testing.runner import _Bench, _with_members
from receipt_rules.testing.shadow import Shadows
from tests.corpus.cases import ROOT, BlockCase, PageCase, block_cases, name_of, page_cases, program_of
from tests.unit.reference.says import NAMED

EXAMPLES = ROOT.parent / "examples"
NUMBERS = ("03", "07", "13", "14")
"""The examples of thresholds, tables and groups."""


class Oracle(Engine):
    """The reference behind the door of an engine."""

    def __init__(self, engine: Engine, program: Program) -> None:
        super().__init__(engine.ruleset)
        self._program = program

    def evaluate(self, receipt: Any, *, verdicts: Literal["concerned", "all"] = "concerned") -> Outcome:
        assert isinstance(receipt, ReceiptRecord)
        return reference.evaluate(self._program, receipt, NAMED, verdicts=verdicts)


class OracleBench(_Bench):
    """Plays the tests of a program on the reference."""

    def _engine(self, lists: Any) -> tuple[Engine, Shadows]:
        engine, shadows = super()._engine(lists)
        program = _with_members(self.program, lists)
        evaluated = tuple(rule for rule in program.rules if rule.id not in shadows.missing)
        return Oracle(engine, replace(program, rules=evaluated)), shadows


@cache
def results(path: Path) -> dict[str, TestResult]:
    """The tests of a file."""
    bench = OracleBench(program_of(path))
    return {test.title: bench.run(test) for test in bench.program.tests}


def blocks() -> list[Any]:
    """The cases; the one with a hundred thousand units takes the reference half a minute."""
    marks = {True: [pytest.mark.slow], False: []}
    return [
        pytest.param(case, id=name_of(case), marks=marks["a hundred thousand" in case.title])
        for case in block_cases()
    ]


@pytest.mark.parametrize("case", blocks())
def test_block(case: BlockCase) -> None:
    result = results(case.path)[case.title]
    said = [f"{miss.span.line}: {miss.span.text}: {miss.found}" for miss in result.misses]
    assert (result.status, said) == ("passed", []), result.reason


@pytest.mark.parametrize("case", page_cases(), ids=name_of)
def test_page(case: PageCase) -> None:
    program = program_of(case.path.with_suffix(".rules"))
    outcome = reference.evaluate(program, decode_receipt(case.receipt), NAMED)
    found = json.loads(encode_outcome(outcome))
    assert {key: value for key, value in found.items() if key not in ("receipt", "ruleset")} == json.loads(
        case.outcome
    )


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(EXAMPLES.glob("*.rules")) if path.name[:2] in NUMBERS],
    ids=lambda path: path.stem,
)
def test_example(path: Path) -> None:
    bound = bind(Source(path.name, path.read_text("utf-8")), FolderLoader(EXAMPLES)).program
    assert bound is not None
    bench = OracleBench(bound)
    played = [bench.run(test) for test in bound.tests]
    assert [each.title for each in played if each.status == "failed"] == []
    assert any(each.status == "passed" for each in played)
