"""`explain`: why each rule applied to a receipt, or did not."""

from __future__ import annotations

from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from receipt_rules.cli.receipts import checked_time, moved, read_receipts, refuse_receipt
from receipt_rules.cli.rulesets import engine_of, say_bytes, stop
from receipt_rules.diagnostics import did_you_mean
from receipt_rules.errors import ReceiptError
from receipt_rules.explain import explain as explain_rules
from receipt_rules.explain import to_json, to_text

EXAMPLE = (
    "Examples: `receipt-rules explain spring.rules receipt.json --rule from50`; "
    "of a JSONL file, `sed -n 17p day.jsonl | receipt-rules explain spring.rules -`."
)


class ExplainFormat(StrEnum):
    """How explanations are printed."""

    text = "text"
    json = "json"


def explain(
    ruleset: Annotated[Path, typer.Argument(help="A `.rules` file or a compiled `.rulesc` file.")],
    receipt: Annotated[Path, typer.Argument(help="One receipt as JSON, or `-` for standard input.")],
    rule: Annotated[str, typer.Option(help="Only the rule with this id; default: all of them.")] = "",
    form: Annotated[ExplainFormat, typer.Option("--format", help="For people or for programs.")] = (
        ExplainFormat.text
    ),
    at: Annotated[
        str, typer.Option(help="Explain as if it were this time, as 2026-03-04T12:00:00+03:00.")
    ] = "",
) -> None:
    """Say for every rule why it applied to a receipt, or why not.

    `eligible` is who, when and if, up to what failed; `when` and `unless` have the numbers of every
    comparison; `matched` are the lines that the rule selects; `would give` is what it gives by itself.
    """
    at = checked_time(at)
    engine = engine_of(ruleset)
    known = {row.id for row in engine.ruleset.rules}
    if rule and rule not in known:
        help_ = did_you_mean(rule, known) or f"`receipt-rules explain {ruleset} {receipt}` names them all"
        stop(f"the ruleset has no rule `{rule}`; {help_}")
    items = list(islice(read_receipts(receipt), 2))
    if len(items) != 1:
        stop(f"`{receipt}` holds {'more than one' if items else 'no'} receipt, and `explain` takes one")
    record = items[0][1]
    try:
        if isinstance(record, ReceiptError):
            raise record
        sold = moved(record, at)
        found = [engine.why(sold, rule)] if rule else list(explain_rules(engine, sold))
    except ReceiptError as error:
        refuse_receipt(error, receipt)
    if form is ExplainFormat.json:
        say_bytes(msgspec.json.format(b"[" + b",".join(map(to_json, found)) + b"]", indent=2))
    else:
        print("\n\n".join(map(to_text, found)))
