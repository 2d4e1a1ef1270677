"""For authors of rulesets: runs the `test` blocks of a program."""

from receipt_rules.testing.runner import Miss, TestResult, run_tests

__all__ = ["Miss", "TestResult", "run_tests"]
