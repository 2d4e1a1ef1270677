"""`eval`: receipts against a ruleset."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from receipt_rules.cli.receipts import checked_time, moved, read_receipts, told
from receipt_rules.cli.rulesets import engine_of, say_bytes
from receipt_rules.cli.ticker import Ticker
from receipt_rules.errors import ReceiptError
from receipt_rules.outcome import Outcome, encode_outcome
from receipt_rules.receipt import MAX_BYTES, ReceiptRecord
from receipt_rules.slip import REASONS, slip

EXAMPLE = (
    "Examples: `receipt-rules eval spring.rules receipt.json` prints a slip; "
    "`receipt-rules eval spring.rulesc day.jsonl --format jsonl > outcomes.jsonl` evaluates a whole day."
)


class OutcomeFormat(StrEnum):
    """How outcomes are printed."""

    text = "text"
    json = "json"
    jsonl = "jsonl"


def eval_(
    ruleset: Annotated[Path, typer.Argument(help="A `.rules` file or a compiled `.rulesc` file.")],
    receipts: Annotated[
        Path, typer.Argument(help="One receipt as JSON, or JSONL, or `-` for standard input.")
    ],
    form: Annotated[
        OutcomeFormat,
        typer.Option("--format", help="A slip, indented JSON, or one line of JSON per receipt."),
    ] = OutcomeFormat.text,
    at: Annotated[
        str, typer.Option(help="Evaluate as if it were this time, as 2026-03-04T12:00:00+03:00.")
    ] = "",
    every: Annotated[
        bool, typer.Option("--all-rules", help="A verdict on every rule, not only those concerned.")
    ] = False,
    max_bytes: Annotated[int, typer.Option(help="Largest receipt document to accept.", min=1)] = MAX_BYTES,
) -> None:
    """Evaluate receipts and show what the buyer pays, and why.

    A bad receipt of a JSONL stream is reported with its line, the rest goes on, and the exit code is 1.
    """
    at = checked_time(at)
    engine = engine_of(ruleset)
    titles = engine.titles
    reasons = len(titles) if every else REASONS
    bad = 0
    with Ticker("receipts", wanted=not sys.stdout.isatty()) as ticker:
        for line, item in read_receipts(receipts, max_bytes):
            try:
                if isinstance(item, ReceiptError):
                    raise item
                record = moved(item, at)
                outcome = engine.evaluate(record, verdicts="all" if every else "concerned")
                _show(record, outcome, form, titles, reasons)
            except ReceiptError as error:
                bad += 1
                ticker.clear()
                print(told(error, receipts, line), end="", file=sys.stderr)
            ticker.tick()
    if not ticker.count:
        print(f"receipt-rules: there is no receipt in `{receipts}`", file=sys.stderr)
    if bad:
        if ticker.count > 1:
            print(f"{bad:,} of {ticker.count:,} receipts were refused", file=sys.stderr)
        raise typer.Exit(1)


def _show(
    record: ReceiptRecord, outcome: Outcome, form: OutcomeFormat, titles: dict[str, str], reasons: int
) -> None:
    if form is OutcomeFormat.text:
        print(slip(record, outcome, titles, reasons=reasons))
        return
    data = encode_outcome(outcome)
    say_bytes(data if form is OutcomeFormat.jsonl else msgspec.json.format(data, indent=2))
