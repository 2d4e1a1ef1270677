"""`schema`: the JSON Schemas of what goes in, of what comes out and of why."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

EXAMPLE = "Example: `receipt-rules schema receipt > receipt.schema.json`."


class Document(StrEnum):
    """What a schema describes."""

    receipt = "receipt"
    outcome = "outcome"
    explanation = "explanation"


def schema(
    document: Annotated[Document, typer.Argument(help="The receipt that goes in, the outcome, or why.")],
) -> None:
    """Print the JSON Schema of a receipt, of an outcome, or of what `explain` says of one rule."""
    from receipt_rules.explain import json_schema
    from receipt_rules.outcome.model import Outcome
    from receipt_rules.receipt.model import Receipt

    if document is Document.explanation:
        found = json_schema()
    else:
        model = Receipt if document is Document.receipt else Outcome
        found = model.model_json_schema()
    print(json.dumps(found, indent=2, ensure_ascii=False))
