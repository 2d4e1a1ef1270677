"""Groups: every mode and scope, parts of parts, caps, `at most n rules`, `excludes`, and the sequence.

In: a currency. Out: a strategy of `Groups`. Invariants: parts are of groups that choose, a group
excludes only what runs later under another root, scopes agree: what is drawn binds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from receipt_rules.testing.strategies.declarations import Declaration
from receipt_rules.testing.strategies.expressions import money_literals
from receipt_rules.testing.strategies.weights import one_in

Scope = Literal["item", "receipt"]

IDS = ("ga", "gb", "gc", "gd", "ge", "gf", "gg", "gh", "gi", "gj")
_CHOOSING = ("best", "exclusive")
_MODES = st.sampled_from(["best", "stack", "exclusive", "compound", "stack", "compound", "best"])
_SCOPES: SearchStrategy[Scope] = st.sampled_from(["item", "receipt"])
_ROOTS = st.sampled_from([1, 2, 0, 3, 2, 2, 2, 3])
_PARTS = st.sampled_from([0, 1, 0, 1, 2])
_SHARES = st.sampled_from(["10%", "50%", "0.5%", "3%", "33.3%", "25%"])
_COUNTS = st.sampled_from([1, 2])


class Groups(NamedTuple):
    """Their declarations with the sequence, and the scope of each by id."""

    declarations: tuple[Declaration, ...] = ()
    scopes: tuple[tuple[str, Scope], ...] = ()


@dataclass
class _Group:
    id: str
    scope: Scope
    mode: str
    root: str
    parent: str | None
    words: list[str] = field(default_factory=list)

    def declaration(self) -> Declaration:
        part = [] if self.parent is None else [f"part of {self.parent}"]
        return Declaration(" ".join([f"group {self.id} {self.mode} per {self.scope}", *part, *self.words]))


@cache
def groups(currency: str) -> SearchStrategy[Groups]:
    """None to three root groups with their parts, and who excludes whom."""
    return _groups(currency)


@st.composite
def _groups(draw: st.DrawFn, currency: str) -> Groups:
    ids = list(draw(st.permutations(IDS)))
    first = draw(_SCOPES)
    roots: list[_Group] = []
    found: list[_Group] = []
    for _ in range(draw(_ROOTS)):
        scope = draw(_SCOPES) if draw(one_in(3)) else first
        tree = _tree(draw, ids, scope, None)
        roots.append(tree[0])
        found += tree
    for group in found:
        _bounds(draw, group, currency)
    sequence = _sequence(draw, [root.id for root in roots])
    turns = {id: turn for turn, id in enumerate([*sequence, *sorted(root.id for root in roots)][::-1])}
    _excludes(draw, found, turns)
    declarations = [group.declaration() for group in found]
    if sequence:
        declarations.append(Declaration(f"sequence {', '.join(sequence)}"))
    return Groups(tuple(declarations), tuple((group.id, group.scope) for group in found))


def _tree(draw: st.DrawFn, ids: list[str], scope: Scope, above: _Group | None) -> list[_Group]:
    """A group and its parts, two levels deep at most."""
    id = ids.pop()
    root, parent = (id, None) if above is None else (above.root, above.id)
    group = _Group(id, scope, draw(_MODES), root, parent)
    deep = above is not None and above.parent is not None
    parts = draw(_PARTS) if group.mode in _CHOOSING and not deep else 0
    found = [group]
    for _ in range(parts):
        if len(ids) > 1:
            found += _tree(draw, ids, scope, group)
    return found


def _bounds(draw: st.DrawFn, group: _Group, currency: str) -> None:
    """A cap, and how many rules may give."""
    if draw(one_in(4)):
        share = draw(one_in(2))
        group.words.append(f"cap {draw(_SHARES if share else money_literals(currency, most=400))}")
    several = group.mode in ("stack", "compound") or (group.mode, group.scope) == ("best", "receipt")
    if several and draw(one_in(3)):
        group.words.append(f"at most {draw(_COUNTS)} rules")


def _sequence(draw: st.DrawFn, roots: list[str]) -> list[str]:
    """Some of the root groups, in any order."""
    if not roots or draw(one_in(3)):
        return []
    order = draw(st.permutations(roots))
    return list(order[: draw(st.integers(1, len(order)))])


def _excludes(draw: st.DrawFn, found: list[_Group], turns: dict[str, int]) -> None:
    """`turns`: by root, the larger the earlier."""
    for group in found:
        later = [
            other.id
            for other in found
            if other.scope == group.scope and turns[other.root] < turns[group.root]
        ]
        if bool(later) and draw(one_in(3)):
            some = draw(st.lists(st.sampled_from(later), min_size=1, max_size=2, unique=True))
            group.words.append(f"excludes {', '.join(some)}")
