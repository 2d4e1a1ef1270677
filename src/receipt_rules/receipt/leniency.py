"""What Python may say in more ways than JSON, and where the models are stricter than pydantic by itself.

In: a value that a host put into a model. Out: the value to check, or ShapeFault. Needs no import of pydantic.
Invariant: a value that came from JSON is judged here as `structure` judges it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from receipt_rules.errors import ReceiptError
from receipt_rules.receipt import faults
from receipt_rules.receipt.faults import Path
from receipt_rules.receipt.record import CouponRecord


class ShapeFault(ValueError):  # noqa: N818  a carrier: it never leaves the models
    """A fault that a validator of ours found; the place is known only to its caller."""

    def __init__(self, build: Callable[[Path], ReceiptError]) -> None:
        super().__init__("the value has not the shape of a receipt")
        self.build = build


def a_time(value: object) -> object:
    """A datetime as text; one without an offset is refused later, where every `at` is read."""
    return value.isoformat() if isinstance(value, datetime) else value


def a_list(most: int) -> Callable[[object], object]:
    """A check for lists and tuples of at most so many entries; a set has no order and is no list.

    The length is judged before the entries.
    """

    def check(value: object) -> object:
        if not isinstance(value, list | tuple):
            raise ShapeFault(lambda path: faults.wrong_type(path, value, "a list"))
        if len(value) > most:
            raise ShapeFault(lambda path: faults.too_many(path, most))
        return value

    return check


def a_map(most: int) -> Callable[[object], object]:
    """A check for maps of at most so many entries."""

    def check(value: object) -> object:
        if isinstance(value, Mapping) and len(value) > most:
            raise ShapeFault(lambda path: faults.too_many(path, most))
        return value

    return check


def branch(value: object) -> str | None:
    """Which branch of a union a value belongs to: the name of msgspec's type, which `translate` looks up."""
    if isinstance(value, bool):
        return "BoolType"
    if isinstance(value, int):
        return "IntType"
    if isinstance(value, str):
        return "StrType"
    if isinstance(value, list | tuple):
        return "VarTupleType"
    if isinstance(value, dict) or getattr(value, "mirrors", None) is CouponRecord:
        return "StructType"
    return None
