"""The types of the language, as values.

In: nothing. Out: `Type` and the constants for the plain ones. Invariant: two types are equal when a
value of one can stand for a value of the other without conversion; nothing ever converts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "money", "percent", "number", "int", "quantity", "points",
    "text", "bool", "date", "datetime", "time", "duration", "texts",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Type:
    """`dimension` (kg, l, m) only with quantity, `currency` only with points, `choices` with `one of`.

    Money has no currency here: a program has one, and the binder refuses any other.
    """

    kind: Kind
    dimension: str = ""
    currency: str = ""
    choices: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The word an author would use."""
        names = {"texts": "list of text", "bool": "yes or no", "int": "whole number"}
        if self.choices:
            return "one of " + ", ".join(f'"{choice}"' for choice in self.choices)
        if self.kind == "quantity":
            return f"quantity in {self.dimension}"
        return names.get(self.kind, self.kind)


MONEY = Type("money")
PERCENT = Type("percent")
NUMBER = Type("number")
INT = Type("int")
TEXT = Type("text")
TEXTS = Type("texts")
BOOL = Type("bool")
DATE = Type("date")
DATETIME = Type("datetime")
TIME = Type("time")
DURATION = Type("duration")
