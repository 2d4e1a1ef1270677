"""The engine and the reference interpreter, asked the same.

In: the text of a ruleset, a receipt. Out: `Answer`s, and in which way two of them differ. Invariant: outcomes
are compared as bytes; only where the engine says that its choice is not proven, sums and bounds are.
"""

from __future__ import annotations

import json
from typing import Any, Literal, NamedTuple

from receipt_rules import reference
from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import Source, to_text
from receipt_rules.errors import ReceiptError
from receipt_rules.outcome import encode_outcome
from receipt_rules.outcome.record import Outcome
from receipt_rules.program import MemoryLoader, Program, bind
from receipt_rules.receipt import decode_receipt
from receipt_rules.receipt.record import ReceiptRecord
from receipt_rules.runtime import Engine

Which = Literal["concerned", "all"]
BOTH: tuple[Which, ...] = ("all", "concerned")


class Answer(NamedTuple):
    """What one of them says, by which verdicts were asked for; or how it failed."""

    outcomes: tuple[Outcome, ...] = ()
    failure: str = ""
    refusal: str = ""
    """The slug and the pointer of the ReceiptError."""

    def bytes(self) -> bytes:
        """All of it."""
        return b"\n".join([*map(encode_outcome, self.outcomes), self.failure.encode()])


class Pair(NamedTuple):
    """One question with both answers."""

    text: str
    receipt: dict[str, Any]
    engine: Answer
    reference: Answer

    @property
    def differs(self) -> bool:
        """Whether one of the two is wrong."""
        if self.engine.failure or self.reference.failure:
            return True
        if self.engine.refusal or self.reference.refusal:
            return self.engine.refusal != self.reference.refusal
        if self.engine.bytes() == self.reference.bytes():
            return False
        return all(each.proven for each in self.engine.outcomes[0].verdicts) or bool(_breaches(self))


class UnboundError(ValueError):
    """The text is no ruleset; the message says why."""


def program_of(text: str) -> Program:
    """The program of a text; raises `UnboundError`."""
    result = bind(Source("generated.rules", text), MemoryLoader({}))
    if result.program is None:
        raise UnboundError(to_text(result.diagnostics) + text)
    return result.program


class Judge:
    """Both of them with one ruleset."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.program = program_of(text)
        self.engine = Engine(compile_program(self.program))

    def asked(self, receipt: dict[str, Any]) -> Pair:
        """Both answers to a receipt."""
        record = decode_receipt(json.dumps(receipt))
        return Pair(self.text, receipt, engine_says(self.engine, record), self._reference_says(record))

    def _reference_says(self, record: ReceiptRecord) -> Answer:
        try:
            return Answer(
                tuple(
                    reference.evaluate(self.program, record, self.engine.reference, verdicts=which)
                    for which in BOTH
                )
            )
        except ReceiptError as error:
            return Answer(refusal=f"{error.slug} {error.pointer}")
        except Exception as error:  # noqa: BLE001 - a failure is an answer, and a wrong one
            return Answer(failure=f"the reference fails: {error!r}")


def engine_says(engine: Engine, record: ReceiptRecord) -> Answer:
    """The engine's answer; a planted bug may make it fail."""
    try:
        return Answer(tuple(engine.evaluate(record, verdicts=which) for which in BOTH))
    except ReceiptError as error:
        return Answer(refusal=f"{error.slug} {error.pointer}")
    except Exception as error:  # noqa: BLE001 - a failure is an answer, and a wrong one
        return Answer(failure=f"the engine fails: {error!r}")


# ---- where the engine gave up looking for the best ---------------------------------------------------------


def _breaches(pair: Pair) -> list[str]:
    """What must hold even where the best choice is not proven: sums, and how far from the best it may be."""
    found, exact = pair.engine.outcomes[0], pair.reference.outcomes[0]
    breaches = [
        f"line {line.id}: its discounts do not add up"
        for line in found.lines
        if line.shelf_minor - sum(each.amount_minor for each in line.discounts) != line.final_minor
    ]
    missing = exact.totals.discount_minor - found.totals.discount_minor
    gap = sum(each.gap_minor for each in found.verdicts)
    # Benefits are compared before rounding, which may move each share by less than one minor unit.
    slack = sum(len(line.discounts) for line in (*found.lines, *exact.lines))
    if missing > gap + slack:
        breaches.append(f"{missing} below the best, but the gap is said to be {gap}")
    if -missing > slack:
        breaches.append(f"{-missing} above the best that there is")
    return breaches
