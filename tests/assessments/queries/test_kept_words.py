# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date

import pytest
from django.utils.translation import override

from assessments.domain.plan_counts import KeptCounts
from assessments.domain.promises import kept_in, span_of
from assessments.models import PlanItem
from assessments.queries.kept import NO_PLAN, PlanTold
from assessments.queries.kept_words import MOST_ROWS, kept_paragraphs, kept_sentences, kept_table
from assessments.queries.promised import Line
from assessments.reports.document import NOTHING, Words

JULY, AUGUST, SEPTEMBER, OCTOBER = (date(2026, month, 15) for month in (7, 8, 9, 10))


def line(title, promised=None, due=None, done=None, dropped=None):
    return Line(PlanItem(title=title), promised, due or promised, done, dropped)


def plan(*lines):
    return PlanTold(kept_in(lines, span_of("2026-Q3"), OCTOBER), "2026 Q3", is_over=True)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (
            KeptCounts(in_time=4, done_late=2, late=2, dropped=1, unpromised=2),
            "Of 9 actions promised for 2026 Q3, 6 were done, 4 of them in time. 2 are late. 1 was dropped."
            " In 2026 Q3, 2 more were done: 2 that nobody had promised.",
        ),
        (KeptCounts(to_come=1), "The action promised for 2026 Q3 was not done. 1 is still to come."),
        (KeptCounts(late=3), "Of 3 actions promised for 2026 Q3, none was done. 3 are late."),
        (KeptCounts(in_time=1), "The action promised for 2026 Q3 was done in time."),
        (
            KeptCounts(caught_up=1, ahead=2, unpromised=1),
            "In 2026 Q3, 4 more were done: 1 promised for earlier, 2 promised for later and 1 that nobody had"
            " promised.",
        ),
        (KeptCounts(done_late=1), "The action promised for 2026 Q3 was done late."),
        (
            KeptCounts(done_late=1, late=1),
            "Of 2 actions promised for 2026 Q3, 1 was done, 0 of them in time. 1 is late.",
        ),
        (KeptCounts(units=4), ""),
    ],
)
def test_the_numbers_become_sentences(counts, words):
    assert " ".join(kept_sentences(counts, "2026 Q3", is_over=False)) == words


def test_the_sentences_stand_in_japanese():
    with override("ja"):
        words = "".join(
            kept_sentences(KeptCounts(in_time=4, done_late=2, late=2, dropped=1), "2026年第3四半期", is_over=True)
        )

    assert words == (
        "2026年第3四半期に予定していた9件のアクションのうち6件が完了し、そのうち4件は期日までに完了しました。"
        "2件は四半期末に未完了でした。1件は取りやめました。"
    )


def test_a_story_names_the_actions_below():
    told = plan(
        line("Ask *all*", AUGUST, done=AUGUST),
        line("Write", AUGUST, done=SEPTEMBER),
        line("Learn", AUGUST),
        line("Find", done=JULY),
    )

    first, second = kept_paragraphs(told)

    assert first.startswith(
        "Of 3 actions promised for 2026 Q3, 2 were done, 1 of them in time. 1 was still open at its end."
    )
    assert second.split("\n") == [
        "- Done in time: “Ask \\*all\\*”",
        "- Done late: “Write”",
        "- Still open at its end: “Learn”",
        "- Done besides: “Find”",
    ]
    assert list(kept_paragraphs(NO_PLAN)) == []


def test_a_report_has_a_table_of_the_actions_and_names_nobody():
    told = plan(
        line("Write", AUGUST, done=SEPTEMBER),
        line("Learn", AUGUST, OCTOBER),
        line("Meet", AUGUST, done=OCTOBER),
        line("Find", done=JULY),
    )

    _text, [table] = kept_table(told)

    assert table.rows == (
        (Words("Write", ""), "15 August 2026", Words("Done late", "15 September 2026")),
        (Words("Learn", ""), "15 August 2026", Words("Still open at its end", "due on 15 October 2026 now")),
        (Words("Meet", ""), "15 August 2026", Words("Still open at its end", "done on 15 October 2026")),
        (Words("Find", ""), NOTHING, Words("Done besides", "15 July 2026")),
    )
    assert kept_table(NO_PLAN) == ("", ())


def test_of_a_long_table_the_first_rows_stand_and_that_is_said():
    text, [table] = kept_table(plan(*(line(f"Step {number}", AUGUST) for number in range(MOST_ROWS + 1))))

    assert len(table.rows) == MOST_ROWS
    assert text.endswith(f"The first {MOST_ROWS} actions stand here.")
