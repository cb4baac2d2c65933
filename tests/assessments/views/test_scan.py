# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Answer, Assignment
from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from assessments.services.answering import Entry, save_answers
from tests.factories import make_assessment, make_built_in_edition, say, submit

SIGN, PRACTICE = "signal-technology-only--services-technical", "practice-training"


@pytest.fixture
def assessment(mana, aozora, now):
    return make_assessment(aozora, mana, make_built_in_edition(), now=now)


def url_of(assessment):
    return reverse("scan", args=[assessment.pk])


def text_of(response):
    return " ".join(response.content.decode().split())


def said(assessment):
    return {(row.kind, row.key): (row.value, row.note) for row in Answer.objects.of(assessment)}


def test_the_scan_asks_the_seeds_situations_and_the_marked_practices(client, mana, assessment):
    client.force_login(mana)

    page = text_of(client.get(url_of(assessment)))

    assert "About 9 minutes, saved as you go." in page
    assert page.count("From Sony’s report") == 5
    assert "its scenarios are random examples" in page
    assert page.partition("12 further situations")[0].count('<div class="seg">') == 20
    assert page.count('<div class="anchors compact">') == 8
    assert "Choose the highest sentence that is fully true today." in page
    assert "Done: see your first recommendations" in page


def test_situations_that_the_seed_does_not_name_are_folded(client, mana, aozora, now):
    assessment = make_assessment(aozora, mana, now=now)
    client.force_login(mana)

    page = text_of(client.get(url_of(assessment)))

    assert "2 further situations, not from Sony’s report" in page
    assert page.count("Not from Sony’s report") == 2


def test_all_is_saved_by_one_button_and_leads_to_the_recommendations(client, mana, assessment):
    client.force_login(mana)
    edition = edition_of(assessment.edition)
    signs = {f"signal-{one.key}--{sign.key}": "us" for one in edition.situations for sign in one.signals}
    practices = {f"practice-{one.key}": "2" for one in edition.practices if one.scan}

    response = client.post(url_of(assessment), {"key": str(uuid.uuid4()), "go": "1", **signs, **practices})

    assert response.headers["Location"] == f"{reverse('results', args=[assessment.pk])}#recommendations"
    assert len(said(assessment)) == 64
    assert {value for value, _note in said(assessment).values()} == {"us", "2"}


def test_a_practices_note_outlives_a_change_on_the_scan(client, mana, assessment, now):
    entry = Entry(Kind.PRACTICE, "training", "1", 0, note="See the wiki")
    save_answers(assessment=assessment, entries=[entry], idempotency_key=uuid.uuid4(), by=mana, now=now)
    client.force_login(mana)

    client.post(url_of(assessment), {"key": str(uuid.uuid4()), PRACTICE: "3", f"seen-{PRACTICE}": "1.1"})

    assert said(assessment) == {("practice", "training"): ("3", "See the wiki")}


def test_what_is_not_applicable_is_said_and_stays(client, mana, aozora, now):
    assessment = make_assessment(aozora, mana, make_built_in_edition(), now=now)
    edition = edition_of(assessment.edition)
    key = next((one.key for one in edition.practices if one.scan and one.not_applicable), "")
    assert key, "the built-in pack offers it on a scanned practice"
    say(assessment, mana, Kind.PRACTICE, now=now, **{key.replace("-", "_"): "na"})
    client.force_login(mana)

    assert "Answered as not applicable." in text_of(client.get(url_of(assessment)))
    client.post(url_of(assessment), {"key": str(uuid.uuid4()), "go": "1", f"seen-practice-{key}": "1.na"})

    assert said(assessment)[("practice", key)][0] == "na"


def test_a_practice_that_two_answered_is_shown_by_its_anchors(client, mana, assessment, now):
    say(assessment, mana, Kind.PRACTICE, now=now, training=1)
    client.force_login(mana)

    response = client.post(url_of(assessment), {"key": str(uuid.uuid4()), PRACTICE: "3", f"seen-{PRACTICE}": "0."})

    practice = edition_of(assessment.edition).practice("training")
    assert response.status_code == 409
    assert text_of(response).count(practice.anchors[1]["en"].replace("'", "&#x27;")) == 2
    assert f'value="seen-{PRACTICE}=1.1"' in text_of(response)


def test_the_scan_is_for_managers(client, connie, bob, charlie, assessment):
    Assignment.objects.create(
        assessment=assessment, organization=assessment.organization, section="situations", user=connie
    )
    found = []
    for user in (connie, bob, charlie):
        client.force_login(user)
        found += [client.get(url_of(assessment)).status_code, client.post(url_of(assessment)).status_code]

    assert found == [403, 403, 403, 403, 404, 404]


def test_a_submitted_scan_is_only_read(client, mana, bob, assessment, now):
    say(assessment, mana, Kind.PRACTICE, now=now, training=3)
    submit(assessment, mana, now=now)
    client.force_login(bob)
    page = text_of(client.get(url_of(assessment)))
    client.force_login(mana)

    response = client.post(url_of(assessment), {"key": str(uuid.uuid4()), PRACTICE: "4", f"seen-{PRACTICE}": "1.3"})

    assert '<form method="post" data-autosave' not in page and "No answer" in page
    assert response.status_code == 409
    assert "Not saved: 4" in text_of(response)
    assert said(assessment)[("practice", "training")] == ("3", "")


def test_keep_theirs_holds_also_for_what_the_scan_does_not_offer(client, mana, alice, assessment, now):
    practice = next(one.key for one in edition_of(assessment.edition).practices if one.scan and one.not_applicable)
    theirs = Entry(Kind.PRACTICE, practice, "na", 0, "We use none.")
    save_answers(assessment=assessment, entries=[theirs], idempotency_key=uuid.uuid4(), by=alice, now=now)
    client.force_login(mana)
    field = f"practice-{practice}"
    mine = {"key": str(uuid.uuid4()), field: "3", f"seen-{field}": "0."}
    assert f'name="theirs-{field}" value="na"' in text_of(client.post(url_of(assessment), mine))

    kept = client.post(url_of(assessment), mine | {"theirs": f"seen-{field}=1.na", f"theirs-{field}": "na"})

    assert kept.status_code == 302
    row = Answer.objects.of(assessment).get(kind=Kind.PRACTICE, key=practice)
    assert (row.value, row.reason, row.revision) == ("na", "We use none.", 1)


@pytest.mark.parametrize("count", [1, 3])
def test_the_scan_takes_so_many_queries(count, client, mana, assessment, now, django_assert_num_queries):
    names = ["training", "resourcing", "charter_and_role"][:count]
    say(assessment, mana, Kind.PRACTICE, now=now, **dict.fromkeys(names, 2))
    client.force_login(mana)

    with django_assert_num_queries(6):
        client.get(url_of(assessment))
    with CaptureQueriesContext(connection) as queries:
        client.post(url_of(assessment), {"key": str(uuid.uuid4()), SIGN: "us"}, headers={"hx-request": "true"})

    asked = [one["sql"] for one in queries.captured_queries]
    assert len([sql for sql in asked if not sql.startswith(("SAVEPOINT", "RELEASE"))]) == 8
