"""Runs the `test` blocks of a program.

In: a Program without errors. Out: a `TestResult` per test, in the order of their places. Invariants: a
test that needs what this version does not evaluate is skipped with the reason, never passed; a failing
test tells which expectation, what was found, and carries the outcome to show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

import msgspec

from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import Span
from receipt_rules.errors import ReceiptError
from receipt_rules.language import ast
from receipt_rules.outcome.record import Outcome
from receipt_rules.program import expression as ex
from receipt_rules.program import model
from receipt_rules.receipt.record import ReceiptRecord
from receipt_rules.runtime import Engine
from receipt_rules.testing.expectations import evaluated, missed
from receipt_rules.testing.ledger import Ledger, Used
from receipt_rules.testing.receipts import Scene, customer_id, receipt_of, stubs_of
from receipt_rules.testing.shadow import Shadows

Step = tuple[ast.Node, object]
"""A statement of a test, and what it became: a ReceiptRecord, a Miss, a Used, or the expectation itself."""

Lists = frozenset[tuple[str, str]]
"""(item set id, SKU): what a test puts into item sets."""


@dataclass(frozen=True, slots=True)
class Miss:
    """An expectation that did not hold, what was found, and the receipt and outcome it was about."""

    span: Span
    found: str
    receipt: ReceiptRecord | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class TestResult:
    """What became of one test; `reason` says why it was skipped."""

    __test__ = False  # pytest collects by name

    title: str
    span: Span
    status: Literal["passed", "failed", "skipped"]
    misses: tuple[Miss, ...] = ()
    reason: str = ""


def run_tests(program: model.Program, *, only: str = "") -> Iterator[TestResult]:
    """Run the tests whose title contains `only`, in any case: by place, each when it is asked for."""
    bench = _Bench(program)
    for test in sorted(program.tests, key=lambda each: each.node.span):
        if only.casefold() in test.title.casefold():
            yield bench.run(test)


class _Bench:
    """Engines by what tests put into item sets: most tests share one."""

    def __init__(self, program: model.Program) -> None:
        self.program = program
        self.engines: dict[Lists, tuple[Engine, Shadows]] = {}

    def run(self, test: model.RuleTest) -> TestResult:
        title, span = test.title, test.node.span
        lacking = _unsupported(test.node)
        if lacking:
            return TestResult(title, span, "skipped", reason=f"`{lacking}` is not evaluated yet")
        steps = list(self._steps(test))
        unread = tuple(step for _, step in steps if isinstance(step, Miss))
        if unread:
            return TestResult(title, span, "failed", unread)
        lists = _lists(test)
        engine, shadows = self._engine(lists)
        receipts = [step for _, step in steps if isinstance(step, ReceiptRecord)]
        concerned = shadows.concerned(receipts)
        named = _named(step for _, step in steps)
        for rule in sorted({*concerned, *(named & shadows.missing.keys())}):
            reason = f"rule `{rule}` has `{shadows.missing[rule]}`, which is not evaluated yet"
            return TestResult(title, span, "skipped", reason=reason)
        return self._check(test, engine, steps)

    def _check(self, test: model.RuleTest, engine: Engine, steps: list[Step]) -> TestResult:
        misses: list[Miss] = []
        receipt: ReceiptRecord | None = None
        outcome: Outcome | None = None
        named = _named(step for _, step in steps)
        ledger = Ledger(engine)
        for node, step in steps:
            if isinstance(step, ReceiptRecord):
                receipt = ledger.known(step)
                try:
                    outcome = engine.evaluate(receipt, verdicts="all")
                except ReceiptError as error:
                    misses.append(Miss(node.span, str(error), receipt))
                    break
                ledger.commit(receipt, outcome)
            elif isinstance(step, Used):
                ledger.note(step)
            elif outcome is None or receipt is None:
                misses.append(Miss(node.span, "no receipt stands before it"))
            else:
                found = missed(step, outcome, test.coupons)  # type: ignore[arg-type]  # others are not left
                if found is not None:
                    misses.append(Miss(node.span, found, receipt, _telling(engine, receipt, outcome, named)))
        status: Literal["passed", "failed"] = "failed" if misses else "passed"
        return TestResult(test.title, test.node.span, status, tuple(misses))

    def _steps(self, test: model.RuleTest) -> Iterator[Step]:
        """Receipts and expectations in order; a Miss for what is written as a receipt and is none."""
        scene = Scene()
        number = 0
        for statement in test.node.statements:
            if isinstance(statement, ast.At):
                scene.at = statement.time.value
            elif isinstance(statement, ast.InStore):
                scene.store = statement.id.value
            elif isinstance(statement, ast.OnChannel):
                scene.channel = statement.id.value
            elif isinstance(statement, ast.WithCustomer):
                scene.customer = statement.attributes
            elif isinstance(statement, ast.SoldReceipt):
                number += 1
                try:
                    yield statement, receipt_of(scene, statement, self.program, number)
                except ReceiptError as error:
                    yield statement, Miss(statement.span, str(error))
            elif isinstance(statement, ast.UsedCoupon):
                yield statement, self._used(statement, scene)
            elif not isinstance(statement, ast.Doc):
                yield statement, statement

    @staticmethod
    def _used(statement: ast.UsedCoupon, scene: Scene) -> Used:
        return Used(statement.code.value, statement.times.value, customer_id(scene))

    def _engine(self, lists: Lists) -> tuple[Engine, Shadows]:
        known = self.engines.get(lists)
        if known is None:
            program = _with_members(self.program, lists)
            shadows = Shadows(program)
            engine = Engine(compile_program(program, without=shadows.missing))
            known = self.engines[lists] = (engine, shadows)
        return known


def _lists(test: model.RuleTest) -> Lists:
    return frozenset(
        (test.lists.get(name, name), sku)
        for statement in test.node.statements
        if isinstance(statement, ast.SoldReceipt)
        for name, sku in stubs_of(statement)
    )


def _with_members(program: model.Program, lists: Lists) -> model.Program:
    """The program with these SKUs in these item sets, whatever the sets themselves say of them."""
    if not lists:
        return program
    items = dict(program.items)
    for name in sorted({name for name, _ in lists}):
        skus = tuple(ex.Sku(sku) for each, sku in sorted(lists) if each == name)
        own = replace(items[name], id=f"{name} as declared")
        items[own.id] = own
        items[name] = replace(own, id=name, source=ex.Selection((ex.Members(own.id), *skus)))
    return replace(program, items=items)


def _named(steps: Iterable[object]) -> set[str]:
    """The rules that expectations name."""
    kinds = ast.ExpectApplied | ast.ExpectGives | ast.ExpectSkipped
    return {step.rule.text for step in steps if isinstance(step, kinds)}


def _telling(engine: Engine, receipt: ReceiptRecord, outcome: Outcome, named: set[str]) -> Outcome:
    """The outcome with those verdicts only that say something of this test."""
    telling = named | {verdict.rule for verdict in engine.evaluate(receipt).verdicts}
    verdicts = tuple(verdict for verdict in outcome.verdicts if verdict.rule in telling)
    return msgspec.structs.replace(outcome, verdicts=verdicts)


_LATER: dict[type, str] = {
    ast.Balance: "balance",
    ast.UsedRule: "used rule",
    ast.UsedBudget: "used budget",
    ast.ReturnReceipt: "return",
    ast.Void: "void",
    ast.ExpectPoints: "expect points",
    ast.ExpectGift: "expect gift",
    ast.ExpectBalance: "expect balance",
}


def _unsupported(node: ast.Test) -> str | None:
    """The first statement that this version cannot play."""
    for statement in node.statements:
        if type(statement) in _LATER:
            return _LATER[type(statement)]
        if isinstance(statement, ast.ExpectMoney) and not evaluated(statement):
            return f"expect {statement.what}"
        if isinstance(statement, ast.SoldReceipt) and any(
            isinstance(part, ast.Redeem) for part in statement.parts
        ):
            return "redeem"
    return None
