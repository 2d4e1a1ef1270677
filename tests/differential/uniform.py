"""A source of choices for Hypothesis that prefers none.

In: a seed. Out: the name of a backend of Hypothesis. Invariant: what is drawn depends on the seed alone.

Its own source prefers small values, repeats parts of what it drew, and mixes in constants of the modules
that happen to be loaded. That finds bugs soon; but shares over many pairs mean nothing then, and with other
modules come other pairs. Shrinking is not touched.
"""

from __future__ import annotations

from random import Random
from typing import Any, ClassVar, Literal

from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, PrimitiveProvider

NAME = "receipt-rules-uniform"


def backend(seed: int) -> str:
    """Makes the source with this seed the one that the name stands for."""

    class Seeded(_Uniform):
        random = Random(seed)

    AVAILABLE_PROVIDERS[NAME] = Seeded
    return NAME


class _Uniform(PrimitiveProvider):
    """Integers within bounds, and booleans; the strategies of rulesets and receipts draw nothing else."""

    lifetime: ClassVar[Literal["test_function", "test_case"]] = "test_function"
    random: ClassVar[Random]

    def draw_boolean(self, p: float = 0.5) -> bool:
        return self.random.random() < p

    def draw_integer(self, min_value: int | None = None, max_value: int | None = None, **_hints: Any) -> int:
        assert min_value is not None
        assert max_value is not None
        return self.random.randint(min_value, max_value)

    def draw_float(self, **_bounds: Any) -> float:
        raise NotImplementedError

    def draw_string(self, *_bounds: Any, **_hints: Any) -> str:
        raise NotImplementedError

    def draw_bytes(self, *_bounds: Any, **_hints: Any) -> bytes:
        raise NotImplementedError
