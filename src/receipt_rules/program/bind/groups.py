"""Groups and their sequence: the order in which rules run, and who excludes whom.

In: `group` and `sequence` declarations. Out: each group's scope, and what is not evaluated yet.
Invariant: what passes has no circle, relates groups of one scope only, and excludes only what runs later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from receipt_rules.diagnostics import Diagnostics, Label
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.context import Context
from receipt_rules.program.bind.literals import at_least_one, positive_minor
from receipt_rules.program.bind.once import once_each
from receipt_rules.program.bind.rates import check_rate
from receipt_rules.program.bind.references import circles
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.model import Later


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups by id, and the `sequence` that is not evaluated yet."""

    nodes: Mapping[str, ast.Group]
    later: tuple[Later, ...]

    def scope(self, id: str) -> Literal["item", "receipt"]:
        """Where the rules of a group act."""
        return self.nodes[id].scope


@dataclass(frozen=True, slots=True)
class _Relations:
    """Of one group: the names it excludes and the one it is part of, with what they lead to."""

    excludes: tuple[tuple[ast.Name, str], ...]
    part_of: tuple[tuple[ast.Name, str], ...]


def bind_groups(context: Context) -> Groups:
    """Checks every group and the sequence of the bundle."""
    nodes: dict[str, ast.Group] = {}
    relations: dict[str, _Relations] = {}
    for id, node, scope in context.named(ast.Group):
        nodes[id] = node
        relations[id] = _relations(node, scope)
    order, later = _sequence(context)
    ranks = {id: rank for rank, id in enumerate([*order, *sorted(set(nodes) - set(order))])}
    for id, node in nodes.items():
        _check_scopes(node, relations[id], nodes, context.diagnostics)
        _check_part(relations[id], nodes, context.diagnostics)
    circular = _check_circles(nodes, relations, context.diagnostics)
    for id, node in nodes.items():
        for name, other in relations[id].excludes:
            if other not in ranks or id in circular or nodes[other].scope != node.scope:
                continue
            if ranks[other] < ranks[id]:
                _report_earlier(node, name, nodes[other], context.diagnostics)
    return Groups(nodes, later)


def _relations(node: ast.Group, scope: Scope) -> _Relations:
    excludes: list[tuple[ast.Name, str]] = []
    part_of: list[tuple[ast.Name, str]] = []
    for part in once_each(node.parts, _keyword, scope.diagnostics):
        if isinstance(part, ast.Excludes):
            excludes += _found(part.groups, scope)
        elif isinstance(part, ast.PartOf):
            part_of += _found((part.group,), scope)
        elif isinstance(part, ast.AtMostRules):
            at_least_one(part.count, scope.diagnostics, what="the number of rules")
        elif isinstance(part.value, ast.Money):
            positive_minor(part.value, scope.currency, scope.diagnostics, what="a cap")
        else:
            check_rate(part.value, scope)
    return _Relations(tuple(excludes), tuple(part_of))


def _keyword(part: ast.Node) -> str | None:
    words = {ast.PartOf: "part of", ast.AtMostRules: "at most n rules", ast.Cap: "cap"}
    return words.get(type(part))


def _found(names: Iterable[ast.Name], scope: Scope) -> Iterable[tuple[ast.Name, str]]:
    for name in names:
        id = scope.lookup("group", name)
        if id is not None:
            yield name, id


def _sequence(context: Context) -> tuple[list[str], tuple[Later, ...]]:
    """The ids that `sequence` names, in its order."""
    found = list(context.each(ast.Sequence))
    if not found:
        return [], ()
    found.sort(key=lambda each: each[1].file is not context.bundle.root)
    (first, scope), *others = found
    for second, _ in others:
        context.diagnostics.report(
            "duplicate-sequence",
            second.span,
            "the order of groups is said twice",
            label="second",
            secondary=[Label(first.span, "first")],
            help="keep one `sequence`, over all files",
        )
    order: dict[str, ast.Name] = {}
    for name, id in _found(first.groups, scope):
        if id in order:
            context.diagnostics.report(
                "sequence-twice",
                name.span,
                f"{quoted(name.text)} is in the sequence twice",
                label="second",
                secondary=[Label(order[id].span, "first")],
                help="keep one of them",
            )
        order.setdefault(id, name)
    return list(order), (Later(first.span, "sequence"),)


# ---- how groups relate ---------------------------------------------------------------------------


def _check_scopes(
    node: ast.Group, relations: _Relations, nodes: Mapping[str, ast.Group], diagnostics: Diagnostics
) -> None:
    for name, other in (*relations.excludes, *relations.part_of):
        if other in nodes and nodes[other].scope != node.scope:
            diagnostics.report(
                "group-scope",
                name.span,
                f"{quoted(node.name.text)} is per {node.scope}, {quoted(name.text)} per {nodes[other].scope}",
                secondary=[Label(nodes[other].span, f"per {nodes[other].scope}")],
                help="relate groups of one scope only",
            )


def _check_part(relations: _Relations, nodes: Mapping[str, ast.Group], diagnostics: Diagnostics) -> None:
    for name, other in relations.part_of:
        if other in nodes and nodes[other].mode not in ("best", "exclusive"):
            diagnostics.report(
                "part-of-sum",
                name.span,
                f"{quoted(name.text)} does not choose, all its rules apply",
                secondary=[Label(nodes[other].span, f"its mode is {nodes[other].mode}")],
                help=f"make {quoted(name.text)} a `best` or an `exclusive` group",
            )


def _check_circles(
    nodes: Mapping[str, ast.Group], relations: Mapping[str, _Relations], diagnostics: Diagnostics
) -> set[str]:
    """Reports each circle of `excludes` or of `part of`; the groups that are in one."""
    circular: set[str] = set()
    for which in ("excludes", "part_of"):
        uses = {
            ("group", id): [("group", other) for _, other in getattr(relations[id], which)]
            for id in sorted(nodes)
        }
        for circle in circles(uses):
            ids = [id for _, id in circle]
            circular.update(ids)
            verb = " is part of " if which == "part_of" else " excludes "
            diagnostics.report(
                "group-cycle",
                nodes[ids[0]].name.span,
                f"{quoted(ids[0])} depends on itself",
                secondary=[Label(nodes[id].name.span, "part of the circle") for id in ids[1:]],
                notes=[verb.join(map(quoted, [*ids, ids[0]]))],
                help="take one of them out of the circle",
            )
    return circular


def _report_earlier(node: ast.Group, name: ast.Name, other: ast.Group, diagnostics: Diagnostics) -> None:
    diagnostics.report(
        "excludes-earlier",
        name.span,
        f"{quoted(name.text)} runs before {quoted(node.name.text)}, so it cannot be excluded",
        secondary=[Label(other.name.span, "declared here")],
        notes=["groups that `sequence` does not name run last, in the order of their names"],
        help=f"put {quoted(name.text)} after {quoted(node.name.text)} in `sequence`",
    )
