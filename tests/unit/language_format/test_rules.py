"""Rules: the reading order, one line or many, sets and purchases."""

from __future__ import annotations

import random

from tests.unit.language_format.check import becomes, body, stays

# Every clause that a rule can have, in reading order, and what stands in the same place.
READING_ORDER = """\
  \"\"\"Why.\"\"\"
  for members of club, segment vip, customers where customer.tier = "gold", everyone
  needs card c
  needs coupon k
  valid 2026-03-01..2026-03-31
  during mon 07:00..10:00, weekend, 2026-03-07..2026-03-08, 2026-12-31 09:00..18:00, 20:00..24:00
  when amount >= 1_000 RUB
  unless customer.staff
  on all items except tobacco
  take 2 kg of items apples
  buy 2 of items coffee get 1 free
  same item
  different items
  shared
  favour store
  counting earlier receipts one each within 60 days
  give 10% off
  give 5 RUB off receipt for each 5_000 RUB
  give 20% off 2nd of regular price
  give 100% off cheapest 1
  give price 100 RUB set
  give gift 1 of "4607" for 1 RUB
  give total rounded down to 1 RUB
  earn 1 point per 100 RUB to bonus
  accept bonus up to 50%
  issue coupon thanks
  group shelf
  priority 1
  alone first
  limit 2 sets per customer per item per day or nothing offline deny
  limit 500 RUB in total
  limit 300 points per card within 2 hours
  costs 1 point of bonus
  draws on spring
  floor item.cost default 0 RUB
  round price down to .99
  round discount half_up to 0.05 CHF
  spread
  including manual prices
  print "a"
  print slip "b"
  tell cashier "c"
  nudge customer "{missing}" within 400 RUB
  otherwise tell customer "d"
""".splitlines()


def test_clauses_come_in_reading_order() -> None:
    canonical = "\n".join(["rule a {", *READING_ORDER, "}", ""])
    assert body(canonical) == canonical
    # One of a kind: equals keep the order of the author, so shuffling must not touch it.
    kinds = {line.split()[0]: line for line in READING_ORDER}
    alone = [line for line in READING_ORDER if line in kinds.values()]
    for seed in range(5):
        shuffled = random.Random(seed).sample(alone, len(alone))
        assert body("\n".join(["rule a {", *shuffled, "}"])) == "\n".join(["rule a {", *alone, "}", ""])


def test_clauses_of_one_kind_keep_their_order() -> None:
    becomes(
        """\
        rule a {
          print "1"
          when b
          tell cashier "2"
          give 10% off 2nd
          print "3"
          give price 1 RUB each
          when a
          give 20% off 1st
        }
        """,
        """\
        rule a {
          when b
          when a
          give 10% off 2nd
          give price 1 RUB each
          give 20% off 1st
          print "1"
          print "3"
          tell cashier "2"
        }
        """,
    )


def test_a_rule_on_one_line_stays_on_one_line() -> None:
    becomes(
        'rule staff5  "Staff 5%" {on items milk give 5% off group extras}\n',
        'rule staff5 "Staff 5%" { on items milk  give 5% off  group extras }\n',
    )


def test_a_rule_on_one_line_that_has_no_room_there_is_broken() -> None:
    text = 'rule clearance "Half price, and nothing else" { on items category "%s" give 50%% off }\n'
    room = 100 - len(body(text % "").rstrip("\n"))
    assert body(text % ("x" * room)).count("\n") == 1
    assert body(text % ("x" * (room + 1))).count("\n") == 4


def test_a_rule_that_the_author_broke_anywhere_has_one_clause_a_line() -> None:
    becomes(
        """\
        rule a { on items milk
          give 5% off group extras }
        """,
        """\
        rule a {
          on items milk
          give 5% off
          group extras
        }
        """,
    )


def test_an_empty_rule_is_one_line() -> None:
    becomes("draft rule a was b,c {\n\n}\n", "draft rule a was b, c {}\n")


def test_empty_lines_inside_a_rule_go() -> None:
    becomes('rule a {\n\n  spread\n\n\n  print "x"\n\n}\n', 'rule a {\n  spread\n  print "x"\n}\n')


def test_a_set_on_one_line_stays_so_inside_a_rule_of_many() -> None:
    stays(
        """\
        rule lunch {
          take { 1 of items soup as soup  1 of items main as main }
          give 20% off soup
        }
        """
    )


def test_a_set_that_has_no_room_on_its_line_has_a_slot_a_line() -> None:
    becomes(
        """\
        rule lunch {
          take { 1 of items lunch_soup as soup  1 of items lunch_main as main  1 of items lunch_drink as drink }
        }
        """,  # noqa: E501
        """\
        rule lunch {
          take {
            1 of items lunch_soup as soup
            1 of items lunch_main as main
            1 of items lunch_drink as drink
          }
        }
        """,
    )


def test_a_long_purchase_breaks_before_get_first() -> None:
    becomes(
        """\
        rule a {
          buy 2 of items category "Coffee" where item.price > 9 RUB get 1 of items category "Cups" where new at 50% off
        }
        """,  # noqa: E501
        """\
        rule a {
          buy 2 of items category "Coffee" where item.price > 9 RUB
            get 1 of items category "Cups" where new at 50% off
        }
        """,
    )


def test_ordinals_have_their_endings() -> None:
    for ordinal in (
        "1st",
        "2nd",
        "3rd",
        "4th",
        "10th",
        "11th",
        "12th",
        "13th",
        "21st",
        "22nd",
        "101st",
        "111th",
    ):
        text = f"rule a {{ give 1% off {ordinal} }}\n"
        becomes(text, text)


def test_a_point_is_one_and_times_are_said() -> None:
    becomes(
        "rule a { earn 1 points per 5 RUB limit 3 per customer limit 1 points in total }\n",
        "rule a { earn 1 point per 5 RUB  limit 3 times per customer  limit 1 point in total }\n",
    )
