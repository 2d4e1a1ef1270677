"""From characters to tokens.

In: a text and the words of the tables. Out: `Token`s, one at a time, as the parser asks. Invariants: a
token is what stands there, whole (`give10` is one word), and never depends on what was understood
before it, but for two cases: `/` begins a regular expression where one may come, and a hyphen belongs
to a word where a word with a hyphen may come. Which terminal a word is, the parser decides by its state.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final, NamedTuple

from receipt_rules.language.tables import Tables

END: Final = "$END"
_SKIP: Final = re.compile(r"(?:[ \t\r\n\f]+|#[^\r\n]*)+")
_WORD: Final = re.compile(r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*(?!\w)")
_HYPHENED: Final = re.compile(r"[a-z]+(?:-[a-z]+)+(?![\w-])")
_COLON: Final = re.compile(r"\s*:")
_WRONG: Final = re.compile(r"\w+|.", re.DOTALL)
_MOST_KNOWN: Final = 100_000
_CONTEXTUAL: Final = {"REGEX", "COMMENT"}


class Token(NamedTuple):
    """`terminals`: what it can be, the likeliest first; none for what is no token of the language."""

    terminals: tuple[str, ...]
    start: int
    end: int


class Lexer:
    """Cuts tokens off one text; it holds no place of its own."""

    def __init__(self, tables: Tables) -> None:
        self._words = tables.words
        self._reserved = tables.reserved
        self._no_label = tables.no_label
        self._guards = {
            word: [(name, re.compile(re.escape(word) + pattern)) for name, pattern in each]
            for word, each in tables.guards.items()
        }
        values = [(name, pattern) for name, pattern in tables.values if name not in _CONTEXTUAL]
        marks = sorted(tables.marks, key=lambda mark: (-len(mark), mark))
        self._marks = {mark: (name,) for mark, name in tables.marks.items()}
        self._value = re.compile(
            "|".join([*(f"(?P<{name}>{pattern})" for name, pattern in values), *map(re.escape, marks)])
        )
        self._regex = re.compile(dict(tables.values)["REGEX"])
        self._names = {name: (name,) for name, _ in values}
        # What a word can be does not depend on where it stands, and a file uses few different words.
        self._known: dict[str, tuple[str, ...]] = {}

    def token(self, text: str, at: int, end: int, row: Container[str]) -> Token:
        """The token at or after `at`, in a state of the parser that can go on with the terminals of `row`."""
        skipped = _SKIP.match(text, at, end)
        if skipped:
            at = skipped.end()
        if at >= end:
            return Token((END,), end, end)
        letter = text[at]
        if "a" <= letter <= "z" or letter == "_":
            found = _WORD.match(text, at, end)
            if found:
                return self._word(text, at, found.end(), end, row)
        elif letter == "/" and "REGEX" in row:
            found = self._regex.match(text, at, end)
            if found:
                return Token(("REGEX",), at, found.end())
        else:
            found = self._value.match(text, at, end)
            if found:
                group = found.lastgroup
                return Token(self._names[group] if group else self._marks[found.group()], at, found.end())
        found = _WRONG.match(text, at, end)
        return Token((), at, found.end() if found else at + 1)

    def _word(self, text: str, at: int, stop: int, end: int, row: Container[str]) -> Token:
        if stop < end and text[stop] == "-":
            hyphened = _HYPHENED.match(text, at, end)
            if hyphened and self._words.get(hyphened.group()) in row:
                return Token((self._words[hyphened.group()],), at, hyphened.end())
        word = text[at:stop]
        terminals = self._known.get(word)
        if terminals is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            terminals = self._known[word] = self._terminals(word)
        if word in self._guards:
            guarded = [name for name, guard in self._guards[word] if guard.match(text, at, end)]
            terminals = (*guarded, *terminals)
        if _COLON.match(text, stop, end):
            terminals = ("KEY", *terminals)
        return Token(terminals, at, stop)

    def _terminals(self, word: str) -> tuple[str, ...]:
        if "." in word:
            return ("PATH", "WORD")
        terminals = [self._words[word]] if word in self._words else []
        if word not in self._reserved:
            terminals.append("NAME")
        if word not in self._no_label:
            terminals.append("LABEL")
        return (*terminals, "WORD")
