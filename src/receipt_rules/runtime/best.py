"""`best per item`: which rule each unit goes to, and which `once` rules claim theirs.

In: the rules of one group with their offers. Out: for each rule, the units it won. Objective: the
largest total of exact benefits (language.md, "The optimum"). Without `once` each unit decides alone, and
equal benefits go to the first rule by (priority, id); which `once` rules win is decided in `once`, and
their units are taken from the plain rules.
"""

from __future__ import annotations

from receipt_rules.runtime.lines import Line
from receipt_rules.runtime.once import Plain, choose
from receipt_rules.runtime.running import Candidate, Part, Running, Segment

Won = dict[int, list[Segment]]
"""By `Line.at`: segments over all units of the line; those that went elsewhere are worth 0."""


def solve(rules: list[Running], parts: list[Part], lines: list[Line]) -> dict[Running, Won]:
    """Every rule with what it won; a `once` rule or a part wins all or nothing, and `whole.won` says
    whether."""
    plain = _plain(rules)
    contenders: list[Candidate] = [rule for rule in rules if rule.whole is not None]
    contenders += parts
    if contenders:
        choose(sorted(contenders, key=_number), plain, lines)
    result: dict[Running, Won] = {}
    for rule in rules:
        won = {at: segments for at in rule.offers if (segments := plain[at].get(rule)) is not None}
        if len(won) < len(rule.offers):
            rule.met.add("lost")
        result[rule] = won
    return result


def _number(candidate: Candidate) -> int:
    return candidate.number


def _plain(rules: list[Running]) -> Plain:
    """For each line with offers, the segments each plain rule wins."""
    offers: dict[int, list[tuple[Running, list[Segment]]]] = {}
    for rule in rules:
        for at, segments in rule.offers.items():
            offers.setdefault(at, []).append((rule, segments))
    plain: Plain = {}
    for at, contest in offers.items():
        plain[at] = dict(contest) if len(contest) == 1 else _contest(contest)
    return plain


def _contest(contest: list[tuple[Running, list[Segment]]]) -> dict[Running, list[Segment]]:
    """Unit by unit the largest benefit; equal benefits go to the first rule. Works on common segments."""
    borders = sorted({border for _, segments in contest for border in _borders(segments)})
    aligned = [(rule, _split(segments, borders)) for rule, segments in contest]
    won: dict[Running, list[Segment]] = {}
    for place in range(len(borders)):
        best, best_num, best_den = None, 0, 1
        for rule, segments in aligned:
            _, num, den = segments[place]
            if num * best_den > best_num * den:
                best, best_num, best_den = rule, num, den
        for rule, segments in aligned:
            count, num, den = segments[place]
            if rule is best:
                won.setdefault(rule, [(each[0], 0, 1) for each in segments[:place]]).append((count, num, den))
            else:
                if num:
                    rule.met.add("lost")
                if rule in won:
                    won[rule].append((count, 0, 1))
    return won


def _borders(segments: list[Segment]) -> list[int]:
    total, result = 0, []
    for count, _, _ in segments:
        total += count
        result.append(total)
    return result


def _split(segments: list[Segment], borders: list[int]) -> list[Segment]:
    """The same segments, cut at every border."""
    result: list[Segment] = []
    start, place, end = 0, 0, segments[0][0]
    for border in borders:
        if border > end:
            place += 1
            end += segments[place][0]
        result.append((border - start, segments[place][1], segments[place][2]))
        start = border
    return result
