"""Does a value fit a JSON Schema? As much of draft 2020-12 as our schemas use; anything else is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

NOTES = {"title", "description", "default", "examples", "$defs", "discriminator", "contentMediaType"}
TYPES: dict[str, Any] = {
    "object": dict, "array": list, "string": str, "boolean": bool, "null": type(None), "integer": int,
}  # fmt: skip


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any], place: str = "") -> Iterator[str]:
    """What does not fit, by JSON pointer. ValueError for a keyword that this reader does not know."""
    for keyword, wanted in schema.items():
        if keyword in NOTES:
            continue
        if keyword not in CHECKS:
            raise ValueError(f"unknown keyword {keyword!r} at {place or '/'}")
        yield from CHECKS[keyword](value, wanted, schema, root, place)


def _ref(value: Any, wanted: str, _schema: Any, root: dict[str, Any], place: str) -> Iterator[str]:
    assert wanted.startswith("#/$defs/"), wanted
    yield from faults(value, root["$defs"][wanted.removeprefix("#/$defs/")], root, place)


def _type(value: Any, wanted: str, _schema: Any, _root: Any, place: str) -> Iterator[str]:
    if not isinstance(value, TYPES[wanted]) or (wanted == "integer" and isinstance(value, bool)):
        yield f"{place}: not of type {wanted}"


def _any(value: Any, wanted: list[Any], _schema: Any, root: Any, place: str) -> Iterator[str]:
    if all(list(faults(value, each, root, place)) for each in wanted):
        yield f"{place}: fits none of {len(wanted)} schemas"


def _one(value: Any, wanted: list[Any], _schema: Any, root: Any, place: str) -> Iterator[str]:
    fitting = [each for each in wanted if not list(faults(value, each, root, place))]
    if len(fitting) != 1:
        yield f"{place}: fits {len(fitting)} schemas instead of one"


def _properties(value: Any, wanted: dict[str, Any], _schema: Any, root: Any, place: str) -> Iterator[str]:
    for name, schema in wanted.items():
        if isinstance(value, dict) and name in value:
            yield from faults(value[name], schema, root, f"{place}/{name}")


def _others(value: Any, wanted: Any, schema: dict[str, Any], root: Any, place: str) -> Iterator[str]:
    for name in sorted(set(value) - set(schema.get("properties", {}))) if isinstance(value, dict) else ():
        if wanted is False:
            yield f"{place}/{name}: unknown field"
        elif wanted is not True:
            yield from faults(value[name], wanted, root, f"{place}/{name}")


def _names(value: Any, wanted: dict[str, Any], _schema: Any, root: Any, place: str) -> Iterator[str]:
    for name in value if isinstance(value, dict) else ():
        yield from faults(name, wanted, root, f"{place}/{name}")


def _required(value: Any, wanted: list[str], _schema: Any, _root: Any, place: str) -> Iterator[str]:
    for name in wanted:
        if isinstance(value, dict) and name not in value:
            yield f"{place}/{name}: missing"


def _items(value: Any, wanted: dict[str, Any], _schema: Any, root: Any, place: str) -> Iterator[str]:
    for index, each in enumerate(value if isinstance(value, list) else ()):
        yield from faults(each, wanted, root, f"{place}/{index}")


def _among(value: Any, wanted: Any, _schema: Any, _root: Any, place: str) -> Iterator[str]:
    if value not in (wanted if isinstance(wanted, list) else [wanted]):
        yield f"{place}: not one of {wanted}"


def _bound(check: Any, kinds: Any) -> Any:
    def bound(value: Any, wanted: Any, _schema: Any, _root: Any, place: str) -> Iterator[str]:
        if isinstance(value, kinds) and not isinstance(value, bool) and not check(value, wanted):
            yield f"{place}: out of bounds ({wanted})"

    return bound


CHECKS: dict[str, Any] = {
    "$ref": _ref, "type": _type, "anyOf": _any, "oneOf": _one, "properties": _properties,
    "additionalProperties": _others, "propertyNames": _names, "required": _required, "items": _items,
    "enum": _among, "const": _among,
    "minimum": _bound(lambda value, wanted: value >= wanted, int),
    "maximum": _bound(lambda value, wanted: value <= wanted, int),
    "minLength": _bound(lambda value, wanted: len(value) >= wanted, str),
    "maxLength": _bound(lambda value, wanted: len(value) <= wanted, str),
    "minItems": _bound(lambda value, wanted: len(value) >= wanted, list),
    "maxItems": _bound(lambda value, wanted: len(value) <= wanted, list),
    "maxProperties": _bound(lambda value, wanted: len(value) <= wanted, dict),
    "pattern": _bound(lambda value, wanted: re.search(wanted, value) is not None, str),
    "format": _bound(lambda value, wanted: True, str),
}  # fmt: skip
