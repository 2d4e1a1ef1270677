"""The fast door: the bytes of a receipt in, a checked `ReceiptRecord` out, and back.

In: one JSON document. Out: a record, its canonical bytes, its digest; or ReceiptError with a JSON pointer.
Invariants: this door and the public models of `model` accept the same documents, turn them into equal
records, and refuse the others with the same slug and pointer; decode(encode(record)) == record; equal
records have equal bytes.
"""

from __future__ import annotations

from hashlib import sha256

import msgspec

from receipt_rules.errors import ReceiptError
from receipt_rules.receipt.document import MAX_BYTES, has_no_double, parse, refuse_doubles, utf8
from receipt_rules.receipt.record import ReceiptRecord
from receipt_rules.receipt.validate import validate

__all__ = ["MAX_BYTES", "decode_receipt", "encode_receipt", "receipt_digest"]

_DECODER = msgspec.json.Decoder(ReceiptRecord)
# "deterministic" sorts the keys of dicts and leaves the fields of records in the order of the model.
_ENCODER = msgspec.json.Encoder(order="deterministic")


def decode_receipt(
    data: bytes | bytearray | memoryview | str, *, max_bytes: int = MAX_BYTES
) -> ReceiptRecord:
    """One JSON document -> a record that may be evaluated.

    Raises ReceiptError at the first fault, in this order: the size, the depth, the JSON, its shape (types,
    bounds, unknown and missing fields), then what `validate` says.
    """
    data = utf8(data, max_bytes)
    try:
        record = _DECODER.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        record = None
    if record is None:
        raise _refused(data)
    # A coupon may be written shorter than its canonical form, so that the counts say nothing.
    if record.coupons or not has_no_double(data, _ENCODER.encode(record)):
        refuse_doubles(data, msgspec.json.decode(data))
    try:
        validate(record)
    except ReceiptError as error:
        error.__context__ = None  # what a collector of errors would show besides
        raise
    return record


def encode_receipt(record: ReceiptRecord) -> bytes:
    """The canonical form: UTF-8, fields in model order, map keys sorted, no spaces, no absent fields."""
    return _ENCODER.encode(record)


def receipt_digest(record: ReceiptRecord) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return sha256(_ENCODER.encode(record)).hexdigest()


def _refused(data: bytes) -> ReceiptError:
    # Only now is it worth knowing where: the decoder stops at the first fault and names it loosely.
    from receipt_rules.receipt.structure import structural_fault

    fault = structural_fault(parse(data))
    assert fault is not None, "the decoder refuses a receipt in which the walk finds no fault"
    return fault
