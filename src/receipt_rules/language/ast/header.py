"""What stands at the top of a file: the header and the imports.

In: nothing. Out: their node types.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

from receipt_rules.language.ast.eligibility import Valid
from receipt_rules.language.ast.node import Doc, Integer, Money, Name, Node, RoundMode, Text, Time, Word


@dataclass(frozen=True, slots=True)
class Setting(Node):
    """A header clause of one value: language, locale, currency, timezone, replaces or owner.

    `timezone store` has the Word `store` as its value; a currency is a Word too.
    """

    key: OneOf["language", "locale", "currency", "timezone", "replaces", "owner"]
    value: Integer | Text | Word


@dataclass(frozen=True, slots=True)
class DayStart(Node):
    """`business day starts 06:00`."""

    time: Time


@dataclass(frozen=True, slots=True)
class Rounding(Node):
    """`rounding half_up to 0.01 RUB per line`; `per` None when not written."""

    mode: RoundMode
    step: Money
    per: OneOf["unit", "line"] | None = None


@dataclass(frozen=True, slots=True)
class Returns(Node):
    """`returns refund_paid | unwind`."""

    mode: OneOf["refund_paid", "unwind"]


HeaderClause = Setting | DayStart | Rounding | Returns | Valid


@dataclass(frozen=True, slots=True)
class Header(Node):
    """`ruleset "name" version "v"` and its clauses; the file's leading doc text belongs here."""

    doc: Doc | None
    name: Text
    version: Text
    clauses: tuple[HeaderClause, ...]


@dataclass(frozen=True, slots=True)
class Import(Node):
    """`import "f.rules" as c`."""

    path: Text
    alias: Name | None
