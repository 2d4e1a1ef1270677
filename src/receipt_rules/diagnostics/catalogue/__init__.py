"""The closed catalogue of slugs: one table of everything that can be said about a ruleset.

In: the data modules of this package, one per family. Out: `CATALOGUE`, by slug. Invariant: a slug
is in exactly one family and stays for ever, since authors, tills and pages refer to it. To add one,
write an entry in the module of its family; nothing else needs to change.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from receipt_rules.diagnostics.catalogue import (
    blocks,
    bundle,
    lints,
    literals,
    names,
    rules,
    syntax,
    tests,
    types,
)
from receipt_rules.diagnostics.catalogue.entry import PREAMBLE, Entry, whole_file

__all__ = ["CATALOGUE", "FAMILIES", "PREAMBLE", "Entry", "whole_file"]

FAMILIES: Final[Mapping[str, tuple[Entry, ...]]] = MappingProxyType(
    {
        "syntax": syntax.ENTRIES,
        "literals": literals.ENTRIES,
        "names": names.ENTRIES,
        "bundle": bundle.ENTRIES,
        "types": types.ENTRIES,
        "rules": rules.ENTRIES,
        "blocks": blocks.ENTRIES,
        "lints": lints.ENTRIES,
        "tests": tests.ENTRIES,
    }
)

CATALOGUE: Final[Mapping[str, Entry]] = MappingProxyType(
    {entry.slug: entry for entries in FAMILIES.values() for entry in entries}
)
