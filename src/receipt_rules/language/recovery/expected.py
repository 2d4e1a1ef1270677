"""What may come, in the words of the language and never by the names of terminals.

In: the terminals that can come in a state. Out: phrases such as "`off`" or "an amount such as `5.00 EUR`".
Invariant: every terminal has words; a set of many is said by its kind ("a value", "another clause").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from receipt_rules.language.recovery.shape import Shape

_MOST_PHRASES: Final = 6
_SHOWN_OF_MANY: Final = 5
_LONGEST_CHAIN: Final = 2

VALUES: Final = {
    "MONEY": "an amount of money such as `5.00 EUR`",
    "PERCENT": "a percent such as `5%`",
    "INT": "a whole number",
    "NUMBER": "a number such as `1.5`",
    "STRING": "a text in quotes",
    "DATE": "a date such as `2026-03-01`",
    "DATETIME": "a date and time such as `2026-03-01T18:00`",
    "TIME": "a time such as `18:00`",
    "DURATION": "a duration such as `3 days`",
    "MEASURE": "a quantity such as `2 kg`",
}
_OTHERS: Final = {
    "NAME": "a name",
    "PATH": "a name in a module such as `c.tea`",
    "LABEL": "the label of a slot",
    "KEY": "a key with a colon",
    "WORD": "a word",
    "ORDINAL": "a place such as `2nd`",
    "ENDING": "an ending such as `.99`",
    "CURRENCY": "a currency such as `EUR`",
    "REGEX": "a regular expression such as `/77[0-9]+/`",
    "DOC": 'a description in `"""`',
    "_FOR_EACH": "`for each`",
    "_FOR_MONEY": "`for` and an amount",
    "$END": "the end of the declaration",
}
_OPERATORS: Final = {
    "PLUS", "MINUS", "STAR", "SLASH", "EQUAL", "__ANON_2", "LESSTHAN", "__ANON_3", "MORETHAN", "__ANON_4",
    "_AND_", "_OR_", "_IN_", "_IS_", "_MATCHES_", "_DEFAULT_", "_OF_",
}  # fmt: skip
_VALUE_WORDS: Final = {
    *VALUES, "NAME", "PATH", "LPAR", "MINUS", "_NOT_", "_IF_", "_YES_", "_NO_",
    "_AMOUNT_", "_QUANTITY_", "_DISTINCT_", "_LOWEST_", "_HIGHEST_",
}  # fmt: skip
_BEFORE_A_CONDITION: Final = {
    "when",
    "unless",
    "where",
    "if",
    "and",
    "or",
    "not",
    "assuming",
    "always",
    "never",
}
_DAYS: Final = {
    "_MON_", "_TUE_", "_WED_", "_THU_", "_FRI_", "_SAT_", "_SUN_", "_WEEKDAYS_", "_WEEKEND_",
}  # fmt: skip
_MANY_VALUES: Final = 5
_MANY_ITEMS: Final = 5


def phrases(shape: Shape, states: Sequence[int], expected: frozenset[str], previous: str) -> list[str]:
    """What may come, the likeliest first; at most a handful."""
    rest = set(expected)
    found: list[str] = []
    if "LPAR" in rest and "_NOT_" in rest:
        rest -= _VALUE_WORDS
        found.append("a condition" if previous in _BEFORE_A_CONDITION else "a value")
    elif "STAR" in rest and rest - _OPERATORS:
        rest -= _OPERATORS
    if len(rest & set(VALUES)) >= _MANY_VALUES:
        rest -= _VALUE_WORDS
        found.append("a value")
    if "NAME" in rest:
        rest.discard("PATH")
    for name, starters in shape.starters.items():
        if len(starters) >= _MANY_ITEMS and starters - {"DOC"} <= rest:
            rest -= starters
            item = next(block.item for block in shape.blocks.values() if block.name == name)
            found.append(f"another {item}")
    if len(rest) > 1:
        rest.discard("DOC")
    if "_POINTS_" in rest:
        rest.discard("_POINT_")
    if "DATE" in rest:
        rest.discard("DATETIME")
    if rest >= _DAYS:
        rest -= _DAYS
        found.append("days such as `mon..fri`")
    words = [_phrase(shape, states, terminal) for terminal in rest]
    words = [*sorted(words, key=_rank), *found]
    if len(words) <= _MOST_PHRASES:
        return words
    return [*words[:_SHOWN_OF_MANY], f"{len(words) - _SHOWN_OF_MANY} more"]


def joined(parts: Sequence[str]) -> str:
    """`a`, `b` or `c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} or {parts[-1]}"


def _rank(phrase: str) -> tuple[int, str]:
    return (
        0 if phrase[:2].strip("`").isalpha() and phrase[0] == "`" else 1 if phrase[0] != "`" else 2,
        phrase,
    )


def _phrase(shape: Shape, states: Sequence[int], terminal: str) -> str:
    if terminal in VALUES:
        return VALUES[terminal]
    if terminal in _OTHERS:
        return _OTHERS[terminal]
    words = [shape.texts[terminal]]
    stack = shape.automaton.feed(states, terminal)
    # `up` alone helps nobody: say the words that must follow, too.
    while stack is not None and len(words) <= _LONGEST_CHAIN and words[0].isalpha():
        following = shape.automaton.accepts(stack)
        if len(following) != 1 or not shape.texts.get(next(iter(following)), "").isalpha():
            break
        words.append(shape.texts[next(iter(following))])
        stack = shape.automaton.feed(stack, next(iter(following)))
    return f"`{' '.join(words)}`"
