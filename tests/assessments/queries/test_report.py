# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import UTC, datetime

from assessments.models.answer import Kind
from assessments.queries.report import document_of
from assessments.queries.story import story_told
from assessments.reports.document import Heading, Notice, Paragraph
from tests.factories import make_assessment, make_edition, say, submit


def test_it_has_the_sections_of_the_page_and_ends_with_the_notice(aozora, mana):
    now = datetime(2026, 7, 5, tzinfo=UTC)
    assessment = make_assessment(aozora, mana, make_edition(), now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, strategy="2")
    submit(assessment, mana, now=now)
    assessment.refresh_from_db()
    told = story_told(aozora, assessment, None, with_drafts=False)

    document = document_of(told)

    texts = [part.text for part in document.parts if isinstance(part, Paragraph)]
    assert (document.title, document.made_at) == ("Aozora, 2026 Q3", now)
    assert [part.text for part in document.parts if isinstance(part, Heading)] == [one.title for one in told.sections]
    assert texts == [section.text for section in told.sections]
    assert isinstance(document.parts[-1], Notice)
