"""However a ruleset and a receipt come in, the same bytes come out; and every rule gets its verdict."""

from __future__ import annotations

import json

from hypothesis import given

from receipt_rules import Receipt
from receipt_rules.compiler import compile_program, compile_to_bytes
from receipt_rules.outcome import decode_outcome, encode_outcome
from receipt_rules.outcome.reasons import REASONS
from receipt_rules.runtime import Engine
from tests.property.runtime.worlds import World, both, engine_of, examples, program_of, record_of, worlds

SLUGS = [reason.slug for reason in REASONS]


@given(worlds())
@examples(100)
def test_from_the_program_and_from_the_compiled_file(world: World) -> None:
    ruleset, receipt = world
    program, record = program_of(ruleset), record_of(receipt)
    direct = Engine(compile_program(program))
    said = both(direct, record)
    assert both(direct, record) == said, "twice the same engine"
    assert both(Engine.load(compile_to_bytes(program)), record) == said


@given(worlds())
@examples(60)
def test_from_json_and_from_the_models(world: World) -> None:
    ruleset, receipt = world
    engine = engine_of(ruleset)
    model = Receipt.model_validate_json(json.dumps(receipt))
    assert encode_outcome(engine.evaluate(model)) == encode_outcome(engine.evaluate(record_of(receipt)))


@given(worlds())
@examples(60)
def test_an_outcome_comes_back_from_its_bytes(world: World) -> None:
    ruleset, receipt = world
    outcome = engine_of(ruleset).evaluate(record_of(receipt), verdicts="all")
    assert decode_outcome(encode_outcome(outcome)) == outcome


@given(worlds())
@examples(120)
def test_every_rule_has_one_verdict_of_the_closed_list(world: World) -> None:
    ruleset, receipt = world
    engine, record = engine_of(ruleset), record_of(receipt)
    concerned, everyone = engine.evaluate(record), engine.evaluate(record, verdicts="all")
    rules = [each.head.split()[-2] for each in ruleset.declarations if '"r' in each.head]
    assert sorted(verdict.rule for verdict in everyone.verdicts) == sorted(rules)
    of_all = {verdict.rule: verdict for verdict in everyone.verdicts}
    assert len({verdict.rule for verdict in concerned.verdicts}) == len(concerned.verdicts)
    assert [of_all[verdict.rule] for verdict in concerned.verdicts] == list(concerned.verdicts)
    assert (concerned.lines, concerned.effects) == (everyone.lines, everyone.effects)
    last = {row.id for row in engine.ruleset.rules if row.scope == "words"}
    for verdict in everyone.verdicts:
        if verdict.verdict == "applied":
            assert verdict.reason is None
            # Rules of the last phase issue coupons and speak: no money is theirs.
            assert (verdict.gives_minor != 0) is (verdict.rule not in last)
        else:
            assert verdict.reason in SLUGS
            assert verdict.gives_minor == 0
            assert all(isinstance(value, int | str) for value in verdict.numbers.values())
