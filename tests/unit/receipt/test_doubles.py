"""A field that is written twice is refused, however the document is spelt, and only such a field."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from receipt_rules.errors import ReceiptError
from receipt_rules.receipt.codec import decode_receipt, encode_receipt
from receipt_rules.receipt.document import has_no_double
from receipt_rules.receipt.model import Receipt

PLAIN: dict[str, Any] = {
    "id": "S1-3-117",
    "at": "2026-03-04T12:00:00+03:00",
    "currency": "EUR",
    "store": {"id": "S1", "timezone": "Europe/Moscow"},
    "lines": [{"id": "1", "sku": "7", "quantity": "6", "amount_minor": 720, "attributes": {"roast": "dark"}}],
}
CYRILLIC = {**PLAIN, "register": "касса"}
QUOTED = {**PLAIN, "register": 'the "fast": till', "operator": "a\\"}
COUPONS = {**PLAIN, "coupons": ["HELLO10"]}
DEFAULTS = {**PLAIN, "pass": "final", "customer": None}

SPELLINGS = [
    pytest.param(tree, options, id=f"{name} {options}")
    for name, tree in [
        ("plain", PLAIN), ("cyrillic", CYRILLIC), ("quoted", QUOTED), ("coupons", COUPONS),
        ("defaults", DEFAULTS),
    ]
    for options in [
        {"separators": (",", ":")}, {"indent": 2}, {"separators": (" , ", " : ")}, {"ensure_ascii": False},
    ]
]  # fmt: skip

# a field with its value -> what is put before it, and the place of the double
DOUBLES = [
    ('"currency"', '"currency":"RUB",', "/currency"),
    ('"currency"', '"\\u0063urrency":"RUB",', "/currency"),
    ('"at"', '"at":5,', "/at"),
    ('"timezone"', '"timezone":"UTC",', "/store/timezone"),
    ('"amount_minor"', '"amount_minor":0,', "/lines/0/amount_minor"),
    ('"sku"', '"tags":[],"tags":[],', "/lines/0/tags"),
    ('"roast"', '"roast":"light",', "/lines/0/attributes/roast"),
]


@pytest.mark.parametrize(("tree", "options"), SPELLINGS)
@pytest.mark.parametrize(("field", "double", "pointer"), DOUBLES, ids=[row[1] for row in DOUBLES])
def test_a_double_is_refused(
    tree: dict[str, Any], options: dict[str, Any], field: str, double: str, pointer: str
) -> None:
    text = json.dumps(tree, **options)
    broken = text.replace(field, double + field, 1)
    assert broken != text
    for door in (decode_receipt, Receipt.from_json):
        with pytest.raises(ReceiptError) as caught:
            door(broken)
        assert (caught.value.slug, caught.value.pointer) == ("duplicate-field", pointer)
        door(text)


@pytest.mark.parametrize("quote", ['\\"', "\\u0022"])
def test_quotes_in_a_text_do_not_make_up_for_a_double(quote: str) -> None:
    broken = (
        json.dumps(PLAIN)
        .replace('"sku"', f'"name": "{quote}fast{quote}", "sku"')
        .replace('"amount_minor"', '"amount_minor": 0, "amount_minor"')
    )
    with pytest.raises(ReceiptError, match="duplicate-field"):
        decode_receipt(broken)


def test_two_objects_may_have_the_same_fields_and_texts_may_look_like_fields() -> None:
    line = PLAIN["lines"][0]
    text = json.dumps({**PLAIN, "lines": [{**line, "name": '"id":"1","id":"1"'}, {**line, "id": "2"}]})
    assert decode_receipt(text) == Receipt.from_json(text).record()


@pytest.mark.parametrize(
    ("tree", "by_the_record"),
    [(PLAIN, True), (CYRILLIC, True), (QUOTED, True), (COUPONS, False), (DEFAULTS, False)],
)
@pytest.mark.parametrize("options", [{"separators": (",", ":")}, {"indent": 2}, {"ensure_ascii": False}])
def test_the_usual_document_is_never_read_slowly(
    tree: dict[str, Any], by_the_record: bool, options: dict[str, Any]
) -> None:
    data = json.dumps(tree, **options).encode()
    assert has_no_double(data, encode_receipt(decode_receipt(data))) is by_the_record
    assert has_no_double(data, msgspec.json.encode(msgspec.json.decode(data)))


def test_a_double_in_a_map_of_codes_does_not_show_the_code() -> None:
    text = json.dumps(PLAIN)[:-1] + ', "state": {"balances": {"7712345678901234": 1, "7712345678901234": 2}}}'
    with pytest.raises(ReceiptError) as caught:
        decode_receipt(text)
    assert (caught.value.slug, caught.value.pointer) == ("duplicate-field", "/state/balances")
    assert "7712345678901234" not in str(caught.value)
