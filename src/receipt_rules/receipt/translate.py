"""From what pydantic found to one ReceiptError with a pointer.

In: the list of a ValidationError's details, in pydantic's order, and the record type that the model mirrors.
Out: the first fault in the order of `structure`: in one object the unknown fields come before all others.
Invariant: needs no import of pydantic; place and verdict are pydantic's, only the words are chosen here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import inspect

from receipt_rules.errors import ReceiptError
from receipt_rules.receipt import faults
from receipt_rules.receipt.faults import Path
from receipt_rules.receipt.leniency import ShapeFault
from receipt_rules.receipt.structure import fault_of, shape

Details = Mapping[str, Any]


def first_fault(errors: Sequence[Details], root: type[msgspec.Struct]) -> ReceiptError:
    """The one to report, in our words."""
    first = errors[0]
    for error in errors[1:]:
        inside = error["loc"][:-1]
        if (
            error["type"] == "extra_forbidden"
            and first["loc"][: len(inside)] == inside
            and not (first["type"] == "extra_forbidden" and first["loc"][:-1] == inside)
        ):
            first = error
    path, expected = _place(first["loc"], first["type"] != "extra_forbidden", shape(root))
    return _fault(first, path, expected)


def _fault(error: Details, path: Path, expected: inspect.Type) -> ReceiptError:
    match error["type"], error.get("ctx", {}).get("error"):
        case _, ShapeFault() as found:
            return found.build(path)
        case _, ReceiptError() as found:
            pointer = faults.pointer(path) + found.pointer
            return ReceiptError(found.slug, pointer, found.message, found.help)
        case "missing", _:
            return faults.missing_field(path)
        case "extra_forbidden", _:
            assert isinstance(expected, inspect.StructType)
            return faults.unknown_field(path, [field.encode_name for field in expected.fields])
        case "string_unicode", _:
            return faults.text_not_unicode(path)
        case _:
            fault = fault_of(path, error["input"], expected)
            assert fault is not None, f"pydantic finds a fault where the walk finds none: {error['type']}"
            return fault


def _place(loc: Sequence[str | int], of_value: bool, node: inspect.Type) -> tuple[Path, inspect.Type]:
    """The path that pydantic's location means, and what is expected there.

    A location names more than keys and indexes: the tag of a union's branch, and at the end `[key]` for the
    key of a map. For an unknown field (not `of_value`) the type is that of the object it stands in.
    """
    path: list[str | int] = []
    key: inspect.Type | None = None
    for depth, step in enumerate(loc, 1):
        if key is not None and step == "[key]" and of_value and depth == len(loc):
            return tuple(path), key
        key = None
        if isinstance(node, inspect.UnionType):
            branches = [branch for branch in node.types if not isinstance(branch, inspect.NoneType)]
            if len(branches) > 1:
                node = next(branch for branch in branches if type(branch).__name__ == step)
                continue
            node = branches[0]
        if isinstance(node, inspect.StructType):
            if depth == len(loc) and not of_value:
                return (*path, step), node
            found = next(field for field in node.fields if step in (field.encode_name, field.name))
            path.append(found.encode_name)
            node = found.type
        elif isinstance(node, inspect.DictType):
            path.append(step)
            key, node = node.key_type, node.value_type
        else:
            assert isinstance(node, inspect.VarTupleType)
            path.append(step)
            node = node.item_type
    return tuple(path), node
