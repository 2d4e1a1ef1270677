"""Selectors inside of expressions and outside: the words for "which lines".

In: a selector of the AST, the binder of the expression round it. Out: a `Selection`. Invariant:
alternatives have an order that the order of the text does not decide, and none stands there twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from receipt_rules.language import ast
from receipt_rules.program import expression as px
from receipt_rules.program.bind.binder import Binder
from receipt_rules.program.bind.folding import is_constant
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.bind.typing import expected
from receipt_rules.program.types import BOOL


def bind_selection(node: ast.Selector, binder: Binder) -> px.Selection | None:
    """What a selector selects; None after a diagnostic."""
    scope = binder.scope
    any_of = (px.AllItems(),) if node.all_items else _atoms(node.refs, scope)
    none_of = _atoms(node.excepts, scope)
    where: px.Expr | None = None
    if node.where is not None:
        where = _where(node.where, binder)
        if where is None:
            return None
        where = None if is_constant(where, True) else where
    if any_of is None or none_of is None:
        return None
    return px.Selection(any_of, none_of, where)


def _where(node: ast.Expr, binder: Binder) -> px.Expr | None:
    """The condition on each item; what is known of the item outside says nothing of the items here."""
    known = binder.known
    if known is not None:
        known = frozenset(path for path in known if not path.startswith("item."))
    inner = replace(binder, place=Place.ITEM, known=known, hint=None, selecting=True)
    bound = inner.bind(node)
    return bound if bound is not None and expected(bound, node, (BOOL,), binder.scope) else None


def _atoms(refs: Iterable[ast.SetRef], scope: Scope) -> tuple[px.Atom, ...] | None:
    found = [_atom(ref, scope) for ref in refs]
    bound = {each for each in found if each is not None}
    return None if None in found else tuple(sorted(bound, key=repr))


def _atom(ref: ast.SetRef, scope: Scope) -> px.Atom | None:
    if isinstance(ref, ast.SetName):
        items = scope.lookup("items", ref.name)
        return None if items is None else px.Members(items)
    if isinstance(ref, ast.SetSku):
        return px.Sku(ref.sku.value)
    if isinstance(ref, ast.SetCategory):
        return px.Category(ref.value.value)
    if isinstance(ref, ast.SetBrand):
        return px.Brand(ref.value.value)
    return px.Tag(ref.value.value) if isinstance(ref, ast.SetTag) else px.Discounted(ref.span)
