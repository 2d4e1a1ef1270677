"""`test` blocks: names resolved, amounts and attributes checked, and whether they can say anything.

In: `test` declarations. Out: `RuleTest`s, sorted. Invariant: a test that comes out names only rules,
item sets, points, tenders and coupons that there are, and lines that its receipts have.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from receipt_rules.diagnostics import Label
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.attributes import check_customer, check_line, lists_of
from receipt_rules.program.bind.context import Context
from receipt_rules.program.bind.fences import check_used
from receipt_rules.program.bind.literals import at_least_one, minor
from receipt_rules.program.bind.rule_names import RuleNames
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.bind.tenders import check_tender
from receipt_rules.program.bind.walk import walk
from receipt_rules.program.model import RuleTest

_EXPECTATIONS: Final = ast.Expectation
_PAYING_WITH: Final = "paying_with"


def bind_tests(context: Context, rules: RuleNames) -> tuple[RuleTest, ...]:
    """Every test of the bundle, by module and title."""
    asked = _tenders_asked_for(context)
    titles: dict[tuple[str, str], ast.Test] = {}
    found: list[RuleTest] = []
    for node, scope in context.each(ast.Test):
        first = titles.setdefault((scope.file.path, node.title.value), node)
        if first is not node:
            _report_duplicate(first, node, scope)
        _Checked(node, scope, rules, asked).run()
        lists = dict(sorted(lists_of(node, scope).items()))
        found.append(RuleTest(node.title.value, node, scope.module, lists, _coupons_of(node, scope)))
    return tuple(sorted(found, key=lambda test: (test.module, test.title, test.node.span)))


def _tenders_asked_for(context: Context) -> frozenset[str]:
    """The names in `paying_with("...")`: tills have tenders that no file declares."""
    found: set[str] = set()
    for module in context.bundle.modules.values():
        # most files have none, and a walk through a large one takes its time
        declarations = module.file.declarations if _PAYING_WITH in module.source.text else ()
        for call in walk(declarations):
            if isinstance(call, ast.Call) and call.function.text == _PAYING_WITH:
                found.update(each.value for each in call.args if isinstance(each, ast.Text))
    return frozenset(found)


def _coupons_of(node: ast.Test, scope: Scope) -> dict[str, str]:
    """The coupons that a test expects, by the name it uses; what is unknown was said."""
    issued = (each.coupon for each in node.statements if isinstance(each, ast.ExpectIssued))
    found = {name.text: scope.find(name) for name in issued}
    return {text: declared.id for text, declared in sorted(found.items()) if declared is not None}


def _report_duplicate(first: ast.Test, second: ast.Test, scope: Scope) -> None:
    scope.diagnostics.report(
        "duplicate-test",
        second.title.span,
        f"two tests are called {quoted(second.title.value)}",
        label="second",
        secondary=[Label(first.title.span, "first")],
        help="say in the title what is special about each",
    )


@dataclass(slots=True)
class _Checked:
    """One test, statement by statement: what is known so far."""

    node: ast.Test
    scope: Scope
    rules: RuleNames
    asked: frozenset[str]
    time: bool = False
    at: ast.At | None = None
    customer: bool = False
    receipt: ast.SoldReceipt | ast.ReturnReceipt | ast.Void | None = None
    expects: bool = False
    lines: tuple[ast.SoldLine, ...] = field(default=())

    def run(self) -> None:
        for statement in self.node.statements:
            self._statement(statement)
        if not self.scope.file.understood(self.node):
            return
        if not self.expects:
            self._say("test-empty", self.node.title, "this test expects nothing", "add `expect ...`")

    def _statement(self, statement: ast.Statement) -> None:
        if isinstance(statement, _EXPECTATIONS):
            self._expectation(statement)
        elif isinstance(statement, ast.At):
            self._at(statement)
        elif isinstance(statement, ast.WithCustomer):
            self.customer = True
            check_customer(statement, self.scope)
        elif isinstance(statement, ast.SoldReceipt):
            self._sold(statement)
        elif isinstance(statement, ast.ReturnReceipt | ast.Void):
            self.receipt, self.at = statement, None
        else:
            self._state(statement)

    def _at(self, statement: ast.At) -> None:
        if self.at is not None:
            self.scope.diagnostics.report(
                "test-time-twice",
                self.at.span,
                "no receipt is written at this time",
                secondary=[Label(statement.span, "this time counts")],
                help="put a receipt between the two, or delete this one",
            )
        self.time, self.at = True, statement

    # ---- what is known before the receipt ------------------------------------------------------

    def _state(self, statement: ast.Statement) -> None:
        if isinstance(statement, ast.Balance):
            self._balance(statement)
        elif isinstance(statement, ast.UsedRule):
            self.rules.check(statement.rule, self.scope.diagnostics)
            check_used(statement.used, self.scope)
            if "customer" in statement.used.scopes:
                self._needs_customer(statement, "what a customer used")
        elif isinstance(statement, ast.UsedBudget):
            self.scope.lookup("budget", statement.budget)
            minor(statement.amount, self.scope.currency, self.scope.diagnostics)

    def _balance(self, balance: ast.Balance) -> None:
        declared = self.scope.declared(("points", "tender"), balance.of)
        if isinstance(balance.amount, ast.Money):
            minor(balance.amount, self.scope.currency, self.scope.diagnostics)
        if declared is None:
            return
        is_points = isinstance(balance.amount, ast.PointsAmount)
        if declared.kind == "points" and not is_points:
            self._say(
                "type-mismatch",
                balance.amount,
                f"a balance of {quoted(balance.of.text)} is in points",
                "write `n points`",
            )
        if declared.kind == "points":
            self._needs_customer(balance, "a balance of points")

    def _needs_customer(self, statement: ast.Node, what: str) -> None:
        if not self.customer:
            help = 'write `customer {id: "C1"}` before it'
            self._say("test-without-customer", statement, f"{what} belongs to a customer", help)

    # ---- receipts --------------------------------------------------------------------------------

    def _sold(self, receipt: ast.SoldReceipt) -> None:
        if not self.time and self.scope.file.understood(self.node):
            help = "write `at 2026-03-04T12:00` before it"
            self._say("test-without-time", receipt, "this receipt is written at no time", help)
            self.time = True
        self.receipt, self.at = receipt, None
        self.lines = tuple(part for part in receipt.parts if isinstance(part, ast.SoldLine))
        for part in receipt.parts:
            if isinstance(part, ast.SoldLine):
                self._line(part)
            elif isinstance(part, ast.Pay):
                check_tender(part.tender, self.scope, points=False, known=self.asked)
                if part.amount is not None:
                    minor(part.amount, self.scope.currency, self.scope.diagnostics)
            elif isinstance(part, ast.Redeem):
                self.scope.lookup("points", part.currency)

    def _line(self, line: ast.SoldLine) -> None:
        minor(line.price, self.scope.currency, self.scope.diagnostics)
        if isinstance(line.count, ast.Integer):
            at_least_one(line.count, self.scope.diagnostics, what="the number of units")
        check_line(line, self.scope)

    # ---- expectations ----------------------------------------------------------------------------

    def _expectation(self, node: ast.Expectation) -> None:
        if self.receipt is None and not self.expects and self.scope.file.understood(self.node):
            help = "put `receipt { ... }` before it"
            self._say("test-without-receipt", node, "there is no receipt to expect this of", help)
        self.expects = True
        for each in walk(node):
            if isinstance(each, ast.Money):
                minor(each, self.scope.currency, self.scope.diagnostics)
        if isinstance(node, ast.ExpectApplied | ast.ExpectGives | ast.ExpectSkipped):
            self.rules.check(node.rule, self.scope.diagnostics)
        elif isinstance(node, ast.ExpectPoints):
            self.scope.lookup("points", node.currency)
        elif isinstance(node, ast.ExpectIssued):
            self.scope.lookup("coupons", node.coupon)
        elif isinstance(node, ast.ExpectBalance):
            self.scope.declared(("points", "tender"), node.balance.of)
        elif isinstance(node, ast.ExpectLine | ast.ExpectUnits):
            self._expected_line(node)

    def _expected_line(self, node: ast.ExpectLine | ast.ExpectUnits) -> None:
        if not isinstance(self.receipt, ast.SoldReceipt) or not self.scope.file.understood(self.receipt):
            return
        number = node.line.value
        if not 1 <= number <= len(self.lines):
            message = f"the receipt has no line {number}"
            self._say("test-unknown-line", node.line, message, f"it has {_lines(len(self.lines))}")
        elif isinstance(node, ast.ExpectUnits):
            self._expected_units(node, self.lines[number - 1])

    def _expected_units(self, node: ast.ExpectUnits, line: ast.SoldLine) -> None:
        units = line.count.value if isinstance(line.count, ast.Integer) else 1
        if len(node.amounts) != units:
            self.scope.diagnostics.report(
                "test-unknown-unit",
                node.span,
                f"line {node.line.value} has {_units(units)}, {len(node.amounts)} are expected",
                secondary=[Label(line.span, _units(units))],
                help="write the final amount of each unit",
            )

    def _say(self, slug: str, place: ast.Node, message: str, help: str) -> None:
        self.scope.diagnostics.report(slug, place.span, message, help=help)


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def _units(count: int) -> str:
    return "1 unit" if count == 1 else f"{count} units"
