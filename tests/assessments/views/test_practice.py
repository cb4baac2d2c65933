# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
import re
import uuid
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import Organization, Role
from assessments.models import Answer, Assignment, Change, Evidence
from assessments.models.answer import Kind
from assessments.services.asking import save_responses
from assessments.services.backing import add_evidence
from tests.factories import CONFORMANCE, join, make_assessment, make_edition, make_organization, make_user, say, submit

PART = {"hx-request": "true"}
KEYS = ("strategy", "charter", "health")
UUIDS = "5f2a7c1e-6b1d-4a8f-9c3e-0d2b4f6a8c10"


@pytest.fixture
def assessment(mana, aozora, now):
    return make_assessment(aozora, mana, now=now)


def url_of(assessment, key="health"):
    return reverse("practice", args=[assessment.pk, key])


def text_of(response):
    return " ".join(response.content.decode().split())


def posted(**said):
    """What the page posts, with a key of its own."""
    return {"answer": "2", "reason": "", "note": "", "revision": "0", "key": str(uuid.uuid4()), **said}


def row_of(assessment, key="health"):
    return Answer.objects.of(assessment).filter(kind=Kind.PRACTICE, key=key).first()


def said_of(assessment, key="health"):
    row = row_of(assessment, key)
    return row and (row.value, row.reason, row.note, row.revision)


def evidence_of(assessment):
    rows = Evidence.objects.of(assessment).order_by("pk")
    return [(row.practice, row.url, row.text, row.reviewed_on) for row in rows]


def back(assessment, by, day, text="Minutes", practice="health", now=None):
    return add_evidence(
        assessment=assessment,
        practice=practice,
        url="",
        text=text,
        reviewed_on=day,
        idempotency_key=uuid.uuid4(),
        by=by,
        now=now or datetime.fromisoformat("2026-11-16T09:00+00:00"),
    )


def assign(assessment, section, user):
    Assignment.objects.create(assessment=assessment, organization=assessment.organization, section=section, user=user)


# Saving


def test_a_save_by_itself_says_saved_on_the_organizations_clock(client, mana, assessment):
    client.force_login(mana)

    response = client.post(url_of(assessment), posted(note="Since May."), headers=PART)

    assert said_of(assessment) == ("2", "", "Since May.", 1)
    assert response.status_code == 200
    assert "Saved 18:00" in text_of(response)  # 09:00 UTC, in Tokyo
    assert "<!doctype" not in text_of(response).lower()
    assert json.loads(response.headers["HX-Trigger"]) == {"saved": {"revisions": {"revision": 1}}}


def test_save_and_continue_leads_to_the_next_practice_of_the_level(client, mana, assessment):
    client.force_login(mana)

    response = client.post(url_of(assessment, "charter"), posted())

    assert (response.status_code, response.headers["Location"]) == (302, url_of(assessment, "health"))
    assert said_of(assessment, "charter") == ("2", "", "", 1)


@pytest.mark.parametrize(
    ("key", "follows"), [("health", "training"), ("publishing", "routines")], ids=["next level", "routines"]
)
def test_after_a_level_comes_the_next_section(client, mana, assessment, key, follows):
    client.force_login(mana)
    urls = {"training": url_of(assessment, "training"), "routines": reverse("routines", args=[assessment.pk])}

    assert client.post(url_of(assessment, key), posted()).headers["Location"] == urls[follows]


def test_a_contributor_is_led_through_what_is_assigned_to_them(client, connie, mana, assessment):
    for section in ("management", "business-units"):
        assign(assessment, section, connie)
    client.force_login(connie)

    assert client.post(url_of(assessment, "sponsor"), posted()).headers["Location"] == url_of(assessment, "sharing")
    last = client.post(url_of(assessment, "publishing"), posted()).headers["Location"]
    assert last == reverse("assessment", args=[assessment.pk])
    assert client.post(url_of(assessment, "health"), posted()).status_code == 403
    assert said_of(assessment) is None


def test_the_same_key_counts_once_and_is_answered_the_same(client, mana, assessment):
    client.force_login(mana)
    save = posted(note="Once.")

    first = client.post(url_of(assessment), save, headers=PART)
    again = client.post(url_of(assessment), save, headers=PART)

    assert (again.status_code, again.headers["HX-Trigger"]) == (200, first.headers["HX-Trigger"])
    assert said_of(assessment) == ("2", "", "Once.", 1)
    assert Change.objects.of(assessment).filter(what="practice").count() == 1


def test_a_late_repeat_brings_no_revision_that_would_overwrite_somebody_else(client, mana, alice, assessment):
    client.force_login(mana)
    save = posted()
    client.post(url_of(assessment), save, headers=PART)
    say(assessment, alice, Kind.PRACTICE, health=4)

    repeat = client.post(url_of(assessment), save, headers=PART)
    revision = json.loads(repeat.headers["HX-Trigger"])["saved"]["revisions"]["revision"]
    following = client.post(url_of(assessment), posted(answer="1", revision=str(revision)), headers=PART)

    assert (repeat.status_code, revision, following.status_code) == (200, 1, 409)
    assert said_of(assessment) == ("4", "", "", 2)


def test_what_was_carried_over_is_confirmed_by_saving_it_unchanged(client, mana, aozora, now):
    earlier = now - timedelta(days=92)
    first = make_assessment(aozora, mana, now=earlier)
    say(first, mana, Kind.PRACTICE, now=earlier, health=2)
    submit(first, mana, now=earlier)
    assessment = make_assessment(aozora, mana, now=now)
    client.force_login(mana)

    page = text_of(client.get(url_of(assessment)))
    assert "Carried over from Q3. Still true?" in page
    assert "Your answer in Q3" in page
    assert 'value="2" id="id_answer_2" checked' in page
    client.post(url_of(assessment), posted())

    row = row_of(assessment)
    assert (row.value, row.is_confirmed, row.revision, row.answered_by) == ("2", True, 1, mana)
    assert "Still true?" not in text_of(client.get(url_of(assessment)))


def test_going_on_without_a_word_writes_nothing(client, mana, assessment):
    client.force_login(mana)

    response = client.post(url_of(assessment), posted(answer="", revision="0"))

    assert response.status_code == 302
    assert row_of(assessment) is None


def test_a_note_may_stand_before_an_answer(client, mana, assessment):
    client.force_login(mana)

    client.post(url_of(assessment), posted(answer="", note="Ask Ken."), headers=PART)
    assert said_of(assessment) == ("", "", "Ask Ken.", 1)
    client.post(url_of(assessment), posted(answer="", note="", revision="1"), headers=PART)
    assert said_of(assessment) == ("", "", "", 2)


def test_dont_know_is_an_answer(client, mana, assessment):
    client.force_login(mana)

    client.post(url_of(assessment), posted(answer="unknown"))

    assert said_of(assessment) == ("unknown", "", "", 1)


# Not applicable


def test_not_applicable_is_offered_only_where_the_edition_offers_it(client, mana, assessment):
    client.force_login(mana)

    offered, missing = (text_of(client.get(url_of(assessment, key))) for key in ("health", "charter"))

    assert "When: nothing is used" in offered and 'name="reason"' in offered
    assert "Not applicable to us" not in missing and 'name="reason"' not in missing
    response = client.post(url_of(assessment, "charter"), posted(answer="na", reason="No."), headers=PART)
    assert response.status_code == 422
    assert "Choose one of the answers offered." in text_of(response)
    assert row_of(assessment, "charter") is None


@pytest.mark.parametrize("headers", [{}, PART], ids=["page", "part"])
def test_not_applicable_asks_why_and_keeps_the_note(client, mana, assessment, headers):
    client.force_login(mana)

    response = client.post(url_of(assessment), posted(answer="na", note="My note."), headers=headers)

    assert response.status_code == 422
    assert "Say in a sentence why it doesn’t apply to you." in text_of(response)
    assert row_of(assessment) is None
    if not headers:
        assert ">My note.</textarea>" in text_of(response)
        assert 'value="na" id="id_answer_na" checked' in text_of(response)
        assert '<a href="#id_reason">' in text_of(response)


def test_not_applicable_with_a_reason_is_saved(client, mana, assessment):
    client.force_login(mana)

    client.post(url_of(assessment), posted(answer="na", reason="We use none."))

    assert said_of(assessment) == ("na", "We use none.", "", 1)


# Two at once


@pytest.fixture
def conflict(client, mana, alice, assessment):
    """Alice has answered since Mana opened the page."""
    say(assessment, alice, Kind.PRACTICE, health=4)
    client.force_login(mana)
    return posted(answer="1", note="Mine, and typed with care.")


@pytest.mark.parametrize("headers", [{}, PART], ids=["page", "part"])
def test_nothing_is_overwritten_and_both_answers_are_shown(client, assessment, conflict, headers):
    response = client.post(url_of(assessment), conflict, headers=headers)

    assert response.status_code == 409
    assert said_of(assessment) == ("4", "", "", 1)
    page = text_of(response)
    assert "Two answers: choose one" in page
    assert "Alice, 16 Nov 2026, 18:00" in page and "health 4" in page
    assert "You, not saved" in page and "health 1" in page
    assert page.count("Mine, and typed with care.") == (2 if headers else 3)  # beside theirs, to merge, in its field
    assert 'name="over" value="revision=1"' in page
    assert ("HX-Trigger" in response.headers) == bool(headers)


def test_use_mine_saves_over_what_was_seen(client, assessment, conflict):
    response = client.post(url_of(assessment), conflict | {"over": "revision=1"})

    assert (response.status_code, response.headers["Location"]) == (302, url_of(assessment))
    assert said_of(assessment) == ("1", "", "Mine, and typed with care.", 2)


def test_use_mine_over_what_has_moved_on_again_is_a_conflict_again(client, alice, assessment, conflict):
    say(assessment, alice, Kind.PRACTICE, health=0)

    response = client.post(url_of(assessment), conflict | {"over": "revision=1"})

    assert response.status_code == 409
    assert 'name="over" value="revision=2"' in text_of(response)
    assert said_of(assessment)[0] == "0"


def test_keep_theirs_writes_nothing_and_goes_on_from_there(client, assessment, conflict):
    kept = {"theirs": "revision=1", "theirs-answer": "4", "theirs-note": ""}

    response = client.post(url_of(assessment), conflict | kept)

    assert (response.status_code, response.headers["Location"]) == (302, url_of(assessment))
    assert said_of(assessment) == ("4", "", "", 1)


def test_what_was_put_together_is_saved_over_what_was_seen(client, assessment, conflict):
    both = {"merged": "revision=1", "merged-answer": "4", "merged-note": "Both."}

    assert client.post(url_of(assessment), conflict | both).status_code == 302
    assert said_of(assessment) == ("4", "", "Both.", 2)


def test_what_was_put_together_does_not_overwrite_what_moved_on_again(client, alice, assessment, conflict):
    say(assessment, alice, Kind.PRACTICE, health=0)

    response = client.post(url_of(assessment), conflict | {"merged": "revision=1", "merged-note": "Both."})

    assert response.status_code == 409
    assert ">Both.</textarea>" in text_of(response)
    assert said_of(assessment)[0] == "0"


def test_choices_that_no_button_sent_change_nothing(client, assessment, conflict):
    """What saves itself may carry the panel's fields along."""
    response = client.post(url_of(assessment), conflict | {"merged-answer": "4", "theirs-answer": "4"}, headers=PART)

    assert response.status_code == 409 and "You, not saved" in text_of(response)


def test_both_notes_show_what_changed_since_the_one_before(client, mana, alice, assessment):
    client.force_login(mana)
    client.post(url_of(assessment), posted(note="Old words here."), headers=PART)
    client.force_login(alice)
    client.post(url_of(assessment), posted(note="Old words there.", revision="1"), headers=PART)
    client.force_login(mana)

    page = text_of(client.post(url_of(assessment), posted(note="New words here.", revision="1"), headers=PART))

    assert "Old words <del>here</del><ins>there</ins>." in page
    assert "<del>Old</del><ins>New</ins> words here." in page
    assert ">New words there.</textarea>" in page


def test_the_same_words_from_two_people_are_no_conflict(client, mana, alice, assessment):
    say(assessment, alice, Kind.PRACTICE, health=4)
    client.force_login(mana)

    response = client.post(url_of(assessment), posted(answer="4"), headers=PART)

    assert response.status_code == 200
    assert json.loads(response.headers["HX-Trigger"])["saved"]["revisions"] == {"revision": 1}


# Too late


def test_too_late_by_itself_says_closed(client, mana, assessment, now):
    submit(assessment, mana, now=now)
    client.force_login(mana)

    response = client.post(url_of(assessment), posted(note="Late."), headers=PART)

    assert response.status_code == 409
    assert json.loads(response.headers["HX-Trigger"]) == {"unsaved": {"kind": "closed", "day": "16 Nov 2026"}}
    assert "This assessment was submitted meanwhile" in text_of(response)
    assert reverse("results", args=[assessment.pk]) in text_of(response)
    assert row_of(assessment) is None


def test_too_late_by_a_button_leaves_the_words_to_be_copied(client, mana, assessment, now):
    submit(assessment, mana, now=now)
    client.force_login(mana)

    response = client.post(url_of(assessment), posted(answer="na", reason="Nothing.", note="Late words."))

    assert response.status_code == 409
    assert "readonly>Late words.</textarea>" in text_of(response)
    assert "readonly>Nothing.</textarea>" in text_of(response)
    assert "<form" not in text_of(response).split("<main")[1]
    assert row_of(assessment) is None


def test_submitted_it_is_read_by_every_member(client, mana, bob, aozora, assessment, now):
    say(assessment, mana, Kind.PRACTICE, health=3)
    back(assessment, mana, date(2026, 11, 1))
    submit(assessment, mana, now=now)
    client.force_login(bob)

    page = text_of(client.get(url_of(assessment)))

    assert "The answer" in page and "Minutes" in page and "Your target" in page
    assert "<form" not in page.split("<main")[1] and "Other views" not in page


def test_an_open_one_is_not_for_viewers(client, bob, assessment):
    client.force_login(bob)

    assert client.get(url_of(assessment)).status_code == 403
    assert client.get(reverse("practice_about", args=[assessment.pk, "health"])).status_code == 403
    assert client.post(url_of(assessment), posted()).status_code == 403


@pytest.mark.parametrize("key", ["nothing-such", "old-charter"])
def test_a_practice_that_is_not_asked_is_not_found(client, mana, assessment, key):
    client.force_login(mana)

    assert client.get(url_of(assessment, key)).status_code == 404
    assert client.post(url_of(assessment, key), posted()).status_code == 404


# Evidence


def test_evidence_is_added_with_the_answer(client, mana, assessment):
    client.force_login(mana)
    save = posted(add_evidence="1", url="https://example.org/list", text="List", reviewed_on="2026-11-15")

    response = client.post(url_of(assessment), save)
    client.post(url_of(assessment), save)  # a second press

    assert (response.status_code, response.headers["Location"]) == (302, url_of(assessment) + "#evidence")
    assert said_of(assessment) == ("2", "", "", 1)
    assert evidence_of(assessment) == [("health", "https://example.org/list", "List", date(2026, 11, 15))]
    page = text_of(client.get(url_of(assessment)))
    assert "The evidence was added." in page
    assert '<a href="https://example.org/list" rel="noopener noreferrer nofollow">List</a>' in page
    assert "Seen 15 Nov 2026. Counts until 15 Nov 2027." in page


def test_evidence_that_was_filled_in_goes_along_with_save_and_continue(client, mana, assessment):
    client.force_login(mana)

    client.post(url_of(assessment), posted(text="Minutes", reviewed_on=""))

    assert evidence_of(assessment) == [("health", "", "Minutes", date(2026, 11, 16))]


def test_evidence_is_not_sent_by_itself(client, mana, assessment):
    client.force_login(mana)

    client.post(url_of(assessment), posted(text="Minu", reviewed_on=""), headers=PART)

    assert (said_of(assessment), evidence_of(assessment)) == (("2", "", "", 1), [])


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"url": "", "text": ""}, "Enter a link, or say what somebody would see."),
        ({"url": "ftp://example.org"}, "Enter a link that starts with https:// or http://."),
        ({"url": "javascript:alert(1)"}, "Enter a link that starts with https:// or http://."),
        ({"url": "https://[::1"}, "Enter a link that starts with https:// or http://."),
        ({"url": "https://"}, "Enter a link that starts with https:// or http://."),
        ({"text": "t", "reviewed_on": "2026-11-17"}, "Enter the day of the last look, today at the latest."),
        ({"text": "t", "reviewed_on": "yesterday"}, "Enter a day, such as 2026-11-22."),
        ({"text": "t" * 501}, "Use at most 500 characters. There are 501 now."),
        ({"url": "https://example.org/" + "u" * 981}, "Use at most 1000 characters. There are 1001 now."),
    ],
)
def test_faulty_evidence_keeps_all_from_being_written(client, mana, assessment, said, message):
    client.force_login(mana)

    response = client.post(url_of(assessment), posted(add_evidence="1", note="Kept.", **said))

    assert response.status_code == 422
    assert message in text_of(response)
    assert ">Kept.</textarea>" in text_of(response)
    assert (row_of(assessment), evidence_of(assessment)) == (None, [])


def test_evidence_may_be_seen_today_where_the_day_began_earlier(client, mana, assessment):
    client.force_login(mana)

    with_today = posted(add_evidence="1", text="t", reviewed_on="2026-11-16")

    assert client.post(url_of(assessment), with_today).status_code == 302


def test_a_conflict_keeps_evidence_from_being_added(client, assessment, conflict):
    response = client.post(url_of(assessment), conflict | {"add_evidence": "1", "text": "My minutes"})

    assert response.status_code == 409
    assert evidence_of(assessment) == []
    assert 'value="My minutes"' in text_of(response)


def test_evidence_is_removed_and_brought_back_once(client, mana, assessment):
    evidence = back(assessment, mana, date(2026, 11, 1))
    client.force_login(mana)

    removed = client.post(url_of(assessment), posted(remove=str(evidence.pk)), follow=True)
    assert evidence_of(assessment) == []
    assert "Removed: “Minutes”." in text_of(removed)
    (undo,) = [line.pk for line in Change.objects.of(assessment).filter(what="evidence", before__isnull=False)]
    assert f'name="undo" value="{undo}"' in text_of(removed)
    for _ in range(2):
        client.post(url_of(assessment), posted(undo=str(undo), revision="1"))

    assert evidence_of(assessment) == [("health", "", "Minutes", date(2026, 11, 1))]


def test_another_practices_evidence_is_not_removed_from_here(client, connie, mana, assessment):
    evidence = back(assessment, mana, date(2026, 11, 1), practice="charter")
    assign(assessment, "management", connie)
    client.force_login(connie)

    client.post(url_of(assessment, "sponsor"), posted(remove=str(evidence.pk)))

    assert len(evidence_of(assessment)) == 1


@pytest.mark.parametrize(
    ("named", "status"),
    [({"remove": "x"}, 400), ({"undo": "x"}, 404), ({"undo": "0"}, 404), ({"undo": "9" * 30}, 404)],
)
def test_buttons_that_name_nothing_change_nothing(client, mana, assessment, named, status):
    back(assessment, mana, date(2026, 11, 1))
    client.force_login(mana)

    assert client.post(url_of(assessment), posted(**named)).status_code == status
    assert len(evidence_of(assessment)) == 1


def test_old_evidence_is_marked(client, mana, assessment):
    back(assessment, mana, date(2025, 11, 16), "One year old")
    back(assessment, mana, date(2025, 11, 15), "Older")
    client.force_login(mana)

    page = text_of(client.get(url_of(assessment)))

    assert "Seen 16 Nov 2025. Counts until 16 Nov 2026." in page
    assert "Seen 15 Nov 2025." in page and page.count("Stale: too old to count") == 1


# What is posted by no page of ours


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": ""},
        {"key": "x"},
        {"key": "{" + UUIDS + "}"},
        {"key": UUIDS + "\n"},
        {"key": "１" * 36},
        {"revision": ""},
        {"revision": "-1"},
        {"revision": "1.0"},
        {"revision": "１"},
        {"revision": "9" * 10},
        {"over": "revision=x"},
        {"over": "revision"},
    ],
    ids=str,
)
@pytest.mark.parametrize("headers", [{}, PART], ids=["page", "part"])
def test_a_malformed_key_or_revision_is_400(client, mana, assessment, wrong, headers):
    client.force_login(mana)

    assert client.post(url_of(assessment), posted(**wrong), headers=headers).status_code == 400
    assert row_of(assessment) is None


@pytest.mark.parametrize("missing", ["key", "revision"])
def test_a_missing_key_or_revision_is_400(client, mana, assessment, missing):
    client.force_login(mana)
    save = posted()
    del save[missing]

    assert client.post(url_of(assessment), save).status_code == 400


@pytest.mark.parametrize("answer", ["5", "-1", "2.0", "us", "NA", "2\0", "２", "0" * 1000])
def test_an_answer_that_is_not_offered_is_422(client, mana, assessment, answer):
    client.force_login(mana)

    response = client.post(url_of(assessment), posted(answer=answer, note="Kept."))

    assert response.status_code == 422
    assert "Choose one of the answers offered." in text_of(response) and ">Kept.</textarea>" in text_of(response)
    assert row_of(assessment) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\0b", "ab"),
        ("e\u0301", "é"),
        ("ソニー\r\nの\u200fRTL עברית", "ソニー\nの\u200fRTL עברית"),
        ("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("  spaces  ", "spaces"),
        ("x" * 5000, "x" * 5000),
    ],
    ids=["NUL", "NFC", "RTL", "emoji", "markup", "spaces", "longest"],
)
def test_texts_pass_the_gate(client, mana, assessment, typed, kept):
    client.force_login(mana)

    assert client.post(url_of(assessment), posted(note=typed)).status_code == 302
    assert row_of(assessment).note == kept
    assert "<script>alert" not in text_of(client.get(url_of(assessment)))


def test_a_lone_surrogate_is_no_error_of_ours(client, mana, assessment):
    client.force_login(mana)
    body = f"answer=2&revision=0&key={uuid.uuid4()}&note=a%ED%A0%80b"

    response = client.post(url_of(assessment), body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 302
    row_of(assessment).note.encode()


@pytest.mark.parametrize("length", [5001, 900_000])
def test_a_text_that_is_too_long_is_422_and_stays(client, mana, assessment, length):
    client.force_login(mana)

    response = client.post(url_of(assessment), posted(note="y" * length))

    assert response.status_code == 422
    assert f"Use at most 5000 characters. There are {length} now." in text_of(response)
    assert "y" * length in response.content.decode()
    assert row_of(assessment) is None


def test_more_than_the_server_takes_is_refused(client, mana, assessment):
    client.force_login(mana)
    save = posted(note="z" * 1_100_000)

    response = client.post(
        url_of(assessment),
        "&".join(f"{name}={value}" for name, value in save.items()),
        content_type="application/x-www-form-urlencoded",
    )

    assert response.status_code in (400, 413)
    assert row_of(assessment) is None


# How many queries


@pytest.mark.parametrize("count", [1, 3])
def test_a_save_takes_seven_queries(client, mana, assessment, django_assert_num_queries, count):
    say(assessment, mana, Kind.PRACTICE, **dict.fromkeys(["health", "charter", "training"][:count], 1))
    for number in range(count):
        back(assessment, mana, date(2026, 11, 1), f"Minutes {number}")
    client.force_login(mana)
    client.get(url_of(assessment))  # the edition is in memory

    with django_assert_num_queries(7 + 2):  # and a savepoint, set and released
        client.post(url_of(assessment), posted(revision="1"), headers=PART)


def test_a_contributors_save_takes_eight_queries(client, connie, assessment, django_assert_num_queries):
    assign(assessment, "ospo", connie)
    client.force_login(connie)
    client.get(url_of(assessment))

    with django_assert_num_queries(8 + 2):
        client.post(url_of(assessment), posted(), headers=PART)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_eight_queries(client, mana, aozora, now, django_assert_num_queries, count):
    earlier = now - timedelta(days=92)
    first = make_assessment(aozora, mana, now=earlier)
    say(first, mana, Kind.PRACTICE, now=earlier, **dict.fromkeys(["health", "charter", "training"][:count], 1))
    for number in range(count):
        back(first, mana, date(2026, 8, 1), f"Minutes {number}", now=earlier)
    submit(first, mana, now=earlier)
    assessment = make_assessment(aozora, mana, now=now)
    say(assessment, mana, Kind.PRACTICE, **dict.fromkeys(["health", "charter", "training"][:count], 2))
    client.force_login(mana)
    client.get(url_of(assessment))

    with django_assert_num_queries(8):
        client.get(url_of(assessment))


def test_an_owner_above_and_a_second_manager_save_too(client, aozora, assessment):
    second = join(make_user("Second"), aozora, Role.MANAGER).user
    client.force_login(second)

    client.post(url_of(assessment), posted())

    assert row_of(assessment).answered_by == second


def test_a_page_in_japanese_keeps_its_fields(client, mana, assessment):
    client.force_login(mana)

    page = text_of(client.get(url_of(assessment), headers={"accept-language": "ja"}))

    assert 'name="revision" value="0"' in page and '<html lang="ja"' in page


# What stands beside the question


def about_of(client, assessment, key="health"):
    return text_of(client.get(reverse("practice_about", args=[assessment.pk, key]), headers=PART))


def reply(assessment, now, perspective, *values, key="health"):
    for value in values:
        save_responses(
            assessment=assessment,
            perspective=perspective,
            respondent=uuid.uuid4(),
            values={(Kind.PRACTICE, key): str(value)},
            now=now,
        )


@pytest.mark.parametrize("said", [None, "unknown"])
def test_before_an_answer_nothing_leads(client, mana, assessment, now, said):
    reply(assessment, now, "management", 4)
    if said:
        say(assessment, mana, Kind.PRACTICE, health=said)
    client.force_login(mana)

    for page in (text_of(client.get(url_of(assessment))), about_of(client, assessment)):
        assert "You see it once you have answered" in page
        assert "You see what others say once you have answered" in page
        assert "1 reply" not in page and "Advice that builds on it" not in page
        assert ">Your target</em>" not in page


def test_after_an_answer_target_and_views_show(client, mana, assessment, now):
    reply(assessment, now, "management", 4)
    say(assessment, mana, Kind.PRACTICE, health=1)
    client.force_login(mana)

    about = about_of(client, assessment)

    assert '<em class="lbl line" id="target-3" hx-swap-oob="true">Your target</em>' in about
    assert "<b>Management</b>" in about and "4: 1 reply" in about
    assert "Advice that builds on it" in about and "Engage" in about
    page = text_of(client.get(url_of(assessment)))
    assert '<em id="target-3" class="lbl line">Your target</em>' in page and "hx-swap-oob" not in page


@pytest.mark.parametrize(
    ("replies", "shown"),
    [([1, 1, 2, 2], False), ([1, 1, 2, 2, "unknown"], False), ([1, 1, 2, 2, "na"], False), ([1, 1, 2, 2, 4], True)],
    ids=["four", "four and one who doesn't know", "four and one not applicable", "five"],
)
def test_employees_are_shown_from_five_numbers_on(client, mana, assessment, now, replies, shown):
    reply(assessment, now, "employee", *replies)
    say(assessment, mana, Kind.PRACTICE, health=1)
    client.force_login(mana)

    about = about_of(client, assessment)

    assert ("1: 2 replies" in about) == shown
    assert ("2: 2 replies" in about) == shown
    assert ("Fewer than 5 have answered with a number" in about) != shown


def test_other_views_are_for_managers_alone(client, connie, bob, mana, assessment, now):
    reply(assessment, now, "management", 4)
    say(assessment, mana, Kind.PRACTICE, health=1)
    assign(assessment, "ospo", connie)
    client.force_login(connie)
    assert "Your target" in about_of(client, assessment)
    assert "Other views" not in about_of(client, assessment) and "See all targets" not in about_of(client, assessment)
    submit(assessment, mana, now=now)

    client.force_login(bob)
    assert "Other views" not in about_of(client, assessment)


def test_what_was_carried_over_shows_no_target_until_it_is_confirmed(client, mana, aozora, now):
    earlier = now - timedelta(days=92)
    first = make_assessment(aozora, mana, make_edition("edition-before"), now=earlier)
    say(first, mana, Kind.PRACTICE, now=earlier, old_charter=2)
    back(first, mana, date(2026, 8, 1), "Charter of May", "old-charter", now=earlier)
    submit(first, mana, now=earlier)
    assessment = make_assessment(aozora, mana, make_edition(now=now), now=now)
    client.force_login(mana)

    about = about_of(client, assessment, "charter")
    assert "2026 Q3: <b>2</b>" in about and "Evidence: Charter of May, seen 1 Aug 2026" in about
    assert "You see it once you have answered" in about
    client.post(url_of(assessment, "charter"), posted())

    assert 'id="target-3"' in about_of(client, assessment, "charter")


def test_the_target_is_ones_own_before_the_profiles(client, mana, aozora, now):
    assessment = make_assessment(aozora, mana, now=now, profile="leader", targets={"strategy": 1})
    say(assessment, mana, Kind.PRACTICE, strategy=1, charter=1, health=1)
    client.force_login(mana)

    targets = {key: re.findall(r'id="target-(\d)"', about_of(client, assessment, key)) for key in KEYS}

    assert targets == {"strategy": ["1"], "charter": ["4"], "health": ["3"]}


@pytest.mark.parametrize("count", [1, 3])
def test_the_aside_takes_seven_queries(client, mana, aozora, now, django_assert_num_queries, count):
    earlier = now - timedelta(days=92)
    first = make_assessment(aozora, mana, now=earlier)
    say(first, mana, Kind.PRACTICE, now=earlier, health=1)
    for number in range(count):
        back(first, mana, date(2026, 8, 1), f"Minutes {number}", now=earlier)
    submit(first, mana, now=earlier)
    assessment = make_assessment(aozora, mana, now=now)
    say(assessment, mana, Kind.PRACTICE, health=2)
    reply(assessment, now, "management", *range(count))
    client.force_login(mana)
    about_of(client, assessment)

    with django_assert_num_queries(7):
        about_of(client, assessment)


def test_what_the_group_answered_holds_until_one_answers(client, mana, alice, aozora, now, django_assert_num_queries):
    practices = [
        practice | ({"asked_at": ["group"]} if practice["key"] == "health" else {})
        for practice in json.loads((CONFORMANCE / "edition.json").read_text(), parse_float=Decimal)["practices"]
    ]
    edition = make_edition(practices=practices)
    Organization.objects.filter(pk=aozora.pk).update(kind="group")
    group = make_assessment(Organization.objects.get(pk=aozora.pk), alice, edition, now=now)
    say(group, alice, Kind.PRACTICE, health=4)
    submit(group, alice, now=now)
    unit = make_organization("Imaging", above=aozora, kind="company")
    assessment = make_assessment(unit, alice, edition, now=now)
    client.force_login(mana)
    client.get(url_of(assessment))

    with django_assert_num_queries(8):
        page = text_of(client.get(url_of(assessment)))
    assert "Answered for all by Aozora, 2026 Q4: 4" in page
    assert f"/assessments/{group.pk}/practices/health/" in client.get(url_of(assessment)).content.decode()
    assert "It counts here too." in page and "Take over the answer" not in page

    client.post(url_of(assessment), posted())
    page = text_of(client.get(url_of(assessment)))
    assert "You answer for yourselves instead" in page and "Take over the answer of Aozora" in page

    client.post(url_of(assessment), posted(revision="1", take_over="yes"))
    assert Answer.objects.of(assessment).get(key="health").value == ""
    assert "It counts here too." in text_of(client.get(url_of(assessment)))


def test_evidence_says_who_keeps_it_also_after_undo(client, mana, assessment):
    client.force_login(mana)
    client.post(url_of(assessment), posted(text="Minutes", owner="Head of legal", add_evidence="1"))
    row = Evidence.objects.of(assessment).get()
    assert "Kept by Head of legal." in text_of(client.get(url_of(assessment)))

    client.post(url_of(assessment), posted(remove=str(row.pk)))
    line = Change.objects.of(assessment).filter(what="evidence").latest("pk")
    client.post(url_of(assessment), posted(undo=str(line.pk)))

    assert Evidence.objects.of(assessment).get().owner == "Head of legal"
