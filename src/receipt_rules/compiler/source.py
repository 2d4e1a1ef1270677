"""From a `.rules` file to a compiled ruleset in one step.

In: the path of a root file. Out: bytes that `Engine.load` takes. Invariant: raises RulesetError with every
diagnostic, and makes nothing, where one of them is an error.
"""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from receipt_rules.compiler.compile import compile_to_bytes
from receipt_rules.diagnostics import Source
from receipt_rules.errors import RulesetError
from receipt_rules.program import FolderLoader, bind


def compile_file(path: str | PathLike[str]) -> bytes:
    """The compiled form of a ruleset; its imports and tables are read from the file's folder.

    Raises RulesetError with all diagnostics where the text has an error or a live rule has a clause that
    this version does not evaluate; OSError where the file cannot be read.
    """
    file = Path(path)
    source = Source(file.name, file.read_text(encoding="utf-8"))
    result = bind(source, FolderLoader(file.parent))
    if result.program is None:
        raise RulesetError(result.diagnostics)
    return compile_to_bytes(result.program)
