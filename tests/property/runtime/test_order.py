"""The order of a text means nothing, and a rule that does not apply says so and does nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from receipt_rules.outcome import encode_outcome
from receipt_rules.outcome.record import Outcome
from receipt_rules.testing.strategies import Declaration, Ruleset, receipts
from receipt_rules.testing.strategies.rulesets import FIXED
from tests.property.runtime.worlds import (
    World,
    both,
    engine_of,
    examples,
    outcome_of,
    record_of,
    with_rules,
    worlds,
)


@st.composite
def shuffled(draw: st.DrawFn) -> tuple[World, Ruleset]:
    """A world, and its ruleset with declarations and clauses in another order."""
    world = draw(worlds())
    ruleset = world[0]
    order = draw(st.permutations(ruleset.declarations))
    declarations = [each._replace(clauses=tuple(draw(st.permutations(each.clauses)))) for each in order]
    return world, ruleset._replace(declarations=tuple(declarations))


@given(shuffled())
@examples(120)
def test_the_order_of_the_text_changes_no_byte(case: tuple[World, Ruleset]) -> None:
    (ruleset, receipt), other = case
    record = record_of(receipt)
    assert both(engine_of(ruleset), record) == both(engine_of(other), record)


IDLE = {
    "condition": ("give 90% off", "when receipt.quantity < 0"),
    "window": ("give 90% off receipt", "valid until 2020-01-01"),
    "card": ("give 90% off", "needs card nobodys"),
    "draft": ("give 90% off",),
    "no-items": ('on items "nothing of it is sold"', "give 90% off receipt"),
    "audience": ("for segment nobody", "give total rounded down to 100 {currency}"),
}
"""By reason, a rule that would change much if it applied; in the middle of the running order."""


@given(worlds(), st.sampled_from(sorted(IDLE)))
@examples(120)
def test_a_rule_that_does_not_apply_changes_nothing_but_its_verdict(world: World, reason: str) -> None:
    ruleset, receipt = world
    currency = receipt["currency"]
    clauses = tuple(clause.format(currency=currency) for clause in IDLE[reason])
    head = ("draft " if reason == "draft" else "") + 'rule r0_idle "idle"'
    named = [
        Declaration("segment nobody = assigned by host"),
        Declaration("cards nobodys", ('number "no card"',)),
    ]
    before = outcome_of(with_rules(ruleset, named), receipt)
    after = outcome_of(with_rules(ruleset, [*named, Declaration(head, (*clauses, "priority 1"))]), receipt)
    verdict = after.why("r0_idle")
    assert verdict is not None
    assert verdict.reason == reason
    assert without("r0_idle", after) == without("r0_idle", before)


def without(rule: str, outcome: Outcome) -> Outcome:
    """The outcome without one verdict and without the digest of the ruleset."""
    verdicts = tuple(each for each in outcome.verdicts if each.rule != rule)
    return replace(outcome, verdicts=verdicts, ruleset=replace(outcome.ruleset, digest=""))


@given(worlds())
@examples(60)
def test_every_outcome_has_one_form(world: World) -> None:
    outcome = outcome_of(*world)
    assert encode_outcome(outcome) == encode_outcome(outcome_of(*world))


LISTS = {
    "rule a { on items %s give 10%% off }": ['"A"', '"C"', 'category "Tea"', "some", 'tag "sale"'],
    "rule a { on all items except %s give 10%% off }": ['"A"', 'brand "Acme"', "some"],
    "items more = %s\nrule a { on items more give 10%% off }": ['"A"', '"B"', "some"],
    "rule a { for %s give 10%% off }": ["members", "segment vip", 'customers where "x" in customer.segments'],
    "rule a { during %s give 10%% off }": ["fri", "mon 08:00..10:00", "2026-03-04", "22:00..02:00"],
    'rule a { when receipt.channel in {%s} give 10%% off }': ['"pos"', '"web"', '"app"'],
    "cards many { number %s }\nrule a { needs card many give 10%% off }": ['"STAFF"', '"881234"', '"X"'],
    "rule a { %s give 10%% off }": ["needs card staff", "needs coupon hello", "needs coupon march"],
}  # fmt: skip
"""Texts with a list, and what stands in it."""


@given(st.sampled_from(sorted(LISTS)), st.data())
@examples(60)
def test_the_order_in_a_list_changes_no_byte(text: str, data: st.DataObject) -> None:
    separator = " " if "{ %s give" in text else ", "
    parts = LISTS[text]
    receipt = record_of(data.draw(receipts("EUR")))
    one, other = (
        engine_of(
            Ruleset(
                'ruleset "lists" version "1" currency EUR\nitems some = category "Milk", "E"',
                (*FIXED, Declaration(text % separator.join(order))),
            )
        )
        for order in (parts, data.draw(st.permutations(parts)))
    )
    assert both(one, receipt) == both(other, receipt)
