"""The harness itself: what it draws, counts, makes small, shows and keeps."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from receipt_rules.testing.strategies import Declaration, Ruleset
from tests.corpus.cases import cases_of_page
from tests.differential import __main__ as command
from tests.differential import run as running
from tests.differential.bugs import BUGS
from tests.differential.clauses import CLAUSES, clauses_of
from tests.differential.judge import Answer, Judge, Pair, program_of
from tests.differential.pairs import CHUNK, chunk_of
from tests.differential.report import report, save
from tests.differential.run import Found, run, run_chunk
from tests.differential.shares import DISCOUNT, FLOORS, Tally
from tests.differential.smaller import smaller, smallest

# ---- what is drawn -----------------------------------------------------------------------------------------


def test_a_chunk_is_drawn_alike_whatever_was_drawn_before() -> None:
    first = chunk_of(1, 0)
    other = chunk_of(1, 1)
    assert chunk_of(1, 0) == first
    assert first != other
    assert chunk_of(2, 0) != first


def test_every_clause_that_is_drawn_has_a_name_and_every_name_a_clause() -> None:
    found: set[str] = set()
    for chunk in range(8):
        for bundle in chunk_of(1, chunk):
            for names in clauses_of(program_of(bundle.ruleset.text())).values():
                found |= names
        assert found <= set(CLAUSES)
        if found == set(CLAUSES):
            break
    assert found == set(CLAUSES)


# ---- what is made of a difference --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wrong() -> Found:
    """What a chunk comes to while tiers ask for more than their border."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(running, "SHRINKING", 10.0)
        for target, attribute, value in BUGS[">= becomes > in tiers"].patches():
            patched.setattr(target, attribute, value)
        return next(found for chunk in range(8) if (found := run_chunk(1, chunk)).difference is not None)


def test_a_difference_is_small_and_says_where_the_outcomes_part(wrong: Found) -> None:
    pair = wrong.difference
    assert pair is not None
    assert pair.differs
    assert pair.text.count("rule ") <= 2
    assert pair.text.count("tiers ") == 1
    assert len(pair.receipt["lines"]) <= 2
    text = report(pair)
    assert pair.text.strip() in text
    assert "\n-" in text
    assert "\n+" in text


def test_a_difference_is_kept_as_a_case_that_the_corpus_reads(wrong: Found, tmp_path: Path) -> None:
    assert wrong.difference is not None
    page = save(wrong.difference, tmp_path / "cases")
    assert page.with_suffix(".rules").read_text(encoding="utf-8") == wrong.difference.text
    (case,) = cases_of_page(page)
    assert case.receipt.startswith('{"id"')
    assert '"verdicts"' in case.outcome


def test_a_failure_of_the_engine_is_a_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    judge = Judge('ruleset "x" version "1" currency EUR\nrule a { give 10% off }\n')
    monkeypatch.setattr(type(judge.engine), "evaluate", lambda *_args, **_words: 1 // 0)
    pair = judge.asked(RECEIPT)
    assert pair.differs
    assert "ZeroDivisionError" in report(pair)


RECEIPT = {
    "id": "r",
    "at": "2026-03-04T12:00:00+00:00",
    "currency": "EUR",
    "store": {"id": "S", "timezone": "UTC"},
    "channel": "pos",
    "lines": [
        {"id": "1", "sku": "A", "quantity": "3", "amount_minor": 300, "tags": []},
        {"id": "2", "sku": "B", "quantity": "1", "amount_minor": 100, "tags": []},
    ],
}


@pytest.mark.parametrize(
    ("given_minor", "gap_minor", "wrong"),
    [
        (40, 0, False),
        (30, 6, False),
        (30, 5, True),
        (36, 0, False),
        (35, 0, True),
        (44, 0, False),
        (45, 9, True),
    ],
)
def test_where_the_best_is_not_proven_the_gap_must_cover_what_is_missing(
    given_minor: int, gap_minor: int, *, wrong: bool
) -> None:
    """40 is the best, on two lines; four shares may be rounded, each by less than one minor unit."""
    pair = Judge('ruleset "x" version "1" currency EUR\nrule a { give 10% off }\n').asked(RECEIPT)
    outcome = pair.engine.outcomes[0]
    assert outcome.totals.discount_minor == 40
    verdict = replace(outcome.verdicts[0], proven=False, gap_minor=gap_minor)
    less = replace(outcome, totals=replace(outcome.totals, discount_minor=given_minor), verdicts=(verdict,))
    assert pair._replace(engine=Answer((less, less))).differs == wrong


def test_sums_must_hold_where_the_best_is_not_proven() -> None:
    pair = Judge('ruleset "x" version "1" currency EUR\nrule a { give 10% off }\n').asked(RECEIPT)
    outcome = pair.engine.outcomes[0]
    lines = (replace(outcome.lines[0], final_minor=1), *outcome.lines[1:])
    unproven = replace(outcome, verdicts=(replace(outcome.verdicts[0], proven=False),))
    assert not pair._replace(engine=Answer((unproven,))).differs
    assert pair._replace(engine=Answer((replace(unproven, lines=lines),))).differs


def test_what_does_not_matter_is_left_out() -> None:
    declarations = (
        Declaration('items tea = "A"'),
        Declaration("group g stack per item cap 10% excludes h"),
        Declaration("rule a", ("give 10% off", 'on all items except "C"', "priority 1")),
        Declaration("rule b", ("give 20% off",)),
    )
    case = (
        Ruleset('ruleset "x" version "1"\n  currency EUR\n  \n  business day starts 05:00', declarations),
        RECEIPT,
    )
    ruleset, receipt = smallest(
        case,
        lambda each: "rule a" in each[0].text() and "all items" in each[0].text() and each[1]["lines"] != [],
    )
    assert ruleset.text() == 'ruleset "x" version "1"\n  currency EUR\nrule a {\n  on all items\n}\n'
    assert receipt["lines"] == [{"id": "2", "sku": "B", "quantity": "1", "amount_minor": 1}]
    assert "channel" not in receipt


def test_a_set_gets_smaller_by_its_slots_and_counts() -> None:
    rule = Declaration(
        "rule a", ('take { 2 of items "A" as x 500 g of items "B" 1 of all items }', "give 1% off set")
    )
    case = (
        Ruleset(
            'ruleset "x" version "1"\n  currency EUR',
            (rule, Declaration("rule b", ("buy 3 of all items get 2 free",))),
        ),
        RECEIPT,
    )
    texts = [each.text() for each, _ in smaller(case)]
    for slots in (
        '500 g of items "B" 1 of all items',
        '2 of items "A" as x 500 g of items "B"',
        '2 of items "A" 500 g',
    ):
        assert any(f"take {{ {slots}" in text for text in texts)
    assert any("buy 2 of all items get 1 free" in text for text in texts)


# ---- what is counted ---------------------------------------------------------------------------------------


def test_what_came_up_too_seldom_is_told() -> None:
    tally = Tally()
    tally.pairs = 1_000
    tally.counts.update(dict.fromkeys(FLOORS, 600))
    assert tally.too_small() == []
    tally.counts[DISCOUNT] = 599
    tally.counts["clause cap money per item"] = 9
    assert tally.too_small() == [DISCOUNT, "clause cap money per item"]


def test_pairs_are_counted_over_processes() -> None:
    one, two = run_chunk(1, 0), run(1, pairs=CHUNK, jobs=2)
    assert one.difference is two.difference is None
    assert one.tally.pairs == two.tally.pairs == CHUNK
    assert one.tally.counts == two.tally.counts


def test_a_run_ends_when_its_time_is_over() -> None:
    assert run(1, minutes=0.0).tally.pairs == 0


# ---- the command -------------------------------------------------------------------------------------------


def command_says(monkeypatch: pytest.MonkeyPatch, found: Found, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["differential", *arguments])
    monkeypatch.setattr(command, "run", lambda *_args, **_words: found)
    return command.main()


def tally_of(pairs: int, share: float) -> Tally:
    tally = Tally()
    tally.pairs = pairs
    tally.counts.update(dict.fromkeys(FLOORS, int(pairs * share)))
    return tally


def test_the_command_fails_below_the_shares(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_says(monkeypatch, Found(-1, tally_of(5_000, 0.7))) == 0
    assert "5,000 pairs" in capsys.readouterr().out
    assert command_says(monkeypatch, Found(-1, tally_of(5_000, 0.5))) == 2
    assert f"came up too seldom: {DISCOUNT}\n" in capsys.readouterr().out
    assert command_says(monkeypatch, Found(-1, tally_of(500, 0.0))) == 0


def test_the_command_shows_and_saves_a_difference(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    judge = Judge('ruleset "x" version "1" currency EUR\nrule a { give 10% off }\n')
    pair = judge.asked(RECEIPT)
    other: Pair = pair._replace(engine=judge.asked({**RECEIPT, "lines": RECEIPT["lines"][1:]}).engine)
    assert command_says(monkeypatch, Found(3, tally_of(600, 0.5), other), "--save", str(tmp_path)) == 1
    out = capsys.readouterr().out
    assert "rule a { give 10% off }" in out
    assert "seed 1, chunk 3" in out
    assert len(list(tmp_path.iterdir())) == 2
