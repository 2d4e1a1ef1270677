"""Facts: what an expression may read of a receipt, and where.

In: the path of a fact and the place of an expression. Out: the fact, or a diagnostic that says where it
can be read or what it is called. Invariant: the types here are those of the values that evaluation reads
(`receipt.md`, "Facts in expressions").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from receipt_rules.diagnostics import Label
from receipt_rules.diagnostics.suggest import suggest
from receipt_rules.diagnostics.wording import alternatives, quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.names import FACT_ROOTS, TODAY
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.model import HostFact
from receipt_rules.program.types import BOOL, DATE, INT, MONEY, TEXT, TEXTS, Type

WEEKDAY: Final = Type("text", choices=("mon", "tue", "wed", "thu", "fri", "sat", "sun"))


def _facts(types: Mapping[str, Type], optional: Iterable[str] = ()) -> dict[str, HostFact]:
    unsure = frozenset(optional)
    return {path: HostFact(path, type, path in unsure) for path, type in types.items()}


STANDARD_FACTS: Final[Mapping[str, HostFact]] = _facts(
    {
        "receipt.total": MONEY, "receipt.full": MONEY, "receipt.quantity": INT, "receipt.lines": INT,
        "receipt.channel": TEXT, "receipt.hour": INT, "receipt.weekday": WEEKDAY,
        "item.price": MONEY, "item.regular": MONEY, "item.current": MONEY, "item.sku": TEXT,
        "item.name": TEXT, "item.category": TEXTS, "item.brand": TEXT, "item.tags": TEXTS,
        "item.tax_code": TEXT, "item.weighed": BOOL, "item.marked_down": BOOL, "item.cost": MONEY,
        "item.min_price": MONEY,
        "customer.level": TEXT, "customer.segments": TEXTS, "customer.programmes": TEXTS,
        "customer.birthday": DATE,
        "store.id": TEXT, "store.tags": TEXTS, "today": DATE,
    },
    optional=(
        "item.name", "item.brand", "item.tax_code", "item.cost", "item.min_price", "customer.level",
        "customer.birthday",
    ),
)  # fmt: skip
"""What every receipt has."""

CLAIM_FACTS: Final[Mapping[str, HostFact]] = _facts(
    {"receipt.discount": MONEY, "receipt.points_paid": MONEY, "item.final_price": MONEY}
)
"""What the outcome says, which only a claim may read."""

_AT_HAND: Final[Mapping[Place, frozenset[str]]] = {
    Place.CONSTANT: frozenset(),
    Place.CUSTOMER: frozenset({"customer", "store", TODAY}),
    Place.RULE: frozenset({"customer", "store", TODAY, "receipt"}),
    Place.ITEM: frozenset({"customer", "store", TODAY, "receipt", "item"}),
    Place.CLAIM: frozenset({"customer", "store", TODAY, "receipt", "item"}),
}
_READ_IN: Final[Mapping[str, str]] = {
    "item": "where items are looked at one by one: `where`, rewards on items, `floor`, `protect`",
    "receipt": "in `when`, `unless` and rewards",
}


def root_of(path: str) -> str:
    """`item` of `item.price`."""
    return path.partition(".")[0]


def looks_like_fact(name: ast.Name) -> bool:
    """Whether the name can only be meant as a fact: its first word is one that facts begin with."""
    return root_of(name.text) in (*FACT_ROOTS, TODAY)


def find_fact(name: ast.Name, scope: Scope, place: Place) -> HostFact | None:
    """The fact, if it can be read here; None after a diagnostic."""
    fact = scope.facts.get(name.text)
    if fact is None:
        fact = CLAIM_FACTS.get(name.text)
        if fact is not None and place is not Place.CLAIM:
            _report_claim_only(name, scope, place)
            return None
    if fact is None:
        report_unknown_fact(name, scope, place)
        return None
    if root_of(name.text) not in _AT_HAND[place]:
        _report_out_of_reach(name, scope, place)
        return None
    return fact


def nearest_fact(word: str, scope: Scope, place: Place) -> str | None:
    """The fact, of those that can be read here, that a word was probably meant to be."""
    if not scope.diagnostics.may_suggest(len(scope.facts)):
        return None
    return suggest(word, _readable(scope, place))


def report_unknown_fact(name: ast.Name, scope: Scope, place: Place) -> None:
    """No fact has this name."""
    root = root_of(name.text)
    nearest = nearest_fact(name.text, scope, place)
    if nearest is None and scope.diagnostics.may_suggest(len(scope.facts)):
        nearest = suggest(name.text, scope.facts)
    notes = []
    # told only as long as anybody reads it, since it takes a look at every fact
    readable = _readable(scope, place) if not nearest and scope.diagnostics.may_suggest(0) else ()
    known = sorted(path for path in readable if root_of(path) == root)
    if known:
        notes.append(f"there is {alternatives(known, most=12).replace(' or ', ' and ')}")
    declare = "declare it in `schema`, with its type" if root in FACT_ROOTS else ""
    scope.diagnostics.report(
        "unknown-fact",
        name.span,
        f"no fact is called {quoted(name.text)}",
        notes=notes,
        help=f"did you mean `{nearest}`?" if nearest else declare,
    )


def _readable(scope: Scope, place: Place) -> list[str]:
    known = [*scope.facts, *(CLAIM_FACTS if place is Place.CLAIM else ())]
    return [path for path in known if root_of(path) in _AT_HAND[place]]


def report_not_constant(node: ast.Node, what: str, scope: Scope) -> None:
    """Something that only a receipt knows stands where a constant must."""
    scope.diagnostics.report(
        "not-a-constant",
        node.span,
        f"{what} is not known before the till opens",
        help="write values and other constants only",
    )


def _report_out_of_reach(name: ast.Name, scope: Scope, place: Place) -> None:
    if place is Place.CONSTANT:
        report_not_constant(name, quoted(name.text), scope)
        return
    root = root_of(name.text)
    at_hand = "there is no single item" if root == "item" else "there is no receipt"
    scope.diagnostics.report(
        "fact-out-of-reach",
        name.span,
        f"{quoted(name.text)} cannot be read in {place.value}",
        label=f"{at_hand} at hand",
        help=f"`{root}.*` can be read {_READ_IN[root]}" + _instead(name.text),
    )


def _instead(path: str) -> str:
    aggregates = {"item.price": "highest", "item.current": "highest", "item.regular": "highest"}
    found = aggregates.get(path)
    return f"; of all the rule's items there is `{found}` and `lowest`" if found else ""


def _report_claim_only(name: ast.Name, scope: Scope, place: Place) -> None:
    scope.diagnostics.report(
        "fact-out-of-reach",
        name.span,
        f"{quoted(name.text)} cannot be read in {place.value}",
        label="known only when the receipt is done",
        help="it can be read in `prove`",
    )


def report_unguarded(name: ast.Name, fact: HostFact, scope: Scope) -> None:
    """An optional fact is read, and nothing says what holds where it is absent."""
    examples = {
        "money": f"0 {scope.currency}", "percent": "0%", "number": "0", "int": "0", "text": '""',
        "bool": "no",
    }  # fmt: skip
    value = f'"{fact.type.choices[0]}"' if fact.type.choices else examples.get(fact.type.kind)
    default = f"write `{name.text} default {value}`, or " if value else ""
    scope.diagnostics.report(
        "unguarded-optional",
        name.span,
        f"{quoted(name.text)} may be unknown, and nothing says what then",
        label="optional",
        secondary=_declared(name.text, scope),
        help=f"{default}ask before it: `{name.text} is known and ...`",
    )


def _declared(path: str, scope: Scope) -> list[Label]:
    """Where the file itself declares the fact; facts of other files are not looked for."""
    for node in scope.file.file.declarations:
        if isinstance(node, ast.Schema):
            for field in node.fields:
                if field.path.text == path:
                    return [Label(field.span, "declared as optional")]
    return []
