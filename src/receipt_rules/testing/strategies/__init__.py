"""Hypothesis strategies: small rulesets, and receipts that meet them. Only this room imports Hypothesis."""

from receipt_rules.testing.strategies.receipts import CURRENCIES, GOODS, Good, alike_receipts, receipts
from receipt_rules.testing.strategies.rulesets import Declaration, Ruleset, rulesets

__all__ = ["CURRENCIES", "GOODS", "Declaration", "Good", "Ruleset", "alike_receipts", "receipts", "rulesets"]
