# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The practice page where views differ: the answer settles it, and says why."""

import uuid

import pytest
from django.urls import reverse

from assessments.models import Answer, Assignment, Change
from assessments.models.answer import Kind
from assessments.services.asking import save_responses
from tests.factories import make_assessment, say, submit

PART = {"hx-request": "true"}
WHY = "Why this answer, though views differ?"
SHOWN = 'name="differing" value="1"'


@pytest.fixture
def assessment(mana, aozora, now):
    return make_assessment(aozora, mana, now=now)


def url_of(assessment):
    return reverse("practice", args=[assessment.pk, "health"])


def text_of(response):
    return " ".join(response.content.decode().split())


def page_of(client, assessment):
    return text_of(client.get(url_of(assessment)))


def post(client, assessment, revision, headers=None, **said):
    posted = {"answer": "2", "reason": "", "note": "", "revision": str(revision), "key": str(uuid.uuid4()), **said}
    return client.post(url_of(assessment), posted, headers=headers or {})


def reply(assessment, now, perspective, *values):
    for value in values:
        said = {(Kind.PRACTICE, "health"): str(value)}
        save_responses(assessment=assessment, perspective=perspective, respondent=uuid.uuid4(), values=said, now=now)


@pytest.fixture
def differing(assessment, now):
    """Views three apart."""
    reply(assessment, now, "management", 4)
    reply(assessment, now, "business_unit", 1, "unknown", "unknown")


def because(assessment):
    row = Answer.objects.of(assessment).get(kind=Kind.PRACTICE, key="health")
    return (row.value, row.settled_because, row.revision)


def test_the_views_stand_on_a_strip_once_the_answer_is_set(client, mana, assessment, differing):
    client.force_login(mana)
    assert SHOWN not in page_of(client, assessment) and "apart" not in page_of(client, assessment)
    post(client, assessment, 0)

    page = page_of(client, assessment)

    assert "Management 4, Business units 1" in page and 'class="k-span"' in page
    assert "The views are 3 apart. That is a finding in itself." in page and SHOWN in page
    assert "Don’t know: 2 replies" in page


def test_the_first_answer_needs_no_reason_and_the_next_does(client, mana, assessment, differing):
    client.force_login(mana)
    assert post(client, assessment, 0).status_code == 302

    refused = post(client, assessment, 1, answer="3", note="Typed.", differing="1", settled_because=" ")

    assert refused.status_code == 422 and because(assessment) == ("2", "", 1)
    page = text_of(refused)
    assert "Say in a sentence why you answer so, though views differ." in page
    assert "Typed.</textarea>" in page and 'value="3" id="id_answer_3" checked' in page
    saved = post(client, assessment, 1, answer="3", differing="1", settled_because="Units lack the tool.")
    assert saved.status_code == 302 and because(assessment) == ("3", "Units lack the tool.", 2)
    line = Change.objects.of(assessment).get(key="health", revision=2)
    assert (line.before["value"], line.after["value"]) == ("2", "3")
    assert line.after["settled_because"] == "Units lack the tool."


def test_what_saves_itself_is_kept_while_the_reason_is_being_written(client, mana, assessment, differing):
    client.force_login(mana)
    post(client, assessment, 0)

    part = post(client, assessment, 1, headers=PART, note="Half a", differing="1", settled_because="")

    assert part.status_code == 200 and because(assessment) == ("2", "", 2)


def test_evidence_is_added_before_the_reason_is_written(client, mana, assessment, differing):
    client.force_login(mana)
    post(client, assessment, 0)
    added = {"add_evidence": "1", "text": "Minutes", "reviewed_on": "2026-11-02"}

    response = post(client, assessment, 1, differing="1", settled_because="", **added)

    assert response.status_code == 302 and response.headers["Location"].endswith("#evidence")


@pytest.mark.parametrize("said", [{}, {"settled_because": ""}], ids=["no field", "a field that was hidden"])
def test_no_reason_is_asked_of_whoever_was_not_shown_that_views_differ(client, mana, assessment, differing, said):
    client.force_login(mana)
    post(client, assessment, 0)

    assert post(client, assessment, 1, answer="3", **said).status_code == 302


def test_dont_know_settles_nothing(client, mana, assessment, differing):
    client.force_login(mana)
    post(client, assessment, 0)

    assert post(client, assessment, 1, answer="unknown", differing="1", settled_because="").status_code == 302


def test_close_views_ask_for_no_reason(client, mana, assessment, now):
    reply(assessment, now, "management", 3)
    reply(assessment, now, "ospo", 2)
    client.force_login(mana)
    post(client, assessment, 0)

    page = page_of(client, assessment)

    assert "The views are 1 apart." in page and SHOWN not in page and '<div id="differing" hidden>' in page


def test_a_save_by_itself_brings_what_differs_into_the_form(client, mana, assessment, differing):
    client.force_login(mana)
    post(client, assessment, 0, headers=PART)

    about = text_of(client.get(reverse("practice_about", args=[assessment.pk, "health"]), headers=PART))

    assert '<div id="differing" hx-swap-oob="true">' in about and SHOWN in about


def test_a_contributor_sees_neither_views_nor_reason_and_takes_none_away(client, mana, connie, assessment, differing):
    Assignment.objects.create(**assessment.whose, section="ospo", user=connie)
    client.force_login(mana)
    post(client, assessment, 0)
    post(client, assessment, 1, differing="1", settled_because="Units lack the tool.")
    client.force_login(connie)

    page = page_of(client, assessment)
    assert WHY not in page and "Units lack the tool." not in page and "differing" not in page
    post(client, assessment, 2, note="Seen.", settled_because="Mine", differing="1")
    assert because(assessment) == ("2", "Units lack the tool.", 3)

    post(client, assessment, 3, answer="1", note="Seen.")
    assert because(assessment) == ("1", "", 4)


def test_a_conflict_shows_the_reason_to_managers_alone(client, mana, connie, assessment, differing):
    Assignment.objects.create(**assessment.whose, section="ospo", user=connie)
    client.force_login(mana)
    post(client, assessment, 0)
    post(client, assessment, 1, differing="1", settled_because="Units lack the tool.")

    mine = text_of(post(client, assessment, 1, answer="3", differing="1", settled_because="They have it."))
    assert "Though views differ: <p>" not in mine
    assert "Though views differ: Units lack the tool." in mine and "Though views differ: They have it." in mine

    client.force_login(connie)
    assert "Units lack" not in text_of(post(client, assessment, 1, answer="3"))


def test_a_submitted_practice_gives_the_reason_to_managers_alone(client, mana, bob, assessment, differing, now):
    say(assessment, mana, Kind.PRACTICE, now=now, health=2)
    client.force_login(mana)
    post(client, assessment, 1, differing="1", settled_because="Units lack the tool.")
    submit(assessment, mana, now=now)

    assert "Units lack the tool." in page_of(client, assessment)
    late = post(client, assessment, 2, differing="1", settled_because="Too late.")
    assert late.status_code == 409 and "Too late.</textarea>" in text_of(late)
    client.force_login(bob)
    assert "Units lack the tool." not in page_of(client, assessment)


def test_keep_theirs_keeps_their_reason_too(client, mana, assessment, differing):
    client.force_login(mana)
    post(client, assessment, 0)
    post(client, assessment, 1, differing="1", settled_because="Units lack the tool.")
    mine = {"answer": "3", "differing": "1", "settled_because": "They have it."}

    page = text_of(post(client, assessment, 1, **mine))
    assert '<input type="hidden" name="theirs-settled_because" value="Units lack the tool."' in page
    theirs = {"theirs": "revision=2", "theirs-answer": "2", "theirs-settled_because": "Units lack the tool."}
    post(client, assessment, 1, **mine, **theirs)

    assert because(assessment) == ("2", "Units lack the tool.", 2)


def test_a_contributor_is_not_told_the_reason_to_put_together(client, mana, connie, assessment, differing):
    Assignment.objects.create(**assessment.whose, section="ospo", user=connie)
    client.force_login(mana)
    post(client, assessment, 0)
    post(client, assessment, 1, differing="1", settled_because="Units lack the tool.")
    client.force_login(connie)

    response = post(client, assessment, 1, answer="3")

    assert response.status_code == 409 and "settled_because" not in text_of(response)
