"""`explain`: why each rule applied to a receipt, or did not."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from receipt_rules.cli.receipts import read_receipts
from receipt_rules.cli.rulesets import engine_of, stop
from receipt_rules.diagnostics import did_you_mean
from receipt_rules.errors import ReceiptError
from receipt_rules.explain import explain as explain_rules
from receipt_rules.explain import to_text


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
) -> None:
    """Say for every rule why it applied to a receipt, or why not."""
    engine = engine_of(ruleset)
    known = {row.id for row in engine.ruleset.rules}
    if rule and rule not in known:
        stop(f"the ruleset has no rule `{rule}`; {did_you_mean(rule, known) or 'see `receipt-rules check`'}")
    try:
        items = list(read_receipts(receipt))
    except OSError as error:
        stop(f"cannot read `{receipt}`: {error.strerror}")
    if len(items) != 1:
        stop(f"`{receipt}` holds {len(items)} receipts: `explain` takes one, `eval --all-rules` many")
    record = items[0][1]
    try:
        if isinstance(record, ReceiptError):
            raise record
        explanations = [each for each in explain_rules(engine, record) if not rule or each.rule == rule]
    except ReceiptError as error:
        stop(str(error), 1)
    if form is ExplainFormat.json:
        rows = [
            {
                "rule": each.rule,
                "title": each.title,
                "concerned": each.concerned,
                "verdict": msgspec.to_builtins(each.verdict),
                "lines": [{"line": line, "amount_minor": amount} for line, amount in each.lines],
            }
            for each in explanations
        ]
        print(msgspec.json.format(msgspec.json.encode(rows), indent=2).decode())
        return
    print("\n\n".join(to_text(each, record.currency) for each in explanations))
