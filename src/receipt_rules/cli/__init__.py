"""The command line: one module per command, registered in `app`."""

from __future__ import annotations


def main() -> None:
    """Entry point of `receipt-rules`; exit codes 0 clean, 1 diagnostics, 2 usage, 3 internal."""
    from receipt_rules.cli.app import run

    run()
