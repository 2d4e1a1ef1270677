"""What names there are: each file's own, those it imports, and the clashes between them.

In: the modules of a bundle, imported ones before their importers. Out: `Names` of each module.
Invariants: a clash is said once, with both places; of two declarations that clash the first is kept;
names that an unreadable part may declare are kept as hidden, so that using them is not an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from receipt_rules.diagnostics import Diagnostics, Label, Span
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.bundle import Imported, Module

Kind = Literal[
    "items", "segment", "cards", "coupons", "points", "tender", "program", "group", "budget",
    "tiers", "table", "let",
]  # fmt: skip
Named = (
    ast.Items | ast.Segment | ast.Cards | ast.Coupons | ast.Points | ast.Tender | ast.Programme
    | ast.Group | ast.Budget | ast.Tiers | ast.Table | ast.Let
)  # fmt: skip

KINDS: Final[Mapping[type[ast.Node], Kind]] = {
    ast.Items: "items", ast.Segment: "segment", ast.Cards: "cards", ast.Coupons: "coupons",
    ast.Points: "points", ast.Tender: "tender", ast.Programme: "program", ast.Group: "group",
    ast.Budget: "budget", ast.Tiers: "tiers", ast.Table: "table", ast.Let: "let",
}  # fmt: skip

NOUNS: Final[Mapping[Kind, str]] = {
    "items": "item set", "segment": "segment", "cards": "set of cards", "coupons": "set of coupons",
    "points": "currency of points", "tender": "tender", "program": "programme", "group": "group",
    "budget": "budget", "tiers": "tier table", "table": "decision table", "let": "constant",
}  # fmt: skip

PLURALS: Final[Mapping[Kind, str]] = {
    "items": "item sets", "segment": "segments", "cards": "sets of cards", "coupons": "sets of coupons",
    "points": "currencies of points", "tender": "tenders", "program": "programmes", "group": "groups",
    "budget": "budgets", "tiers": "tier tables", "table": "decision tables", "let": "constants",
}  # fmt: skip

FACT_ROOTS: Final = ("customer", "item", "receipt", "store")
TODAY: Final = "today"


@dataclass(frozen=True, slots=True, eq=False)
class Declared:
    """A declaration: its kind, the id the program knows it by, its node, and the path of its module."""

    kind: Kind
    id: str
    node: Named
    home: str


class Names:
    """Declarations by name, modules by alias (None: could not be read) and where each alias stands.

    `hidden`: names that parts which were not understood may declare.
    """

    __slots__ = ("declared", "hidden", "modules", "places")

    def __init__(self) -> None:
        self.declared: dict[str, Declared] = {}
        self.modules: dict[str, Names | None] = {}
        self.places: dict[str, Span] = {}
        self.hidden: set[str] = set()

    def walk(self) -> Iterator[tuple[str, Declared]]:
        """Every declaration that can be named from here, by the name to write, each module once."""
        seen = {id(self)}
        waiting: list[tuple[str, Names]] = [("", self)]
        while waiting:
            prefix, names = waiting.pop()
            for name, declared in names.declared.items():
                yield prefix + name, declared
            for alias, module in names.modules.items():
                if module is not None and id(module) not in seen:
                    seen.add(id(module))
                    waiting.append((f"{prefix}{alias}.", module))


EVERYTHING: Final = "*"
"""In `Names.hidden`: something could not be read that may declare any name."""


def article(kind: Kind) -> str:
    """The noun with its article: `a group`, `an item set`."""
    return f"{'an' if NOUNS[kind][0] in 'aeiou' else 'a'} {NOUNS[kind]}"


def collect_names(modules: Mapping[str, Module], diagnostics: Diagnostics) -> dict[str, Names]:
    """The names of every module by its path; `modules` has imported ones before their importers."""
    found: dict[str, Names] = {}
    for path, module in modules.items():
        names = found[path] = Names()
        for each in module.imports:
            _add_import(names, each, found, diagnostics)
        _add_own(names, module, diagnostics)
    return found


def _add_import(names: Names, each: Imported, found: Mapping[str, Names], diagnostics: Diagnostics) -> None:
    other = None if each.target is None else found[each.target]
    alias = each.node.alias
    if alias is not None:
        _add_alias(names, alias, other, diagnostics)
    elif other is None:
        names.hidden.add(EVERYTHING)
    else:
        _merge(names, other, each, diagnostics)


def _add_alias(names: Names, alias: ast.Name, other: Names | None, diagnostics: Diagnostics) -> None:
    if alias.text in FACT_ROOTS:
        diagnostics.report(
            "reserved-word",
            alias.span,
            f"{quoted(alias.text)} cannot name an import: facts begin with it",
            help=f"name it otherwise, such as `{alias.text}_rules`",
        )
    elif alias.text in names.modules:
        diagnostics.report(
            "duplicate-name",
            alias.span,
            f"two imports are called {quoted(alias.text)}",
            label="second import",
            secondary=[Label(names.places[alias.text], "first import")],
            help="give one of them another name",
        )
    else:
        names.modules[alias.text] = other
        names.places[alias.text] = alias.span


def _merge(names: Names, other: Names, each: Imported, diagnostics: Diagnostics) -> None:
    names.hidden |= other.hidden
    for name, declared in other.declared.items():
        first = names.declared.setdefault(name, declared)
        if first is not declared:
            _report_clash(first, declared, diagnostics, _via(each))
    for alias, module in other.modules.items():
        if alias not in names.modules:
            names.modules[alias] = module
            names.places[alias] = other.places[alias]
        elif names.modules[alias] is not module:
            diagnostics.report(
                "duplicate-name",
                each.node.path.span,
                f"two imports are called {quoted(alias)}",
                label="brings the second one in",
                secondary=[Label(names.places[alias], "first"), Label(other.places[alias], "second")],
                help=_via(each),
            )


def _via(each: Imported) -> str:
    return f"give the import a name, as in `import {each.node.path.text} as NAME`"


def _add_own(names: Names, module: Module, diagnostics: Diagnostics) -> None:
    for node in module.file.declarations:
        kind = KINDS.get(type(node))
        if kind is None:
            continue
        assert isinstance(node, Named)
        own = f"{module.prefix}.{node.name.text}" if module.prefix else node.name.text
        declared = Declared(kind, own, node, module.path)
        if node.name.text == TODAY and kind in ("let", "tiers", "table"):
            diagnostics.report(
                "reserved-word", node.name.span, f"{quoted(TODAY)} is the business day and cannot be declared"
            )
            continue
        first = names.declared.setdefault(node.name.text, declared)
        if first is not declared:
            _report_clash(first, declared, diagnostics, "rename one of them")
    names.hidden |= hidden_names(module.file)


def hidden_names(file: ast.File) -> set[str]:
    """Names that declarations which were not understood may have; `EVERYTHING` where one cannot be read."""
    whole = [each for each in file.broken if each.clause is None]
    return {EVERYTHING if each.name is None else each.name.text for each in whole}


def _report_clash(first: Declared, second: Declared, diagnostics: Diagnostics, help: str) -> None:
    name = second.node.name.text
    alike = first.kind == second.kind
    both = f"{article(first.kind)} and {article(second.kind)} are both"
    kinds = f"two {PLURALS[first.kind]} are" if alike else both
    diagnostics.report(
        "duplicate-name",
        second.node.name.span,
        f"{kinds} called {quoted(name)}",
        label="second declaration",
        secondary=[Label(first.node.name.span, "first declaration")],
        help=help,
    )
