"""Values of a strategy, each as likely as any other.

In: a strategy, a seed. Out: values of it, one after another. Invariant: what is drawn depends on the seed
alone.

The source of choices that Hypothesis has of its own prefers small values, repeats parts of what it drew, and
mixes in constants of the modules that happen to be loaded. That finds bugs soon; but shares over many pairs
mean nothing then, and with other modules come other pairs. Shrinking is not touched.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any, ClassVar, Literal, TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, PrimitiveProvider
from hypothesis.strategies import SearchStrategy

NAME = "receipt-rules-uniform"
T = TypeVar("T")


def draw_each(
    strategy: SearchStrategy[T], look: Callable[[T], None], *, seed: int, count: int, shrink: bool = False
) -> None:
    """Calls `look` with `count` values; what it raises is raised, if wanted for a simpler value."""

    class Seeded(_Uniform):
        random = Random(seed)

    AVAILABLE_PROVIDERS[NAME] = Seeded

    @settings(
        backend=NAME,
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink] if shrink else [Phase.generate],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
    )
    @given(strategy)
    def drawn(value: T) -> None:
        look(value)

    drawn()


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
