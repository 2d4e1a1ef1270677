"""The reason of a verdict in one sentence, with what an explanation knows beyond the verdict.

In: an `Explanation` of a refused rule, and how money is written. Out: a sentence. Invariant: where there is
nothing more to say, it is the sentence of the closed list of reasons.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from receipt_rules.outcome.reasons import COUPON_STATES, sentence
from receipt_rules.runtime.why import Explanation, Rival

Money = Callable[[int], str]

_TAKEN: Final = {
    "protected": "the rules before it took all that may come off its items",
    "zero": "the rules before it took all that its items cost",
}
"""Of a rule that would have given something by itself."""


def because(explanation: Explanation, money: Money) -> str:
    """Why the rule gave nothing."""
    verdict = explanation.verdict
    if explanation.instead is not None:
        return _lost(explanation.instead, money)
    excluder = explanation.excluded_by
    if excluder is not None and excluder.rules:
        rules = ", ".join(f"`{rule}`" for rule in excluder.rules)
        gave = money(excluder.amount_minor)
        return f"group `{excluder.group}` gave money first and excludes it: {gave} by {rules}"
    cut_by = verdict.trimmed_by
    if verdict.reason == "limit" and cut_by is not None:
        return f"the cap of {_in_quotes(cut_by)} left nothing"
    if verdict.reason == "protected" and cut_by is not None:
        return f"`{cut_by}` left nothing: what others gave is all that may come off"
    if verdict.reason in _TAKEN and explanation.would_minor:
        return _TAKEN[verdict.reason]
    words = sentence(verdict.reason or "", verdict.numbers, money)
    return words if verdict.state is None else f"{words}: {COUPON_STATES[verdict.state]}"


def _lost(rival: Rival, money: Money) -> str:
    if rival.winner is None:
        who, gives = "other rules", "together they give"
    else:
        who, gives = f"{'group ' if rival.kind == 'group' else ''}`{rival.winner}`", "it gives"
    how = "was chosen" if rival.difference_minor < 0 else "came first"
    if rival.difference_minor > 0:
        how = f"won by {money(rival.difference_minor)}"
    return f"{who} {how}: {gives} {money(rival.winner_minor)}, this rule {money(rival.loser_minor)}"


def _in_quotes(cut_by: str) -> str:
    """`group drinks` with the id in quotes."""
    word, _, id = cut_by.partition(" ")
    return f"{word} `{id}`"
