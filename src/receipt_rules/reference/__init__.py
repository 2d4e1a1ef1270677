"""The reference: what the language says, done literally and slowly, to hold the engine to.

In: a bound Program and a receipt. Out: the same `Outcome` that the engine must give, to the byte. Invariant:
it shares no line with the engine that it judges: units stand one by one, numbers are Fractions, an optimum is
the best of all choices, allocation and calendar are its own. Each module quotes the sentences of the language
that it follows.
"""

from receipt_rules.reference.evaluation import evaluate

__all__ = ["evaluate"]
