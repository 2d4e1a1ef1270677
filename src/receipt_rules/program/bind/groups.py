"""Groups and their sequence: the order in which rules run, and who excludes whom.

In: `group` and `sequence` declarations. Out: the groups as values, and the sequence. Invariant: what passes
has no circle, relates groups of one scope only, and excludes only what runs later; a part runs where the
group does that it is part of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from receipt_rules.diagnostics import Diagnostics, Label
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.context import Context
from receipt_rules.program.bind.literals import at_least_one, positive_minor
from receipt_rules.program.bind.once import once_each
from receipt_rules.program.bind.rates import bind_rate
from receipt_rules.program.bind.references import circles
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.model import Group

MOST_PARTS: Final = 20
"""So deep may parts of parts go."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups by id, as they are written and as they are meant, and the groups that `sequence` names."""

    nodes: Mapping[str, ast.Group]
    bound: Mapping[str, Group]
    sequence: tuple[str, ...]

    def scope(self, id: str) -> Literal["item", "receipt"]:
        """Where the rules of a group act."""
        return self.nodes[id].scope


@dataclass(frozen=True, slots=True)
class _Relations:
    """Of one group: the names it excludes and the one it is part of, with what they lead to; its bounds."""

    excludes: tuple[tuple[ast.Name, str], ...]
    part_of: tuple[tuple[ast.Name, str], ...]
    cap_share: Fraction | None
    cap_minor: int | None
    most_rules: int | None


def bind_groups(context: Context) -> Groups:
    """Checks every group and the sequence of the bundle."""
    nodes: dict[str, ast.Group] = {}
    relations: dict[str, _Relations] = {}
    for id, node, scope in context.named(ast.Group):
        nodes[id] = node
        relations[id] = _relations(node, scope)
    order = _sequence(context)
    for id, node in nodes.items():
        _check_scopes(node, relations[id], nodes, context.diagnostics)
        _check_part(relations[id], nodes, context.diagnostics)
    circular = _check_circles(nodes, relations, context.diagnostics)
    roots = _roots(nodes, relations, circular)
    places = {id: place for place, id in enumerate([*order, *sorted(set(nodes) - set(order))])}
    _check_depth(nodes, relations, circular, context.diagnostics)
    for id, name in order.items():
        if id in nodes and roots[id] != id:
            _report_part_in_sequence(name, nodes[id], nodes[roots[id]], context.diagnostics)
    for id, node in nodes.items():
        for name, other in relations[id].excludes:
            if other not in nodes or id in circular or nodes[other].scope != node.scope:
                continue
            if roots[other] == roots[id]:
                _report_together(node, name, nodes[roots[id]], context.diagnostics)
            elif places[roots[other]] < places[roots[id]]:
                _report_earlier(node, name, nodes[other], context.diagnostics)
    bound = {id: _group(id, node, relations[id]) for id, node in sorted(nodes.items())}
    return Groups(nodes, bound, tuple(id for id in order if id in nodes))


def _group(id: str, node: ast.Group, relations: _Relations) -> Group:
    return Group(
        id=id,
        title="" if node.title is None else node.title.value,
        mode=node.mode,
        scope=node.scope,
        span=node.span,
        excludes=tuple(sorted({other for _, other in relations.excludes})),
        part_of=next((other for _, other in relations.part_of), None),
        cap_share=relations.cap_share,
        cap_minor=relations.cap_minor,
        most_rules=relations.most_rules,
    )


def _roots(
    nodes: Mapping[str, ast.Group], relations: Mapping[str, _Relations], circular: set[str]
) -> dict[str, str]:
    """By group: the one that is part of none, in whose place it runs."""
    roots: dict[str, str] = {}
    for id in nodes:
        trail = [id]
        while trail[-1] not in roots and trail[-1] not in circular and trail[-1] in relations:
            above = relations[trail[-1]].part_of
            if not above:
                break
            trail.append(above[0][1])
        root = roots.get(trail[-1], trail[-1])
        roots.update(dict.fromkeys(trail, root))
    return roots


def _check_depth(
    nodes: Mapping[str, ast.Group],
    relations: Mapping[str, _Relations],
    circular: set[str],
    diagnostics: Diagnostics,
) -> None:
    """Reports the groups at which parts of parts go too deep: they are worked out one inside another."""
    for id, node in nodes.items():
        steps, above = 0, id
        while above not in circular and above in relations and relations[above].part_of:
            above = relations[above].part_of[0][1]
            steps += 1
            if steps > MOST_PARTS + 1:
                break
        if steps == MOST_PARTS + 1:
            diagnostics.report(
                "too-deep",
                node.name.span,
                f"{quoted(id)} is part of others more than {MOST_PARTS} deep, one in another",
                help="let the groups be part of one group",
            )


def _relations(node: ast.Group, scope: Scope) -> _Relations:
    excludes: list[tuple[ast.Name, str]] = []
    part_of: list[tuple[ast.Name, str]] = []
    cap_share = cap_minor = most_rules = None
    for part in once_each(node.parts, _keyword, scope.diagnostics):
        if isinstance(part, ast.Excludes):
            excludes += _found(part.groups, scope)
        elif isinstance(part, ast.PartOf):
            part_of += _found((part.group,), scope)
        elif isinstance(part, ast.AtMostRules):
            most_rules = at_least_one(part.count, scope.diagnostics, what="the number of rules")
            if node.mode == "exclusive" or (node.mode, node.scope) == ("best", "item"):
                _report_one_rule(node, part, scope.diagnostics)
        elif isinstance(part.value, ast.Money):
            cap_minor = positive_minor(part.value, scope.currency, scope.diagnostics, what="a cap")
        else:
            cap_share = bind_rate(part.value, scope)
    return _Relations(tuple(excludes), tuple(part_of), cap_share, cap_minor, most_rules)


def _keyword(part: ast.Node) -> str | None:
    words = {ast.PartOf: "part of", ast.AtMostRules: "at most n rules", ast.Cap: "cap"}
    return words.get(type(part))


def _found(names: Iterable[ast.Name], scope: Scope) -> Iterable[tuple[ast.Name, str]]:
    for name in names:
        id = scope.lookup("group", name)
        if id is not None:
            yield name, id


def _sequence(context: Context) -> dict[str, ast.Name]:
    """The ids that `sequence` names, in its order."""
    found = list(context.each(ast.Sequence))
    if not found:
        return {}
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
    return order


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
                help="make both `per receipt`: rules on items may be in such a group too",
            )


def _check_part(relations: _Relations, nodes: Mapping[str, ast.Group], diagnostics: Diagnostics) -> None:
    for name, other in relations.part_of:
        if other in nodes and nodes[other].mode not in ("best", "exclusive"):
            diagnostics.report(
                "part-of-sum",
                name.span,
                f"{quoted(name.text)} does not choose, all its rules apply",
                secondary=[Label(nodes[other].span, f"its mode is {nodes[other].mode}")],
                help=f"make {quoted(name.text)} a `best` or an `exclusive` group; what groups may take "
                "off a price together is bounded by `protect all items discount at most 30%`",
            )


def _report_one_rule(node: ast.Group, part: ast.AtMostRules, diagnostics: Diagnostics) -> None:
    one = "to one rule" if node.scope == "receipt" else "each unit to one rule"
    diagnostics.report(
        "at-most-rules",
        part.span,
        f"`{node.mode} per {node.scope}` gives {one} already",
        help="leave it out, or make the group `best per receipt`, `stack` or `compound`",
    )


def _report_part_in_sequence(
    name: ast.Name, node: ast.Group, root: ast.Group, diagnostics: Diagnostics
) -> None:
    diagnostics.report(
        "part-in-sequence",
        name.span,
        f"{quoted(name.text)} has no turn of its own: it is part of {quoted(root.name.text)}",
        secondary=[Label(node.name.span, "declared here")],
        help=f"name {quoted(root.name.text)} instead",
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


def _report_together(node: ast.Group, name: ast.Name, root: ast.Group, diagnostics: Diagnostics) -> None:
    diagnostics.report(
        "excludes-earlier",
        name.span,
        f"{quoted(name.text)} and {quoted(node.name.text)} run together, so neither can exclude the other",
        secondary=[Label(root.name.span, "both are of this group")],
        notes=["a group excludes what runs after it"],
        help="leave it out: the group that they are part of chooses between them",
    )


def _report_earlier(node: ast.Group, name: ast.Name, other: ast.Group, diagnostics: Diagnostics) -> None:
    diagnostics.report(
        "excludes-earlier",
        name.span,
        f"{quoted(name.text)} runs before {quoted(node.name.text)}, so it cannot be excluded",
        secondary=[Label(other.name.span, "declared here")],
        notes=["groups that `sequence` does not name run last, in the order of their names"],
        help=f"put {quoted(name.text)} after {quoted(node.name.text)} in `sequence`",
    )
