"""The engine: a compiled ruleset, ready to evaluate receipts.

In: a `CompiledRuleset`, bytes, or the path of a compiled file. Out: outcomes. Invariants: immutable and
safe to share between threads (what it builds on first use is the same whoever builds it); evaluation reads
nothing but its arguments.
"""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from receipt_rules.outcome.record import Outcome, RulesetRef
from receipt_rules.receipt.record import ReceiptRecord
from receipt_rules.runtime.code_index import CodeIndex
from receipt_rules.runtime.codec import decode
from receipt_rules.runtime.eligibility import Gate
from receipt_rules.runtime.evaluate import evaluate
from receipt_rules.runtime.expressions import Function, build
from receipt_rules.runtime.needs import Needs, needs_of
from receipt_rules.runtime.plan import Plan
from receipt_rules.runtime.protection import Protection
from receipt_rules.runtime.rows import CompiledRuleset, SelectionRow
from receipt_rules.runtime.selectors import Predicate, Union, predicate, union_of
from receipt_rules.runtime.tables import Tables
from receipt_rules.runtime.traits import Traits, of_expression, of_selection
from receipt_rules.runtime.wording import Formatter

if TYPE_CHECKING:
    from receipt_rules.receipt.model import Receipt
    from receipt_rules.runtime.running import Running
    from receipt_rules.runtime.why.reading import RuleReader
    from receipt_rules.runtime.why.records import Explanation


class Engine:
    """Evaluates receipts against one compiled ruleset.

    >>> engine = Engine.load("spring.rulesc")        # doctest: +SKIP
    >>> outcome = engine.evaluate(receipt)           # doctest: +SKIP
    """

    def __init__(self, ruleset: CompiledRuleset) -> None:
        self.ruleset = ruleset
        self.index = ruleset.index
        groups = ruleset.groups
        self.paths = tuple(_path(ruleset, place) for place in range(len(groups)))
        """By group: the groups from its root down to itself."""
        self.path_bits = tuple(_bits(path) for path in self.paths)
        self.excluders = tuple(_bits(group.excluders) for group in groups)
        """By group, as bits: the groups whose money excludes it."""
        self.excluding = _bits({place for group in groups for place in group.excluders})
        self.first_on_receipt = sum(rule.scope == "item" for rule in ruleset.rules)
        """The number of the first rule of phase 2: rules stand in running order, and so by phase."""
        self.first_of_words = len(ruleset.rules) - sum(rule.scope == "words" for rule in ruleset.rules)
        self.first_on_total = self.first_of_words - sum(rule.scope == "total" for rule in ruleset.rules)
        slots = [
            slot.selection for rule in ruleset.rules if rule.sets is not None for slot in rule.sets.slots
        ]
        own = [rule.selection for rule in ruleset.rules]
        self.tells_units = any(map(_says_discounted, (*ruleset.sets.values(), *own, *slots)))
        """Some selection may tell units of a line apart."""
        self.has_parts = any(group.parent >= 0 for group in groups)
        self.has_sets = any(rule.sets is not None for rule in ruleset.rules)
        self.speaks = ruleset.wording is not None
        """Some rule or programme has words."""
        self.issues = any(rule.issues for rule in ruleset.rules)
        """Some rule issues coupons."""
        self.has_alone = any(rule.alone for rule in ruleset.rules)
        self.item_groups = sum(group.scope == "item" for group in groups)
        self.reference = RulesetRef(
            name=ruleset.name, version=ruleset.version, digest=ruleset.digest, language=ruleset.language
        )
        self.tables = Tables(ruleset)
        self._plans: list[Plan | None] = [None] * len(ruleset.rules)
        self._gates: list[Gate | None] = [None] * len(ruleset.gates)
        self._predicates: dict[int, tuple[SelectionRow, Predicate]] = {}
        self._selections: dict[int, tuple[SelectionRow, Traits]] = {}
        self._traits: dict[str, Traits] = {}
        self._unions: dict[str, Union | None] = {}
        self._lists: dict[str, frozenset[str]] = {}
        self._ids: dict[str, frozenset[str]] = {}
        self._conditions: dict[str, Function] = {}
        self._codes: CodeIndex | None = None
        self._formatter: Formatter | None = None
        self.readers: dict[int, RuleReader] = {}
        """By number, the rules that `why` was asked about."""
        self.protections = tuple(
            Protection(row, self) for row in ruleset.protections if row.selection is not None
        )
        self.guards_at_entry = any(each.traits.current for each in self.protections)
        """Some protection looks at prices that change: all are judged at one moment, before phase 1."""
        self.receipt_caps = tuple(
            (build(row.value), row.share, of_expression(row.value, self).customer)
            for row in ruleset.protections
            if row.selection is None
        )

    def __reduce__(self) -> tuple[type[Engine], tuple[CompiledRuleset]]:
        """A copy is made anew from the ruleset: what was looked up is kept by identity, which none shares."""
        return Engine, (self.ruleset,)

    @property
    def titles(self) -> dict[str, str]:
        """Rule ids and group ids with their titles, as a slip wants them; a rule comes before a group."""
        groups = {row.id: row.title for row in self.ruleset.groups}
        return groups | {row.id: row.title for row in self.ruleset.rules}

    @classmethod
    def load(cls, source: str | PathLike[str] | bytes | bytearray | memoryview) -> Engine:
        """The engine of a compiled file, by path, or of its bytes.

        Raises CompiledRulesetError where the file is not whole, not of this format, or not one at all.
        """
        if isinstance(source, bytes | bytearray | memoryview):
            return cls(decode(bytes(source)))
        return cls(decode(Path(source).read_bytes()))

    def evaluate(
        self, receipt: ReceiptRecord | Receipt, *, verdicts: Literal["concerned", "all"] = "concerned"
    ) -> Outcome:
        """What the ruleset decides on a receipt. Pure; amounts are minor units of the receipt's currency.

        `verdicts="all"` adds the rules that the receipt does not concern. Raises ReceiptError where the
        receipt is in another currency, or lacks or misspells a fact that the ruleset's schema promises;
        TypeError for anything but a receipt, ValueError for other verdicts.

        A receipt has been checked if it came from `decode_receipt` or was built by its class. One made by
        `model_construct`, or a record made by hand, has not: what is decided on it is worth nothing.
        """
        if verdicts not in ("concerned", "all"):
            raise ValueError(f'verdicts are "concerned" or "all", not {verdicts!r}')
        return evaluate(self, _record(receipt), verdicts == "all")

    def why(self, receipt: ReceiptRecord | Receipt, rule: str) -> Explanation:
        """What became of the rule with this id on a receipt, and what led to it. Pure.

        Verdict, every condition with its numbers, what the rule gives by itself, who won instead and by how
        much; `receipt_rules.explain` has it as text and JSON. It costs several evaluations. Raises
        UnknownRuleError where the ruleset has no such rule, and what `evaluate` raises.
        """
        from receipt_rules.runtime.why import explain_one

        return explain_one(self, _record(receipt), rule)

    def needs(self, receipt: ReceiptRecord | Receipt) -> Needs:
        """The counters, credits, balances, coupon and card states that this receipt would touch. Pure."""
        return needs_of(self, _record(receipt))

    # ---- what the stages look up; built on first use ----------------------------------------------------

    def plan(self, number: int) -> Plan:
        """The rule with this place in running order."""
        plan = self._plans[number]
        if plan is None:
            plan = self._plans[number] = Plan(number, self.ruleset.rules[number], self)
        return plan

    @property
    def formatter(self) -> Formatter:
        """Writes values as the ruleset's locale does; only a ruleset that speaks has one."""
        if self._formatter is None:
            assert self.ruleset.wording is not None
            self._formatter = Formatter(self.ruleset.wording, self.ruleset)
        return self._formatter

    def gate(self, number: int) -> Gate:
        """The gate with this number."""
        gate = self._gates[number]
        if gate is None:
            gate = self._gates[number] = Gate(self.ruleset.gates[number])
        return gate

    def matches(self, selection: SelectionRow) -> Predicate:
        """The predicate of a selection; the row is kept, so that its identity stays its own."""
        known = self._predicates.get(id(selection))
        if known is None:
            known = self._predicates[id(selection)] = (selection, predicate(selection, self))
        return known[1]

    def root_of(self, running: Running) -> int:
        """The root group of a rule; -1: it has no group."""
        group = running.plan.row.group
        return group if group < 0 else self.paths[group][0]

    def child_towards(self, group: int, own: int) -> int:
        """The part of `group` that is or holds the group `own`; -1 where `own` is `group` itself."""
        path = self.paths[own]
        place = path.index(group) + 1
        return path[place] if place < len(path) else -1

    def traits_of(self, selection: SelectionRow) -> Traits:
        """What a selection of an expression looks at; the row is kept, as by `matches`."""
        known = self._selections.get(id(selection))
        if known is None:
            known = self._selections[id(selection)] = (selection, of_selection(selection, self))
        return known[1]

    def traits_of_set(self, name: str) -> Traits:
        """What a declared item set looks at."""
        known = self._traits.get(name)
        if known is None:
            known = self._traits[name] = of_selection(self.ruleset.sets[name], self)
        return known

    def union_of_set(self, name: str) -> Union | None:
        """A declared item set taken apart, if it is nothing but a union."""
        if name not in self._unions:
            row = self.ruleset.sets[name]
            pure = row.none is None and row.where is None
            self._unions[name] = union_of(row, self) if pure else None
        return self._unions[name]

    def list_of(self, name: str) -> frozenset[str]:
        """The SKUs of a declared list."""
        known = self._lists.get(name)
        if known is None:
            known = self._lists[name] = frozenset(self.ruleset.lists[name])
        return known

    def ids_of(self, segment: str) -> frozenset[str]:
        """The digests of the customer ids of a segment."""
        known = self._ids.get(segment)
        if known is None:
            known = self._ids[segment] = frozenset(self.ruleset.segments[segment].ids or ())
        return known

    def condition(self, segment: str) -> Function:
        """The condition of a segment."""
        known = self._conditions.get(segment)
        if known is None:
            known = self._conditions[segment] = build(self.ruleset.segments[segment].where)
        return known

    @property
    def codes(self) -> CodeIndex:
        """Which declaration a card or coupon belongs to."""
        if self._codes is None:
            self._codes = CodeIndex(self.ruleset)
        return self._codes


def _record(receipt: ReceiptRecord | Receipt) -> ReceiptRecord:
    """What is evaluated; the models are known by what they mirror, as their import would take pydantic."""
    if isinstance(receipt, ReceiptRecord):
        return receipt
    if getattr(receipt, "mirrors", None) is ReceiptRecord and not isinstance(receipt, type):
        return receipt.record()
    raise TypeError(
        f"a receipt is a `Receipt` or a record of `decode_receipt`, not `{type(receipt).__name__}`"
    )


def _path(ruleset: CompiledRuleset, place: int) -> tuple[int, ...]:
    found = [place]
    while (parent := ruleset.groups[found[-1]].parent) >= 0:
        found.append(parent)
    return tuple(reversed(found))


def _says_discounted(row: SelectionRow) -> bool:
    return row.discounted or (row.none is not None and _says_discounted(row.none))


def _bits(places: Iterable[int]) -> int:
    return sum(1 << place for place in set(places))
