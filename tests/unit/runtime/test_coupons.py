"""Coupons: what must be known, what contradicts itself, what is told, and how much of it."""

from __future__ import annotations

import hashlib
import json
import pickle
import time
from typing import Any

import pytest

from receipt_rules import reference
from receipt_rules.compiler import compile_program, compile_to_bytes
from receipt_rules.diagnostics import Source
from receipt_rules.errors import ReceiptError
from receipt_rules.outcome import Outcome, encode_outcome
from receipt_rules.outcome.record import CouponIssued, CouponUsed
from receipt_rules.program import MemoryLoader, Program, bind
from receipt_rules.receipt import decode_receipt
from receipt_rules.receipt.record import ReceiptRecord
from receipt_rules.runtime import Engine
from receipt_rules.runtime.coupons import most_applications
from receipt_rules.runtime.session import Session

TEXT = """ruleset "x" version "1" currency EUR
coupons single { code "ONCE-1", "ONCE-2" use once }
coupons thrice { code matches /PRT-[0-9]+/ use 3 times }
coupons own { code "MINE-1" use once per customer }
coupons endless { code "ZERO-1" }
coupons slip { code generated "NB-####" }
coupons unused { code "NOBODY-1" use once }
coupons drafted { code "DRAFT-1" use once }
coupons printed { code from csv "codes.csv" use once }
cards club { number generated "77####" }
rule a { needs coupon single give 1 EUR off receipt }
rule b { needs coupon thrice on items "b" give 10% off }
rule c { needs coupon own on items "b" give 10% off }
rule d { needs coupon endless on items "b" give 10% off }
rule e { needs coupon slip on items "b" give 10% off }
rule f { needs card club on items "b" give 10% off }
rule g { needs coupon printed on items "b" give 10% off }
rule h { needs coupon thrice needs coupon single on items "b" give 10% off }
draft rule z { needs coupon drafted give 10% off }
"""


def program() -> Program:
    result = bind(Source("x.rules", TEXT), MemoryLoader({"codes.csv": b"code\nSECRET-0001\n"}))
    assert result.program is not None, result.diagnostics
    return result.program


PROGRAM = program()
ENGINE = Engine(compile_program(PROGRAM))


def receipt(*coupons: str, cards: tuple[str, ...] = (), sku: str = "a", **fields: Any) -> ReceiptRecord:
    document = {
        "id": "r", "at": "2026-03-04T12:00:00Z", "currency": "EUR", "coupons": list(coupons),
        "cards": list(cards), "store": {"id": "s", "timezone": "UTC"},
        "lines": [{"id": "1", "sku": sku, "quantity": "1", "amount_minor": 1000}], **fields,
    }  # fmt: skip
    return decode_receipt(json.dumps(document))


def known(*coupons: str, cards: tuple[str, ...] = (), **state: Any) -> ReceiptRecord:
    states = {"coupons": dict.fromkeys(coupons, state), "cards": dict.fromkeys(cards, state)}
    return receipt(*coupons, cards=cards, state=states)


def both(subject: ReceiptRecord) -> list[str]:
    """How the engine, and the reference, refuse a receipt."""
    found = []
    for evaluate in (
        lambda: ENGINE.evaluate(subject),
        lambda: reference.evaluate(PROGRAM, subject, ENGINE.reference),
    ):
        with pytest.raises(ReceiptError) as error:
            evaluate()
        found.append(f"{error.value.slug} {error.value.pointer}")
    return found


# ---- what must be known ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "coupons", "cards"),
    [
        (receipt(), (), ()),
        (receipt("ZERO-1", "NOBODY-1", "XYZ"), (), ()),
        (receipt(" Once-2", "ONCE-1", "PRT-7"), ("once-1", "once-2", "prt-7"), ()),
        (receipt("MINE-1"), (), ()),
        (receipt("MINE-1", customer={"id": "C"}), ("mine-1",), ()),
        (receipt("NB-1234", "NB-12345", cards=("STAFF",)), ("nb-1234",), ()),
        (receipt("DRAFT-1"), (), ()),
    ],
    ids=["nothing", "no limit", "uses", "nobody's", "a customer's", "generated", "of a draft"],
)
def test_needs_names_the_codes_whose_state_decides(
    subject: ReceiptRecord, coupons: tuple[str, ...], cards: tuple[str, ...]
) -> None:
    needs = ENGINE.needs(subject)
    assert (needs.coupons, needs.cards) == (coupons, cards)
    assert (needs.counters, needs.credits, needs.balances) == ((), (), ())
    if coupons:
        assert both(subject) == ["missing-state /state/coupons"] * 2
    else:
        ENGINE.evaluate(subject)


def test_a_card_that_was_generated_must_be_known() -> None:
    assert ENGINE.needs(receipt("NB-1234", cards=(" 771234",))).cards == ("771234",)
    assert both(receipt(cards=("771234",))) == ["missing-state /state/cards"] * 2


def test_what_needs_names_is_enough() -> None:
    subject = receipt("ONCE-1", "PRT-7", "NB-1234", "ZERO-1", cards=("771234",), customer={"id": "C"})
    needs = ENGINE.needs(subject)
    states: Any = {
        "coupons": {code: {"issued": True} for code in needs.coupons},
        "cards": {code: {"issued": True} for code in needs.cards},
    }
    full = receipt(
        "ONCE-1", "PRT-7", "NB-1234", "ZERO-1", cards=("771234",), customer={"id": "C"}, state=states
    )
    assert ENGINE.evaluate(full).totals.discount_minor == 100


def test_offline_nothing_is_missing() -> None:
    outcome = ENGINE.evaluate(receipt("ONCE-1", "NB-1234", cards=("771234",), offline=True))
    assert [each.state for each in outcome.coupons] == ["unknown", "unknown"]
    assert outcome.state_changes is None


@pytest.mark.parametrize("kind", ["coupons", "cards"])
def test_used_and_never_issued_is_no_state(kind: str) -> None:
    subject = known("NB-1234", used=1) if kind == "coupons" else known(cards=("771234",), used=1)
    assert both(subject) == [f"contradictory-state /state/{kind}"] * 2


def test_a_listed_code_is_issued_whatever_the_state_says_of_it() -> None:
    assert ENGINE.evaluate(known("ONCE-1", used=1)).coupons[0].state == "used-up"


@pytest.mark.parametrize("kind", ["coupons", "cards"])
def test_a_customer_used_no_more_than_all_did(kind: str) -> None:
    with pytest.raises(ReceiptError) as error:
        receipt(state={kind: {"MINE-1": {"used": 1, "used_by_customer": 2}}})
    assert (error.value.slug, error.value.pointer) == ("contradictory-state", f"/state/{kind}")
    receipt(state={kind: {"MINE-1": {"used": 2, "used_by_customer": 2}}})


# ---- how often ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "rule", "bound"),
    [
        (known("ONCE-1"), "a", 1),
        (known("ONCE-1", "ONCE-2"), "a", 2),
        (known("PRT-1", "PRT-2", used=1), "b", 4),
        (known("PRT-1", "ONCE-1"), "h", 1),
        (known("ZERO-1"), "d", None),
        (known("MINE-1"), "c", None),
    ],
)
def test_a_rule_applies_no_more_often_than_its_coupons(
    subject: ReceiptRecord, rule: str, bound: int | None
) -> None:
    session = Session(ENGINE, subject)
    number = [each.id for each in ENGINE.ruleset.rules].index(rule)
    assert most_applications(session, ENGINE.plan(number)) == bound
    codes = reference.codes.presented(reference.world.World(PROGRAM, subject))
    found = next(each for each in PROGRAM.rules if each.id == rule)
    allowed = reference.coupons.most_applications(found, codes)
    assert allowed == (reference.codes.ENDLESS if bound is None else bound)


# ---- nobody learns a code ----------------------------------------------------------------------------


def test_a_full_code_is_nowhere_in_what_comes_out() -> None:
    subject = known("SECRET-0001", "ONCE-1")
    session = Session(ENGINE, subject)
    outcome = ENGINE.evaluate(subject)
    texts = [
        repr(session.codes), repr(session.codes.coupons[0]), repr(session.codes.usable["single"][0]),
        repr(ENGINE.needs(subject)), repr(outcome), encode_outcome(outcome).decode(), repr(subject),
        compile_to_bytes(PROGRAM).decode("latin-1"),
    ]  # fmt: skip
    for text in texts:
        assert "secret-0001" not in text.casefold()
    with pytest.raises(ReceiptError) as error:
        ENGINE.evaluate(receipt("SECRET-0001"))
    for text in (str(error.value), repr(error.value), pickle.dumps(error.value).decode("latin-1")):
        assert "0001" not in text


def test_the_digest_is_of_the_code_as_it_compares() -> None:
    used = [each for each in ENGINE.evaluate(known(" once-1")).effects if isinstance(each, CouponUsed)]
    assert used[0].code_digest == hashlib.sha256(b"once-1").hexdigest()
    assert used[0].code == "***ce-1"


# ---- many --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["coupons", "cards"])
def test_ten_thousand_codes_are_refused_at_once(what: str) -> None:
    codes = [f"PRT-{number}" for number in range(10_000)]
    begin = time.process_time()
    with pytest.raises(ReceiptError) as error:
        receipt(**{what: codes})
    assert (error.value.slug, error.value.pointer) == (f"too-many-{what}", f"/{what}")
    assert time.process_time() - begin < 0.1


def test_as_many_codes_as_may_be_are_evaluated_quickly() -> None:
    subject = known(*(f"PRT-{number}" for number in range(1_000)))
    begin = time.process_time()
    outcome = ENGINE.evaluate(subject)
    assert time.process_time() - begin < 0.5
    assert [each.state for each in outcome.coupons].count("no-effect") == 1_000


# ---- issued ------------------------------------------------------------------------------------------


def outcome_of(rules: str, **fields: Any) -> Outcome:
    head = 'ruleset "y" version "1" currency EUR coupons next { code generated "N-##" } '
    result = bind(Source("y.rules", head + rules), MemoryLoader({}))
    assert result.program is not None, result.diagnostics
    engine = Engine(compile_program(result.program))
    subject = receipt(**fields)
    for which in ("concerned", "all"):
        ours = engine.evaluate(subject, verdicts=which)  # type: ignore[arg-type]  # both are
        theirs = reference.evaluate(result.program, subject, engine.reference, verdicts=which)  # type: ignore[arg-type]
        assert encode_outcome(ours) == encode_outcome(theirs)
    return engine.evaluate(subject)


def issued(outcome: Outcome) -> list[str]:
    return [each.rule for each in outcome.effects if isinstance(each, CouponIssued)]


def test_a_rule_that_lost_issues_nothing() -> None:
    rules = "rule a { give 20% off } rule b { give 10% off issue coupon next }"
    assert issued(outcome_of(rules)) == []
    assert issued(outcome_of(rules.replace("20%", "5%"))) == ["b"]


def test_a_rule_that_was_cut_to_nothing_issues_nothing() -> None:
    rules = "protect receipt discount at most 5% rule b { give 10% off issue coupon next }"
    assert issued(outcome_of(rules)) == ["b"]
    assert issued(outcome_of(rules.replace("5%", "0.01 EUR"), sku="x")) == ["b"]
    assert issued(outcome_of(rules + " protect all items never discounted")) == []


def test_a_rounded_total_issues_too() -> None:
    rule = "rule a { give total rounded down to 5 EUR issue coupon next }"
    assert issued(outcome_of(rule)) == []
    assert issued(outcome_of(rule.replace("5 EUR", "3 EUR"))) == ["a"]


def test_a_rule_without_a_discount_has_items_conditions_and_an_audience() -> None:
    rule = 'rule a { on items "a" when amount >= 10 EUR issue coupon next }'
    assert issued(outcome_of(rule)) == ["a"]
    assert issued(outcome_of(rule.replace('"a" when', '"b" when'))) == []
    assert issued(outcome_of(rule.replace("10 EUR", "11 EUR"))) == []
    assert issued(outcome_of(rule.replace("{", "{ for members"))) == []
    assert issued(outcome_of(rule, lines=[])) == []
