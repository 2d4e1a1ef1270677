"""What the door does to the streams and signals of its process."""

from __future__ import annotations

import io
import signal
import sys

import pytest

from receipt_rules.cli import app as door


def test_a_letter_that_a_terminal_lacks_is_written_as_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    set_to: list[tuple[object, object]] = []
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    monkeypatch.setattr(door.signal, "signal", lambda *given: set_to.append(given))  # type: ignore[arg-type]
    door._prepare_streams()
    sys.stdout.write("Чай\n")
    sys.stdout.flush()
    assert raw.getvalue() == b"\\u0427\\u0430\\u0439\n"
    assert set_to == [(signal.SIGPIPE, signal.SIG_DFL)]


def test_a_system_without_that_signal_is_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(door.signal, "SIGPIPE")
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    door._prepare_streams()
