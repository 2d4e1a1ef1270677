"""A difference for people: the ruleset, the receipt, where the outcomes part; and as a case of the corpus.

In: a `Pair` that differs. Out: a text; two files that only need their sentence and their arithmetic.
"""

from __future__ import annotations

import hashlib
import json
from difflib import unified_diff
from pathlib import Path
from typing import Any

from receipt_rules.outcome import encode_outcome
from tests.corpus.cases import shown
from tests.differential.judge import Answer, Pair


def report(pair: Pair) -> str:
    """Everything that somebody needs who wants to know which of the two is wrong."""
    return "\n".join(
        [
            "---- the ruleset",
            pair.text.rstrip(),
            "---- the receipt",
            _receipt(pair.receipt).rstrip(),
            "---- from the reference (-) to the engine (+)",
            difference(pair),
        ]
    )


def difference(pair: Pair) -> str:
    """The lines in which the outcomes differ; with the verdicts concerned only if all agree otherwise."""
    for place in range(2):
        rows = [_rows(answer, place) for answer in (pair.reference, pair.engine)]
        found = list(unified_diff(*rows, "reference", "engine", lineterm="", n=1))
        if found:
            return "\n".join(found[2:])
    return "the bytes differ, the values do not: the order of a map, or a default that is written"


def _rows(answer: Answer, place: int) -> list[str]:
    if answer.failure:
        return [answer.failure]
    return shown(_tree(answer, place)).splitlines()


def _tree(answer: Answer, place: int) -> dict[str, Any]:
    tree: dict[str, Any] = json.loads(encode_outcome(answer.outcomes[place]))
    return {name: value for name, value in tree.items() if name not in ("receipt", "ruleset")}


def _receipt(receipt: dict[str, Any]) -> str:
    """JSON for people: one line for each line."""
    parts = [
        f" {json.dumps(name)}: " + (_lines(value) if name == "lines" else json.dumps(value))
        for name, value in receipt.items()
    ]
    return "{" + ",\n".join(parts)[1:] + "}\n"


def _lines(lines: list[Any]) -> str:
    return "[\n  " + ",\n  ".join(map(json.dumps, lines)) + "\n ]"


def save(pair: Pair, folder: Path) -> Path:
    """Writes the pair as a case of the corpus, with what the reference says; the page that was written."""
    folder.mkdir(parents=True, exist_ok=True)
    name = "difference_" + hashlib.sha256((pair.text + json.dumps(pair.receipt)).encode()).hexdigest()[:8]
    (folder / f"{name}.rules").write_text(pair.text, encoding="utf-8")
    expected = pair.engine if pair.reference.failure else pair.reference
    outcome = "{}\n" if expected.failure else shown(_tree(expected, 1))
    page = folder / f"{name}.md"
    page.write_text(
        f"# A difference between the engine and the reference\n\n"
        f"## {name.replace('_', ' ')}\nholds: \n\n"
        "The sentence that decides goes behind `holds`, the arithmetic in its words here.\n\n"
        f"```json receipt\n{_receipt(pair.receipt)}```\n\n```json outcome\n{outcome}```\n",
        encoding="utf-8",
    )
    return page
