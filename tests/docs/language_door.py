"""The door of the language that pages are held against.

In: the name of a rules file in the folder that is the root of its bundle. Out: all findings about it.
"""

from __future__ import annotations

from pathlib import Path

from tests.docs.runner import Finding


def check(name: str, folder: Path) -> list[Finding]:
    """Parse, bind and lint a file as `receipt-rules check` does."""
    raise NotImplementedError
