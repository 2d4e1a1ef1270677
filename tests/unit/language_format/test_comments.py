"""Comments: behind the line that they stood behind, above what they stood above."""

from __future__ import annotations

from tests.unit.language_format.check import becomes, stays


def test_comments_where_authors_write_them() -> None:
    stays(
        """\
        # Above the first,
        # in two lines.

        # Above a rule.
        rule a "x" {  # behind the head
          # above a clause
          on items milk  # behind a clause
          # above another
          give 10% off
          # at the end of the block
        }  # behind the block
        let x = 1  # behind a line
        # At the end of the file.

        # After an empty line.
        """
    )


def test_comments_go_along_with_sorted_clauses() -> None:
    becomes(
        """\
        rule a {
          # about the price
          give 10% off  # ten
          # about the goods
          on items milk  # milk
        }
        """,
        """\
        rule a {
          # about the goods
          on items milk  # milk
          # about the price
          give 10% off  # ten
        }
        """,
    )


def test_comments_go_along_with_sorted_clauses_of_the_header() -> None:
    becomes(
        """\
          owner "me"  # who
          # in roubles
          currency RUB  # RUB
        let x = 1
        """,
        """\
          # in roubles
          currency RUB  # RUB
          owner "me"    # who
        let x = 1
        """,
    )


def test_a_comment_behind_one_clause_of_many_on_a_line_is_behind_the_last() -> None:
    becomes(
        """\
        rule a { on items milk give 5% off # both
          spread }
        """,
        """\
        rule a {
          on items milk
          give 5% off  # both
          spread
        }
        """,
    )


def test_a_comment_behind_a_rule_on_one_line_leaves_it_there() -> None:
    stays("rule a { give 1% off }  # one\n")


def test_comments_in_a_list_stand_by_their_elements() -> None:
    stays(
        """\
        items coffee =
          "4601234567890",  # Lavazza
          # Illy, both
          "4601234567891",
          "4601234567892"  # the blue one
          except tobacco   # never
        """
    )


def test_a_comment_in_a_list_breaks_it() -> None:
    becomes(
        """\
        items coffee = "1", # one
          "2"
        items tea = # all of them
          "1", "2"
        """,
        """\
        items coffee =
          "1",  # one
          "2"
        items tea =  # all of them
          "1",
          "2"
        """,
    )


def test_comments_between_the_operands_of_a_condition() -> None:
    stays(
        """\
        rule a {
          when amount >= 100 RUB  # enough
            # and only there
            and receipt.channel = "app"
            or b  # or so
        }
        """
    )


def test_a_comment_in_the_middle_of_a_clause_goes_behind_it_and_others_above() -> None:
    becomes(
        """\
        rule a {
          give # one
            10% off
          limit # two
            # three
            5 items # four
            per customer # five
        }
        """,
        """\
        rule a {
          give 10% off  # one
          # two
          # three
          # four
          limit 5 items per customer  # five
        }
        """,
    )


def test_comments_in_tables_tiers_receipts_and_maps() -> None:
    stays(
        """\
        tiers t by amount {
          # nothing at first
          from 0 RUB:   0%
          from 100 RUB: 5%  # then five
          # and no more
        }
        table t unique {  # rates
          | tier   | => rate |  # titles
          | "gold" | => 10%  |
          # the others
          | any    | => 0%   |
        }
        test "x" {
          receipt {
            1 x "a" at 1 RUB  # cheap
            # the end
          }
          return {  # back
            1 x "a"
          }
        }
        tender k n {
          map: {
            a: 1,  # one
            # two
            b: [
              1,  # first
              2,
            ],
          }
        }
        """
    )


def test_comments_before_the_brace_come_behind_it() -> None:
    becomes(
        """\
        rule a # one
          "x"
        # two
        {
          spread
        }
        """,
        """\
        rule a "x" {  # one
          # two
          spread
        }
        """,
    )


def test_a_comment_in_an_empty_block() -> None:
    stays(
        """\
        rule a {
          # to do
        }
        rule b {  # to do
        }
        """
    )


def test_comments_behind_lines_in_a_row_are_aligned() -> None:
    becomes(
        """\
        test "x" {
          expect total 1 RUB # a
          expect due 100 RUB    # b
          expect discount 5 RUB
          expect refund 1 RUB # c
        }
        """,
        """\
        test "x" {
          expect total 1 RUB  # a
          expect due 100 RUB  # b
          expect discount 5 RUB
          expect refund 1 RUB  # c
        }
        """,
    )


def test_a_comment_keeps_its_words_but_for_blanks_at_its_end() -> None:
    becomes("let x = 1 #no space  \t\n#!  ##  done \n", "let x = 1  #no space\n#!  ##  done\n")


def test_what_looks_like_a_comment_in_a_text_is_none() -> None:
    stays('let x = "a # b"  # "c"\n')


def test_a_comment_below_the_last_clause_of_the_header_is_above_what_follows() -> None:
    becomes(
        """\
          owner "me"
          currency RUB
        # about x
        let x = 1
        """,
        """\
          currency RUB
          owner "me"
        # about x
        let x = 1
        """,
    )


def test_an_empty_line_before_a_comment_that_had_to_move_up_stays_one() -> None:
    becomes(
        """\
        let a = 1

        let b
          # why
          = 2
        """,
        """\
        let a = 1

        # why
        let b = 2
        """,
    )


def test_comments_between_a_keyword_and_what_it_is_about_stay_there() -> None:
    stays(
        """\
        rule a {
          on items
            # the first
            milk,
            bread
            except  # not these
              # nor this
              tobacco,
              wine
        }
        """
    )
    stays("let a =  # both\n  b\n  and c\n")
    stays(
        """\
        rule a {
          when  # both
            # the first
            b
            and c
        }
        """
    )


def test_a_comment_inside_an_element_that_more_words_follow_goes_above_it() -> None:
    becomes(
        """\
        rule a {
          take 2 of items milk, category # which?
            "Bread" as food # eat
        }
        """,
        """\
        rule a {
          take 2 of items
            milk,
            # which?
            category "Bread" as food  # eat
        }
        """,
    )
