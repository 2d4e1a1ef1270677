"""Program to compiled ruleset: tables and an index, ready to evaluate."""

from receipt_rules.compiler.compile import compile_program, compile_to_bytes, not_evaluated
from receipt_rules.compiler.source import compile_file, read_source

__all__ = ["compile_file", "compile_program", "compile_to_bytes", "not_evaluated", "read_source"]
