"""From a `.rules` file to a compiled ruleset in one step.

In: the path of a root file. Out: bytes that `Engine.load` takes. Invariant: raises RulesetError with every
diagnostic, and makes nothing, where one of them is an error.
"""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from receipt_rules.compiler.compile import compile_to_bytes
from receipt_rules.diagnostics import Diagnostic, Source
from receipt_rules.errors import RulesetError
from receipt_rules.program import FolderLoader, bind


def compile_file(path: str | PathLike[str]) -> bytes:
    """The compiled form of a ruleset; its imports and tables are read from the file's folder.

    Raises RulesetError with all diagnostics where the text has an error (one of them is that it is not
    UTF-8) or a live rule has a clause that this version does not evaluate; OSError where the file cannot
    be read.
    """
    file = Path(path)
    source = read_source(file.name, file.read_bytes())
    if isinstance(source, Diagnostic):
        raise RulesetError((source,))
    result = bind(source, FolderLoader(file.parent))
    if result.program is None:
        raise RulesetError(result.diagnostics)
    return compile_to_bytes(result.program)


def read_source(name: str, data: bytes) -> Source | Diagnostic:
    """The text of a root file that is shown as `name`; or `not-utf8` at the first byte that is no text."""
    try:
        return Source(name, data.decode())
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        shown = Source(name, data.decode(errors="replace"))
        place = len(before) - shown.bom
        return Diagnostic(
            "not-utf8",
            "error",
            "the file is not UTF-8 text",
            shown.span(place, place + 1),
            label=f"the byte 0x{data[error.start]:02X}, which no UTF-8 text has here",
            help="save the file as UTF-8",
        )
