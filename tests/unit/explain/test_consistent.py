"""On every receipt of the corpus, and on random ones: explanations are whole, agree with the outcome and with
each other, and leave nothing behind."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import Source
from receipt_rules.explain import Explanation, explain, from_json, to_json, to_text
from receipt_rules.outcome import Outcome
from receipt_rules.program import FolderLoader, bind
from receipt_rules.receipt import ReceiptRecord, decode_receipt
from receipt_rules.runtime import Engine
from receipt_rules.testing import run_tests
from tests.differential.judge import program_of
from tests.differential.pairs import Bundle, each_of_chunk

CORPUS = Path(__file__).parents[2] / "corpus" / "evaluation"
FOLDERS = sorted(path for path in CORPUS.iterdir() if path.is_dir())
BEFORE_ITS_TURN = {"draft", "programme", "audience", "card", "coupon", "window", "condition"}
NO_TURN = {*BEFORE_ITS_TURN, "no-items"}
CHUNKS, BUNDLES, SEED = 2, 30, 11
WHOLE = 5
"""Each so many'th explanation is asked for by itself too."""

Pair = tuple[Engine, ReceiptRecord]


def pairs_of(path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Pair]:
    """What the tests of a file evaluate."""
    found: dict[tuple[int, int], Pair] = {}
    evaluate = Engine.evaluate

    def noted(engine: Engine, receipt: ReceiptRecord, **how: Any) -> Outcome:
        outcome = evaluate(engine, receipt, **how)
        if engine.ruleset.rules:
            found[id(engine), id(receipt)] = engine, receipt
        return outcome

    program = bind(Source(path.name, path.read_text(encoding="utf-8")), FolderLoader(path.parent)).program
    assert program is not None
    with monkeypatch.context() as patch:
        patch.setattr(Engine, "evaluate", noted)
        list(run_tests(program))
    return list(found.values())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_corpus_is_explained(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = 0
    for path in sorted(folder.rglob("*.rules")):
        for engine, receipt in pairs_of(path, monkeypatch):
            check(engine, receipt)
            seen += 1
    assert seen


def check(engine: Engine, receipt: ReceiptRecord) -> tuple[Explanation, ...]:
    outcome = engine.evaluate(receipt, verdicts="all")
    explained = explain(engine, receipt)
    assert [each.verdict for each in explained] == list(outcome.verdicts)
    assert engine.evaluate(receipt, verdicts="all") == outcome
    able = Counter(place(each) for each in explained if each.verdict.reason not in NO_TURN)
    for number, each in enumerate(explained):
        assert to_text(each).startswith(f"{each.rule} — ")
        assert from_json(to_json(each)) == each
        if number % WHOLE == 0:
            same_by_itself(engine, receipt, each)
        conditions_agree(each)
        amounts_agree(each, alone=able[place(each)] == 1 and not engine.excluding)
    return explained


def place(each: Explanation) -> tuple[object, ...]:
    """Its group, with all that its root group holds; the ungrouped rules of a phase are one group."""
    group = each.group
    if group is None:
        return ("total",)
    return (group.scope, group.part_of[-1] if group.part_of else group.id)


def same_by_itself(engine: Engine, receipt: ReceiptRecord, each: Explanation) -> None:
    assert engine.why(receipt, each.rule) == each


def conditions_agree(each: Explanation) -> None:
    met = [condition.met for condition in each.conditions]
    reason = each.verdict.reason
    if reason == "condition":
        first = next(condition for condition in each.conditions if condition.met is False)
        numbers = each.verdict.numbers
        assert not numbers or numbers in [comparison.numbers for comparison in first.comparisons]
    elif reason not in BEFORE_ITS_TURN:
        assert set(met) <= {True}
    if reason == "no-items":
        assert not each.matched


def amounts_agree(each: Explanation, *, alone: bool) -> None:
    verdict, would = each.verdict, each.would_minor
    if verdict.verdict == "applied":
        assert each.matched is not None
        assert would is not None
        if alone and verdict.trimmed_by != "protect receipt":
            assert would == verdict.gives_minor
    if each.instead is not None:
        assert each.instead.loser_minor == verdict.numbers["actual_minor"]
        assert verdict.reason == "lost"
    assert (each.excluded_by is not None) == (verdict.reason == "excluded")
    for price in each.prices:
        assert 0 <= price.least_minor <= price.price_minor


def test_random_rulesets_are_explained() -> None:
    seen = Counter[str | None]()

    def look(bundle: Bundle) -> None:
        engine = Engine(compile_program(program_of(bundle.ruleset.text())))
        for receipt in bundle.receipts:
            for each in check(engine, decode_receipt(json.dumps(receipt))):
                seen[each.verdict.reason] += 1

    for chunk in range(CHUNKS):
        each_of_chunk(SEED, chunk, look, bundles_each=BUNDLES)
    assert {None, "lost", "condition", "excluded", "protected", "already-lower", "zero", "limit"} <= set(seen)
