"""Every way in which a receipt breaks the schema: what it says, where, and that both doors say so."""

from __future__ import annotations

import json
from traceback import format_exception
from typing import Any

import pytest

from receipt_rules.errors import ReceiptError
from receipt_rules.receipt.codec import decode_receipt
from receipt_rules.receipt.document import MAX_BYTES
from receipt_rules.receipt.model import Receipt

LINE: dict[str, Any] = {"id": "1", "sku": "4601234567890", "quantity": "6", "amount_minor": 72000}
RETURN = {"id": "2", "sku": "5", "quantity": "1", "kind": "return", "amount_minor": -100}


def receipt(*lines: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A small valid receipt with these lines (one good line if none) and other fields."""
    return {
        "id": "S1-3-117",
        "at": "2026-03-04T12:00:00+03:00",
        "currency": "EUR",
        "store": {"id": "S1", "timezone": "Europe/Moscow"},
        "lines": list(lines) or [LINE],
        **fields,
    }


def line(**fields: Any) -> dict[str, Any]:
    """A receipt whose only line has these fields."""
    return receipt({**LINE, **fields})


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in receipt().items() if key != name}


CUSTOMER = {"id": "C1"}
CREDIT = {"key": "coffee/C1", "units": 1}
CODE = "7712345678901234"

# document, slug, pointer
ROWS: list[tuple[Any, str, str]] = [
    # the list
    (line(amount_minor=-120), "negative-amount", "/lines/0/amount_minor"),
    (receipt(currency="EUX"), "unknown-currency", "/currency"),
    (receipt(LINE, {**LINE, "sku": "7"}), "duplicate-line", "/lines/1/id"),
    (line(amount_minor=12.5), "amount-is-float", "/lines/0/amount_minor"),
    (line(amount_minor=720.0), "amount-is-float", "/lines/0/amount_minor"),
    (line(quantity="1000000000000"), "quantity-too-large", "/lines/0/quantity"),
    (line(colour="red"), "unknown-field", "/lines/0/colour"),
    (receipt(id="x" * MAX_BYTES), "document-too-large", ""),
    # shape
    ([], "wrong-type", ""),
    (without("store"), "missing-field", "/store"),
    (receipt(store={"id": "S1"}), "missing-field", "/store/timezone"),
    (line(amount_minor="720"), "wrong-type", "/lines/0/amount_minor"),
    (line(amount_minor=True), "wrong-type", "/lines/0/amount_minor"),
    (line(amount_minor=None), "wrong-type", "/lines/0/amount_minor"),
    (line(quantity=6), "wrong-type", "/lines/0/quantity"),
    (line(weighed=1), "wrong-type", "/lines/0/weighed"),
    (line(category="Coffee"), "wrong-type", "/lines/0/category"),
    (line(kind="refund"), "unknown-choice", "/lines/0/kind"),
    (line(kind=1), "wrong-type", "/lines/0/kind"),
    (receipt(**{"pass": "finale"}), "unknown-choice", "/pass"),
    (receipt(pass_="final"), "unknown-field", "/pass_"),
    (receipt(id=""), "text-empty", "/id"),
    (receipt(id="x" * 201), "text-too-long", "/id"),
    (line(name="x" * 1001), "text-too-long", "/lines/0/name"),
    (line(attributes={"proof": 40.5}), "attribute-is-float", "/lines/0/attributes/proof"),
    (line(attributes={"proof": None}), "wrong-type", "/lines/0/attributes/proof"),
    (line(attributes={"a/b~c": {}}), "wrong-type", "/lines/0/attributes/a~1b~0c"),
    (line(attributes={"barcode": 10**17}), "number-too-large", "/lines/0/attributes/barcode"),
    (receipt(cards=[CODE, 5]), "wrong-type", "/cards/1"),
    (receipt(coupons=["HELLO10", 5]), "wrong-type", "/coupons/1"),
    (receipt(coupons=[""]), "text-empty", "/coupons/0"),
    (receipt(coupons=[{"code": ""}]), "text-empty", "/coupons/0/code"),
    (receipt(coupons=[{"code": "A", "value": 5}]), "unknown-field", "/coupons/0/value"),
    # bounds
    (line(amount_minor=10**15 + 1), "amount-too-large", "/lines/0/amount_minor"),
    (receipt({**RETURN, "amount_minor": -(10**15) - 1}), "amount-too-large", "/lines/0/amount_minor"),
    (line(min_price_minor=-1), "negative-amount", "/lines/0/min_price_minor"),
    (receipt(tenders=[{"tender": "gft", "amount_minor": -1}]), "negative-amount", "/tenders/0/amount_minor"),
    (receipt(points_requested={"bonus": -1}), "negative-number", "/points_requested/bonus"),
    (receipt(cards=[str(n) for n in range(1001)]), "too-many-cards", "/cards"),
    (receipt(coupons=[str(n) for n in range(1001)]), "too-many-coupons", "/coupons"),
    (line(tags=["x"] * 1001), "too-many-entries", "/lines/0/tags"),
    # meaning
    (receipt({**RETURN, "amount_minor": 100}), "positive-amount", "/lines/0/amount_minor"),
    (line(kind="deposit_return"), "positive-amount", "/lines/0/amount_minor"),
    (line(kind="deposit", amount_minor=-1), "negative-amount", "/lines/0/amount_minor"),
    (line(regular_amount_minor=-1), "negative-amount", "/lines/0/regular_amount_minor"),
    (receipt({**RETURN, "regular_amount_minor": 1}), "positive-amount", "/lines/0/regular_amount_minor"),
    (receipt(currency="eur"), "unknown-currency", "/currency"),
    (receipt(at="2026-03-04T12:00:00"), "naive-time", "/at"),
    (receipt(at="yesterday"), "malformed-time", "/at"),
    (receipt(at="1900-01-01T00:00:00Z"), "time-out-of-range", "/at"),
    (receipt(store={"id": "S1", "timezone": "Mars/Base"}), "unknown-timezone", "/store/timezone"),
    (receipt(customer={**CUSTOMER, "birthday": "20260304"}), "malformed-date", "/customer/birthday"),
    (receipt(customer={**CUSTOMER, "birthday": "2026-02-29"}), "malformed-date", "/customer/birthday"),
    (receipt(cards=["7712A", "x", " 7712a"]), "duplicate-card", "/cards/2"),
    (receipt(cards=[CODE, CODE]), "duplicate-card", "/cards/1"),
    (receipt(coupons=["HELLO10", {"code": "hello10 "}]), "duplicate-coupon", "/coupons/1"),
    (line(quantity="six"), "malformed-quantity", "/lines/0/quantity"),
    (line(quantity="-6"), "malformed-quantity", "/lines/0/quantity"),
    (line(quantity="1.5"), "fractional-pieces", "/lines/0/quantity"),
    (line(quantity="1 stone"), "unknown-unit", "/lines/0/quantity"),
    (line(quantity="1.0000001 kg"), "too-fine", "/lines/0/quantity"),
    (line(quantity="0"), "quantity-zero", "/lines/0/quantity"),
    (line(quantity="0", amount_minor=0), "quantity-zero", "/lines/0/quantity"),
    (line(quantity="0 kg"), "quantity-zero", "/lines/0/quantity"),
    (line(quantity="2", weighed=True), "weighed-pieces", "/lines/0/quantity"),
    (line(unit_price="1,599"), "malformed-unit-price", "/lines/0/unit_price"),
    (line(unit_price="1.5991234"), "unit-price-too-fine", "/lines/0/unit_price"),
    (line(unit_price="1" * 16), "unit-price-too-large", "/lines/0/unit_price"),
    (receipt(state={"credits": [{**CREDIT, "at": "now"}]}), "malformed-time", "/state/credits/0/at"),
    # no pointer leads through a code
    (receipt(state={"cards": {CODE: {"used": -1}}}), "negative-number", "/state/cards"),
    (receipt(state={"cards": {CODE: {"valid_from": "soon"}}}), "malformed-date", "/state/cards"),
    (receipt(state={"coupons": {CODE: {"valid_until": "soon"}}}), "malformed-date", "/state/coupons"),
    (receipt(state={"coupons": {CODE: {"stolen": True}}}), "unknown-field", "/state/coupons"),
    (receipt(state={"balances": {CODE: 1.5}}), "wrong-type", "/state/balances"),
    (receipt(state={"counters": {CODE: None}}), "wrong-type", "/state/counters"),
]  # fmt: skip


def refusal(text: bytes | str, *, public: bool) -> ReceiptError:
    with pytest.raises(ReceiptError) as caught:
        Receipt.from_json(text) if public else decode_receipt(text)
    return caught.value


@pytest.mark.parametrize(("document", "slug", "pointer"), ROWS, ids=[f"{row[1]} {row[2]}" for row in ROWS])
def test_a_broken_receipt_is_refused_at_its_place(document: Any, slug: str, pointer: str) -> None:
    text = json.dumps(document)
    error = refusal(text, public=False)
    assert (error.slug, error.pointer) == (slug, pointer)
    assert error.message
    assert error.help
    assert not error.message.endswith(".")
    assert CODE not in str(error)
    assert str(refusal(text, public=True)) == str(error)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"", "truncated"),
        (b'{"id": "1"', "truncated"),
        (b"{'id': 1}", "byte 1"),
        (b'{"id": NaN}', "byte 7"),
        (b'{"id": "\xff"}', "UTF-8"),
        (b"\xef\xbb\xbf{}", "byte 0"),
        (b'{"id": "\\ud800"}', ""),
        ('{"id": "\ud800"}', "lone surrogate"),
        (b'{"id": 1e999}', "range"),
        (b"{} {}", "trailing"),
    ],
)
def test_what_is_not_json_is_refused_as_such(text: bytes | str, reason: str) -> None:
    error = refusal(text, public=False)
    assert (error.slug, error.pointer) == ("malformed-json", "")
    assert reason in error.message
    assert str(refusal(text, public=True)) == str(error)


def nested(depth: int, around: str = "") -> str:
    """A receipt in which lists stand in lists, so that `depth` brackets are open at once."""
    inner = depth - 2
    return json.dumps(receipt())[:-1] + f', "tags": {{"a": {"[" * inner}{around}{"]" * inner}}}}}'


@pytest.mark.parametrize(
    "text",
    [
        nested(33), nested(990), nested(5_000), nested(33, '"]]]]"'), nested(33, '"\\\\\\""'),
        "[" * 100_000, "[" * 33, '{"a":' * 100_000, "[{\"a\":" * 17 + "1" + "}]" * 17,
        json.dumps(receipt())[:-1] + ', "a": {"b": 1, "b": ' + "[" * 970 + "]" * 970 + "}}",
    ],
    ids=range(10),
)  # fmt: skip
def test_a_document_is_nested_thirty_two_deep_at_most(text: str) -> None:
    error = refusal(text, public=False)
    assert (error.slug, error.pointer) == ("too-deep", "")
    assert str(refusal(text, public=True)) == str(error)


@pytest.mark.parametrize(
    "text",
    [
        nested(32), nested(32, '"[[[[[["'), nested(32, '"\\"[[[[[["'), nested(3, f'"{"[" * 99}"'),
        json.dumps({**receipt(), "tags": [[[[]]]] * 50}),
    ],
    ids=range(5),
)  # fmt: skip
def test_a_document_may_be_nested_thirty_two_deep(text: str) -> None:
    error = refusal(text, public=False)
    assert (error.slug, error.pointer) == ("unknown-field", "/tags")
    assert str(refusal(text, public=True)) == str(error)


def test_how_deep_is_too_deep_does_not_depend_on_the_stack_of_the_caller() -> None:
    def below(frames: int, text: str) -> str:
        return below(frames - 1, text) if frames else refusal(text, public=False).slug

    for frames in (0, 300, 600):
        assert below(frames, nested(32)) == "unknown-field"
        assert below(frames, nested(33)) == "too-deep"
        assert below(frames, nested(990)) == "too-deep"


SECRET = "7712345678901234"


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(receipt(state={"coupons": {SECRET: 5}})),
        json.dumps(receipt(cards=[SECRET, SECRET])),
        json.dumps(receipt(cards=[SECRET], colour="red")),
        json.dumps(receipt(cards=[SECRET], at="noon")),
        json.dumps(receipt(cards=[SECRET]))[:-1],
        json.dumps(receipt(cards=[SECRET]))[:-1] + "\ud800",
        json.dumps(receipt(cards=[SECRET]))[:-1].encode() + b'"\xff"',
        json.dumps(receipt(state={"cards": {SECRET: {"valid_from": "soon"}}})),
    ],
    ids=range(8),
)
@pytest.mark.parametrize("public", [False, True])
def test_a_refusal_drags_nothing_along_that_knows_the_document(text: str | bytes, public: bool) -> None:
    error = refusal(text, public=public)
    assert (error.__cause__, error.__context__) == (None, None)
    shown = "".join(format_exception(error))
    assert SECRET not in shown
    assert "ValidationError" not in shown


@pytest.mark.parametrize(
    ("document", "slug", "pointer"),
    [
        (receipt(id=5, colour="red"), "unknown-field", "/colour"),
        (receipt({**LINE, "colour": "red"}, id=5), "wrong-type", "/id"),
        (receipt({**LINE, "id": 5, "colour": "red"}), "unknown-field", "/lines/0/colour"),
        (receipt({**LINE, "id": 5}, {**LINE, "colour": "red"}), "wrong-type", "/lines/0/id"),
        (receipt({**LINE, "red": 1, "green": 2}), "unknown-field", "/lines/0/red"),
        (receipt({**LINE, "sku": 5, "id": 5}), "wrong-type", "/lines/0/id"),
        (receipt({**LINE, "amount_minor": -1}, currency="XXX", at=5), "wrong-type", "/at"),
        (receipt({**LINE, "amount_minor": -1}, currency="XXX", at="5"), "unknown-currency", "/currency"),
        (line(attributes={"": 1.5, "b": 1.5}), "text-empty", "/lines/0/attributes/"),
    ],
)
def test_of_several_faults_the_first_is_told(document: Any, slug: str, pointer: str) -> None:
    text = json.dumps(document)
    error = refusal(text, public=False)
    assert (error.slug, error.pointer) == (slug, pointer)
    assert str(refusal(text, public=True)) == str(error)


def test_a_misspelt_field_is_named_before_the_one_that_it_leaves_out() -> None:
    document = line(ammount_minor=5)
    del document["lines"][0]["amount_minor"]
    error = refusal(json.dumps(document), public=False)
    assert (error.slug, error.pointer) == ("unknown-field", "/lines/0/ammount_minor")
    assert error.help == "did you mean `amount_minor`?"


def test_a_misspelt_choice_gets_a_suggestion() -> None:
    assert refusal(json.dumps(line(kind="good")), public=False).help == "did you mean `goods`?"


def test_a_negative_amount_is_told_in_money() -> None:
    error = refusal(json.dumps(line(amount_minor=-120)), public=False)
    assert error.message == "a line of kind `goods` costs -1.20 EUR"


def test_a_hundred_thousand_lines_are_the_most() -> None:
    lines = ",".join(f'{{"id":"{n}","sku":"1","quantity":"1","amount_minor":1}}' for n in range(100_001))
    text = json.dumps(receipt()).replace(json.dumps([LINE]), f"[{lines}]")
    with pytest.raises(ReceiptError) as caught:
        decode_receipt(text, max_bytes=10**7)
    assert (caught.value.slug, caught.value.pointer) == ("too-many-lines", "/lines")


def test_the_size_is_counted_in_bytes_and_may_be_raised() -> None:
    text = json.dumps(receipt(lines=[{**LINE, "name": "Ж" * 900}]), ensure_ascii=False)
    size = len(text.encode())
    assert len(text) < size - 1
    for data in (text, text.encode()):
        assert decode_receipt(data, max_bytes=size) == Receipt.from_json(data, max_bytes=size).record()
        with pytest.raises(ReceiptError, match="document-too-large"):
            decode_receipt(data, max_bytes=size - 1)
        with pytest.raises(ReceiptError, match="document-too-large"):
            Receipt.from_json(data, max_bytes=size - 1)


@pytest.mark.parametrize(
    "document",
    [
        line(quantity="1", weighed=True),
        line(quantity="1.314 kg", weighed=True),
        line(quantity="10000000"),
        line(amount_minor=0),
        line(amount_minor=10**15),
        line(regular_amount_minor=None, gtin=None, return_of=None),
        receipt(RETURN),
        receipt({**RETURN, "amount_minor": 0, "regular_amount_minor": -200}),
        receipt(lines=[]),
        receipt(customer=None, state=None),
        receipt(tenders=[{"tender": "cash"}, {"tender": "cash"}]),
        receipt(cards=["1", "2"], coupons=["1", {"code": "2"}]),
    ],
)
def test_what_is_right_is_accepted(document: dict[str, Any]) -> None:
    text = json.dumps(document)
    assert Receipt.from_json(text).record() == decode_receipt(text)


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_a_document_may_stand_in_any_buffer(kind: Any) -> None:
    text = json.dumps(receipt(cards=["1"])).encode()
    assert decode_receipt(kind(text)) == decode_receipt(text)
    assert Receipt.from_json(kind(text)).record() == decode_receipt(text)
    broken = kind(text[:-1])
    with pytest.raises(ReceiptError, match="malformed-json"):
        decode_receipt(broken)
    with pytest.raises(ReceiptError, match="document-too-large"):
        decode_receipt(kind(text), max_bytes=len(text) - 1)
