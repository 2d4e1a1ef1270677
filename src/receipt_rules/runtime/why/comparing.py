"""Conditions with the numbers of each comparison, those that hold too.

In: the `when` and `unless` of a rule; the session at entry to the rule's group with the rule's items. Out: a
`Condition` each. Invariants: the same functions decide as in an evaluation; every comparison is looked at,
also one that evaluation did not need; the numbers of one that decided a verdict are the verdict's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, Literal

from receipt_rules.errors import ReceiptError
from receipt_rules.runtime.conditions import dimension_of, is_money, shown
from receipt_rules.runtime.expressions import Function, build
from receipt_rules.runtime.why.phrases import Phrases, kind_beside
from receipt_rules.runtime.why.readable import readable
from receipt_rules.runtime.why.records import Comparison, Condition, Numbers
from receipt_rules.runtime.why.values import Kind, kind_of

if TYPE_CHECKING:
    from receipt_rules.runtime.engine import Engine
    from receipt_rules.runtime.lines import Line
    from receipt_rules.runtime.session import Session

_OPERATORS: Final = {
    "in-range": "in", "in-list": "in", "in-texts": "in", "in-segment": "in", "matches": "matches",
    "near": "near", "known": "is known",
}  # fmt: skip
"""What stands between the sides of a form that is no `compare`; `is` where there is one side."""


class ClauseReader:
    """One `when` or `unless`, taken apart once."""

    __slots__ = ("_clause", "_comparisons", "_holds", "_told", "_words")

    def __init__(self, clause: Literal["when", "unless"], row: Any, engine: Engine, phrases: Phrases) -> None:
        self._clause = clause
        self._holds: Function = build(row)
        self._told: Function = readable(row, engine)
        self._words = phrases.expression(row)
        self._comparisons = tuple(_ComparisonReader(each, engine, phrases) for each in _leaves(row))

    def read(self, session: Session, own: list[Line]) -> Condition:
        """What it comes to."""
        return Condition(
            clause=self._clause,
            words=self._words,
            holds=_told_or_none(self._told, self._holds, session, own),
            comparisons=tuple(each.read(session, own) for each in self._comparisons),
        )


class _ComparisonReader:
    """One comparison: its sides with what they are of, in words and as numbers."""

    __slots__ = (
        "_against",
        "_holds",
        "_kind",
        "_operator",
        "_phrases",
        "_row",
        "_sides",
        "_subject",
        "_told",
        "_words",
    )

    def __init__(self, row: Any, engine: Engine, phrases: Phrases) -> None:
        sides = _sides(row)
        self._row = row
        self._phrases = phrases
        self._words = phrases.expression(row)
        self._operator = row[1] if row[0] == "compare" else _OPERATORS.get(row[0], "is")
        self._holds: Function = build(row)
        self._told: Function = readable(row, engine)
        self._sides = {name: build(side) for name, side in sides.items()}
        self._kind: Kind = kind_beside(*sides.values()) if len(sides) > 1 else _kind_of(row)
        turned = "required" in sides and sides["actual"][0] == "const"
        self._subject = "required" if turned else "actual"
        """The side that the receipt decides: the words say what a constant is."""
        self._against = [name for name, side in sides.items() if name != self._subject and side[0] != "const"]

    def read(self, session: Session, own: list[Line]) -> Comparison:
        """What it comes to by itself."""
        holds = _told_or_none(self._told, self._holds, session, own)
        # `is known` says no more than whether it holds, and may be told where there is no value.
        told = holds is not None and self._row[0] != "known"
        values = {name: side(session, own, None) for name, side in self._sides.items()} if told else {}
        return Comparison(
            words=self._words,
            operator=self._operator,
            has=self._said(values[self._subject]) if values else None,
            against="..".join(self._said(values[name]) for name in self._against if values) or None,
            numbers=self._numbers(values) if values else {},
            holds=holds,
        )

    def _said(self, value: Any) -> str:
        return self._phrases.values.value(value, self._kind)

    def _numbers(self, values: dict[str, Any]) -> Numbers:
        row = self._row
        sides = _sides(row).values()
        suffix = "_minor" if any(map(is_money, sides)) else ""
        dimension = next(filter(None, map(dimension_of, sides)), "")
        numbers = {
            name + suffix: ", ".join(value) if isinstance(value, tuple) else shown(value, dimension)
            for name, value in values.items()
        }
        return {**numbers, "required": self._phrases.choices(row)} if row[0] == "in-list" else numbers


def _told_or_none(told: Function, holds: Function, session: Session, own: list[Line]) -> bool | None:
    """The answer, or None where it reads what the receipt does not say."""
    try:
        return bool(holds(session, own, None)) if told(session, own, None) else None
    except ReceiptError:
        # A promised fact that this evaluation did not ask for: a rule that cannot apply asks for nothing.
        return None


def _leaves(row: Any) -> Iterator[Any]:
    """The comparisons of a condition, from left to right."""
    if row[0] in ("and", "or"):
        yield from _leaves(row[1])
        yield from _leaves(row[2])
    elif row[0] == "not":
        yield from _leaves(row[1])
    elif row[0] == "if":
        for part in row[1:]:
            yield from _leaves(part)
    elif row[0] != "const":
        yield row


def _sides(row: Any) -> dict[str, Any]:
    """The expressions that are compared, by the names of their numbers."""
    op = row[0]
    if op == "compare":
        return {"actual": row[2], "required": row[3]}
    if op == "in-range":
        return {"actual": row[1], "low": row[2], "high": row[3]}
    if op == "in-texts":
        return {"actual": row[1], "required": row[2]}
    if op in ("in-list", "matches", "near"):
        return {"actual": row[1]}
    return {}


def _kind_of(row: Any) -> Kind:
    return kind_of(row[1]) if row[0] in ("in-list", "matches", "near") else kind_of(row)
