"""Words, goals and the wording of the locale to rows.

In: `program.model` values. Out: rows of `runtime.rows`. Invariant: goals are compiled where a text may speak
of them, and nowhere else; the binder has put everything in an order of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple
from typing import Any

from receipt_rules.compiler.expression import expression_row
from receipt_rules.program import expression as px
from receipt_rules.program import model
from receipt_rules.program.types import Type
from receipt_rules.runtime.rows import GoalRow, WordingRow, WordsRow


def words_rows(rule: model.Rule) -> tuple[WordsRow, ...]:
    """What the rule says."""
    return tuple(
        WordsRow(
            kind=each.kind,
            place=each.place,
            parts=parts_row(each.parts),
            within=None if each.within is None else expression_row(each.within),
            within_kind="" if each.within is None else kind_of(each.within.type),
        )
        for each in rule.words
    )


def parts_row(parts: Iterable[model.Part]) -> tuple[Any, ...]:
    """The parts of a text."""
    return tuple(_part(part) for part in parts)


def _part(part: model.Part) -> Any:
    if isinstance(part, str):
        return part
    if isinstance(part, model.Placeholder):
        return (part.name,)
    return "value", part.type.kind, part.type.dimension, expression_row(part)


def goal_rows(rule: model.Rule) -> tuple[GoalRow, ...]:
    """What a nudge, or `{missing}`, may speak of."""
    if not any(each.kind == "nudge" or model.Placeholder("missing") in each.parts for each in rule.words):
        return ()
    places = {part: place for place, part in reversed(list(enumerate(conjuncts(rule.when))))}
    return tuple(
        GoalRow(
            place=places[goal.condition],
            kind=kind_of(goal.reached.type),
            reached=expression_row(goal.reached),
            needed=expression_row(goal.needed),
            beyond=goal.beyond,
        )
        for goal in rule.goals
    )


def conjuncts(conditions: Iterable[px.Expr]) -> Iterator[px.Expr]:
    """Conditions that all must hold, those inside an `and` each by itself."""
    for condition in conditions:
        if isinstance(condition, px.Logic) and condition.op == "and":
            yield from conjuncts((condition.left, condition.right))
        else:
            yield condition


def kind_of(type: Type) -> str:
    """Of what so much is missing: money, a count, or kg, l or m."""
    if type.kind == "quantity":
        return type.dimension
    return "int" if type.kind == "number" else type.kind


def wording_row(wording: model.Wording | None) -> WordingRow | None:
    """The data of the locale, field by field."""
    return None if wording is None else WordingRow(*astuple(wording))
