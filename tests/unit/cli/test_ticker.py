"""A count for whoever waits at a terminal, and for nobody else."""

from __future__ import annotations

import io
import sys

import pytest

from receipt_rules.cli import ticker as module
from receipt_rules.cli.ticker import Ticker


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(module, "monotonic", made)
    return made


def test_quick_work_shows_nothing(clock: Clock) -> None:
    terminal = Terminal()
    with Ticker("receipts", stream=terminal) as ticker:
        for _ in range(9):
            ticker.tick()
            clock.now += 0.1
    assert ticker.count == 9
    assert terminal.getvalue() == ""


def test_slow_work_shows_a_count_that_is_cleared(clock: Clock) -> None:
    terminal = Terminal()
    with Ticker("receipts", 1500, stream=terminal) as ticker:
        clock.now += 1
        for _ in range(1234):
            ticker.tick()
        clock.now += 0.1
        ticker.tick()
    assert terminal.getvalue() == "\r1 of 1,500 receipts\r1,235 of 1,500 receipts\r\x1b[K"


def test_without_a_total_there_is_the_count(clock: Clock) -> None:
    terminal = Terminal()
    with Ticker("tests", stream=terminal) as ticker:
        clock.now += 5
        ticker.tick()
        ticker.clear()
        ticker.clear()
    assert terminal.getvalue() == "\r1 tests\r\x1b[K"


def interrupted(terminal: Terminal, clock: Clock) -> None:
    with Ticker("tests", stream=terminal) as ticker:
        clock.now += 5
        ticker.tick()
        raise KeyError


def test_it_is_cleared_after_an_error_too(clock: Clock) -> None:
    terminal = Terminal()
    with pytest.raises(KeyError):
        interrupted(terminal, clock)
    assert terminal.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize(("stream", "wanted"), [(io.StringIO(), True), (Terminal(), False)])
def test_no_terminal_or_not_wanted(clock: Clock, stream: io.StringIO, wanted: bool) -> None:
    with Ticker("receipts", wanted=wanted, stream=stream) as ticker:
        clock.now += 5
        ticker.tick()
    assert ticker.count == 1
    assert stream.getvalue() == ""


def test_it_is_told_to_the_error_stream(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with Ticker("receipts") as ticker:
        clock.now += 5
        ticker.tick()
    assert terminal.getvalue() != ""
