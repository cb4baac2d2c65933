# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from assessments.models.answer import Kind
from assessments.queries.story import story_told
from assessments.services.reporting import ReportKey, edit_report
from tests.factories import make_assessment, make_edition, say, submit


@pytest.fixture
def quarters(aozora, mana):
    edition, made = make_edition(), []
    for month, value in ((4, 1), (7, 3)):
        now = datetime(2026, month, 5, tzinfo=UTC)
        assessment = make_assessment(aozora, mana, edition, now=now)
        say(assessment, mana, Kind.PRACTICE, now=now, strategy=value)
        made.append(submit(assessment, mana, now=now))
    return made


def texts(aozora, quarters, *, with_drafts=True):
    told = story_told(aozora, quarters[1], quarters[0], with_drafts=with_drafts)
    return {section.key: section.text for section in told.sections}


def test_a_draft_is_for_those_who_write_alone(aozora, mana, quarters, now):
    key = ReportKey(aozora, "story", quarters[0].pack, "2026-Q3", "2026-Q2", "en")
    edit_report(key=key, texts={"levels": "Mine."}, seen=0, by=mana, now=now)

    assert texts(aozora, quarters)["levels"] == "Mine."
    assert texts(aozora, quarters, with_drafts=False)["levels"] != "Mine."


def test_each_language_has_its_own_words(aozora, mana, quarters, now):
    key = ReportKey(aozora, "story", quarters[0].pack, "2026-Q3", "2026-Q2", "en")
    edit_report(key=key, texts={"levels": "Mine."}, seen=0, by=mana, now=now)

    with override("ja"):
        assert "回答は" in texts(aozora, quarters)["levels"]


def test_a_section_with_nothing_to_tell_is_absent(aozora, quarters):
    assert "situations" not in texts(aozora, quarters)


def test_it_is_the_same_each_time(aozora, quarters):
    assert texts(aozora, quarters) == texts(aozora, quarters)
