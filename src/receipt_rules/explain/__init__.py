"""Why each rule applied, or did not."""

from receipt_rules.explain.explain import Explanation, MatchedLine, explain
from receipt_rules.explain.gates import Step
from receipt_rules.explain.text import to_text

__all__ = ["Explanation", "MatchedLine", "Step", "explain", "to_text"]
