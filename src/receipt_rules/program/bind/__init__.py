"""From files to a Program: names resolved, types known, constants folded.

In: the root file of a ruleset and a loader for the rest of its bundle. Out: a `Program`, or what is
wrong. Invariants: `bind` never raises on an author's text; there is a program exactly where there is no
error; the order of declarations changes nothing in it but places.
"""

from __future__ import annotations

from receipt_rules.program.bind.bind import BindResult, bind
from receipt_rules.program.bind.loader import FolderLoader, Loader, LoadError, MemoryLoader

__all__ = ["BindResult", "FolderLoader", "LoadError", "Loader", "MemoryLoader", "bind"]
