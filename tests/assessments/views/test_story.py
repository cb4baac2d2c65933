# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization, User
from assessments.models import Assessment, Report
from assessments.models.answer import Kind
from tests.factories import make_assessment, make_edition, say, submit
from tests.pages import visible

QUARTERS = [datetime(2026, month, 5, 9, tzinfo=UTC) for month in (1, 4, 7)]


def submitted(organization: Organization, by: User, now: datetime, **said: Any) -> Assessment:
    assessment = make_assessment(organization, by, now=now)
    say(assessment, by, Kind.PRACTICE, now=now, **said)
    return submit(assessment, by, now=now)


@pytest.fixture
def quarters(aozora: Organization, mana: User) -> list[Assessment]:
    make_edition()
    values = [{"strategy": 1, "charter": 2}, {"strategy": 2, "charter": 2}, {"strategy": 3, "charter": 1}]
    return [submitted(aozora, mana, when, **said) for when, said in zip(QUARTERS, values, strict=True)]


def url_of(name: str, organization: Organization, query: str = "") -> str:
    return reverse(name, args=[organization.pk]) + query


def edited(client: Client, organization: Organization, revision: int = 0, status: int = 302, **texts: str) -> Any:
    told = {
        "text-standing": "",
        "text-levels": "",
        "text-asks": "",
        **{f"text-{key}": one for key, one in texts.items()},
    }
    response = client.post(url_of("story_edit", organization), {"revision": revision, **told})
    assert response.status_code == status
    return response


def test_it_tells_what_moved_and_why_since_the_quarter_before(client, aozora, bob, quarters):
    client.force_login(bob)

    page = visible(client.get(url_of("story", aozora)))

    assert "Aozora, 2026 Q3 What moved since 2026 Q2, and why" in page
    assert "Management: what is said went from 33% to 50% (+16.7 points): progress +16.7." in page
    assert "OSPO: what is said went from 33% to 17% (−16.7 points): progress −16.7." in page
    assert "Progress was made, or lost, here: strategy (from 2 to 3) and charter (from 2 to 1)." in page


def test_other_quarters_can_be_compared(client, aozora, bob, quarters):
    client.force_login(bob)

    page = visible(client.get(url_of("story", aozora, "?from=2026-Q1&to=2026-Q2")))

    assert "Aozora, 2026 Q2 What moved since 2026 Q1, and why" in page


def test_a_quarter_that_is_not_there_is_refused_in_words(client, aozora, bob, quarters):
    client.force_login(bob)

    response = client.get(url_of("story", aozora, "?from=2020-Q1&to=2026-Q3"))

    assert response.status_code == 400
    assert "Choose one of the quarters offered." in visible(response)


def test_a_first_assessment_has_a_story_without_a_before(client, aozora, bob, mana):
    make_edition()
    submitted(aozora, mana, QUARTERS[0], strategy=2)
    client.force_login(bob)

    page = visible(client.get(url_of("story", aozora)))

    assert "The levels Management: 0% shown, 33% said, 75% aimed for." in page
    assert "What moved since" not in page


def test_before_the_first_assessment_it_says_what_is_missing(client, aozora, bob):
    client.force_login(bob)

    page = visible(client.get(url_of("story", aozora)))

    assert "Nothing to tell yet" in page and "Go to the assessments" in page


def test_members_read_the_authors_words_once_they_are_published(client, aozora, bob, mana, quarters):
    client.force_login(mana)
    edited(client, aozora, levels="**We** moved.")
    assert "We moved." in visible(client.get(url_of("story", aozora)))
    client.force_login(bob)
    assert "We moved." not in visible(client.get(url_of("story", aozora)))

    client.force_login(mana)
    client.post(url_of("story_publish", aozora), {"revision": "1", "step": "publish"})
    client.force_login(bob)

    page = client.get(url_of("story", aozora))
    assert "<strong>We</strong> moved." in page.content.decode()
    assert "Management: what is said" not in visible(page)


def test_a_section_left_empty_is_left_out_and_can_be_taken_back(client, aozora, mana, quarters):
    client.force_login(mana)
    edited(client, aozora)
    assert "What moved, and why" not in visible(client.get(url_of("story", aozora))).partition("Where")[2]

    client.post(url_of("story_edit", aozora), {"revision": "1", "text-levels": "", "anew-levels": "on"})

    assert "Management: what is said went" in visible(client.get(url_of("story", aozora)))


def test_what_somebody_else_saved_stands_beside_what_was_typed(client, aozora, alice, mana, quarters):
    client.force_login(alice)
    edited(client, aozora, levels="Hers.")
    client.force_login(mana)

    page = visible(edited(client, aozora, levels="His.", status=409))

    assert "Somebody else saved meanwhile" in page and "Hers." in page and "His." in page
    edited(client, aozora, revision=1, levels="His.")
    assert Report.objects.within(aozora).get().texts["levels"] == "His."


def test_what_changed_since_the_page_is_not_published_unseen(client, aozora, mana, quarters):
    client.force_login(mana)
    edited(client, aozora, levels="New.")

    page = client.post(url_of("story_publish", aozora), {"revision": "0", "step": "publish"}, follow=True)

    assert "Somebody changed it meanwhile." in visible(page)
    assert Report.objects.within(aozora).get().published_at is None


def test_names_in_it_are_words_and_no_markup(client, aozora, bob, mana):
    hostile = {"en": "<b>x</b> *y* [z](http://evil.example)"}
    edition = make_edition()
    practices = [one | {"name": hostile} for one in edition_practices(edition)]
    make_edition(practices=practices, edition="1.2.1", now=datetime(2026, 1, 6, tzinfo=UTC))
    submitted(aozora, mana, QUARTERS[0], strategy=1)
    submitted(aozora, mana, QUARTERS[1], strategy=2)
    client.force_login(bob)

    page = client.get(url_of("story", aozora)).content.decode()

    assert "&lt;b&gt;x&lt;/b&gt; *y* [z](http://evil.example) (from 1 to 2)" in page


def edition_practices(edition: Any) -> list[dict[str, Any]]:

    return list(json.loads(edition.document)["practices"])


def test_the_page_takes_few_queries_however_many_quarters(
    client: Client, aozora: Organization, mana: User, quarters: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(mana)
    client.get(url_of("story", aozora))

    with django_assert_num_queries(9):
        client.get(url_of("story", aozora))


def test_it_can_be_taken_along_as_pdf_and_markdown(
    client: Client, aozora: Organization, bob: User, quarters: Any
) -> None:
    client.force_login(bob)

    pdf = client.get(reverse("story_file", args=[aozora.pk, "pdf"]))
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages)
    markdown = client.get(reverse("story_file", args=[aozora.pk, "md"])).content.decode()

    assert pdf.headers["Content-Disposition"] == 'attachment; filename="cairn-aozora-2026-q3-story.pdf"'
    assert "What moved, and why" in words and "(+16.7 points): progress +16.7." in " ".join(words.split())
    assert "## What moved, and why" in markdown and "- **Management**: what is said went from 33% to 50%" in markdown
    assert client.get(reverse("story_file", args=[aozora.pk, "exe"])).status_code == 404
