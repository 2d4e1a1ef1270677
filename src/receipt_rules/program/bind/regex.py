"""Regular expressions that a till can afford.

In: a pattern as the author wrote it. Out: the pattern, if Python's `re` can match it against a text of a
receipt without trying one place in exponentially many ways. Invariant: no back-reference, no look-around,
no open-ended repeat of something that can match in several ways (so no nested unbounded repeats), and a
bound on the ways in which all repeats and alternatives together can be tried.

The pattern is read by the parser of `re` itself, so that there is one opinion of what it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from re import _constants as sre
from re import _parser
from typing import Any, Final

from receipt_rules.diagnostics import Diagnostics
from receipt_rules.language import ast

_MOST_WAYS: Final = 1_000_000
_OPEN: Final = 100
"""How many ways an open-ended repeat counts for; three in a row are allowed."""
_LONGEST: Final = 1_000
_SHARED: Final = (
    "repeats inside repeats, several open-ended repeats in a row and alternatives that begin alike "
    "multiply the ways in which a text can be tried"
)
_ESCAPE: Final = "a backslash before each mark says that the mark itself is meant"

_REPEATS: Final = (sre.MAX_REPEAT, sre.MIN_REPEAT, getattr(sre, "POSSESSIVE_REPEAT", None))
_Items = Iterable[tuple[Any, Any]]


def checked_pattern(node: ast.Regex, diagnostics: Diagnostics) -> str | None:
    """The pattern, or None after a diagnostic."""
    wrong = fault(node.pattern)
    if wrong is None:
        return node.pattern
    slug, message, note = wrong
    help = "" if slug == "bad-regex" else "describe the same texts without it, or list them"
    diagnostics.report(slug, node.span, message, notes=[note] if note else [], help=help)
    return None


def fault(pattern: str) -> tuple[str, str, str] | None:
    """Slug, message and note of what is wrong with a pattern, or None."""
    if len(pattern) > _LONGEST:
        return "regex-not-linear", f"the pattern has more than {_LONGEST:,} characters", ""
    doubtful = _set_of_sets(pattern)
    if doubtful:
        return "bad-regex", f"`{doubtful}` in a set can be read in two ways", _ESCAPE
    try:
        re.compile(pattern)
        tree = _parser.parse(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        message = error.msg if isinstance(error, re.error) else "the pattern is too large"
        return "bad-regex", "this is not a regular expression", str(message)
    found = next(_forbidden(tree), None) or (_SHARED if _ways(tree) > _MOST_WAYS else None)
    return None if found is None else ("regex-not-linear", "matching this could take too long", found)


def _set_of_sets(pattern: str) -> str:
    """The first mark that a later `re` may read as sets in a set, or as their union or difference.

    Python 3.11 warns of them itself, to whoever runs the engine, and not to the author.
    """
    inside, place = False, 0
    while place < len(pattern):
        mark = pattern[place]
        if mark == "\\":
            place += 1
        elif not inside and mark == "[":
            inside = True
            place += pattern.startswith("^", place + 1)
            if pattern.startswith("[", place + 1):
                return "["
            place += pattern.startswith("]", place + 1)
        elif inside and mark == "]":
            inside = False
        elif inside and mark in "-&~|" and pattern.startswith(mark, place + 1):
            return mark * 2
        place += 1
    return ""


def _forbidden(items: _Items) -> Iterator[str]:
    """What the language does not have, wherever it stands."""
    for op, value in items:
        if op in (sre.GROUPREF, sre.GROUPREF_EXISTS):
            yield "it refers back to a group"
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield "it looks around"
        for body in _bodies(op, value):
            yield from _forbidden(body)


def _ways(items: _Items) -> int:
    """In how many ways a sequence can be tried at one place, at least; beyond `_MOST_WAYS` any number."""
    ways = 1
    for op, value in items:
        bodies = _bodies(op, value)
        inner = [_ways(body) for body in bodies]
        if op in _REPEATS:
            ways *= _ways_of_repeat(value[0], value[1], inner[0])
        elif op is sre.BRANCH:
            ways *= max(inner) if _begin_differently(bodies) else sum(inner)
        elif inner:
            ways *= inner[0]
        if ways > _MOST_WAYS:
            return _MOST_WAYS + 1
    return ways


def _ways_of_repeat(least: int, most: int, inner: int) -> int:
    if most == sre.MAXREPEAT:
        return _OPEN if inner == 1 else _MOST_WAYS + 1
    if inner > 1 and most > _MOST_WAYS.bit_length():
        return _MOST_WAYS + 1
    ways: int = (most - least + 1) * inner**most
    return ways


def _bodies(op: Any, value: Any) -> tuple[Any, ...]:
    """The sequences inside one item."""
    if op in _REPEATS:
        return (value[2],)
    if op is sre.BRANCH:
        return tuple(value[1])
    if op is sre.SUBPATTERN:
        return (value[-1],)
    return (value,) if op is getattr(sre, "ATOMIC_GROUP", None) else ()


def _begin_differently(branches: Iterable[Any]) -> bool:
    """Whether each alternative begins with a literal character of its own."""
    first = [branch[0] if len(branch) else None for branch in branches]
    letters = [each[1] for each in first if each is not None and each[0] is sre.LITERAL]
    return len(letters) == len(first) == len(set(letters))
