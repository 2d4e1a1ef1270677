"""The names of what a rule says, for `clauses`.

In: a bound rule. Out: names of `WORDS`. Invariant: each kind of words, each place, each type of a value in a
text and each kind of goal has one name here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from receipt_rules.program import expression as px
from receipt_rules.program import model

_KINDS: Final = ("print", "tell", "nudge", "otherwise")
_PLACES: Final = ("header", "line", "footer", "slip", "cashier", "customer")
_VALUES: Final = ("money", "percent", "number", "int", "quantity", "text", "date", "datetime", "time")
_PLACEHOLDERS: Final = ("missing", "rule.discount", "receipt.discount")
_GOALS: Final = ("money", "int", "quantity")

WORDS: Final = (
    "words only",
    "words and a coupon only",
    *_KINDS,
    *(f"said to {place}" for place in _PLACES),
    *(f"a {value} in a text" for value in _VALUES),
    *(f"{{{name}}}" for name in _PLACEHOLDERS),
    *(f"nudge within {goal}" for goal in _GOALS),
)
"""All names."""


def of_words(rule: model.Rule) -> Iterator[str]:
    """Those of one rule."""
    if rule.scope == "words" and rule.words:
        yield "words and a coupon only" if rule.issues else "words only"
    for words in rule.words:
        yield words.kind
        yield f"said to {words.place}"
        for part in words.parts:
            if isinstance(part, model.Placeholder):
                yield f"{{{part.name}}}"
            elif isinstance(part, px.Typed):
                yield f"a {part.type.kind} in a text"
        if words.within is not None:
            kind = words.within.type.kind
            yield f"nudge within {'int' if kind == 'number' else kind}"
