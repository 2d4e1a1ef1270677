"""`python -m tests.differential`: the engine against the reference interpreter, for as long as asked.

In: arguments. Out: a progress line on the error stream, a report on the standard one. Ends with 0; with 1 if
two answers differ; with 2 if they agree and something came up too seldom to say so.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from tests.differential.pairs import CHUNK, RECEIPTS
from tests.differential.report import report, save
from tests.differential.run import run
from tests.differential.shares import DISCOUNT, TWO_RULES, Tally, table

DESCRIPTION = f"""\
Draws rulesets, with {RECEIPTS} receipts each, and has every receipt evaluated twice: by the engine, and by
the reference interpreter, which follows the language reference sentence by sentence. The outcomes must be the
same to the byte. Which pairs are drawn depends on --seed alone, whatever --jobs and --minutes are.
"""
ENOUGH = 2_000
"""Pairs from which on shares say something."""
EPILOG = f"""\
When two outcomes differ, the pair is made as small as it gets and shown: the ruleset, the receipt, and the
lines of the outcome that part. Find the sentence of the language that decides; the one that is wrong is
mended, and the pair that --save wrote becomes a case of the corpus: put the sentence behind `holds:`, the
arithmetic into words, and the files where the other cases of the chapter are.

When all agree, the shares say what was tested. A run fails if fewer than 60% of the pairs have a discount,
30% two rules on one unit, 15% a set, 5% a rule with sets and one without that contest a unit, 1% each clause,
0.5% each reason: then the generators, which are in receipt_rules.testing.strategies, have drifted away from
the language. Shares count from {ENOUGH:,} pairs on.

  python -m tests.differential                       20,000 pairs, what must pass before a change lands
  python -m tests.differential --pairs 600           a quick look
  python -m tests.differential --minutes 60 --seed 7 other pairs, for an hour
"""


def main() -> int:
    """The exit code."""
    chosen = _arguments()
    began = time.monotonic()
    progress = _Progress(chosen.pairs, began)
    found = run(chosen.seed, pairs=chosen.pairs, minutes=chosen.minutes, jobs=chosen.jobs, told=progress.tell)
    progress.end()
    tally = found.tally
    seconds = time.monotonic() - began
    if found.difference is not None:
        _say(report(found.difference))
        _say(f"\na difference after about {tally.pairs:,} pairs (seed {chosen.seed}, chunk {found.chunk})")
        if chosen.save is not None:
            _say(f"saved as {save(found.difference, chosen.save)}")
        return 1
    if chosen.table or tally.too_small():
        _say(table(tally))
    _say(f"{tally.pairs:,} pairs in {seconds:.0f} s, no difference")
    _say(
        f"{tally.share(DISCOUNT):.0%} with a discount, {tally.share(TWO_RULES):.0%} with two rules on one "
        f"unit, {tally.unproven:,} with an optimum that is not proven"
    )
    if tally.pairs >= ENOUGH and tally.too_small():
        _say(f"came up too seldom: {', '.join(tally.too_small())}")
        return 2
    return 0


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.differential",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--pairs", type=int, help=f"how many pairs, in chunks of {CHUNK} (20000 if no --minutes)"
    )
    parser.add_argument("--minutes", type=float, help="for how long to go on")
    parser.add_argument("--seed", type=int, default=1, help="which pairs (1)")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes (2)")
    parser.add_argument("--save", type=Path, metavar="FOLDER", help="where to write a difference as a case")
    parser.add_argument("--table", action="store_true", help="print every share, the smallest first")
    chosen = parser.parse_args()
    if chosen.pairs is None and chosen.minutes is None:
        chosen.pairs = 20_000
    return chosen


class _Progress:
    """One line that is written again and again; without a terminal a line for every tenth."""

    def __init__(self, pairs: int | None, began: float) -> None:
        self._pairs = pairs
        self._began = began
        self._line = sys.stderr.isatty()
        self._said = 0

    def tell(self, tally: Tally) -> None:
        """After every chunk."""
        seconds = time.monotonic() - self._began
        of = "" if self._pairs is None else f" of {self._pairs:,}"
        text = f"{tally.pairs:,}{of} pairs, {tally.pairs / max(seconds, 0.001):.0f}/s, {seconds:.0f} s"
        if self._line:
            sys.stderr.write(f"\r{text}")
            sys.stderr.flush()
        elif tally.pairs - self._said >= (self._pairs or 20_000) / 10:
            self._said = tally.pairs
            sys.stderr.write(f"{text}\n")

    def end(self) -> None:
        """Leaves the line."""
        if self._line:
            sys.stderr.write("\n")


if __name__ == "__main__":
    sys.exit(main())
