"""The best choice of candidates that claim from the same stocks: an exact, counted search. One door."""

from receipt_rules.runtime.optimum.problem import Choice, Column, choose

__all__ = ["Choice", "Column", "choose"]
