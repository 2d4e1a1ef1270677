"""`schema`: the JSON Schemas of what goes in and what comes out."""

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


def schema(
    document: Annotated[Document, typer.Argument(help="The receipt that goes in, or the outcome.")],
) -> None:
    """Print the JSON Schema of a receipt or an outcome."""
    from receipt_rules.outcome.model import Outcome
    from receipt_rules.receipt.model import Receipt

    model = Receipt if document is Document.receipt else Outcome
    print(json.dumps(model.model_json_schema(), indent=2, ensure_ascii=False))
