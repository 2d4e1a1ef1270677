"""A run: chunk after chunk of pairs, in several processes, until enough or until two answers differ.

In: a seed, how many pairs or minutes, how many processes. Out: `Found`: what was counted, and the smallest
pair of the first chunk with a difference. Invariant: which pairs are drawn depends on the seed alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from itertools import count
from multiprocessing import get_context
from typing import NamedTuple

from tests.differential.clauses import clauses_of
from tests.differential.judge import Judge, Pair, UnboundError
from tests.differential.pairs import CHUNK, Bundle, each_of_chunk
from tests.differential.shares import Tally
from tests.differential.smaller import Case, smallest

SHRINKING = 60.0
"""Seconds that Hypothesis may look for a simpler failure, and then `smaller` for a smaller one."""


class Found(NamedTuple):
    """`difference`: a pair that the two answer differently."""

    chunk: int
    tally: Tally
    difference: Pair | None = None


class _Difference(Exception):  # noqa: N818 - no error of ours: it tells Hypothesis that it has found something
    """Two answers differ."""


class _Looker:
    """Asks about every receipt of a bundle; remembers the last failure, and what failed when time is over."""

    def __init__(self) -> None:
        self.tally = Tally()
        self.case: Case | None = None
        self._failing: set[str] = set()
        self._end = 0.0

    def __call__(self, bundle: Bundle) -> None:
        key = repr(bundle)
        if self._failing and time.monotonic() > self._end and key not in self._failing:
            return
        judge = Judge(bundle.ruleset.text())
        clauses = clauses_of(judge.program)
        for receipt in bundle.receipts:
            pair = judge.asked(receipt)
            if pair.differs:
                if not self._failing:
                    self._end = time.monotonic() + SHRINKING
                self._failing.add(key)
                self.case = bundle.ruleset, receipt
                raise _Difference
            if not self._failing:
                self.tally.add(*pair.engine.outcomes, clauses)


def run_chunk(seed: int, chunk: int) -> Found:
    """All pairs of one chunk, or those before a difference."""
    looker = _Looker()
    try:
        each_of_chunk(seed, chunk, looker, shrink=True)
    except _Difference:
        assert looker.case is not None  # set before it is raised
        ruleset, receipt = smallest(looker.case, _fails, seconds=SHRINKING)
        return Found(chunk, looker.tally, Judge(ruleset.text()).asked(receipt))
    return Found(chunk, looker.tally)


def _fails(case: Case) -> bool:
    ruleset, receipt = case
    try:
        return Judge(ruleset.text()).asked(receipt).differs
    except UnboundError:
        return False


def run(
    seed: int,
    *,
    pairs: int | None = None,
    minutes: float | None = None,
    jobs: int = 1,
    told: Callable[[Tally], None] = lambda tally: None,
) -> Found:
    """Pairs until there are enough, the time is over, or one differs; `told` hears of every chunk."""
    total = Tally()
    end = None if minutes is None else time.monotonic() + 60 * minutes
    chunks = _chunks(pairs, end)
    for found in _results(seed, chunks, jobs):
        total.plus(found.tally)
        told(total)
        if found.difference is not None:
            return found._replace(tally=total)
    return Found(-1, total)


def _chunks(pairs: int | None, end: float | None) -> Iterator[int]:
    for chunk in count():
        if (pairs is not None and chunk * CHUNK >= pairs) or (end is not None and time.monotonic() >= end):
            return
        yield chunk


def _results(seed: int, chunks: Iterator[int], jobs: int) -> Iterator[Found]:
    """What comes of the chunks, as they are done; no more are begun when nobody asks for more."""
    if jobs == 1:
        yield from (run_chunk(seed, chunk) for chunk in chunks)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting: set[Future[Found]] = set()
        try:
            while True:
                while len(waiting) <= jobs and (chunk := next(chunks, None)) is not None:
                    waiting.add(pool.submit(run_chunk, seed, chunk))
                if not waiting:
                    return
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (each.result() for each in done)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
