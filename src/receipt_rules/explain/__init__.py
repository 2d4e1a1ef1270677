"""Why each rule applied, or did not: for people and for programs.

The data are made by `Engine.why` and by `explain`; here they get words.
"""

from receipt_rules.explain.explain import explain
from receipt_rules.explain.json import from_json, json_schema, to_json
from receipt_rules.explain.text import to_text
from receipt_rules.runtime.why import (
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
    "explain",
    "from_json",
    "json_schema",
    "to_json",
    "to_text",
]
