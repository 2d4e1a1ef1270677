"""The term of one code or card, which the host sends in `state`: it counts as its declaration's does."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import Source, to_text
from receipt_rules.errors import ReceiptError
from receipt_rules.outcome import Verdict
from receipt_rules.program import MemoryLoader, bind
from receipt_rules.receipt import decode_receipt
from receipt_rules.runtime import Engine

TEXT = """
ruleset "codes" version "1"
  currency EUR
  timezone "Europe/Berlin"
  business day starts 05:00
coupons hello { code "HELLO10" }
coupons printed { code from csv "codes.csv" column "code" }
coupons partner { code matches /PRT-[0-9]{3}/ }
coupons march { code "MARCH" valid 2026-03-01..2026-03-31 }
coupons several { code matches /ANY-[A-Z]/ }
cards club { number matches /77[0-9]{2}/ }
rule hello { needs coupon hello give 10% off }
rule printed { needs coupon printed give 10% off }
rule partner { needs coupon partner give 10% off }
rule march { needs coupon march give 10% off }
rule several { needs coupon several give 10% off }
rule club { needs card club give 10% off }
"""
OWNERS = {"HELLO10": "hello", "CSV-1": "printed", "PRT-123": "partner", "MARCH": "march", "7712": "club"}
TODAY = "2026-03-04"
NOON = f"{TODAY}T12:00:00+01:00"


@cache
def engine() -> Engine:
    result = bind(Source("codes.rules", TEXT), MemoryLoader({"codes.csv": b"code\nCSV-1\n"}))
    assert result.program is not None, to_text(result.diagnostics)
    return Engine(compile_program(result.program))


def document(*codes: str, known: dict[str, Any], at: str = NOON) -> dict[str, Any]:
    cards = [code for code in codes if code.startswith("77")]
    return {
        "id": "r",
        "at": at,
        "currency": "EUR",
        "store": {"id": "S", "timezone": "Europe/Berlin"},
        "cards": cards,
        "coupons": [code for code in codes if code not in cards],
        "lines": [{"id": "1", "sku": "A", "quantity": "1", "amount_minor": 1000}],
        "state": {"cards" if cards else "coupons": known},
    }


def verdict(rule: str, *codes: str, known: dict[str, Any], at: str = NOON) -> Verdict:
    outcome = engine().evaluate(decode_receipt(json.dumps(document(*codes, known=known, at=at))))
    found = outcome.why(rule)
    assert found is not None
    return found


def told(rule: str, *codes: str, known: dict[str, Any], at: str = NOON) -> tuple[Any, ...]:
    found = verdict(rule, *codes, known=known, at=at)
    return (found.reason, found.state) if found.reason else (found.gives_minor,)


CASES: list[tuple[dict[str, Any], tuple[Any, ...]]] = [
    # no term in the state: the code counts
    ({}, (100,)),
    ({"issued": True, "used_by_customer": 0}, (100,)),
    # both days are inclusive
    ({"valid_from": TODAY}, (100,)),
    ({"valid_until": TODAY}, (100,)),
    ({"valid_from": TODAY, "valid_until": TODAY}, (100,)),
    # a day earlier, a day later
    ({"valid_from": "2026-03-05"}, ("coupon", "not-yet")),
    ({"valid_until": "2026-03-03"}, ("coupon", "expired")),
    ({"valid_until": "2020-01-01", "used": 5}, ("coupon", "expired")),
    ({"valid_from": "2020-01-01", "valid_until": "2099-12-31"}, (100,)),
    # an empty term: what is over does not come back
    ({"valid_from": "2026-03-05", "valid_until": "2026-03-03"}, ("coupon", "expired")),
]


@pytest.mark.parametrize("code", OWNERS)
@pytest.mark.parametrize(("known", "expected"), CASES)
def test_the_term_of_a_code_counts(code: str, known: dict[str, Any], expected: tuple[Any, ...]) -> None:
    if code == "7712" and expected[0] == "coupon":
        expected = ("card", None)
    assert told(OWNERS[code], code, known={code: known}) == expected


def test_the_day_is_the_business_day() -> None:
    last = {"HELLO10": {"valid_until": TODAY}}
    first = {"HELLO10": {"valid_from": "2026-03-05"}}
    night, morning = "2026-03-05T04:59:00+01:00", "2026-03-05T05:00:00+01:00"
    assert told("hello", "HELLO10", known=last, at=night) == (100,)
    assert told("hello", "HELLO10", known=last, at=morning) == ("coupon", "expired")
    assert told("hello", "HELLO10", known=first, at=night) == ("coupon", "not-yet")
    assert told("hello", "HELLO10", known=first, at=morning) == (100,)


@pytest.mark.parametrize("spelling", ["hello10", " HELLO10 "])
def test_the_key_of_a_state_compares_as_codes_do(spelling: str) -> None:
    known = {spelling: {"valid_until": "2020-01-01"}}
    assert told("hello", "Hello10", known=known) == ("coupon", "expired")


def test_the_state_of_another_code_says_nothing() -> None:
    known = {"PRT-123": {"valid_until": "2020-01-01"}}
    assert told("hello", "HELLO10", known=known) == (100,)


@pytest.mark.parametrize(
    ("at", "known", "expected"),
    [
        # within the declared term the own one decides; outside it the code does not count in any case
        ("2026-03-04", {"valid_until": "2026-12-31"}, (100,)),
        ("2026-03-04", {"valid_until": "2026-03-03"}, ("coupon", "expired")),
        ("2026-04-01", {"valid_until": "2026-12-31"}, ("coupon", "expired")),
        ("2026-02-01", {"valid_from": "2026-01-01"}, ("coupon", "not-yet")),
        ("2026-02-01", {"valid_until": "2026-01-31"}, ("coupon", "expired")),
        ("2026-04-01", {"valid_from": "2026-05-01"}, ("coupon", "expired")),
    ],
)
def test_a_code_counts_within_both_terms(at: str, known: dict[str, Any], expected: tuple[Any, ...]) -> None:
    assert told("march", "MARCH", known={"MARCH": known}, at=f"{at}T12:00:00+01:00") == expected


STATES = {
    "ANY-U": {"valid_until": TODAY},
    "ANY-N": {"valid_from": "2026-03-05"},
    "ANY-E": {"valid_until": "2026-03-03"},
}


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["ANY-U", "ANY-N", "ANY-E"], (100,)),
        (["ANY-E", "ANY-U"], (100,)),
        (["ANY-N", "ANY-E"], ("coupon", "not-yet")),
        (["ANY-E", "ANY-N"], ("coupon", "not-yet")),
        (["ANY-E"], ("coupon", "expired")),
    ],
)
def test_of_several_codes_the_best_is_told_in_whatever_order(
    codes: list[str], expected: tuple[Any, ...]
) -> None:
    assert told("several", *codes, known=STATES) == expected


@pytest.mark.parametrize(("name", "codes"), [("coupons", ["HELLO10", "hello10 "]), ("cards", ["A1", "a1"])])
def test_two_states_of_one_code_are_refused(name: str, codes: list[str]) -> None:
    receipt = document(known={})
    receipt["state"] = {name: {code: {} for code in codes}}
    with pytest.raises(ReceiptError) as refused:
        decode_receipt(json.dumps(receipt))
    assert (refused.value.slug, refused.value.pointer) == (f"duplicate-{name[:-1]}", f"/state/{name}")
    assert codes[0].casefold() not in str(refused.value).casefold()


def test_nothing_has_to_be_fetched() -> None:
    record = decode_receipt(json.dumps(document("HELLO10", known={})))
    assert not any(engine().needs(record))
