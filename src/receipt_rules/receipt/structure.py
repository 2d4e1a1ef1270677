"""The first fault in the shape of a receipt, found by walking the parsed document along the record types.

In: a tree of dicts, lists and scalars. Out: the first ReceiptError in reading order of the model, or None.
Only a document that the decoder has already refused is walked, so this may be slow and has to be clear.
Order: in an object first the fields that nobody knows (they explain the missing ones), then each field in the
order of the model. Invariant: None for exactly the trees that the decoder of `ReceiptRecord` accepts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from msgspec import Struct, inspect

from receipt_rules.errors import ReceiptError
from receipt_rules.receipt import faults
from receipt_rules.receipt.faults import Path
from receipt_rules.receipt.record import ReceiptRecord


def structural_fault(tree: object) -> ReceiptError | None:
    """What is wrong with the shape of a parsed receipt, if anything."""
    return fault_of((), tree, shape(ReceiptRecord))


@cache
def shape(record: type[Struct]) -> inspect.Type:
    """What msgspec knows of a record type, as a tree."""
    return inspect.type_info(record)


def fault_of(path: Path, value: object, expected: inspect.Type) -> ReceiptError | None:
    """The same for one value at `path` and the type that is expected there."""
    branches = expected.types if isinstance(expected, inspect.UnionType) else (expected,)
    for branch in branches:
        if _has_kind(value, branch):
            return _inside(path, value, branch)
    allowed = " or ".join(_WORDS[type(branch)] for branch in branches if type(branch) in _WORDS)
    return faults.wrong_type(path, value, allowed)


def _has_kind(value: object, expected: inspect.Type) -> bool:
    match expected:
        case inspect.NoneType():
            return value is None
        case inspect.BoolType():
            return isinstance(value, bool)
        case inspect.IntType():
            return isinstance(value, int) and not isinstance(value, bool)
        case inspect.StrType() | inspect.LiteralType():
            return isinstance(value, str)
        case inspect.VarTupleType():
            return isinstance(value, list | tuple)
        case _:
            return isinstance(value, dict)


def _inside(path: Path, value: object, expected: inspect.Type) -> ReceiptError | None:
    match expected, value:
        case inspect.IntType(ge=least, le=most), int():
            return _number(path, value, least, most)
        case inspect.StrType(min_length=least, max_length=most), str():
            return _text(path, value, least or 0, most)
        case inspect.LiteralType(values=choices), str():
            return None if value in choices else faults.unknown_choice(path, value, [str(c) for c in choices])
        case inspect.VarTupleType(), list() | tuple():
            return _list(path, value, expected)
        case inspect.DictType(), dict():
            return _map(path, value, expected)
        case inspect.StructType(), dict():
            return _struct(path, value, expected)
        case _:
            return None


def _number(path: Path, value: int, least: int | None, most: int | None) -> ReceiptError | None:
    if least is not None and value < least:
        return faults.below(path, least)
    if most is not None and value > most:
        return faults.above(path, most)
    return None


def _text(path: Path, value: str, least: int, most: int | None) -> ReceiptError | None:
    if len(value) < least:
        return faults.text_empty(path)
    if most is not None and len(value) > most:
        return faults.text_too_long(path, most)
    return None


def _list(path: Path, value: Sequence[object], expected: inspect.VarTupleType) -> ReceiptError | None:
    if expected.max_length is not None and len(value) > expected.max_length:
        return faults.too_many(path, expected.max_length)
    found = (fault_of((*path, index), item, expected.item_type) for index, item in enumerate(value))
    return next(filter(None, found), None)


def _map(path: Path, value: dict[str, object], expected: inspect.DictType) -> ReceiptError | None:
    if expected.max_length is not None and len(value) > expected.max_length:
        return faults.too_many(path, expected.max_length)
    for key, item in value.items():
        fault = fault_of((*path, key), key, expected.key_type) or fault_of(
            (*path, key), item, expected.value_type
        )
        if fault:
            return fault
    return None


def _struct(path: Path, value: dict[str, object], expected: inspect.StructType) -> ReceiptError | None:
    known = [field.encode_name for field in expected.fields]
    for name in value:
        if name not in known:
            return faults.unknown_field((*path, name), known)
    for field in expected.fields:
        name = field.encode_name
        if name in value:
            fault = fault_of((*path, name), value[name], field.type)
        else:
            fault = faults.missing_field((*path, name)) if field.required else None
        if fault:
            return fault
    return None


_WORDS: dict[type[inspect.Type], str] = {
    inspect.BoolType: "true or false",
    inspect.IntType: "a whole number",
    inspect.StrType: "text",
    inspect.LiteralType: "text",
    inspect.VarTupleType: "a list",
    inspect.DictType: "an object",
    inspect.StructType: "an object",
}
