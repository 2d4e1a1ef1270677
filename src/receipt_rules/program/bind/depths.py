"""How far item sets and segments reach through others.

In: which of them names which, and their bound trees. Out: a diagnostic where a chain of references is too
long. Invariant: what passes can be followed by calls, one in another, as evaluation and lints do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from receipt_rules.diagnostics import Diagnostics, Span
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.program.bind.references import Reference
from receipt_rules.program.bind.walk import height

MOST_STEPS: Final = 50
"""Of one chain. With the calls of each step it stays well below the thousand that an interpreter allows."""
_LEVELS_PER_STEP: Final = 4
"""A condition that is deeper than this counts for several steps."""


def check_depths(
    uses: Mapping[Reference, Iterable[Reference]],
    trees: Mapping[Reference, object],
    places: Mapping[Reference, Span],
    diagnostics: Diagnostics,
) -> bool:
    """Reports where each chain that is too long becomes so; whether none does. `uses` has no circles."""
    steps: dict[Reference, int] = {}
    for each in _used_first(uses):
        before = max((steps[other] for other in uses[each] if other in steps), default=0)
        steps[each] = before + -(-max(height(trees[each]), 1) // _LEVELS_PER_STEP)
        if before <= MOST_STEPS < steps[each]:
            diagnostics.report(
                "too-deep",
                places[each],
                f"{quoted(each[1])} is made of others more than {MOST_STEPS} deep, one in another",
                notes=[f"a condition counts once for every {_LEVELS_PER_STEP} levels that it has"],
                help="name the items themselves instead of the set that names them",
            )
    return max(steps.values(), default=0) <= MOST_STEPS


def _used_first(uses: Mapping[Reference, Iterable[Reference]]) -> Iterable[Reference]:
    """All nodes, each after those that it uses."""
    done: set[Reference] = set()
    for start in uses:
        trail = {} if start in done else {start: iter(uses[start])}
        while trail:
            last = next(reversed(trail))
            following = next(trail[last], None)
            if following is None:
                del trail[last]
                done.add(last)
                yield last
            elif following in uses and following not in done:
                trail[following] = iter(uses[following])
