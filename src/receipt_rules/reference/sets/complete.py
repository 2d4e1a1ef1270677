"""Whether a receipt has a set at all.

In: a set rule, the units that fit each slot. Out: None, or the reason `incomplete-set`. Invariant: claims,
capacity and benefit play no part.

"`incomplete-set`: no set can be formed of all units of the receipt, claimed or not, with or without capacity
(told with the other conditions, at entry). `actual` and `required` are the most units of one set that the
receipt has at once, and the units of a set; of a set that is one slot of a quantity, both as quantities in
text; where other slots are of a quantity too there are no numbers." (Decision 6.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from receipt_rules.program import model
from receipt_rules.reference.reasons import Numbers, Reason
from receipt_rules.reference.sets.kinds import MOST_STEPS, TooLargeError
from receipt_rules.reference.units import Unit, in_measure

_Lacking = tuple[int, ...]
"""What each slot still needs: units, or millionths."""


def incomplete(rule: model.Rule, slots: Sequence[Sequence[Unit]]) -> Reason | None:
    """The reason against, or None."""
    assert isinstance(rule.reward, model.SetReward)
    needed = tuple(slot.micro if slot.dimension else slot.count for slot in rule.slots)
    lacking = {
        each for units in _at_once(rule.reward, slots) for each in _fillings(rule, needed, units, slots)
    }
    if any(not any(each) for each in lacking):
        return None
    numbers: Numbers = {}
    if not any(slot.dimension for slot in rule.slots):
        most = max((sum(needed) - sum(each) for each in lacking), default=0)
        numbers = {"actual": most, "required": sum(needed)}
    elif len(rule.slots) == 1:
        dimension = rule.slots[0].dimension
        most = max((needed[0] - each[0] for each in lacking), default=0)
        numbers = {"actual": in_measure(most, dimension), "required": in_measure(needed[0], dimension)}
    return Reason("incomplete-set", numbers)


def _at_once(reward: model.SetReward, slots: Sequence[Sequence[Unit]]) -> Iterator[list[list[Unit]]]:
    """Units that may be in one set, in lists of which a set has one unit at most."""
    by_sku: dict[str, list[Unit]] = {}
    for unit in dict.fromkeys(unit for slot in slots for unit in slot):
        by_sku.setdefault(unit.line.record.sku, []).append(unit)
    if reward.items == "same":
        # "all units of a set have one SKU"
        for units in by_sku.values():
            yield [[unit] for unit in units]
    elif reward.items == "different":
        # "no two of them have"
        yield list(by_sku.values())
    else:
        yield [[unit] for units in by_sku.values() for unit in units]


def _fillings(
    rule: model.Rule, needed: _Lacking, units: Sequence[Sequence[Unit]], slots: Sequence[Sequence[Unit]]
) -> set[_Lacking]:
    """What may be lacking when each unit was put into some slot, or into none."""
    fitting = [frozenset(slot) for slot in slots]
    found = {needed}
    steps = 0
    for alternatives in units:
        more: set[_Lacking] = set()
        for unit in alternatives:
            for place, slot in enumerate(rule.slots):
                if unit not in fitting[place]:
                    continue
                size = unit.line.micro if slot.dimension else 1
                for lacking in found:
                    more.add((*lacking[:place], max(0, lacking[place] - size), *lacking[place + 1 :]))
                steps += len(found)
                if steps > MOST_STEPS:
                    raise TooLargeError(f"rule {rule.id}: too many ways to put units into its slots")
        found |= more
        if any(not any(each) for each in found):
            break
    return found
