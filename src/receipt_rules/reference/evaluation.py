"""The phases, one after the other.

In: a Program and a checked receipt. Out: an `Outcome`. Invariant: pure; the optimum is the true one, so every
verdict is proven and has no gap.
"""

from __future__ import annotations

from typing import Literal

from receipt_rules.outcome.record import Outcome, RulesetRef
from receipt_rules.program.model import Program
from receipt_rules.receipt.record import ReceiptRecord
from receipt_rules.reference.alone import contest
from receipt_rules.reference.codes import presented
from receipt_rules.reference.giving import Giver
from receipt_rules.reference.messages import tested_speakers
from receipt_rules.reference.order import roots
from receipt_rules.reference.outcome import outcome
from receipt_rules.reference.phases import Setting
from receipt_rules.reference.protections import Guard
from receipt_rules.reference.total import rounded
from receipt_rules.reference.world import World


def evaluate(
    program: Program,
    receipt: ReceiptRecord,
    ruleset: RulesetRef,
    *,
    verdicts: Literal["concerned", "all"] = "concerned",
) -> Outcome:
    """What the language says of a receipt; `ruleset` is how the outcome names the program.

    Raises ReceiptError where the receipt is in another currency, or lacks or misspells a fact that the
    ruleset's schema promises; TypeError where a live rule has a clause that is not evaluated.
    """
    world = World(program, receipt)
    setting = Setting(world, presented(world), Guard(world), Giver(program), verdicts == "all")
    meeting = contest(setting)
    winner = meeting.winner()
    meeting.settle(winner)
    notes = {id: note for each in (meeting.others, *meeting.alone) for id, note in each.notes.items()}
    order = [
        rule.id for scope in ("item", "receipt") for root in roots(program, scope) for rule in root.rules()
    ]
    due = sum(winner.prices.values()) + sum(
        record.amount_minor for number, record in enumerate(receipt.lines) if number not in _seen(world)
    )
    return outcome(
        world,
        ruleset,
        [notes[id] for id in order if id in notes],
        winner.prices,
        rounded(setting, winner.prices, due),
        tested_speakers(setting, winner.prices),
    )


def _seen(world: World) -> set[int]:
    return {line.number for line in world.lines}
