"""The root of every node, and the nodes that are nothing but a word or a literal.

In: nothing. Out: the leaf types of the AST. Invariant: nodes are immutable values; two nodes are
equal when they say the same thing, wherever they stand (`span` takes no part in comparison), which
is what makes `parse(format(x)) == parse(x)` a testable law.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal as OneOf

from receipt_rules.diagnostics import Span
from receipt_rules.quantity import Quantity

Period = OneOf["day", "week", "month", "quarter", "year"]
RoundMode = OneOf["half_up", "half_down", "half_even", "down", "up"]


@dataclass(frozen=True, slots=True)
class Node:
    """Something the author wrote, at a place."""

    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name, bare (`coffee`) or in a module (`c.coffee`), or a dotted fact (`item.price`)."""

    text: str


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A literal; `text` is the author's spelling, which the formatter keeps."""

    text: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Money(Literal):
    """`1_000.50 RUB`: integer minor units of an ISO 4217 currency."""

    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Percent(Literal):
    """`12.5%`: the exact share, here 1/8."""

    share: Fraction


@dataclass(frozen=True, slots=True)
class Number(Literal):
    """`1.5`: an exact decimal."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Integer(Literal):
    """`1_000`."""

    value: int


@dataclass(frozen=True, slots=True)
class Text(Literal):
    """`"Leaflet"`: `value` has its escapes resolved; `text` has the quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Doc(Literal):
    '''`"""Why this rule exists."""`: shown to people, without meaning to the engine.'''

    value: str


@dataclass(frozen=True, slots=True)
class Date(Literal):
    """`2026-03-01`."""

    value: dt.date


@dataclass(frozen=True, slots=True)
class DateTime(Literal):
    """`2026-03-01T18:00`: wall-clock time of the store."""

    value: dt.datetime


@dataclass(frozen=True, slots=True)
class Time(Literal):
    """`22:00`: minutes after midnight, 0 to 1440 (`24:00`)."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Duration(Literal):
    """`3 days`: `unit` is singular: minute, hour, day, week, month or year."""

    count: int
    unit: str


@dataclass(frozen=True, slots=True)
class Measure(Literal):
    """`2 kg`: a quantity with a unit of measure."""

    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Bool(Literal):
    """`yes` or `no`."""

    value: bool


@dataclass(frozen=True, slots=True)
class Regex(Literal):
    """`/77[0-9]{10}/`: `pattern` is what stands between the slashes."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Word(Literal):
    """A bare word as a value in braces (`usage: multiple`); `text` is the word."""

    value: str
