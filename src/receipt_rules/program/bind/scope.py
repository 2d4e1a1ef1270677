"""What a name leads to, as seen from one file.

In: the names of a module (see `names`). Out: `Scope`, through which every other part of the binder looks
names up. Invariants: a name of a declaration that could not be bound is still a known name, so one
mistake is said once; a name that may come from a part that was not understood is not reported at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from receipt_rules.diagnostics import Diagnostics, Label
from receipt_rules.diagnostics.suggest import suggest
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.bundle import Module
from receipt_rules.program.bind.names import EVERYTHING, NOUNS, PLURALS, Declared, Kind, Names, article
from receipt_rules.program.expression import Const
from receipt_rules.program.model import HostFact

_NO_SLUG: Final = ("tiers", "table", "let")


class Scope:
    """What a name means in one file. `module` is the prefix of its own names in the program."""

    __slots__ = ("_constants", "currency", "diagnostics", "facts", "file", "module", "names")

    def __init__(
        self,
        file: Module,
        names: Names,
        *,
        currency: str,
        diagnostics: Diagnostics,
        facts: Mapping[str, HostFact],
        constants: Callable[[Declared], Const | None],
    ) -> None:
        self.file = file
        self.module = file.prefix
        self.names = names
        self.currency = currency
        self.diagnostics = diagnostics
        self.facts = facts
        self._constants = constants

    def lookup(self, kind: Kind, name: ast.Name) -> str | None:
        """The id of a declaration of this kind; None after a diagnostic, or where one was made before."""
        found = self.declared((kind,), name)
        return None if found is None else found.id

    def constant(self, name: ast.Name) -> Const | None:
        """The value of a `let`; None where there is none, which is then said already."""
        found = self.declared(("let",), name)
        return None if found is None else self._constants(found)

    def find(self, name: ast.Name) -> Declared | None:
        """What the name leads to, of whatever kind; never a diagnostic."""
        names, last = self._home(name, report=False)
        return None if names is None else names.declared.get(last)

    def may_be_hidden(self, name: ast.Name) -> bool:
        """Whether the name may come from what could not be read, so that it must not be reported."""
        *path, last = name.text.split(".")
        names: Names | None = self.names
        for alias in path:
            if names is None or alias not in names.modules:
                return names is None or EVERYTHING in names.hidden
            names = names.modules[alias]
        return names is None or last in names.hidden or EVERYTHING in names.hidden

    def declared(self, kinds: tuple[Kind, ...], name: ast.Name) -> Declared | None:
        """The declaration of one of these kinds, or None after a diagnostic."""
        names, last = self._home(name, report=True)
        if names is None:
            return None
        found = names.declared.get(last)
        if found is None:
            if not self.may_be_hidden(name):
                self._report_unknown(kinds, name)
            return None
        if found.kind in kinds:
            return found
        self._report_wrong_kind(kinds, name, found)
        return None

    def _home(self, name: ast.Name, *, report: bool) -> tuple[Names | None, str]:
        *path, last = name.text.split(".")
        names: Names | None = self.names
        for alias in path:
            if names is None:
                return None, last
            if alias not in names.modules:
                if report and not self.may_be_hidden(name):
                    self._report_unknown_module(alias, name)
                return None, last
            names = names.modules[alias]
        return names, last

    # ---- what is said --------------------------------------------------------------------------

    def _report_unknown(self, kinds: tuple[Kind, ...], name: ast.Name) -> None:
        fitting = self._fitting(kinds)
        nearest = _nearest(name.text, fitting)
        nouns = " or ".join(NOUNS[kind] for kind in kinds)
        self.diagnostics.report(
            "unknown-name" if kinds[0] in _NO_SLUG else f"unknown-{kinds[0]}",
            name.span,
            f"no {nouns} is called {quoted(name.text)}",
            label="not declared",
            secondary=_declared_at(nearest, fitting),
            help=f"did you mean `{nearest}`?" if nearest else self._where_to_declare(kinds[0], fitting),
        )

    def _fitting(self, kinds: tuple[Kind, ...]) -> dict[str, Declared]:
        """What may be meant, by the name to write; nothing after so many mistakes that it takes too long."""
        if not self.diagnostics.may_suggest(len(self.names.declared)):
            return {}
        return {known: each for known, each in self.names.walk() if each.kind in kinds}

    def _where_to_declare(self, kind: Kind, fitting: Mapping[str, Declared]) -> str:
        if not fitting:
            return f"no {PLURALS[kind]} are declared" if self.diagnostics.may_suggest(0) else ""
        few = sorted(fitting)[:5]
        more = len(fitting) - len(few)
        names = ", ".join(f"`{each}`" for each in few)
        return f"declared are {names}" + (f" and {more} more" if more else "")

    def _report_wrong_kind(self, kinds: tuple[Kind, ...], name: ast.Name, found: Declared) -> None:
        fitting = self._fitting(kinds)
        nearest = _nearest(name.text, fitting)
        self.diagnostics.report(
            "wrong-kind",
            name.span,
            f"{quoted(name.text)} is {article(found.kind)}, not {article(kinds[0])}",
            label=f"needs {article(kinds[0])}",
            secondary=[Label(found.node.name.span, "declared here")],
            help=f"did you mean `{nearest}`?" if nearest else "",
        )

    def _report_unknown_module(self, alias: str, name: ast.Name) -> None:
        nearest = suggest(alias, self.names.modules)
        self.diagnostics.report(
            "unknown-module",
            name.span,
            f"no import is called {quoted(alias)}",
            help=f"did you mean `{nearest}`?" if nearest else 'name one: `import "FILE.rules" as NAME`',
        )


def _nearest(written: str, fitting: Iterable[str]) -> str | None:
    """The nearest name; else the one whose last part is the nearest, in whatever module."""
    fitting = sorted(fitting, reverse=True)
    last = {each.rpartition(".")[2]: each for each in fitting}
    found = suggest(written.rpartition(".")[2], last)
    return suggest(written, fitting) or (None if found is None else last[found])


def _declared_at(nearest: str | None, fitting: Mapping[str, Declared]) -> list[Label]:
    if nearest is None:
        return []
    return [Label(fitting[nearest].node.name.span, "the nearest name is declared here")]
