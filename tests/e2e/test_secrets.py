"""Card numbers, coupon codes and tender codes stay where they are: no output and no error shows one.

Every number is marked, a search of all that any command printed finds the mark or does not. What an author
wrote into a ruleset is the author's own and may be quoted to the author by `check`; a till never sees it.
"""

from __future__ import annotations

import json
import pickle
import traceback

import pytest

from receipt_rules import Engine, ReceiptError, decode_receipt
from tests.e2e.shop import Json, Said, Shop, line, receipt

CARD = "7712345678MARK01"
UNKNOWN_CARD = "8812345678MARK02"
COUPON = "HELLO10MARK03"
UNKNOWN_COUPON = "WHATMARK04"
TENDER = "GC0000MARK05"
STATE = "STATEMARK06"
MARK = "MARK"

RULES = f"""\
ruleset "s" version "1" currency EUR timezone "Europe/Berlin"
cards staff "Staff" {{ number "{CARD}" }}
cards legacy "Legacy" {{ number from csv "cards.csv" column "number" }}
coupons hello "Hello" {{ code "{COUPON}" valid 2026-03-01..2026-03-31 }}
coupons other "Other" {{ code matches /X[0-9]{{6}}/ }}
rule staff5 "Staff" {{ needs card staff on items category "Tea" give 5% off }}
rule legacy5 "Legacy" {{ needs card legacy give 5% off receipt }}
rule hello1 "Hello" {{ needs coupon hello give 1 EUR off receipt }}
rule other1 "Other" {{ needs coupon other give 1 EUR off receipt }}
rule from50 "5 EUR off from 50 EUR" {{ when amount >= 50 EUR give 5 EUR off receipt }}
test "a failing test" {{
  at 2026-03-04T12:00
  receipt {{ 1 x "a" at 1 EUR {{category: "Tea"}} card "{CARD}" coupon "{COUPON}" }}
  expect total 5 EUR
  expect rule staff5 skipped because card
}}
test "no receipt at all" {{
  at 2026-03-04T12:00
  receipt {{ 1 x "a" at 1 EUR card "{CARD}" card "{CARD}" }}
  expect total 1 EUR
}}
"""


def secret(**more: object) -> Json:
    fields = {"customer": {"id": CARD}} | more
    return receipt(
        line(),
        cards=[CARD, UNKNOWN_CARD],
        coupons=[COUPON, {"code": UNKNOWN_COUPON}],
        tenders=[{"tender": "gift_card", "code": TENDER}],
        state={
            "counters": {STATE: 1},
            "balances": {STATE: 1},
            "coupons": {COUPON: {"used": 1}},
            "cards": {CARD: {"issued": True}},
            "credits": [{"key": STATE, "units": 1, "at": "2026-03-04T12:00:00+01:00"}],
        },
        **fields,
    )


def wrong(path: str, value: object) -> Json:
    """The secret receipt with one wrong value."""
    document = secret()
    *parts, last = path.split("/")
    place: object = document
    for part in parts:
        place = place[int(part)] if isinstance(place, list) else place[part]  # type: ignore[index]
    place[int(last) if isinstance(place, list) else last] = value  # type: ignore[index]
    return document


BAD: dict[str, Json] = {
    "a card twice": secret() | {"cards": [CARD, CARD]},
    "a card twice in another case": secret() | {"cards": [CARD, CARD.lower()]},
    "a coupon twice": secret() | {"coupons": [COUPON, COUPON]},
    "a card that is too long": secret() | {"cards": [CARD * 50]},
    "a coupon that is too long": secret() | {"coupons": [COUPON * 50]},
    "a card in an object": secret() | {"cards": [{"number": CARD}]},
    "an unknown field of a coupon": secret() | {"coupons": [{"code": COUPON, "x": 1}]},
    "an unknown field of a tender": secret() | {"tenders": [{"tender": "t", "code": TENDER, "x": 1}]},
    "an amount of a tender": wrong("tenders/0/amount_minor", 1.5),
    "a state of a coupon": secret() | {"state": {"coupons": {COUPON: {"used": -1}}}},
    "a date of a card": secret() | {"state": {"cards": {CARD: {"valid_from": "soon"}}}},
    "a counter": secret() | {"state": {"counters": {STATE: 1.5}}},
    "a balance": secret() | {"state": {"balances": {STATE: "x"}}},
    "a line": wrong("lines/0/amount_minor", -1),
    "another currency": secret(currency="USD"),
}


@pytest.fixture
def till(shop: Shop) -> Shop:
    shop.write("s.rules", RULES)
    shop.write("cards.csv", f"number\n{CARD}\n9912345678MARK07\n")
    shop.write("r.json", secret())
    assert shop.run("compile", "s.rules").code == 0
    return shop


def hidden(said: Said) -> None:
    """No mark, not even in another case; what is masked shows four characters at most."""
    for text in (said.out, said.err):
        assert MARK not in text.upper().replace("***RK01", "")
        assert CARD[:10] not in text


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
@pytest.mark.parametrize("ruleset", ["s.rules", "s.rulesc"])
def test_no_outcome_shows_a_number(till: Shop, form: str, ruleset: str) -> None:
    said = till.run("eval", ruleset, "r.json", "--format", form, "--all-rules")
    assert said.code == 0
    assert said.err == ""
    assert "Staff" in said.out or "staff5" in said.out
    hidden(said)


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_explanation_shows_a_number(till: Shop, form: str) -> None:
    for document in (secret(), receipt(), secret(at="2026-05-04T12:00:00+01:00")):
        till.write("r.json", document)
        said = till.run("explain", "s.rules", "r.json", "--format", form)
        assert said.code == 0
        hidden(said)


@pytest.mark.parametrize("fault", BAD)
def test_no_refusal_shows_a_number(till: Shop, fault: str) -> None:
    till.write("bad.json", BAD[fault])
    till.write("day.jsonl", [secret(), BAD[fault], secret()])
    for command in (
        ["eval", "s.rulesc", "bad.json"],
        ["explain", "s.rules", "bad.json"],
        ["eval", "s.rules", "day.jsonl"],
    ):
        said = till.run(*command)
        assert said.code == 1
        assert "error[" in said.err
        hidden(said)


@pytest.mark.parametrize("cut", [0.3, 0.5, 0.7])
def test_a_document_that_is_cut_off_is_not_quoted(till: Shop, cut: float) -> None:
    text = json.dumps(secret())
    till.write("bad.json", text[: int(len(text) * cut)])
    said = till.run("eval", "s.rules", "bad.json")
    assert said.code == 1
    hidden(said)


def test_a_failing_test_does_not_print_the_numbers_of_its_receipt(till: Shop) -> None:
    said = till.run("test", "s.rules", "-k", "failing")
    assert said.code == 1
    assert "FAILED" in said.out
    hidden(said)


def test_a_compiled_file_holds_no_number(till: Shop) -> None:
    data = till.files()["s.rulesc"]
    assert MARK.encode() not in data.upper()
    hidden(till.run("compile", "s.rules"))


def test_no_repr_shows_a_number(till: Shop) -> None:
    engine = Engine.load(till.files()["s.rulesc"])
    record = decode_receipt(json.dumps(secret(customer={"id": "C1"})))
    outcome = engine.evaluate(record, verdicts="all")
    for value in (record, *record.coupons, *record.tenders, record.state, outcome, engine, engine.ruleset):
        shown = repr(value) + str(value)
        assert CARD[:10] not in shown, type(value)
        assert not any(code in shown for code in (COUPON, UNKNOWN_COUPON, TENDER, STATE, UNKNOWN_CARD)), type(
            value
        )


@pytest.mark.parametrize("fault", BAD)
def test_no_exception_carries_a_number(till: Shop, fault: str) -> None:
    """What a host logs of an error: its text, its repr, its arguments, its pickle, and what caused it."""
    engine = Engine.load(till.files()["s.rulesc"])
    with pytest.raises(ReceiptError) as caught:
        engine.evaluate(decode_receipt(json.dumps(BAD[fault])))
    error = caught.value
    shown = "".join(traceback.format_exception_only(error)) + repr(error) + repr(error.args)
    assert MARK not in shown.upper()
    assert MARK.encode() not in pickle.dumps(error).upper()
    assert error.__cause__ is None
    assert error.__suppress_context__ or error.__context__ is None
