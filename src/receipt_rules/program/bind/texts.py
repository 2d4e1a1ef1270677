"""A text of an author, taken apart: what stands in it as written, and the values that take a place in it.

In: a text, the placeholders that have a value where it stands. Out: its parts, and diagnostics. Invariants: a
placeholder has a value wherever the text is said; nothing in a text can command a printer, or turn the
direction of what is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, cast

from receipt_rules.diagnostics import Span
from receipt_rules.diagnostics.suggest import did_you_mean
from receipt_rules.diagnostics.wording import alternatives, quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.binder import Known
from receipt_rules.program.bind.expression import bind_expression
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.expression import Expr
from receipt_rules.program.model import Part, Placeholder
from receipt_rules.program.model.words import PlaceholderName

MOST: Final = 500
"""Characters of a text as it is written."""

_PLACEHOLDER: Final = re.compile(r"\{([^{}\"\n]*)\}?|\}")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_PRINTED: Final = ("money", "percent", "number", "int", "quantity", "text", "date", "datetime", "time")


def bind_text(
    text: ast.Text, names: Iterable[str], scope: Scope, place: Place, known: Known = frozenset()
) -> tuple[Part, ...]:
    """The parts of a text; `names` are the placeholders that have a value here, `place` says which facts can
    be read, `known` which optional ones are known."""
    _check(text, scope)
    names = tuple(names)
    values = [_value(found, text, names, scope, place, known) for found in _placeholders(text)]
    parts: list[Part] = []
    for number, written in enumerate(_between(text.value)):
        if written:
            parts.append(written)
        value = values[number] if number < len(values) else None
        if value is not None:
            parts.append(value)
    return tuple(parts)


def _placeholders(text: ast.Text) -> Iterator[re.Match[str]]:
    """In the text as it stands in the file, so that each has its place there."""
    return _PLACEHOLDER.finditer(text.span.text)


def _between(value: str) -> Iterator[str]:
    """What stands before, between and behind the placeholders."""
    end = 0
    for found in _PLACEHOLDER.finditer(value):
        yield value[end : found.start()]
        end = found.end()
    yield value[end:]


def _check(text: ast.Text, scope: Scope) -> None:
    control = _CONTROL.search(text.value)
    if control is not None:
        scope.diagnostics.report(
            "control-character",
            text.span,
            f"the text holds the control character U+{ord(control[0]):04X}",
            notes=["a printer or a screen would obey it instead of showing it"],
            help="take it out; for several lines write several clauses",
        )
    if len(text.value) > MOST:
        scope.diagnostics.report(
            "text-too-long",
            text.span,
            f"the text has {len(text.value)} characters, and {MOST} are the most",
            help="say it in fewer words",
        )


def _value(
    found: re.Match[str], text: ast.Text, names: tuple[str, ...], scope: Scope, place: Place, known: Known
) -> Placeholder | Expr | None:
    """What stands for one placeholder; None after a diagnostic."""
    name = found[1]
    start = text.span.start + found.start()
    span = Span(text.span.source, start, start + len(found[0]))
    closed = name is not None and found[0].endswith("}")
    if closed and name in names:
        return Placeholder(cast(PlaceholderName, name))
    read = _name(found, text) if closed else None
    if read is not None and _is_declared(read, scope):
        return _read(read, scope, place, known)
    scope.diagnostics.report(
        "unknown-placeholder",
        span,
        f"{quoted(found[0])} has no value here" if closed else "a brace in a text belongs to a placeholder",
        notes=[f"here can stand {alternatives(f'{{{each}}}' for each in names)}"],
        help=did_you_mean(name or "", names).replace("`", "`{", 1).replace("`?", "}`?"),
    )
    return None


def names_in(text: ast.Text) -> Iterator[ast.Name]:
    """What a text may name: a fact or a constant."""
    for found in _placeholders(text):
        name = _name(found, text)
        if name is not None:
            yield name


def _name(found: re.Match[str], text: ast.Text) -> ast.Name | None:
    name = found[1]
    if name is None or not _NAME.fullmatch(name):
        return None
    start = text.span.start + found.start() + 1
    return ast.Name(Span(text.span.source, start, start + len(name)), name)


def _is_declared(name: ast.Name, scope: Scope) -> bool:
    """A fact of the receipt, or a constant."""
    declared = scope.find(name)
    return name.text in scope.facts or (declared is not None and declared.kind == "let")


def _read(name: ast.Name, scope: Scope, place: Place, known: Known) -> Expr | None:
    """A fact or a constant of a type that can be printed."""
    bound = bind_expression(ast.Ref(name.span, name), scope, None, place, known)
    if bound is not None and bound.type.kind not in _PRINTED:
        scope.diagnostics.report(
            "type-mismatch",
            name.span,
            f"a text can show an amount, a number, a text or a date, not a {bound.type}",
        )
        return None
    return bound
