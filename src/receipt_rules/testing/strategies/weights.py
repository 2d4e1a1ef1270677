"""How often something comes up.

In: numbers, strategies. Out: strategies with a say in how often. Invariant: they shrink to no and to the
first choice, so that what is not needed goes away.
"""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

T = TypeVar("T")


@cache
def one_in(number: int) -> SearchStrategy[bool]:
    """Yes once in `number` times."""
    return st.sampled_from([False] * (number - 1) + [True])


def either(*choices: SearchStrategy[T]) -> SearchStrategy[T]:
    """Each choice as often as the others, and as often as it is named.

    `one_of` takes a choice that is named twice for one, and the branches of a choice for choices.
    """
    return st.sampled_from(range(len(choices))).flatmap(lambda place: choices[place])


def now_and_then(number: int, texts: SearchStrategy[str]) -> SearchStrategy[str]:
    """A text once in `number` times, else none."""
    return one_in(number).flatmap(lambda some: texts if some else NOTHING)


NOTHING = st.just("")
