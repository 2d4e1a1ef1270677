"""What lints say of rivals is so: a shadowed rule gives nothing, one that is never better changes nothing.

Generated rulesets, with their rules put into one group, so that many are rivals.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from typing import Final

from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import Source
from receipt_rules.outcome.record import Outcome
from receipt_rules.program import MemoryLoader, bind
from receipt_rules.program.lint import lint
from receipt_rules.receipt import decode_receipt
from receipt_rules.runtime import Engine
from receipt_rules.testing.strategies import Ruleset
from receipt_rules.testing.strategies.declarations import Declaration
from tests.differential.pairs import Bundle, Tree, each_of_chunk

SEED: Final = 11
RULESETS: Final = 160
MODES: Final = ("exclusive per item", "best per item", "exclusive per receipt", "best per receipt")
CHEAPEST_MINOR: Final = 20
"""A share of less may be rounded to nothing."""


def test_what_is_said_of_rivals_is_so() -> None:
    seen: Counter[str] = Counter()
    for chunk, mode in enumerate(MODES):
        each_of_chunk(SEED, chunk, partial(look, mode, seen), bundles_each=RULESETS // len(MODES))
    assert seen["shadowed"] > 20, seen
    assert seen["dominated"] > 20, seen


def look(mode: str, seen: Counter[str], bundle: Bundle) -> None:
    """Evaluates the receipts of a bundle whose rules are all in one group."""
    ruleset = in_one_group(bundle.ruleset, mode)
    program = bind(Source("x.rules", ruleset.text()), MemoryLoader({})).program
    assert program is not None, ruleset.text()
    said = {slug: {each.span.text for each in lint(program) if each.slug == slug} for slug in NAMES}
    if not any(said.values()):
        return
    engine, without = Engine(compile_program(program)), None
    if said["dominated"]:
        without = engine_of(left_out(ruleset, said["dominated"]))
    for tree in bundle.receipts:
        receipt = decode_receipt(json.dumps(tree).encode())
        outcome = engine.evaluate(receipt)
        if said["shadowed"] and not is_cheap(tree):
            seen["shadowed"] += 1
            assert not applied(outcome) & said["shadowed"], ruleset.text()
        if without is not None and all(each.proven for each in outcome.verdicts):
            seen["dominated"] += 1
            assert without.evaluate(receipt).totals == outcome.totals, ruleset.text()


NAMES: Final = ("shadowed", "dominated")


def in_one_group(ruleset: Ruleset, mode: str) -> Ruleset:
    """The rules in one group, but for those that stand alone or act elsewhere."""
    return ruleset._replace(declarations=(*_grouped(ruleset, mode), Declaration(f"group rivals {mode}")))


def _grouped(ruleset: Ruleset, mode: str) -> Iterator[Declaration]:
    for each in ruleset.declarations:
        elsewhere = ("alone", "give total") + (("off receipt",) if "per item" in mode else ())
        gives = any(clause.startswith(("give ", "buy ")) for clause in each.clauses)
        is_rule = "rule" in each.head.split()[:2] and gives
        if is_rule and not any(word in clause for clause in each.clauses for word in elsewhere):
            own = tuple(clause for clause in each.clauses if not clause.startswith("group "))
            yield Declaration(each.head, (*own, "group rivals"))
        else:
            yield each


def left_out(ruleset: Ruleset, ids: set[str]) -> Ruleset:
    """The ruleset without some of its rules."""
    return ruleset._replace(
        declarations=tuple(
            each
            for each in ruleset.declarations
            if not ("rule" in each.head.split()[:2] and ids & set(each.head.split()))
        )
    )


def engine_of(ruleset: Ruleset) -> Engine:
    """The engine of a text that binds."""
    program = bind(Source("x.rules", ruleset.text()), MemoryLoader({})).program
    assert program is not None, ruleset.text()
    return Engine(compile_program(program))


def applied(outcome: Outcome) -> set[str]:
    """The rules that gave something."""
    return {each.rule for each in outcome.verdicts if each.verdict == "applied"}


def is_cheap(tree: Tree) -> bool:
    """Whether a receipt has goods that cost next to nothing."""
    return any(
        abs(line["amount_minor"]) < CHEAPEST_MINOR * Fraction(str(line["quantity"]).split()[0])
        for line in tree["lines"]
    )
