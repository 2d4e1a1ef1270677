"""Sets: `take` and `buy`. One door."""

from receipt_rules.runtime.set_values import read_values
from receipt_rules.runtime.sets.classes import Span, Taken, Won
from receipt_rules.runtime.sets.dealing import Claims, Dealt
from receipt_rules.runtime.sets.giving import set_result
from receipt_rules.runtime.sets.play import Chosen, Own, asked, choose_sets, own_sets, take_on

__all__ = [
    "Chosen",
    "Claims",
    "Dealt",
    "Own",
    "Span",
    "Taken",
    "Won",
    "asked",
    "choose_sets",
    "own_sets",
    "read_values",
    "set_result",
    "take_on",
]
