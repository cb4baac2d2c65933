# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.models import Change, Evidence
from assessments.queries.edition import edition_of
from assessments.services.assigning import assign_section
from assessments.services.backing import add_evidence
from tests.factories import make_assessment, submit
from tests.pages import visible


@pytest.fixture
def assessment(aozora, mana, now):
    opened = make_assessment(aozora, mana, now=now)
    edition_of(opened.edition)
    return opened


@pytest.fixture
def add(assessment, mana, now):
    def with_(practice, age, **said):
        said = {"url": "", "text": f"{practice}, {age}"} | said
        day = now.date() - timedelta(days=age)
        key = uuid.uuid4()
        return add_evidence(
            assessment=assessment, practice=practice, reviewed_on=day, idempotency_key=key, by=mana, now=now, **said
        )

    return with_


def url(assessment):
    return reverse("evidence", args=[assessment.pk])


def seen(proof, **said):
    return {"key": str(uuid.uuid4()), "seen": str(proof.pk)} | said


def days(assessment, now):
    rows = Evidence.objects.of(assessment).order_by("practice")
    return {row.practice: (now.date() - row.reviewed_on).days for row in rows}


def test_each_piece_with_practice_owner_and_how_fresh_it_is(client, mana, assessment, add):
    add("health", 400, owner="Head of legal"), add("sponsor", 320), add("strategy", 3)
    client.force_login(mana)

    text = visible(client.get(url(assessment)))

    assert "health health, 400 Kept by Head of legal. Seen 12 Oct 2025. Counted until 12 Oct 2026. Stale" in text
    assert "Counts until 31 Dec 2026. Growing stale" in text
    assert text.index("health, 400") < text.index("sponsor, 320") < text.index("strategy, 3")
    assert "Fresh 1" in text


def test_it_is_seen_again_and_taken_back(client, mana, assessment, add, now):
    proof = add("health", 400)
    client.force_login(mana)

    response = client.post(url(assessment), seen(proof, level="ospo"), follow=True)

    assert days(assessment, now) == {"health": 0}
    assert "Seen again today: “health, 400”." in visible(response)
    line = Change.objects.of(assessment).get(what="evidence", before__isnull=False)
    assert response.redirect_chain == [(f"{url(assessment)}?level=ospo&seen={line.pk}", 302)]
    response = client.post(url(assessment), {"undo": str(line.pk)}, follow=True)
    assert "Taken back" in visible(response) and days(assessment, now) == {"health": 400}
    assert "Seen again today: “" not in visible(client.get(f"{url(assessment)}?seen={line.pk}"))


def test_a_repeated_post_has_the_effect_of_one(client, mana, assessment, add, now):
    said = seen(add("health", 400))
    client.force_login(mana)

    answers = {client.post(url(assessment), said).headers["Location"] for _time in range(2)}

    assert len(answers) == 1
    assert Change.objects.of(assessment).filter(what="evidence", before__isnull=False).count() == 1


def test_what_has_changed_since_is_not_taken_back(client, mana, assessment, add):
    proof = add("health", 400)
    client.force_login(mana)
    client.post(url(assessment), seen(proof))
    line = Change.objects.of(assessment).get(what="evidence", before__isnull=False)
    proof.reviewed_on -= timedelta(days=1)
    proof.save()

    response = client.post(url(assessment), {"undo": str(line.pk)}, follow=True)

    assert "It has changed since. Nothing was taken back." in visible(response)


def test_a_contributor_sees_and_renews_what_is_theirs(client, mana, connie, assessment, add, now):
    theirs, other = add("health", 400), add("sponsor", 400)
    assign_section(assessment=assessment, section="ospo", user=connie, by=mana, now=now)
    client.force_login(connie)

    text = visible(client.get(url(assessment)))

    assert "health, 400" in text and "sponsor, 400" not in text and "All levels" not in text
    assert [client.post(url(assessment), seen(one)).status_code for one in (theirs, other)] == [302, 403]
    assert days(assessment, now) == {"health": 0, "sponsor": 400}
    client.force_login(mana)
    client.post(url(assessment), seen(other))
    line = Change.objects.of(assessment).filter(key="sponsor").latest("pk")
    client.force_login(connie)
    assert client.post(url(assessment), {"undo": str(line.pk)}).status_code == 403


def test_one_level_is_shown(client, mana, assessment, add):
    add("health", 400), add("sponsor", 400)
    client.force_login(mana)

    text = visible(client.get(url(assessment), {"level": "management"}))

    assert "sponsor, 400" in text and "health, 400" not in text


def test_empty_states(client, mana, assessment, add):
    client.force_login(mana)
    assert "No evidence is linked yet." in visible(client.get(url(assessment)))

    add("health", 3)

    assert "Nothing runs out in the next two months." in visible(client.get(url(assessment)))


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({}, 400),
        ({"key": "x", "seen": str(uuid.uuid4())}, 400),
        ({"key": str(uuid.uuid4()), "seen": "x"}, 400),
        ({"key": str(uuid.uuid4()), "seen": str(uuid.uuid4())}, 404),
        ({"undo": "1"}, 404),
        ({"undo": "x"}, 404),
    ],
)
def test_what_no_page_posts_is_refused(client, mana, assessment, said, status):
    client.force_login(mana)

    assert client.post(url(assessment), said).status_code == status


def test_a_submitted_assessment_leads_to_its_results(client, mana, assessment, add, now):
    proof = add("health", 400)
    submit(assessment, mana, now=now)
    client.force_login(mana)

    for response in (client.get(url(assessment)), client.post(url(assessment), seen(proof))):
        assert response.headers["Location"] == reverse("results", args=[assessment.pk])
    assert days(assessment, now) == {"health": 400}


@pytest.mark.parametrize("count", [1, 3])
def test_queries_are_constant(client, mana, assessment, add, count, django_assert_num_queries):
    for age in range(count):
        add("health", 380 + age), add("sponsor", age)
    client.force_login(mana)

    with django_assert_num_queries(8):
        client.get(url(assessment))
