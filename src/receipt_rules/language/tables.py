"""The parse tables of the language: data, loaded when first asked for.

In: tables.json, which grammar.py writes from grammar.lark. Out: `Tables`. Invariant: nothing here knows
a word of the language; a table of another grammar would do as well.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

PASS: Final = 0
"""A production that hands its only child on."""
INLINE: Final = 1
"""A production whose children go to its parent, as a list."""
ACTION: Final = 2
"""A production that an action turns into a node."""


class Production(NamedTuple):
    """One production: pop `length` symbols, keep those of `keep` (-1: an absent option), push `head`."""

    head: str
    length: int
    kind: int
    keep: tuple[int, ...]
    action: str


@dataclass(frozen=True, slots=True)
class Tables:
    """LALR(1) tables and the words of the language.

    `rows[state][symbol]` is the state to go to, or `~production` to reduce by; a terminal or nonterminal
    that is not in the row cannot come. `always[state]` is the production that a state reduces by, whatever
    comes next, or -1. `words` are the keywords by their text, `reserved` those that are no name.
    """

    rows: tuple[dict[str, int], ...]
    always: tuple[int, ...]
    productions: tuple[Production, ...]
    start: int
    words: dict[str, str]
    marks: dict[str, str]
    values: tuple[tuple[str, str], ...]
    guards: dict[str, tuple[tuple[str, str], ...]]
    reserved: frozenset[str]
    no_label: frozenset[str]

    @property
    def keyword_texts(self) -> dict[str, str]:
        """Terminal -> the one way to write it: `_GIVE_` -> `give`, `LBRACE` -> `{`."""
        return {terminal: text for text, terminal in (*self.words.items(), *self.marks.items())}


def from_data(data: dict[str, Any]) -> Tables:
    """Tables out of what `grammar.table_data` made, directly or by way of JSON."""
    symbols: list[str] = data["symbols"]
    rows = tuple(
        {symbols[symbol]: target for symbol, target in zip(row[::2], row[1::2], strict=True)}
        for row in data["rows"]
    )
    return Tables(
        rows=rows,
        always=tuple(_always(row) for row in rows),
        productions=tuple(
            Production(symbols[head], length, kind, tuple(keep), action)
            for head, length, kind, keep, action in data["productions"]
        ),
        start=data["start"],
        words=data["words"],
        marks=data["marks"],
        values=tuple((name, pattern) for name, pattern in data["values"]),
        guards={
            word: tuple((name, pattern) for name, pattern in each) for word, each in data["guards"].items()
        },
        reserved=frozenset(data["reserved"]),
        no_label=frozenset(data["no_label"]),
    )


def _always(row: dict[str, int]) -> int:
    targets = set(row.values())
    only = targets.pop() if len(targets) == 1 else 0
    return ~only if only < 0 else -1


@cache
def load_tables() -> Tables:
    """The tables that the package ships."""
    return from_data(json.loads((files(__package__) / "tables.json").read_text("utf-8")))
