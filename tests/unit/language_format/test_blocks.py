"""Headers, settings, tables, tests: one example of everything that is no rule."""

from __future__ import annotations

from tests.unit.language_format.check import becomes, formatted, stays


def test_the_header_has_one_clause_a_line_in_one_order() -> None:
    before = (
        '"""What it is."""ruleset  "x" version "1" returns unwind owner "me" replaces "0" '
        "valid from 2026-01-01 rounding half_up to 0.01 RUB per line business day starts 06:00 "
        'timezone store locale "ru" currency RUB language 1 import "c.rules"as c'
    )
    assert formatted(before) == (
        '"""What it is."""\n'
        'ruleset "x" version "1"\n'
        "  language 1\n"
        "  currency RUB\n"
        '  locale "ru"\n'
        "  timezone store\n"
        "  business day starts 06:00\n"
        "  rounding half_up to 0.01 RUB per line\n"
        "  valid from 2026-01-01\n"
        '  replaces "0"\n'
        '  owner "me"\n'
        "  returns unwind\n"
        'import "c.rules" as c\n'
    )


def test_small_declarations() -> None:
    becomes(
        """\
        sequence a,b , c
        schema { customer.tier:one of"a","b"  item.age : number optional
          customer.tags: list of text }
        let x=1
        items dairy "Dairy"=csv "d.csv" column "sku"
        items mine=assigned to customer
        items five = chosen by customer up to 5 from pool,"1" every month
        items rest=tag "t",brand "b",discounted except x where y
        segment vip "VIP"=where a in segment b
        segment staff=csv "s.csv"
        segment risk=assigned by host
        group g   "G"   best   per item   excludes a,b part of c at most 2 rules cap 30%
        budget b "B" 1_000 RUB per month
        protect all items except a price at least 1 RUB
        protect items a never discounted
        protect receipt discount at most 50%
        prove "p" { assuming a always b never together r,s every added item never lowers discount never c }
        """,
        """\
        sequence a, b, c
        schema {
          customer.tier: one of "a", "b"
          item.age: number optional
          customer.tags: list of text
        }
        let x = 1
        items dairy "Dairy" = csv "d.csv" column "sku"
        items mine = assigned to customer
        items five = chosen by customer up to 5 from pool, "1" every month
        items rest = tag "t", brand "b", discounted except x where y
        segment vip "VIP" = where a in segment b
        segment staff = csv "s.csv"
        segment risk = assigned by host
        group g "G" best per item excludes a, b part of c at most 2 rules cap 30%
        budget b "B" 1_000 RUB per month
        protect all items except a price at least 1 RUB
        protect items a never discounted
        protect receipt discount at most 50%
        prove "p" {
          assuming a
          always b
          never together r, s
          every added item never lowers discount
          never c
        }
        """,
    )


def test_settings_come_in_one_order() -> None:
    becomes(
        """\
        cards c { valid until 2026-12-31 number generated "1###" number matches /7\\d/ }
        coupons k "K" {
          freed by return
          valid until 2026-12-31
          use 3 times per customer
          code from csv "k.csv" code "A","B" code generated "X-##" count 5
        }
        points p {
          earn on paid earn rounding down as discount steps of 10 points at least 1 points
          pays up to 30% of all items except x expire at end of year available after 2 days
          worth 1 points=1 RUB
        }
        program q {
          print on every receipt "x" valid from 2026-01-01 points p cards c status active kind gift }
        """,
        """\
        cards c { number generated "1###"  number matches /7\\d/  valid until 2026-12-31 }
        coupons k "K" {
          code from csv "k.csv"
          code "A", "B"
          code generated "X-##" count 5
          use 3 times per customer
          valid until 2026-12-31
          freed by return
        }
        points p {
          worth 1 point = 1 RUB
          available after 2 days
          expire at end of year
          pays up to 30% of all items except x
          at least 1 point
          steps of 10 points
          as discount
          earn on paid
          earn rounding down
        }
        program q {
          kind gift
          status active
          cards c
          points p
          valid from 2026-01-01
          print on every receipt "x"
        }
        """,
    )


def test_a_tender_block_keeps_its_order() -> None:
    becomes(
        """\
        tender gift_card g "G" {
          z:50 EUR b : yes
          regex:/9[0-9]/ limits:[1 per day from 06:00,5 per week,] covers:items a,b except c
          m:{k:"v",n:items a} rate: 20 EUR per day none: [] w: all
        }
        """,
        """\
        tender gift_card g "G" {
          z: 50 EUR
          b: yes
          regex: /9[0-9]/
          limits: [1 per day from 06:00, 5 per week]
          covers: items a, b except c
          m: {k: "v", n: items a}
          rate: 20 EUR per day
          none: []
          w: all
        }
        """,
    )


def test_a_map_too_long_for_its_line_has_a_pair_a_line_and_a_last_comma() -> None:
    value = "x" * 50
    becomes(
        f'tender k n {{\n  m: {{a: "{value}", b: "{value}"}}\n}}\n',
        f'tender k n {{\n  m: {{\n    a: "{value}",\n    b: "{value}",\n  }}\n}}\n',
    )


def test_tiers_are_aligned() -> None:
    becomes(
        """\
        tiers t "T" by amount whole { from 0 RUB:0% from 1_000 RUB : 3% }
        tiers h by hour { from 06:00 : 1%  from 18:00 : 2% }
        """,
        """\
        tiers t "T" by amount whole {
          from 0 RUB:     0%
          from 1_000 RUB: 3%
        }
        tiers h by hour {
          from 06:00 : 1%
          from 18:00 : 2%
        }
        """,
    )


def test_tables_are_aligned_in_columns_as_a_terminal_counts_them() -> None:
    becomes(
        """\
        table t unique {
          |customer.level|receipt.channel|=>rate|=>text|
          |"чай"|any|=>10%|=>"a"|
          |"茶"|"app","kiosk"|=>7%|=>"b"|

          |not "x"|>=1, 2..3|=>100%|=>"long"|
        }
        """,
        """\
        table t unique {
          | customer.level | receipt.channel | => rate | => text   |
          | "чай"          | any             | => 10%  | => "a"    |
          | "茶"           | "app", "kiosk"  | => 7%   | => "b"    |

          | not "x"        | >= 1, 2..3      | => 100% | => "long" |
        }
        """,
    )


def test_tests_keep_their_order_and_their_empty_lines() -> None:
    becomes(
        """\
        test "t" { at 2026-03-04T12:00 store "s" channel "app" customer {id:"C1",programmes:["club",],}
          balance bonus 1 points balance gft "G" 5 RUB used rule r 2 items per customer per month
          used coupon "X" 1 times used budget b 9 RUB per day
          receipt { 6 x "a" at 1 RUB {category:"Tea",all:yes,w:word} 1.2 kg "b" at 9 RUB
            coupon "X" card "7" pay cash pay gft "G" 2 RUB redeem 3 points of bonus }


          return {1 x "a" 0.4 kg "b"} void
          expect total 1 RUB expect line 1 discount 0 RUB expect line 1 units 1 RUB,2 RUB
          expect rule r applied expect rule r applied 2 times expect rule r gives 1 RUB
          expect rule r skipped because coupon used-up expect rule r skipped because no-items
          expect points earned 7 of bonus on 2026-03-05 expect gift "a" 1 times expect balance bonus 1 point
          expect printed "x" expect told cashier "y" expect issued coupon k }
        """,
        """\
        test "t" {
          at 2026-03-04T12:00
          store "s"
          channel "app"
          customer {id: "C1", programmes: ["club"]}
          balance bonus 1 point
          balance gft "G" 5 RUB
          used rule r 2 items per customer per month
          used coupon "X" 1 times
          used budget b 9 RUB per day
          receipt {
            6 x "a" at 1 RUB {category: "Tea", all: yes, w: word}
            1.2 kg "b" at 9 RUB
            coupon "X"
            card "7"
            pay cash
            pay gft "G" 2 RUB
            redeem 3 points of bonus
          }

          return { 1 x "a"  0.4 kg "b" }
          void
          expect total 1 RUB
          expect line 1 discount 0 RUB
          expect line 1 units 1 RUB, 2 RUB
          expect rule r applied
          expect rule r applied 2 times
          expect rule r gives 1 RUB
          expect rule r skipped because coupon used-up
          expect rule r skipped because no-items
          expect points earned 7 of bonus on 2026-03-05
          expect gift "a" 1 times
          expect balance bonus 1 point
          expect printed "x"
          expect told cashier "y"
          expect issued coupon k
        }
        """,
    )


def test_a_receipt_on_one_line_keeps_two_spaces_between_its_lines() -> None:
    stays('test "t" {\n  receipt { 3 x "a" at 95 RUB {category: "Juice"}  1 x "b" at 80 RUB }\n}\n')
