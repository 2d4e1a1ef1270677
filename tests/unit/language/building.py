"""Nodes without a place, to compare with: where a node stands and how it was spelt does not count."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from receipt_rules.diagnostics import Source, Span
from receipt_rules.language import ast
from receipt_rules.quantity import Quantity

S: Any = Span(Source("", ""), 0, 0)


def name(text: str) -> ast.Name:
    return ast.Name(S, text)


def ref(text: str) -> ast.Ref:
    return ast.Ref(S, name(text))


def integer(value: int) -> ast.Integer:
    return ast.Integer(S, "", value)


def text(value: str) -> ast.Text:
    return ast.Text(S, "", value)


def rub(minor: int) -> ast.Money:
    return ast.Money(S, "", minor, "RUB")


def percent(value: int) -> ast.Percent:
    return ast.Percent(S, "", Fraction(value, 100))


def kilos(value: int) -> ast.Measure:
    return ast.Measure(S, "", Quantity(1, value * 1_000_000, "kg"))


def date(iso: str) -> ast.Date:
    return ast.Date(S, "", dt.date.fromisoformat(iso))


def when(iso: str) -> ast.DateTime:
    return ast.DateTime(S, "", dt.datetime.fromisoformat(iso))


def time(minutes: int) -> ast.Time:
    return ast.Time(S, "", minutes)


def duration(count: int, unit: str) -> ast.Duration:
    return ast.Duration(S, "", count, unit)


def of(*names: str, excepts: tuple[str, ...] = ()) -> ast.Selector:
    return ast.Selector(
        S,
        False,
        tuple(ast.SetName(S, name(each)) for each in names),
        tuple(ast.SetName(S, name(each)) for each in excepts),
    )


EVERYTHING = ast.Selector(S, True, ())
