"""What the reference says, in few words."""

from __future__ import annotations

import json
from typing import Any

from receipt_rules import reference
from receipt_rules.diagnostics import Source, to_text
from receipt_rules.outcome.record import Outcome, RulesetRef
from receipt_rules.program import MemoryLoader, Program, bind
from receipt_rules.receipt import decode_receipt
from receipt_rules.receipt.record import ReceiptRecord

HEADER = 'ruleset "example" version "1" currency EUR\n'
NAMED = RulesetRef(name="example", version="1", digest="0", language=1)


def program(text: str) -> Program:
    """The program of a text; a header is put before one that has none."""
    whole = text if text.lstrip().startswith("ruleset") else HEADER + text
    result = bind(Source("example.rules", whole), MemoryLoader({}))
    assert result.program is not None, to_text(result.diagnostics)
    return result.program


def receipt(*lines: dict[str, Any], **fields: Any) -> ReceiptRecord:
    """A receipt of lines, each `{"sku": ..., "amount_minor": ...}` and what else it has."""
    numbered = [{"id": str(number), "quantity": "1", **line} for number, line in enumerate(lines, 1)]
    store = {"id": "S", "timezone": "UTC"}
    whole = {"id": "r", "at": "2026-03-04T12:00:00Z", "currency": "EUR", "store": store, "lines": numbered}
    return decode_receipt(json.dumps({**whole, **fields}))


def goods(sku: str, amount_minor: int, quantity: str = "1", **fields: Any) -> dict[str, Any]:
    """A line."""
    return {"sku": sku, "amount_minor": amount_minor, "quantity": quantity, **fields}


def says(text: str, *lines: dict[str, Any], **fields: Any) -> Outcome:
    """The outcome of a receipt, with the verdicts on all rules."""
    return reference.evaluate(program(text), receipt(*lines, **fields), NAMED, verdicts="all")


def gives(outcome: Outcome) -> dict[str, int]:
    """What each rule gives."""
    return {verdict.rule: verdict.gives_minor for verdict in outcome.verdicts}


def reasons(outcome: Outcome) -> dict[str, str | None]:
    """The reason of each rule that gives nothing."""
    return {each.rule: each.reason for each in outcome.verdicts if each.verdict == "refused"}


def numbers(outcome: Outcome, rule: str) -> dict[str, int | str]:
    """The numbers of a rule's verdict."""
    verdict = outcome.why(rule)
    assert verdict is not None
    return verdict.numbers


def finals(outcome: Outcome) -> list[int]:
    """The final amount of each line."""
    return [line.final_minor for line in outcome.lines]
