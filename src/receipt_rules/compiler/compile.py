"""Program to compiled ruleset.

In: a Program without errors. Out: `CompiledRuleset`. Invariants: equal programs give equal rulesets,
whatever the order of the text; the digest covers everything that an outcome can depend on, and the
content of every table; a live rule that has a clause not evaluated yet is refused, never weakened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection

import msgspec

from receipt_rules.compiler.expression import expression_row, selection_row
from receipt_rules.compiler.index import IndexBuilder, KeyFinder, Keys, either
from receipt_rules.compiler.order import Order, running_order
from receipt_rules.compiler.rule import gate_row, rule_row, selection_of, validity_row
from receipt_rules.compiler.tables import decision_rows, tiers_rows
from receipt_rules.compiler.words import parts_row, wording_row
from receipt_rules.diagnostics import Diagnostic, Diagnostics
from receipt_rules.errors import RulesetError
from receipt_rules.money import exponent
from receipt_rules.program import model
from receipt_rules.program.bind.codes import expression_of_generated
from receipt_rules.program.evaluated import Evaluated
from receipt_rules.program.types import PERCENT
from receipt_rules.runtime.codec import encode
from receipt_rules.runtime.rows import (
    CodeRow,
    CompiledRuleset,
    FactRow,
    GateRow,
    IndexRow,
    ProgrammeRow,
    ProtectionRow,
    RoundingRow,
    RuleRow,
    SegmentRow,
    SelectionRow,
    digest_of,
)
from receipt_rules.version import __version__


def compile_program(program: model.Program, *, without: Collection[str] = ()) -> CompiledRuleset:
    """Compile a program; raises RulesetError where a live rule has what is not evaluated yet.

    `without` leaves rules out by id: the test runner does so with those it then names.
    """
    rules = [rule for rule in program.rules if rule.id not in without]
    refused = not_evaluated(rules, program.protections)
    if refused:
        raise RulesetError(refused)
    lists, sets = _item_sets(program)
    order = running_order(rules, program)
    rows, gates, index = _rules(order, program, lists, sets)
    ruleset = CompiledRuleset(
        name=program.name,
        version=program.version,
        language=program.language,
        engine=__version__,
        digest="",
        currency=program.currency,
        minor_per_major=10 ** exponent(program.currency),
        locale=program.locale,
        zone=program.zone,
        day_starts=program.day_starts,
        rounding=RoundingRow(
            "discount",
            program.rounding.mode,
            program.rounding.step_minor,
            program.rounding.per == "unit",
        ),
        validity=None if program.validity is None else validity_row(program.validity),
        rules=rows,
        groups=order.groups,
        index=index,
        gates=gates,
        lists=lists,
        sets=sets,
        segments={name: _segment(each) for name, each in sorted(program.segments.items())},
        programmes={name: _programme(each) for name, each in sorted(program.programs.items())},
        codes={name: _codes(each) for name, each in sorted(program.codes.items())},
        protections=_protections(program),
        facts={
            name: FactRow(fact.type.kind, fact.optional, fact.type.choices, fact.type.dimension)
            for name, fact in sorted(program.facts.items())
        },
        tiers=tiers_rows(program),
        decisions=decision_rows(program),
        wording=wording_row(program.wording),
    )
    return msgspec.structs.replace(ruleset, digest=_digest(ruleset, program))


def compile_to_bytes(program: model.Program) -> bytes:
    """The content of a compiled file."""
    return encode(compile_program(program))


def not_evaluated(
    rules: Collection[model.Rule], protections: Collection[model.Protection] = ()
) -> tuple[Diagnostic, ...]:
    """An error for each clause of a live rule, or of a protection, that this version does not evaluate."""
    diagnostics = Diagnostics()
    for protection in protections:
        for clause in protection.later:
            diagnostics.error(
                "not-yet-evaluated",
                clause.span,
                f"a protection has `{clause.what}`, which this version does not evaluate yet",
                help="take it out: a protection that is not kept is worse than none",
            )
    for rule in rules:
        if not rule.draft:
            for clause in rule.later:
                diagnostics.error(
                    "not-yet-evaluated",
                    clause.span,
                    f"rule `{rule.id}` has `{clause.what}`, which this version does not evaluate yet",
                    help="make the rule a `draft`, or take the clause out",
                )
    return diagnostics.sorted()


def _rules(
    order: Order,
    program: model.Program,
    lists: dict[str, tuple[str, ...]],
    sets: dict[str, SelectionRow],
) -> tuple[tuple[RuleRow, ...], tuple[GateRow, ...], IndexRow]:
    """Rows in running order, the distinct gates, the index."""
    gates: dict[GateRow, int] = {}
    index = IndexBuilder()
    finder = KeyFinder(sets, lists)
    rows: list[RuleRow] = []
    for number, rule in enumerate(order.rules):
        group = -1 if rule.group is None else order.places[rule.group]
        if not rule.evaluated:
            rows.append(rule_row(rule, program, -1, False, group))
            continue
        gate = gate_row(rule, program)
        place = -1 if gate is None else gates.setdefault(gate, len(gates))
        keys = (
            either(finder.keys_of(selection_row(slot.selection)) for slot in rule.slots)
            if rule.slots
            else finder.keys_of(selection_of(rule))
        )
        needs = (*sorted(rule.cards), *sorted(rule.coupons))
        rows.append(rule_row(rule, program, place, _exact(keys, needs), group))
        index.add(number, keys, needs[0] if needs else None)
    return tuple(rows), tuple(gates), index.row()


def _exact(keys: Keys, needs: tuple[str, ...]) -> bool:
    return keys.exact and not needs


def _item_sets(program: model.Program) -> tuple[dict[str, tuple[str, ...]], dict[str, SelectionRow]]:
    """CSV lists by id, and every set as a selection; sets that are not evaluated yet are left out."""
    lists: dict[str, tuple[str, ...]] = {}
    sets: dict[str, SelectionRow] = {}
    evaluated = Evaluated(program)
    for name, item_set in sorted(program.items.items()):
        if isinstance(item_set.source, model.SkuList):
            lists[name] = tuple(sorted(item_set.source.skus))
            sets[name] = SelectionRow(lists=(name,))
        elif not isinstance(item_set.source, model.Later) and evaluated.holds(item_set.source):
            sets[name] = selection_row(item_set.source)
    return lists, sets


def _segment(segment: model.Segment) -> SegmentRow:
    source = segment.source
    if isinstance(source, model.SegmentIds):
        return SegmentRow(ids=tuple(sorted(digest_of(each) for each in source.ids)))
    if isinstance(source, model.SegmentAssigned):
        return SegmentRow(assigned=source.name)
    return SegmentRow(where=expression_row(source))


def _programme(programme: model.Programme) -> ProgrammeRow:
    return ProgrammeRow(
        name=programme.name,
        status=programme.status,
        validity=None if programme.validity is None else validity_row(programme.validity),
        text=parts_row(programme.text),
    )


def _codes(codes: model.CodeSet) -> CodeRow:
    return CodeRow(
        kind=codes.kind,
        codes=tuple(sorted(digest_of(code) for code in codes.codes)),
        patterns=tuple(sorted(codes.patterns)),
        validity=None if codes.validity is None else validity_row(codes.validity),
        generated=tuple(sorted(map(expression_of_generated, codes.generated))),
        uses=codes.uses or 0,
        per_customer=codes.per_customer,
        freed=codes.freed_by_return,
    )


def _protections(program: model.Program) -> tuple[ProtectionRow, ...]:
    rows = {
        ProtectionRow(
            kind=each.kind,
            selection=None if each.selection is None else selection_row(each.selection),
            value=None if each.value is None else expression_row(each.value),
            share=each.value is not None and each.value.type == PERCENT,
        )
        for each in program.protections
    }
    return tuple(sorted(rows, key=repr))


def _digest(ruleset: CompiledRuleset, program: model.Program) -> str:
    """SHA-256 in hex over the ruleset without its digest, and over the content of every table."""
    whole = hashlib.sha256(encode(ruleset))
    for path, content in sorted(program.tables.items()):
        whole.update(hashlib.sha256(path.encode()).digest())
        whole.update(hashlib.sha256(content).digest())
    return whole.hexdigest()
