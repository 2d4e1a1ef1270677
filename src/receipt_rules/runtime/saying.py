"""One clause that says something, ready to be said.

In: a words row, and what is known of the receipt when it is done. Out: text. Invariant: a text whose
placeholder has no value is not said.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from receipt_rules.runtime.expressions import Function, build

if TYPE_CHECKING:
    from receipt_rules.runtime.goals import Missing
    from receipt_rules.runtime.rows import WordsRow
    from receipt_rules.runtime.session import Session

MOST: Final = 1_000
"""Characters of a text with its values."""


class Template:
    """A text taken apart; `placeholders`: what it needs to be said."""

    __slots__ = ("_parts", "placeholders")

    def __init__(self, parts: tuple[Any, ...]) -> None:
        self._parts: tuple[str | tuple[Function, str, str], ...] = tuple(_part(each) for each in parts)
        self.placeholders = frozenset(
            each[0] for each in parts if not isinstance(each, str) and each[0] != "value"
        )

    def said(self, session: Session, values: Mapping[str, str]) -> str | None:
        """The text with its values; None where it needs one that there is not."""
        if not self.placeholders <= values.keys():
            return None
        written: list[str] = []
        for part in self._parts:
            if isinstance(part, str):
                written.append(part)
            elif part[1]:
                read, kind, dimension = part
                value = read(session, session.lines, None)
                written.append(session.engine.formatter.of(kind, value, dimension))
            else:
                written.append(values[part[2]])
        return "".join(written)[:MOST]


def _part(part: Any) -> str | tuple[Function, str, str]:
    """Text; or what reads a fact, its kind and its unit; or, without a kind, the name of a placeholder."""
    if isinstance(part, str):
        return part
    if part[0] == "value":
        return build(part[3]), part[1], part[2]
    return _nothing, "", part[0]


def _nothing(session: Session, own: list[Any], line: Any) -> None:
    """No fact is read."""


class Saying:
    """A words row."""

    __slots__ = ("_within", "kind", "place", "tells_missing", "template", "within_kind")

    def __init__(self, row: WordsRow) -> None:
        self.kind = row.kind
        self.place = row.place
        self.template = Template(row.parts)
        self.tells_missing = row.kind == "nudge" or "missing" in self.template.placeholders
        self.within_kind = row.within_kind
        self._within: Fraction | int = 0
        if row.within is not None:
            self._within = build(row.within)(None, [], None)  # type: ignore[arg-type]  # a constant reads nothing

    def reaches(self, missing: Missing) -> bool:
        """Whether so little is missing that a nudge speaks of it."""
        return missing.kind == self.within_kind and missing.amount <= self._within
