"""The record: its canonical form, its digest, and what its `repr` keeps to itself."""

from __future__ import annotations

import hashlib
import json
from io import StringIO
from typing import Any

import msgspec
import pytest
from rich.console import Console

from receipt_rules.receipt.codec import decode_receipt, encode_receipt, receipt_digest
from receipt_rules.receipt.record import MAX_AMOUNT, ReceiptRecord, masked
from tests.property.receipt.documents import FULL

SMALL: dict[str, Any] = {
    "id": "1",
    "at": "2026-03-04T12:00:00+03:00",
    "currency": "EUR",
    "store": {"id": "S1", "timezone": "UTC"},
    "lines": [],
}

SECRETS = ["7712345678901234", "7712345678905678", "HELLO10", "SPRING", "GC-1", "spring/C1", "coffee/C1"]


def full() -> ReceiptRecord:
    return decode_receipt(json.dumps(FULL))


def test_the_canonical_form_has_the_fields_of_the_page_in_its_order() -> None:
    tree = json.loads(encode_receipt(full()))
    assert list(tree) == [
        "id", "at", "pass", "offline", "currency", "prices", "channel", "store", "register", "operator",
        "customer", "cards", "coupons", "lines", "tenders", "points_requested", "state",
    ]  # fmt: skip
    assert list(tree["lines"][0]) == [
        "id", "kind", "sku", "gtin", "name", "quantity", "amount_minor", "unit_price", "regular_amount_minor",
        "min_price_minor", "category", "brand", "tags", "tax_code", "weighed", "manual_price", "marked_down",
        "discountable", "cost_minor", "attributes", "return_of",
    ]  # fmt: skip
    assert list(tree["store"]) == ["id", "timezone", "tags"]
    assert list(tree["customer"]) == ["id", "programmes", "segments", "birthday", "level", "attributes"]
    assert list(tree["tenders"][0]) == ["tender", "amount_minor", "code"]
    assert list(tree["state"]) == ["counters", "credits", "balances", "coupons", "cards"]


def test_defaults_are_left_out_even_if_they_were_written() -> None:
    written = {
        **SMALL, "pass": "final", "offline": False, "prices": "gross", "channel": "pos", "register": None,
        "operator": None, "customer": None, "cards": [], "coupons": [], "tenders": [], "points_requested": {},
        "state": None,
        "lines": [{
            "id": "1", "kind": "goods", "sku": "2", "gtin": None, "quantity": "1", "amount_minor": 0,
            "tags": [], "weighed": False, "discountable": True, "attributes": {},
        }],
    }  # fmt: skip
    short = {**SMALL, "lines": [{"id": "1", "sku": "2", "quantity": "1", "amount_minor": 0}]}
    record = decode_receipt(json.dumps(written))
    assert json.loads(encode_receipt(record)) == short
    assert record == decode_receipt(json.dumps(short))


def test_the_canonical_form_does_not_depend_on_the_order_of_the_document() -> None:
    def backwards(tree: Any) -> Any:
        if isinstance(tree, dict):
            return {key: backwards(value) for key, value in reversed(tree.items())}
        return [backwards(entry) for entry in tree] if isinstance(tree, list) else tree

    assert encode_receipt(decode_receipt(json.dumps(backwards(FULL)))) == encode_receipt(full())


def test_the_digest_is_of_the_canonical_bytes() -> None:
    record = decode_receipt(json.dumps({**SMALL, "operator": "Аня"}))
    canonical = (
        '{"id":"1","at":"2026-03-04T12:00:00+03:00","currency":"EUR","store":{"id":"S1","timezone":"UTC"},'
        '"operator":"Аня","lines":[]}'
    ).encode()
    assert encode_receipt(record) == canonical
    assert receipt_digest(record) == hashlib.sha256(canonical).hexdigest()


def test_a_coupon_is_the_same_as_a_bare_text() -> None:
    bare = decode_receipt(json.dumps({**SMALL, "coupons": ["HELLO10"]}))
    assert bare == decode_receipt(json.dumps({**SMALL, "coupons": [{"code": "HELLO10"}]}))
    assert [coupon.code for coupon in bare.coupons] == ["HELLO10"]
    assert b'"coupons":[{"code":"HELLO10"}]' in encode_receipt(bare)


def test_no_repr_shows_a_code() -> None:
    record = full()
    paper = StringIO()
    Console(file=paper, width=10_000).print(record)
    for shown in (
        repr(record),
        paper.getvalue(),
        repr(record.tenders),
        repr(record.coupons),
        repr(record.state),
    ):
        assert not [secret for secret in SECRETS if secret in shown]
    assert "***1234" in repr(record)
    assert "***LO10" in repr(record.coupons[0])


@pytest.mark.parametrize(("code", "shown"), [("12345", "***2345"), ("1234", "***"), ("", "***")])
def test_short_codes_show_nothing(code: str, shown: str) -> None:
    assert masked(code) == shown


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        full().lines[0].amount_minor = 1  # type: ignore[misc]


def test_an_amount_is_exact_in_any_reader_of_json() -> None:
    assert MAX_AMOUNT < 2**53


def test_every_record_refuses_unknown_fields_and_leaves_defaults_out() -> None:
    seen: set[type] = set()

    def visit(node: msgspec.inspect.Type) -> None:
        for inner in getattr(node, "types", ()):
            visit(inner)
        for name in ("item_type", "key_type", "value_type"):
            if hasattr(node, name):
                visit(getattr(node, name))
        if isinstance(node, msgspec.inspect.StructType) and node.cls not in seen:
            seen.add(node.cls)
            for field in node.fields:
                visit(field.type)

    visit(msgspec.inspect.type_info(ReceiptRecord))
    assert len(seen) == 10
    for record in seen:
        config = record.__struct_config__  # type: ignore[attr-defined]
        assert (config.forbid_unknown_fields, config.omit_defaults, config.frozen) == (True, True, True)
