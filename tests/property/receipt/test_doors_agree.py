"""The fast door and the public models accept the same documents, and refuse the others in the same way."""

from __future__ import annotations

import json

from hypothesis import example, given
from hypothesis import strategies as st

from receipt_rules.errors import ReceiptError
from receipt_rules.receipt.codec import decode_receipt, encode_receipt
from receipt_rules.receipt.model import Receipt
from receipt_rules.receipt.record import ReceiptRecord
from tests.property.receipt.documents import FULL, breakages, broken_texts, broken_trees, valid_trees, written

SLUGS = {
    "amount-is-float", "amount-too-large", "attribute-is-float", "contradictory-state", "duplicate-card",
    "duplicate-coupon",
    "duplicate-line", "fractional-pieces", "malformed-date", "malformed-quantity", "malformed-time",
    "malformed-unit-price", "missing-field", "naive-time", "negative-amount", "negative-number",
    "number-too-large", "positive-amount", "quantity-too-large", "quantity-zero", "text-empty",
    "text-too-long", "too-fine", "too-many-cards", "too-many-coupons", "too-many-entries",
    "unit-price-too-fine", "unknown-choice", "unknown-currency", "unknown-field", "unknown-timezone",
    "unknown-unit", "weighed-pieces", "wrong-type",
}  # fmt: skip

Refusal = tuple[str, str, str, str]


def fast(data: bytes) -> ReceiptRecord | Refusal:
    try:
        return decode_receipt(data)
    except ReceiptError as error:
        return error.slug, error.pointer, error.message, error.help


def public(data: bytes) -> ReceiptRecord | Refusal:
    try:
        return Receipt.from_json(data).record()
    except ReceiptError as error:
        return error.slug, error.pointer, error.message, error.help


@given(st.data())
def test_valid_documents_are_accepted_by_both(data: st.DataObject) -> None:
    text = written(data.draw(valid_trees()), data.draw)
    record = fast(text)
    assert isinstance(record, ReceiptRecord), record
    assert public(text) == record


@given(st.data())
def test_broken_trees_meet_the_same_answer(data: st.DataObject) -> None:
    text = written(data.draw(broken_trees()), data.draw)
    assert fast(text) == public(text)


def test_the_full_receipt_is_accepted() -> None:
    text = json.dumps(FULL).encode()
    record = fast(text)
    assert isinstance(record, ReceiptRecord), record
    assert public(text) == record
    assert json.loads(encode_receipt(record)).keys() == FULL.keys()


def test_every_place_with_every_odd_value_meets_the_same_answer() -> None:
    slugs = set()
    for tree in breakages(FULL):
        text = json.dumps(tree).encode()
        answer = fast(text)
        assert answer == public(text), text
        slugs.add(answer[0] if isinstance(answer, tuple) else "")
    assert slugs == {*SLUGS, ""}


@given(broken_texts())
@example(b"")
@example(b"null")
@example(b"[]")
@example(b'""')
@example(b"{" * 3000)
def test_broken_texts_meet_the_same_answer(text: bytes) -> None:
    assert fast(text) == public(text)


@given(st.data())
def test_the_canonical_form_is_a_fixed_point(data: st.DataObject) -> None:
    record = fast(written(data.draw(valid_trees()), data.draw))
    assert isinstance(record, ReceiptRecord)
    canonical = encode_receipt(record)
    again = decode_receipt(canonical)
    assert again == record
    assert encode_receipt(again) == canonical
    assert canonical == json.dumps(json.loads(canonical), ensure_ascii=False, separators=(",", ":")).encode()
