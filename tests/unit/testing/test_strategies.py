"""The strategies are worth their while: what they draw binds, meets, competes, and comes to every reason."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, Phase, given, settings

from tests.property.runtime.worlds import World, outcome_of, worlds

WORLDS = 300
REASONS = {
    "draft", "audience", "card", "coupon", "window", "condition", "no-items", "lost", "protected",
    "already-lower", "zero",
}  # fmt: skip
"""Those that this version can come to, but for `programme`: the one there is runs."""


def test_worlds_come_to_every_reason_and_to_many_discounts() -> None:
    seen: Counter[str] = Counter()

    @settings(
        max_examples=WORLDS,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(worlds())
    def look(world: World) -> None:
        outcome = outcome_of(*world)
        seen["worlds"] += 1
        seen["discounted"] += bool(outcome.totals.discount_minor)
        seen["several"] += len(outcome.applied) > 1
        seen["rounded"] += bool(outcome.totals.rounding_minor)
        seen["trimmed"] += any(verdict.trimmed_by for verdict in outcome.verdicts)
        seen.update(verdict.reason for verdict in outcome.verdicts if verdict.reason is not None)

    look()
    assert set(seen) >= REASONS
    assert seen["discounted"] > WORLDS / 5
    assert seen["several"] > WORLDS / 50
    assert seen["rounded"] > 0
    assert seen["trimmed"] > 0
