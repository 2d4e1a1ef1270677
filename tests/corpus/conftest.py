"""`--update-corpus`: writes what the engine says into the corpus, for a person to read before it is kept."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-corpus",
        action="store_true",
        default=False,
        help="rewrite the outcomes of the corpus where they differ, and fail so that somebody looks at them",
    )
