"""The order in which a bundle is bound.

In: the root's source, a loader. Out: `BindResult`. Invariant: nothing here decides anything; each step is
a door of its own module.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from receipt_rules.diagnostics import Diagnostic, Diagnostics, Source
from receipt_rules.language import ast
from receipt_rules.program.bind.blocks import bind_programmes, check_budgets, check_points, check_tenders
from receipt_rules.program.bind.bundle import Bundle, load_bundle
from receipt_rules.program.bind.claims import bind_claims
from receipt_rules.program.bind.codes import bind_codes
from receipt_rules.program.bind.constants import Constants
from receipt_rules.program.bind.context import Context
from receipt_rules.program.bind.csv import Tables
from receipt_rules.program.bind.discounted import check_in_items
from receipt_rules.program.bind.facts import STANDARD_FACTS
from receipt_rules.program.bind.groups import bind_groups
from receipt_rules.program.bind.header import Settings, bind_settings
from receipt_rules.program.bind.laters import Laters, unique
from receipt_rules.program.bind.loader import Loader
from receipt_rules.program.bind.locale import bind_wording
from receipt_rules.program.bind.made_of import check_references, made_of
from receipt_rules.program.bind.names import collect_names
from receipt_rules.program.bind.protections import bind_protections
from receipt_rules.program.bind.rule_names import rule_names
from receipt_rules.program.bind.rules import Surroundings, bind_rules
from receipt_rules.program.bind.schema import bind_schema
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.bind.sets import bind_items, bind_segments
from receipt_rules.program.bind.table_reach import check_reach
from receipt_rules.program.bind.tables import bind_tables
from receipt_rules.program.bind.tests import bind_tests
from receipt_rules.program.bind.tiers import bind_tiers
from receipt_rules.program.bind.usage import unused_names
from receipt_rules.program.bind.used import used_by_rules
from receipt_rules.program.model import HostFact, Later, Program


class BindResult(NamedTuple):
    """`program` is None where there are errors; `diagnostics` are sorted by place and capped."""

    program: Program | None
    diagnostics: tuple[Diagnostic, ...]


def bind(root: Source, load: Loader, diagnostics: Diagnostics | None = None) -> BindResult:
    """Read, parse and bind a bundle. What is found also goes to `diagnostics`, if given."""
    found = Diagnostics() if diagnostics is None else diagnostics
    bundle = load_bundle(root, load, found)
    settings = bind_settings(bundle, found)
    host = bind_schema(bundle, STANDARD_FACTS, found)
    context = _context(bundle, settings, host, load, found)
    program = _program(context, settings, host)
    return BindResult(None if found.has_errors else program, found.sorted())


def _context(
    bundle: Bundle, settings: Settings, host: Mapping[str, HostFact], load: Loader, found: Diagnostics
) -> Context:
    names = collect_names(bundle.modules, found)
    scopes: dict[str, Scope] = {}
    constants = Constants(scopes, found)
    facts = {**STANDARD_FACTS, **host}
    for path, module in bundle.modules.items():
        scopes[path] = Scope(
            module,
            names[path],
            currency=settings.currency,
            diagnostics=found,
            facts=facts,
            constants=constants.value,
        )
    context = Context(bundle, scopes, Tables(load, found), found)
    for node, scope in context.each(ast.Let):
        declared = context.own(node, scope)
        if declared is not None:
            constants.value(declared)
    return context


def _program(context: Context, settings: Settings, host: Mapping[str, HostFact]) -> Program:
    items, segments = bind_items(context), bind_segments(context)
    check_in_items(context)
    tiers, decisions = bind_tiers(context), bind_tables(context)
    trees = made_of(items, segments, tiers, decisions)
    followable = check_references(trees, context)
    codes = bind_codes(context)
    programmes = bind_programmes(context)
    points = check_points(context)
    groups = bind_groups(context)
    declared: dict[str, Mapping[str, ast.Node]] = {
        "points": points,
        "tender": check_tenders(context),
        "budget": check_budgets(context),
    }
    laters = Laters(trees, codes)
    rules = bind_rules(context, Surroundings(groups, tuple(sorted(points)), laters))
    protections = tuple(map(laters.protected, bind_protections(context)))
    if followable:
        check_reach(trees, rules, protections, context)
    names = rule_names(context.bundle.modules.values())
    tests = bind_tests(context, names)
    later: list[Later] = [*settings.later, *bind_claims(context, names)]
    later += _unused(declared, context)
    later += [each for programme in programmes.values() for each in programme.later]
    later += [each for protection in protections for each in protection.later]
    later += [each.source for each in items.values() if isinstance(each.source, Later)]
    carried = {each.span for rule in rules for each in rule.later}
    return Program(
        name=settings.name,
        version=settings.version,
        language=settings.language,
        currency=settings.currency,
        locale=settings.locale,
        zone=settings.zone,
        day_starts=settings.day_starts,
        rounding=settings.rounding,
        validity=settings.validity,
        replaces=settings.replaces,
        owner=settings.owner,
        returns=settings.returns,
        rules=rules,
        items=dict(sorted(items.items())),
        segments=dict(sorted(segments.items())),
        codes=dict(sorted(codes.items())),
        protections=protections,
        facts=dict(sorted(host.items())),
        tests=tests,
        sources=tuple(sorted(module.source for module in context.bundle.modules.values())),
        tables=dict(sorted(context.tables.contents.items())),
        later=unique(each for each in later if each.span not in carried),
        programs=dict(sorted(programmes.items())),
        groups=groups.bound,
        sequence=groups.sequence,
        tiers=dict(sorted(tiers.items())),
        decisions=dict(sorted(decisions.items())),
        unused=unused_names(context),
        wording=bind_wording(context, settings, rules, programmes),
    )


def _unused(declared: Mapping[str, Mapping[str, ast.Node]], context: Context) -> Iterable[Later]:
    """Declarations that no rule carries, so that what is not evaluated is said of themselves."""
    used = used_by_rules(context) if any(declared.values()) else frozenset()
    for kind, nodes in declared.items():
        for id, node in nodes.items():
            if id not in used:
                yield Later(node.span, kind)
