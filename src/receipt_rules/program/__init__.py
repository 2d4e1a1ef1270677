"""What a ruleset means: the Program and the way to it.

In: the files of a bundle. Out: `Program`, with nothing left to look up, or diagnostics. The types are in
`types`, `expression` and `model`; `bind` makes a program, `lint` gives advice about it.
"""

from __future__ import annotations

from receipt_rules.program.bind import BindResult, FolderLoader, Loader, LoadError, MemoryLoader, bind
from receipt_rules.program.lint import lint
from receipt_rules.program.model import Program

__all__ = ["BindResult", "FolderLoader", "LoadError", "Loader", "MemoryLoader", "Program", "bind", "lint"]
