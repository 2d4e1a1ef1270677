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
    letters = frozenset(low)
    best: tuple[int, int, str] | None = None
    most = _MOST_SLIPS
    for candidate in candidates:
        other = candidate.lower()
        distance = _distance(low, letters, other, most)
        if distance is not None:
            rank = (distance, -_common_beginning(low, other), candidate)
            best = rank if best is None else min(best, rank)
            # what is farther than the best so far needs no counting
            most = best[0]
    return None if best is None else best[2]


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """The remedy in words, for `help`; empty when nothing is near."""
    found = suggest(word, candidates)
    return "" if found is None else f"did you mean `{found}`?"


def slips(first: str, second: str, most: int) -> int | None:
    """How many slips lead from one word to the other, or None if more than `most`.

    A slip is a letter too many, one too few, a wrong one, or two neighbours swapped: the optimal
    string alignment distance (Boytsov, "Indexing methods for approximate dictionary searching",
    2011, section 2.2), over rows, left as soon as a row exceeds `most`. Only the cells that `most` slips
    can reach are looked at: the others are too far by their place alone (Ukkonen, "Algorithms for
    approximate string matching", 1985).
    """
    if abs(len(first) - len(second)) > most:
        return None
    far = most + 1
    width = len(second) + 1
    older: list[int] = []
    before: list[int] = []
    row = list(range(width))
    for i, letter in enumerate(first, 1):
        older, before, row = before, row, [far] * width
        if i <= most:
            row[0] = i
        low, high = max(1, i - most), min(width - 1, i + most)
        least = row[0]
        for j in range(low, high + 1):
            cost = before[j - 1] + (letter != second[j - 1])
            cost = min(cost, before[j] + 1, row[j - 1] + 1)
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == second[j - 1]:
                cost = min(cost, older[j - 2] + 1)
            row[j] = cost
            least = min(least, cost)
        if least > most:
            return None
    return row[-1] if row[-1] <= most else None


def _distance(word: str, letters: frozenset[str], candidate: str, most: int) -> int | None:
    """The slips between two words, `letters` being those of the first; None if more than `most`."""
    if word == candidate:
        return 0
    if most < 1:
        return None
    if candidate.endswith("." + word) or _same_parts(word, candidate):
        return 1
    most = min(most, max(len(word), len(candidate)) // _LETTERS_PER_SLIP)
    # a letter that only one of the words has is a slip by itself, which is quick to see
    if len(letters.difference(candidate)) > most or len(frozenset(candidate) - letters) > most:
        return None
    return slips(word, candidate, most)


def _same_parts(word: str, candidate: str) -> bool:
    """Whether two names have the same words, in whatever order."""
    alike = len(word) == len(candidate) and "_" in word
    return alike and sorted(word.split("_")) == sorted(candidate.split("_"))


def _common_beginning(first: str, second: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))
