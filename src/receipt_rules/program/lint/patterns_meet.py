"""A code that fits two regular expressions.

In: two expressions that the binder has passed. Out: a shortest code that fits both, None where there is none,
or `Undecided` where the search was given up. Invariants: a code that comes out fits both as a till matches
them; the search takes bounded time.

Both expressions become automata over the characters that either names, and the digits and letters; the pairs
of their states are searched breadth first. That is exact for what is written with such characters. Two
expressions that have only some other character in common, one that nobody names and that only `.`, a class or
a negation accepts, may pass unseen.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator
from functools import cache
from re import _constants as sre
from re import _parser
from typing import Any, Final

MOST_STATES: Final = 2_000
"""Of one automaton: repeats are written out."""
MOST_PAIRS: Final = 20_000
"""States of both that are looked at."""


class Undecided(Exception):  # noqa: N818 - an answer, not an error
    """The search would take too long."""


def witness(first: str, second: str) -> str | None:
    """A shortest code that fits both expressions; raises `Undecided`."""
    alphabet = tuple(sorted(_named(first) | _named(second) | _ALWAYS, key=_plainest))
    one, other = _automaton(first, alphabet), _automaton(second, alphabet)
    fits = (_compiled(first), _compiled(second))
    start = (one.start, other.start)
    paths: dict[tuple[int, int], tuple[tuple[int, int], str] | None] = {start: None}
    waiting = [start]
    for pair in waiting:
        if pair[0] == one.end and pair[1] == other.end:
            code = _spelt(paths, pair)
            if code and code.strip() == code and all(each.fullmatch(code) for each in fits):
                return code
        for following, character in _steps(one, other, pair):
            if following not in paths:
                if len(paths) >= MOST_PAIRS:
                    raise Undecided
                paths[following] = (pair, character)
                waiting.append(following)
    return None


def begin_alike(first: str, second: str) -> bool:
    """Whether a code could begin as both expressions do: told by the characters that they begin with."""
    one, other = _beginning(first), _beginning(second)
    return one.startswith(other) or other.startswith(one)


@cache
def _beginning(pattern: str) -> str:
    found: list[str] = []
    for op, value in _parsed(pattern):
        if op is not sre.LITERAL or len(chr(value).casefold()) != 1:
            break
        found.append(chr(value).casefold())
    return "".join(found)


def _spelt(paths: dict[tuple[int, int], tuple[tuple[int, int], str] | None], pair: tuple[int, int]) -> str:
    found: list[str] = []
    step = paths[pair]
    while step is not None:
        found.append(step[1])
        step = paths[step[0]]
    return "".join(reversed(found))


def _steps(
    one: _Automaton, other: _Automaton, pair: tuple[int, int]
) -> Iterator[tuple[tuple[int, int], str]]:
    """Both read the same character, or one of them reads nothing."""
    for target in one.free[pair[0]]:
        yield (target, pair[1]), ""
    for target in other.free[pair[1]]:
        yield (pair[0], target), ""
    for mine, here in one.reads[pair[0]]:
        for its, there in other.reads[pair[1]]:
            common = mine & its
            if common:
                yield (here, there), min(common, key=_plainest)


# ---- automata -------------------------------------------------------------------------------------------


class _Automaton:
    """`reads`: by state, characters and where they lead; `free`: where nothing leads."""

    def __init__(self, alphabet: tuple[str, ...]) -> None:
        self.alphabet = alphabet
        self.reads: list[list[tuple[frozenset[str], int]]] = []
        self.free: list[list[int]] = []
        self.start = self.state()
        self.end = self.start

    def state(self) -> int:
        """A new one."""
        if len(self.reads) >= MOST_STATES:
            raise Undecided
        self.reads.append([])
        self.free.append([])
        return len(self.reads) - 1

    def read(self, items: Iterable[tuple[Any, Any]], here: int) -> int:
        """Reads a sequence from a state; where it ends."""
        for op, value in items:
            if op in _REPEATS:
                here = self._repeat(value, here)
            elif op is sre.BRANCH:
                here = self._branch(value[1], here)
            elif op is sre.SUBPATTERN:
                here = self.read(value[-1], here)
            elif op is getattr(sre, "ATOMIC_GROUP", None):
                here = self.read(value, here)
            elif op is not sre.AT:  # the beginning, the end, a border of words: the code is tried in the end
                there = self.state()
                self.reads[here].append((_accepted(op, value, self.alphabet), there))
                here = there
        return here

    def _repeat(self, value: Any, here: int) -> int:
        least, most, body = value[0], value[1], value[2]
        for _ in range(least):
            here = self.read(body, here)
        if most == sre.MAXREPEAT:
            begin, end = self.state(), self.state()
            self.free[here].append(begin)
            self.free[begin].append(end)
            self.free[self.read(body, begin)].append(begin)
            return end
        end = self.state()
        for _ in range(most - least):
            self.free[here].append(end)
            here = self.read(body, here)
        self.free[here].append(end)
        return end

    def _branch(self, branches: Iterable[Any], here: int) -> int:
        end = self.state()
        for branch in branches:
            begin = self.state()
            self.free[here].append(begin)
            self.free[self.read(branch, begin)].append(end)
        return end


def _automaton(pattern: str, alphabet: tuple[str, ...]) -> _Automaton:
    found = _Automaton(alphabet)
    found.end = found.read(_parsed(pattern), found.start)
    return found


_REPEATS: Final = (sre.MAX_REPEAT, sre.MIN_REPEAT, getattr(sre, "POSSESSIVE_REPEAT", None))
_ALWAYS: Final = frozenset(string.ascii_lowercase + string.digits + "-_. /é")


@cache
def _parsed(pattern: str) -> Any:
    return _parser.parse(pattern, re.IGNORECASE)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _plainest(character: str) -> tuple[bool, bool, str]:
    """Digits and letters first, space last: what is easiest to read in a message."""
    return character.isspace(), not (character.isascii() and character.isalnum()), character


# ---- characters -----------------------------------------------------------------------------------------


@cache
def _named(pattern: str) -> frozenset[str]:
    """The characters that an expression names, and those next to the ends of its ranges, as in codes."""
    found: set[str] = set()

    def look(items: Iterable[tuple[Any, Any]]) -> None:
        for op, value in items:
            if op in (sre.LITERAL, sre.NOT_LITERAL):
                found.add(chr(value))
            elif op is sre.RANGE:
                found.update(chr(each) for each in (*value, value[0] + 1, value[1] - 1) if each >= 0)
            elif op is sre.IN:
                look(value)
            elif op in _REPEATS:
                look(value[2])
            elif op is sre.BRANCH:
                for branch in value[1]:
                    look(branch)
            elif op is sre.SUBPATTERN:
                look(value[-1])
            elif op is getattr(sre, "ATOMIC_GROUP", None):
                look(value)

    look(_parsed(pattern))
    # A presented code is case-folded; what folds into several characters is tried as it is.
    return frozenset(folded for each in found if len(folded := each.casefold()) == 1)


def _accepted(op: Any, value: Any, alphabet: Iterable[str]) -> frozenset[str]:
    if op is sre.ANY:
        return frozenset(each for each in alphabet if each != "\n")
    parts = value if op is sre.IN else [(op, value)]
    return frozenset(each for each in alphabet if _is_in(parts, each))


def _is_in(parts: Iterable[tuple[Any, Any]], character: str) -> bool:
    parts = list(parts)
    negated = bool(parts) and parts[0][0] is sre.NEGATE
    forms = {character, character.upper(), character.lower()}
    found = any(_part(op, value, form) for op, value in parts for form in forms)
    return found is not negated


def _part(op: Any, value: Any, form: str) -> bool:
    if len(form) != 1:
        return False
    if op is sre.LITERAL:
        return form == chr(value)
    if op is sre.NOT_LITERAL:
        return form.lower() != chr(value).lower()
    if op is sre.RANGE:
        return bool(value[0] <= ord(form) <= value[1])
    if op is sre.CATEGORY:
        return _CATEGORIES[value].fullmatch(form) is not None
    return False


_CATEGORIES: Final = {
    sre.CATEGORY_DIGIT: re.compile(r"\d"),
    sre.CATEGORY_NOT_DIGIT: re.compile(r"\D"),
    sre.CATEGORY_SPACE: re.compile(r"\s"),
    sre.CATEGORY_NOT_SPACE: re.compile(r"\S"),
    sre.CATEGORY_WORD: re.compile(r"\w"),
    sre.CATEGORY_NOT_WORD: re.compile(r"\W"),
}
