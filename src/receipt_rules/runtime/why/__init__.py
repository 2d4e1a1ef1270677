"""Why one rule applied, or did not, as data. One door; `receipt_rules.explain` puts it into words."""

from receipt_rules.runtime.why.explained import explain_all, explain_one
from receipt_rules.runtime.why.records import (
    Comparison,
    Condition,
    Excluder,
    Explanation,
    GivenLine,
    GroupPlace,
    MatchedLine,
    Rival,
    Step,
    UnitPrice,
)

__all__ = [
    "Comparison",
    "Condition",
    "Excluder",
    "Explanation",
    "GivenLine",
    "GroupPlace",
    "MatchedLine",
    "Rival",
    "Step",
    "UnitPrice",
    "explain_all",
    "explain_one",
]
