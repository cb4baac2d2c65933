# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from accounts.models import Event
from accounts.text import TextRefused
from assessments.models import Report
from assessments.services.reporting import (
    ReportKey,
    ReportMovedOn,
    edit_report,
    publish_report,
    withdraw_report,
)


@pytest.fixture
def key(aozora):
    return ReportKey(aozora, "story", "ospo-journey", "2026-Q3", "2026-Q2", "en")


def edited(key, by, now, seen=0, **texts):
    return edit_report(key=key, texts=texts, seen=seen, by=by, now=now)


def test_what_an_author_wrote_is_kept_with_a_line_in_the_trail(key, mana, now):
    report = edited(key, mana, now, asks="Decide.\x00\r\nNow.")

    assert (report.texts, report.revision, report.edited_by) == ({"asks": "Decide.\nNow."}, 1, mana)
    [event] = Event.objects.filter(what="report edited")
    assert (event.by, event.before["texts"], event.after["texts"]) == (mana, {}, {"asks": "Decide.\nNow."})


def test_nothing_is_overwritten_unseen(key, mana, alice, now):
    edited(key, alice, now, asks="Hers.")

    with pytest.raises(ReportMovedOn) as moved:
        edited(key, mana, now, asks="His.")

    assert moved.value.report.texts == {"asks": "Hers."}
    assert Report.objects.within(key.organization).get().texts == {"asks": "Hers."}


def test_saving_the_same_again_is_no_second_revision(key, mana, now):
    edited(key, mana, now, asks="Decide.")

    assert edited(key, mana, now, seen=1, asks="Decide.").revision == 1
    assert Event.objects.filter(what="report edited").count() == 1


def test_a_published_report_that_is_edited_is_a_draft_again(key, mana, now):
    edited(key, mana, now, asks="Decide.")
    assert publish_report(key=key, seen=1, by=mana, now=now).published_at == now

    assert edited(key, mana, now, seen=1, asks="Decide now.").published_at is None


def test_a_report_that_nobody_edited_can_be_published_and_withdrawn(key, mana, now):
    publish_report(key=key, seen=0, by=mana, now=now)
    publish_report(key=key, seen=0, by=mana, now=now)
    report = withdraw_report(key=key, by=mana, now=now)

    assert (report.published_at, report.published_by) == (None, None)
    assert list(Event.objects.values_list("what", flat=True)) == ["report published", "report withdrawn"]


def test_what_changed_since_it_was_seen_is_not_published(key, mana, now):
    edited(key, mana, now, asks="Decide.")

    with pytest.raises(ReportMovedOn):
        publish_report(key=key, seen=0, by=mana, now=now)


def test_a_text_too_long_leaves_nothing_behind(key, mana, now):
    with pytest.raises(TextRefused):
        edited(key, mana, now, asks="x" * 5001)

    assert not Report.objects.within(key.organization).exists()


def test_languages_are_written_each_by_itself(key, mana, now, aozora):
    edited(key, mana, now, asks="Decide.")

    japanese = ReportKey(aozora, "story", "ospo-journey", "2026-Q3", "2026-Q2", "ja")
    assert edited(japanese, mana, now, asks="決める。").revision == 1
