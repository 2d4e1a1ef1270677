"""The files of a ruleset: the root and all that it imports, each read and parsed once.

In: the root's source and a loader. Out: `Bundle`, with its modules in an order in which each stands
after those it imports. Invariants: imports that could not be followed (missing, outside, a cycle)
have no target and are diagnostics already; what is left is free of cycles; `prefix` of a module does
not depend on the order of imports in any file.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TypeVar

from receipt_rules.diagnostics import Diagnostics, Source
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast, parse
from receipt_rules.program.bind.loader import Loader, LoadError, missing, normal_path

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Imported:
    """One `import`; `target` is the path of the module, None where there is none to be had."""

    node: ast.Import
    target: str | None


@dataclass(frozen=True, slots=True)
class Module:
    """One file. `path` is relative to the bundle's root.

    `prefix` is how the root reaches its names: `""` for the root and what it imports without a name,
    `c`, `c.d`; of several ways the shortest.
    """

    path: str
    source: Source
    file: ast.File
    imports: tuple[Imported, ...]
    prefix: str = ""

    def understood(self, node: ast.Node) -> bool:
        """Whether all of a node was: otherwise who misses a part of it says nothing about it."""
        return not any(each.span.inside(node.span) for each in self.file.broken)


@dataclass(frozen=True, slots=True)
class Bundle:
    """`modules` by path; imported modules before their importers, the root last."""

    root: Module
    modules: dict[str, Module]


def load_bundle(root: Source, load: Loader, diagnostics: Diagnostics) -> Bundle:
    """Reads and parses every file once. Never raises on an author's text."""
    folder = PurePosixPath(root.path).parent
    start = PurePosixPath(root.path).name or root.path
    read: dict[str, Module] = {}
    waiting = [(start, root)]
    known = {start}
    while waiting:
        path, source = waiting.pop()
        file = parse(source, diagnostics).file
        imports: list[Imported] = []
        for node in file.imports:
            found = _follow(node, folder, load, known, diagnostics)
            if isinstance(found, tuple):
                waiting.append(found)
            target = found[0] if isinstance(found, tuple) else found
            imports.append(Imported(node, target))
        read[path] = Module(path, source, file, tuple(imports))
    ordered = _without_cycles(start, read, diagnostics)
    modules = _with_prefixes(start, ordered)
    return Bundle(modules[start], modules)


def read_csv(node: ast.Csv, load: Loader, diagnostics: Diagnostics) -> tuple[str, bytes] | None:
    """The normal path and the bytes of a table; None where it is a diagnostic."""
    try:
        path = normal_path(node.path.value)
        return path, _loaded(load.csv, path)
    except LoadError as error:
        report_load_error(error, node.path, diagnostics)
        return None


def report_load_error(error: LoadError, place: ast.Node, diagnostics: Diagnostics) -> None:
    """Says at the path in the author's text why the file cannot be had."""
    notes = (error.note,) if error.note else ()
    diagnostics.report(error.slug, place.span, error.message, notes=notes, help=error.help)


def _follow(
    node: ast.Import, folder: PurePosixPath, load: Loader, known: set[str], diagnostics: Diagnostics
) -> str | tuple[str, Source] | None:
    """The path of a module known already, or path and source of a new one, or None."""
    try:
        path = normal_path(node.path.value)
        if path in known:
            return path
        source = Source(str(folder / path), _loaded(load.rules, path))
    except LoadError as error:
        report_load_error(error, node.path, diagnostics)
        return None
    known.add(path)
    return path, source


def _loaded(read: Callable[[str], T], path: str) -> T:
    try:
        return read(path)
    except FileNotFoundError:
        raise missing(path, ()) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise LoadError("missing-file", f"{quoted(path)} cannot be read", note=reason.lower()) from None


# ---- cycles --------------------------------------------------------------------------------------


def _without_cycles(start: str, read: dict[str, Module], diagnostics: Diagnostics) -> dict[str, Module]:
    """The modules, imported ones first, less the imports that close a circle.

    Depth first from the root, in the order of the text, with its own stack: a chain of imports may be
    longer than Python's.
    """
    done: dict[str, Module] = {}
    trail = [start]
    kept: dict[str, list[Imported]] = {start: []}
    steps = {start: iter(read[start].imports)}
    while trail:
        path = trail[-1]
        each = next(steps[path], None)
        if each is None:
            done[path] = replace(read[path], imports=tuple(kept[path]))
            trail.pop()
        elif each.target in trail:
            _report_cycle(each, trail[trail.index(each.target) :], read, diagnostics)
            kept[path].append(Imported(each.node, None))
        else:
            kept[path].append(each)
            if each.target is not None and each.target not in done:
                trail.append(each.target)
                kept[each.target] = []
                steps[each.target] = iter(read[each.target].imports)
    return done


def _report_cycle(
    closing: Imported, circle: list[str], read: dict[str, Module], diagnostics: Diagnostics
) -> None:
    shown = [read[path].source.path for path in [*circle, circle[0]]]
    if len(circle) == 1:
        diagnostics.report("import-cycle", closing.node.path.span, f"{quoted(shown[0])} imports itself")
        return
    diagnostics.report(
        "import-cycle",
        closing.node.path.span,
        f"this import closes a circle of {len(circle)} files",
        notes=[" imports ".join(map(quoted, shown))],
        help="move what both need into a file of its own that imports neither",
    )


# ---- prefixes ------------------------------------------------------------------------------------


def _with_prefixes(start: str, ordered: dict[str, Module]) -> dict[str, Module]:
    """Dijkstra over imports; a way is as long as it has names, equally long ones go by the alphabet."""
    prefixes: dict[str, tuple[str, ...]] = {}
    ways: list[tuple[int, tuple[str, ...], str]] = [(0, (), start)]
    while ways:
        length, names, path = heapq.heappop(ways)
        if path in prefixes:
            continue
        prefixes[path] = names
        for each in ordered[path].imports:
            if each.target is not None:
                alias = () if each.node.alias is None else (each.node.alias.text,)
                heapq.heappush(ways, (length + len(alias), names + alias, each.target))
    return {path: replace(module, prefix=".".join(prefixes[path])) for path, module in ordered.items()}
