"""`eval`: receipts against a ruleset."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from receipt_rules.calendar import parse_at
from receipt_rules.cli.receipts import read_receipts
from receipt_rules.cli.rulesets import engine_of, stop
from receipt_rules.errors import InvalidValueError, ReceiptError
from receipt_rules.outcome import encode_outcome
from receipt_rules.receipt import MAX_BYTES, ReceiptRecord
from receipt_rules.runtime import Engine
from receipt_rules.slip import slip


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
    if at:
        _checked_time(at)
    engine = engine_of(ruleset)
    titles = {row.id: row.title for row in engine.ruleset.rules}
    bad = 0
    try:
        for line, item in read_receipts(receipts, max_bytes):
            error: ReceiptError
            if isinstance(item, ReceiptError):
                error = item
            else:
                record = msgspec.structs.replace(item, at=at) if at else item
                try:
                    _show(engine, record, titles, form, every)
                    continue
                except ReceiptError as refused:
                    error = refused
            bad += 1
            print(error if line is None else error.on_line(line), file=sys.stderr)
    except OSError as error_:
        if isinstance(error_, BrokenPipeError):
            raise
        stop(f"cannot read `{receipts}`: {error_.strerror}")
    if bad:
        raise typer.Exit(1)


def _checked_time(at: str) -> None:
    try:
        parse_at(at)
    except InvalidValueError as error:
        raise typer.BadParameter(f"{error.message}; {error.help}", param_hint="--at") from error


def _show(
    engine: Engine, record: ReceiptRecord, titles: dict[str, str], form: OutcomeFormat, every: bool
) -> None:
    outcome = engine.evaluate(record, verdicts="all" if every else "concerned")
    if form is OutcomeFormat.text:
        print(slip(record, outcome, titles))
        return
    data = encode_outcome(outcome)
    if form is OutcomeFormat.json:
        data = msgspec.json.format(data, indent=2)
    sys.stdout.write(data.decode() + "\n")
