"""`schema`: the facts that the host promises besides the standard ones.

In: the schemas of all files and the standard facts. Out: the host's facts by path, for the whole bundle.
Invariant: a path is declared once, and under a root that the receipt's document has attributes for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from receipt_rules.diagnostics import Diagnostics, Label, Span
from receipt_rules.diagnostics.suggest import did_you_mean
from receipt_rules.diagnostics.wording import alternatives, quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.bundle import Bundle
from receipt_rules.program.bind.names import FACT_ROOTS
from receipt_rules.program.model import HostFact
from receipt_rules.program.types import (
    BOOL,
    DATE,
    DATETIME,
    INT,
    MONEY,
    NUMBER,
    PERCENT,
    TEXT,
    TEXTS,
    TIME,
    Type,
)

_ROOTS: Final = ("customer", "item")
"""What a receipt's document carries attributes of."""

_TYPES: Final[Mapping[str, Type]] = {
    "text": TEXT, "number": NUMBER, "int": INT, "money": MONEY, "percent": PERCENT, "date": DATE,
    "datetime": DATETIME, "time": TIME, "bool": BOOL, "list of text": TEXTS,
    "quantity": Type("quantity"),
}  # fmt: skip


def bind_schema(
    bundle: Bundle, standard: Mapping[str, HostFact], diagnostics: Diagnostics
) -> dict[str, HostFact]:
    """The host's facts by path."""
    found: dict[str, HostFact] = {}
    places: dict[str, Span] = {}
    for module in bundle.modules.values():
        for node in module.file.declarations:
            if isinstance(node, ast.Schema):
                for field in node.fields:
                    _bind_field(field, standard, found, places, diagnostics)
    return found


def _bind_field(
    field: ast.SchemaField,
    standard: Mapping[str, HostFact],
    found: dict[str, HostFact],
    places: dict[str, Span],
    diagnostics: Diagnostics,
) -> None:
    path = field.path.text
    root, _, rest = path.partition(".")
    if path in standard:
        diagnostics.report(
            "duplicate-fact",
            field.path.span,
            f"{quoted(path)} is a standard fact",
            notes=[f"it is built in as {standard[path].type}"],
            help="delete this line",
        )
    elif root not in _ROOTS or not rest:
        _report_root(field.path, root, diagnostics)
    elif path in places:
        diagnostics.report(
            "duplicate-fact",
            field.path.span,
            f"{quoted(path)} is declared twice",
            label="second declaration",
            secondary=[Label(places[path], "first declaration")],
            help="keep one of them; facts are shared by all files of a bundle",
        )
    else:
        places[path] = field.path.span
        found[path] = HostFact(path, _type(field.type, diagnostics), field.optional)


def _type(node: ast.TypeName, diagnostics: Diagnostics) -> Type:
    if node.name != "one of":
        if node.name not in _TYPES:
            diagnostics.report(
                "type-mismatch",
                node.span,
                f"a fact cannot be a {node.name}",
                help="declare a number, and say in its name what it counts: `customer.days_inactive: int`",
            )
        return _TYPES.get(node.name, NUMBER)
    first: dict[str, Span] = {}
    for choice in node.choices:
        if choice.value in first:
            diagnostics.report(
                "duplicate-name",
                choice.span,
                f"{quoted(choice.value)} is there twice",
                label="second",
                secondary=[Label(first[choice.value], "first")],
                help="delete one of them",
            )
        first.setdefault(choice.value, choice.span)
    # sorted, so that the order of the text does not show in what is compiled
    return Type("text", choices=tuple(sorted(first)))


def _report_root(path: ast.Name, root: str, diagnostics: Diagnostics) -> None:
    name = path.text.removeprefix(f"{root}.") if root in FACT_ROOTS else path.text
    diagnostics.report(
        "unknown-fact",
        path.span,
        f"a fact of the host cannot be called {quoted(path.text)}",
        notes=[f"facts begin with {alternatives([f'{each}.' for each in _ROOTS])}"],
        help=did_you_mean(root, _ROOTS) or f"write `customer.{name}` or `item.{name}`",
    )
