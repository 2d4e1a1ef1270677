"""Pairs of a ruleset and a receipt, drawn again and again alike.

In: a seed, the number of a chunk. Out: `Bundle`s: a ruleset with several receipts, each of them a pair.
Invariant: a chunk is the same on every machine and in every process, whatever was drawn before it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from receipt_rules.testing.strategies import CURRENCIES, Ruleset, alike_receipts, receipts, rulesets
from tests.differential.uniform import draw_each

RECEIPTS = 5
"""Receipts for each ruleset: reading a ruleset costs more than evaluating a receipt."""
BUNDLES = 50
"""Rulesets in a chunk."""
CHUNK = RECEIPTS * BUNDLES
MOST_RULES = 9
MOST_PIECES = 12
"""The interpreter looks at each piece by itself."""
MOST_SETS = 4
"""Rules that form sets: the interpreter writes all sets down."""
MOST_UNITS = 8
"""On a receipt on which sets are to be formed."""

Tree = dict[str, Any]


class Bundle(NamedTuple):
    """A ruleset, and receipts in its currency."""

    ruleset: Ruleset
    receipts: tuple[Tree, ...]


def bundles() -> SearchStrategy[Bundle]:
    """Rulesets with `RECEIPTS` receipts each."""
    return st.sampled_from(CURRENCIES).flatmap(_bundles)


def _bundles(currency: str) -> SearchStrategy[Bundle]:
    drawn = rulesets(currency, max_rules=MOST_RULES, max_sets=MOST_SETS, words=True)
    return drawn.flatmap(lambda ruleset: st.builds(Bundle, st.just(ruleset), _receipts(currency, ruleset)))


def _receipts(currency: str, ruleset: Ruleset) -> SearchStrategy[tuple[Tree, ...]]:
    """Where sets are formed, receipts of few units, most of them alike."""
    some = receipts(currency, max_pieces=MOST_PIECES)
    if forms_sets(ruleset):
        some = alike_receipts(currency, max_units=MOST_UNITS)
    return st.lists(some, min_size=RECEIPTS, max_size=RECEIPTS).map(tuple)


def forms_sets(ruleset: Ruleset) -> bool:
    """Whether some rule does."""
    return any(
        clause.startswith(("take ", "buy ")) for each in ruleset.declarations for clause in each.clauses
    )


def each_of_chunk(
    seed: int,
    chunk: int,
    look: Callable[[Bundle], None],
    *,
    shrink: bool = False,
    bundles_each: int = BUNDLES,
) -> None:
    """Calls `look` with every bundle of a chunk; what it raises is raised, if wanted for a smaller bundle."""
    draw_each(bundles(), look, seed=seed * 1_000_003 + chunk, count=bundles_each, shrink=shrink)


def chunk_of(seed: int, chunk: int) -> list[Bundle]:
    """The bundles of a chunk."""
    found: list[Bundle] = []
    each_of_chunk(seed, chunk, found.append)
    return found
