# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Answer, Assignment
from assessments.models.answer import Kind
from tests.factories import make_assessment, make_built_in_edition, say, submit

MEETING = "routine-monthly-meeting"


@pytest.fixture
def assessment(mana, aozora, now):
    return make_assessment(aozora, mana, make_built_in_edition(), now=now)


def url_of(assessment):
    return reverse("routines", args=[assessment.pk])


def text_of(response):
    return " ".join(response.content.decode().split())


def said(assessment):
    return {row.key: row.value for row in Answer.objects.of(assessment)}


def test_the_table_goes_by_audience(client, mana, assessment):
    client.force_login(mana)

    page = text_of(client.get(url_of(assessment)))

    assert page.count("<select ") == 19
    assert "Teaching" in page and "Channels" in page
    for audience in ("Management", "Employees", "Business units", "Community"):
        assert f'scope="rowgroup" colspan="2">{audience}</th>' in page
    assert page.index("Enough: Quarterly") < page.index("Enough: Monthly")
    assert '<option value="monthly">Monthly (enough)</option>' in page
    assert page.count('<option value="unknown">Don’t know</option>') == 19
    assert 'id="routine-monthly-meeting"' in page


def test_what_was_answered_and_what_was_last_quarter(client, mana, aozora, now):
    edition = make_built_in_edition()
    first = make_assessment(aozora, mana, edition, now=now - timedelta(days=90))
    say(first, mana, Kind.ROUTINE, now=now, monthly_meeting="quarterly")
    submit(first, mana, now=now - timedelta(days=80))
    assessment = make_assessment(aozora, mana, edition, now=now)
    client.force_login(mana)

    page = text_of(client.get(url_of(assessment)))

    assert '<option value="quarterly" selected>Quarterly</option>' in page
    assert '<td role="cell" data-l="Q3" class="soft">Quarterly</td>' in page
    assert "Part of this is carried over from Q3." in page


def test_routines_are_saved_by_a_button(client, mana, assessment):
    client.force_login(mana)

    response = client.post(
        url_of(assessment),
        {"key": str(uuid.uuid4()), "go": "1", MEETING: "monthly", "routine-consultations": "unknown"},
    )

    assert response.headers["Location"] == reverse("assessment", args=[assessment.pk])
    assert said(assessment) == {"monthly-meeting": "monthly", "consultations": "unknown"}


def test_an_answer_can_be_taken_back(client, mana, assessment, now):
    say(assessment, mana, Kind.ROUTINE, now=now, monthly_meeting="monthly")
    client.force_login(mana)

    client.post(url_of(assessment), {"key": str(uuid.uuid4()), MEETING: "", f"seen-{MEETING}": "1.monthly"})

    assert said(assessment) == {"monthly-meeting": ""}


def test_a_cadence_that_is_not_offered_is_refused(client, mana, assessment):
    client.force_login(mana)

    response = client.post(url_of(assessment), {"key": str(uuid.uuid4()), MEETING: "continuous"})

    assert response.status_code == 422
    assert "Choose one of the answers offered." in text_of(response)
    assert said(assessment) == {}


def test_two_cadences_are_shown_in_words(client, mana, assessment, now):
    say(assessment, mana, Kind.ROUTINE, now=now, monthly_meeting="monthly")
    client.force_login(mana)

    response = client.post(url_of(assessment), {"key": str(uuid.uuid4()), MEETING: "weekly", f"seen-{MEETING}": "0."})

    assert response.status_code == 409
    assert "<b>Monthly</b>" in text_of(response) and "<b>Weekly</b>" in text_of(response)


def test_who_reads_and_who_answers(client, connie, bob, charlie, assessment):
    found = []
    for user in (connie, bob, charlie):
        client.force_login(user)
        found += [client.get(url_of(assessment)).status_code, client.post(url_of(assessment)).status_code]
    assert found == [403, 403, 403, 403, 404, 404]
    Assignment.objects.create(
        assessment=assessment, organization=assessment.organization, section="routines", user=connie
    )
    client.force_login(connie)

    assert client.get(url_of(assessment)).status_code == 200
    assert client.post(url_of(assessment), {"key": str(uuid.uuid4()), MEETING: "never"}).status_code == 302


def test_submitted_routines_are_only_read(client, mana, bob, assessment, now):
    say(assessment, mana, Kind.ROUTINE, now=now, monthly_meeting="monthly")
    submit(assessment, mana, now=now)
    client.force_login(bob)
    page = text_of(client.get(url_of(assessment)))
    client.force_login(mana)

    response = client.post(
        url_of(assessment), {"key": str(uuid.uuid4()), MEETING: "weekly", f"seen-{MEETING}": "1.monthly"}
    )

    assert "<select" not in page and "Monthly" in page
    assert response.status_code == 409 and "Not saved: Weekly" in text_of(response)
    assert said(assessment) == {"monthly-meeting": "monthly"}


@pytest.mark.parametrize("count", [1, 3])
def test_routines_take_so_many_queries(count, client, mana, assessment, now, django_assert_num_queries):
    names = ["monthly_meeting", "consultations", "internal_website"][:count]
    say(assessment, mana, Kind.ROUTINE, now=now, **dict.fromkeys(names, "monthly"))
    client.force_login(mana)

    with django_assert_num_queries(6):
        client.get(url_of(assessment))
    with CaptureQueriesContext(connection) as queries:
        data = {"key": str(uuid.uuid4()), "routine-lf-courses": "yearly"}
        client.post(url_of(assessment), data, headers={"hx-request": "true"})

    asked = [one["sql"] for one in queries.captured_queries]
    assert len([sql for sql in asked if not sql.startswith(("SAVEPOINT", "RELEASE"))]) == 7
