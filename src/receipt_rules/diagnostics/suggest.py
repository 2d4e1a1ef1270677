"""Did you mean: the nearest of the names that exist.

In: a word that is not known and the words that are. Out: one of them, or nothing when none is near.
Invariant: the answer depends on the set of candidates only, not on their order.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import Final

_LETTERS_PER_SLIP: Final = 3
_MOST_SLIPS: Final = 3


def suggest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that `word` was most probably meant to be.

    Near is one slip of the pen per three letters, at most three. Case does not count, and neither
    does the order of the words in a name or a module's name left out before it. Of equally near
    ones: the one with the longest common beginning, since first letters are seldom wrong, then the
    first in the alphabet.
    """
    low = word.lower()
    best: tuple[int, int, str] | None = None
    for candidate in candidates:
        other = candidate.lower()
        distance = _distance(low, other)
        if distance is not None:
            rank = (distance, -_common_beginning(low, other), candidate)
            best = rank if best is None else min(best, rank)
    return None if best is None else best[2]


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """The remedy in words, for `help`; empty when nothing is near."""
    found = suggest(word, candidates)
    return "" if found is None else f"did you mean `{found}`?"


def slips(first: str, second: str, most: int) -> int | None:
    """How many slips lead from one word to the other, or None if more than `most`.

    A slip is a letter too many, one too few, a wrong one, or two neighbours swapped: the optimal
    string alignment distance (Boytsov, "Indexing methods for approximate dictionary searching",
    2011, section 2.2), over rows, left as soon as a row exceeds `most`.
    """
    if abs(len(first) - len(second)) > most:
        return None
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None


def _distance(word: str, candidate: str) -> int | None:
    if word == candidate:
        return 0
    if candidate.endswith("." + word) or sorted(word.split("_")) == sorted(candidate.split("_")):
        return 1
    longer = max(len(word), len(candidate))
    return slips(word, candidate, min(_MOST_SLIPS, longer // _LETTERS_PER_SLIP))


def _common_beginning(first: str, second: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))
