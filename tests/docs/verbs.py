"""Holds the `make` lines of a page against the Makefile.

In: the text of a `sh` block. Out: complaints. The verbs are not run (one of them runs this test); what
can be wrong about such a line is that there is no such verb. Anything else in a `sh` block is a complaint.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

MAKEFILE = Path(__file__).resolve().parents[2] / "Makefile"


def verbs() -> set[str]:
    """The verbs that the Makefile has."""
    found = re.search(r"^\.PHONY:(.*)$", MAKEFILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return set(found[1].split()) if found else set()


def misnamed(text: str) -> list[str]:
    """Complaints about the lines of a `sh` block."""
    complaints = []
    for line in text.splitlines():
        words = [word for word in shlex.split(line, comments=True) if "=" not in word]
        if words and words[0] != "make":
            complaints.append(
                f"`{words[0]}` is not run here; use a `console` block, or say `not-run` and why"
            )
            continue
        complaints += [f"the Makefile has no `{word}`" for word in words[1:] if word not in verbs()]
    return complaints
