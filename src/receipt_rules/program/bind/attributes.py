"""`{key: value}` behind the customer and the lines of a test.

In: attributes, the facts there are. Out: diagnostics, and the item sets that lines are put in by hand.
Invariant: a key that is nearly a known one is an error; one that nothing resembles is a warning, since a
till may send more than the rules read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from receipt_rules.diagnostics import Label
from receipt_rules.diagnostics.suggest import suggest
from receipt_rules.diagnostics.wording import alternatives, quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.literals import minor
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.bind.walk import walk
from receipt_rules.program.types import BOOL, DATE, MONEY, TEXT, TEXTS, Type

LISTS: Final = "lists"

_CUSTOMER: Final[Mapping[str, Type]] = {
    "id": TEXT, "programmes": TEXTS, "segments": TEXTS, "birthday": DATE, "level": TEXT,
}  # fmt: skip
_LINE: Final[Mapping[str, Type]] = {
    "name": TEXT, "category": TEXTS, "brand": TEXT, "tags": TEXTS, LISTS: TEXTS, "regular": MONEY,
    "cost": MONEY, "min_price": MONEY, "tax_code": TEXT, "weighed": BOOL, "manual_price": BOOL,
    "marked_down": BOOL, "discountable": BOOL, "kind": TEXT, "gtin": TEXT,
}  # fmt: skip


def check_customer(node: ast.WithCustomer, scope: Scope) -> None:
    """`customer {id: "C1", tier: "gold"}`."""
    _check(node.attributes, {**_CUSTOMER, **_host("customer", scope)}, "customer", scope)


def check_line(node: ast.SoldLine, scope: Scope) -> None:
    """`{category: "Tea", lists: ["c.tea"]}`."""
    _check(node.attributes, {**_LINE, **_host("item", scope)}, "item", scope)
    for attribute in node.attributes:
        if attribute.key.text == LISTS:
            for text in _texts(attribute.value):
                scope.lookup("items", _as_name(text))


def lists_of(test: ast.Test, scope: Scope) -> dict[str, str]:
    """The item sets that a test's lines are put in: as written -> id."""
    found: dict[str, str] = {}
    for line in walk(test.statements):
        if isinstance(line, ast.SoldLine):
            for attribute in line.attributes:
                for text in _texts(attribute.value) if attribute.key.text == LISTS else ():
                    declared = scope.find(_as_name(text))
                    if declared is not None:
                        found[text.value] = declared.id
    return found


def _host(root: str, scope: Scope) -> dict[str, Type]:
    """The host's facts below a root, by their key."""
    facts = scope.facts.values()
    return {
        fact.path.removeprefix(f"{root}."): fact.type for fact in facts if fact.path.startswith(f"{root}.")
    }


def _as_name(text: ast.Text) -> ast.Name:
    return ast.Name(text.span, text.value)


def _texts(value: object) -> Iterable[ast.Text]:
    values = value.values if isinstance(value, ast.ListAttribute) else (value,)
    return (each for each in values if isinstance(each, ast.Text))


def _check(attributes: Iterable[ast.Attribute], known: Mapping[str, Type], root: str, scope: Scope) -> None:
    first: dict[str, ast.Attribute] = {}
    for attribute in attributes:
        key = attribute.key.text
        if key in first:
            scope.diagnostics.report(
                "duplicate-clause",
                attribute.key.span,
                f"{quoted(key)} is there twice",
                label="second",
                secondary=[Label(first[key].key.span, "first")],
                help="keep one of them",
            )
        first.setdefault(key, attribute)
        if key in known:
            _check_value(attribute, known[key], scope)
        else:
            _report_unknown(attribute.key, known, root, scope)


def _report_unknown(key: ast.Name, known: Mapping[str, Type], root: str, scope: Scope) -> None:
    nearest = suggest(key.text, known) if scope.diagnostics.may_suggest(len(known)) else None
    if nearest is not None:
        scope.diagnostics.report(
            "unknown-key",
            key.span,
            f"there is no {quoted(f'{root}.{key.text}')}",
            help=f"did you mean `{nearest}`?",
        )
        return
    scope.diagnostics.warning(
        "unknown-key",
        key.span,
        f"no rule can read {quoted(f'{root}.{key.text}')}",
        help=f"declare it: `schema {{ {root}.{key.text}: text }}`",
    )


def _check_value(attribute: ast.Attribute, type: Type, scope: Scope) -> None:
    value = attribute.value
    values = value.values if isinstance(value, ast.ListAttribute) else (value,)
    if isinstance(value, ast.ListAttribute) and type != TEXTS:
        _report_type(attribute, type, scope)
        return
    for each in values:
        if not isinstance(each, _LITERALS.get(type.kind, ())) or isinstance(each, ast.Word):
            _report_type(attribute, type, scope)
            return
        if isinstance(each, ast.Money):
            minor(each, scope.currency, scope.diagnostics)
        if isinstance(each, ast.Text) and type.choices and each.value not in type.choices:
            _report_choice(each, type, scope)


_LITERALS: Final[Mapping[str, tuple[type[ast.Node], ...]]] = {
    "text": (ast.Text,), "texts": (ast.Text,), "money": (ast.Money,), "percent": (ast.Percent,),
    "number": (ast.Number, ast.Integer), "int": (ast.Integer,), "bool": (ast.Bool,), "date": (ast.Date,),
    "datetime": (ast.DateTime,), "time": (ast.Time,), "duration": (ast.Duration,),
    "quantity": (ast.Measure,),
}  # fmt: skip


def _report_type(attribute: ast.Attribute, type: Type, scope: Scope) -> None:
    scope.diagnostics.report(
        "type-mismatch",
        attribute.value.span,
        f"{quoted(attribute.key.text)} is a {type}",
        help='put the text in quotes: `"..."`' if type in (TEXT, TEXTS) else "",
    )


def _report_choice(text: ast.Text, type: Type, scope: Scope) -> None:
    nearest = suggest(text.value, type.choices)
    scope.diagnostics.report(
        "unknown-value",
        text.span,
        f"{quoted(text.value)} is not one of its values",
        notes=[f"it can be {alternatives(type.choices)}"],
        help=f"did you mean `{nearest}`?" if nearest else "",
    )
