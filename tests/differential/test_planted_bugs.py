"""The corpus and the differential harness bite: with a bug put into the runtime, a case of theirs goes red.

Without a bug all of it is green, which the other tests of these rooms say. The harness gets 2,000 pairs for
each bug, and stops at the first difference.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from receipt_rules.compiler import compile_program
from receipt_rules.outcome import encode_outcome
from receipt_rules.outcome.record import Outcome
from receipt_rules.program import Program
from receipt_rules.receipt import decode_receipt
from receipt_rules.receipt.record import ReceiptRecord
from receipt_rules.runtime import Engine
from receipt_rules.testing import run_tests
from tests.corpus.cases import ROOT, cases_of_page, program_of
from tests.differential.bugs import BUGS, Bug
from tests.differential.judge import Judge, engine_says
from tests.differential.pairs import CHUNK, chunk_of

PAIRS = 2_000
SEED = 1


def plant(name: str, monkeypatch: pytest.MonkeyPatch) -> Bug:
    """Put the bug in."""
    for target, attribute, value in BUGS[name].patches():
        monkeypatch.setattr(target, attribute, value)
    return BUGS[name]


# ---- the corpus ----------------------------------------------------------------------------------------


def red_cases(chapter: str) -> Iterator[str]:
    """The cases of a chapter that fail; engines are made anew, so that nothing is remembered."""
    for path in sorted((ROOT / chapter).glob("*.rules")):
        program = program_of(path)
        yield from (result.title for result in run_tests(program) if result.status != "passed")
        page = path.with_suffix(".md")
        engine = Engine(compile_program(program))
        for case in cases_of_page(page) if page.exists() else ():
            found = json.loads(encode_outcome(engine.evaluate(decode_receipt(case.receipt))))
            if {**found, **json.loads(case.outcome)} != found:
                yield case.title


@pytest.mark.parametrize("name", sorted(BUGS))
def test_the_corpus_notices(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bug = plant(name, monkeypatch)
    assert next(red_cases(bug.chapter), None) is not None


def test_without_a_bug_the_corpus_notices_nothing() -> None:
    chapters = sorted({planted.chapter for planted in BUGS.values()})
    assert not [title for chapter in chapters for title in red_cases(chapter)]


# ---- the harness ---------------------------------------------------------------------------------------


class Asked(NamedTuple):
    """A ruleset with its receipts, and what both say of each."""

    program: Program
    pairs: list[tuple[ReceiptRecord, tuple[Outcome, ...]]]


@cache
def asked(chunk: int) -> list[Asked]:
    """A chunk of pairs with the answer of the reference, those that the engine answers alike."""
    found: list[Asked] = []
    for bundle in chunk_of(SEED, chunk):
        judge = Judge(bundle.ruleset.text())
        pairs = [judge.asked(receipt) for receipt in bundle.receipts]
        alike = [
            (decode_receipt(json.dumps(pair.receipt)), pair.reference.outcomes)
            for pair in pairs
            if pair.engine.bytes() == pair.reference.bytes()
        ]
        found.append(Asked(judge.program, alike))
    return found


def notices(rulesets: list[Asked]) -> bool:
    """Whether the engine says something else now; the digest of the ruleset is no answer."""
    for program, pairs in rulesets:
        engine = Engine(compile_program(program))
        for record, expected in pairs:
            answer = engine_says(engine, record)
            said = tuple(replace(each, ruleset=expected[0].ruleset) for each in answer.outcomes)
            if answer.failure or said != expected:
                return True
    return False


CHUNKS = range(PAIRS // CHUNK)


@pytest.mark.parametrize("name", sorted(BUGS))
def test_the_harness_notices(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for chunk in CHUNKS:
        pairs = asked(chunk)
        with monkeypatch.context() as patched:
            plant(name, patched)
            if notices(pairs):
                return
    pytest.fail(f"{len(CHUNKS) * CHUNK} pairs, and no difference")


def test_without_a_bug_the_harness_notices_nothing() -> None:
    assert not notices(asked(0))
