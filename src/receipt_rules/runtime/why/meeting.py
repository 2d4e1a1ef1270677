"""Where a rule met others: its group, who won instead, who excluded it.

In: an outcome with the verdict on the rule. Out: `GroupPlace`, `Rival`, `Excluder`. Invariant: amounts are
those of the verdict and of the outcome's effects.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

from receipt_rules.outcome.record import Discount, Outcome, Verdict
from receipt_rules.runtime.rows import GroupRow, RuleRow
from receipt_rules.runtime.why.records import Excluder, GroupPlace, Rival
from receipt_rules.runtime.why.values import Values

if TYPE_CHECKING:
    from receipt_rules.runtime.engine import Engine


def place_of(engine: Engine, row: RuleRow) -> GroupPlace | None:
    """The group of a rule; None for one that rounds the total, or has only words."""
    if row.scope not in ("item", "receipt"):
        return None
    scope: Any = row.scope
    if row.group < 0:
        return GroupPlace(id=None, mode="best", scope=scope, part_of=(), cap=None, most_rules=None)
    groups = engine.ruleset.groups
    group = groups[row.group]
    mode: Any = group.mode
    return GroupPlace(
        id=group.id,
        mode=mode,
        scope=scope,
        part_of=tuple(groups[place].id for place in reversed(engine.paths[row.group][:-1])),
        cap=_cap(group, Values(engine.ruleset.currency)),
        most_rules=group.most or None,
    )


def _cap(group: GroupRow, values: Values) -> str | None:
    if group.cap_share is not None:
        return values.percent(Fraction(*group.cap_share))
    return None if group.cap_minor is None else values.money(group.cap_minor)


def rival_of(verdict: Verdict, titles: dict[str, str], groups: frozenset[str]) -> Rival | None:
    """Who won instead of a rule that lost; None where the verdict has no numbers."""
    gives, would = verdict.numbers.get("required_minor"), verdict.numbers.get("actual_minor")
    if verdict.reason != "lost" or not isinstance(gives, int) or not isinstance(would, int):
        return None
    winner = cast("str | None", verdict.numbers.get("winner"))
    named = winner is not None and winner in titles
    return Rival(
        winner=winner,
        kind="rules" if winner is None else "rule" if named or winner not in groups else "group",
        title=titles.get(winner, "") if winner is not None else "",
        winner_minor=gives,
        loser_minor=would,
        difference_minor=gives - would,
    )


def excluder_of(
    engine: Engine, verdict: Verdict, outcome: Outcome, numbers: Mapping[str, int]
) -> Excluder | None:
    """The group that gave money first, with what is left of it in the outcome; `numbers` of rules by id."""
    if verdict.reason != "excluded":
        return None
    group = str(verdict.numbers["group"])
    gave = [
        effect
        for effect in outcome.effects
        if isinstance(effect, Discount) and group in _groups_of(engine, numbers[effect.rule])
    ]
    return Excluder(
        group=group,
        amount_minor=sum(effect.amount_minor for effect in gave),
        rules=tuple(effect.rule for effect in gave),
    )


def _groups_of(engine: Engine, number: int) -> list[str]:
    """The group of a rule, and those that it is part of."""
    group = engine.ruleset.rules[number].group
    return [] if group < 0 else [engine.ruleset.groups[place].id for place in engine.paths[group]]
