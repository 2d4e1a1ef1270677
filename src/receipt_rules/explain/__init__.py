"""Why each rule applied, or did not."""

from receipt_rules.explain.explain import Explanation, explain, to_text

__all__ = ["Explanation", "explain", "to_text"]
