# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What scan, situation and routines share when they save, tried on a situation."""

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Answer, Change
from assessments.models.answer import Kind
from tests.factories import make_assessment, say, submit

PART = {"hx-request": "true"}
NAMES, SURPRISE = "signal-community-underrated--names", "signal-community-underrated--surprise"
STANCE = "stance-community-underrated"


@pytest.fixture
def assessment(mana, aozora, now):
    return make_assessment(aozora, mana, now=now)


@pytest.fixture
def post(client, mana, assessment) -> Callable[..., Any]:
    """Posts what the page would, with a key of its own."""
    client.force_login(mana)
    url = reverse("situation", args=[assessment.pk, "community-underrated"])

    def send(is_part: bool = False, **said: str) -> Any:
        data = {"key": str(uuid.uuid4()), **{name.replace("__", "-"): value for name, value in said.items()}}
        return client.post(url, data, headers=PART if is_part else {})

    return send


def text_of(response):
    return " ".join(response.content.decode().split())


def said(assessment):
    rows = Answer.objects.of(assessment).order_by("key")
    return {row.key.rpartition("/")[2]: (row.value, row.revision) for row in rows}


def seen_after(response):
    return json.loads(response.headers["HX-Trigger"])["saved"]["revisions"]


def writes_of(queries):
    """Queries without what opens and closes a transaction."""
    return [one["sql"] for one in queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]


def test_a_change_saves_itself_and_says_what_was_seen_since(post, assessment):
    response = post(True, **{NAMES: "us", f"seen-{NAMES}": "0."})

    assert response.status_code == 200
    assert "Saved 18:00" in text_of(response)
    assert seen_after(response) == {f"seen-{NAMES}": "1.us"}
    assert said(assessment) == {"names": ("us", 1)}
    again = post(True, **{NAMES: "not_us", f"seen-{NAMES}": "1.us"})
    assert seen_after(again) == {f"seen-{NAMES}": "2.not_us"}


def test_only_what_was_changed_is_written(post, assessment, mana, now):
    say(assessment, mana, Kind.SIGNAL, now=now, community_underrated__names="us")
    before = Change.objects.of(assessment).count()

    post(**{NAMES: "us", f"seen-{NAMES}": "1.us", SURPRISE: "somewhat", f"seen-{SURPRISE}": "0.", STANCE: ""})

    assert said(assessment) == {"names": ("us", 1), "surprise": ("somewhat", 1)}
    assert Change.objects.of(assessment).count() == before + 1


def test_what_nobody_touched_never_conflicts(post, assessment, mana, now):
    say(assessment, mana, Kind.SIGNAL, now=now, community_underrated__names="us")

    response = post(True, **{NAMES: "", f"seen-{NAMES}": "0.", SURPRISE: "us", f"seen-{SURPRISE}": "0."})

    assert response.status_code == 200
    assert said(assessment) == {"names": ("us", 1), "surprise": ("us", 1)}


def test_two_answers_are_shown_and_one_is_chosen(post, assessment, mana, now):
    say(assessment, mana, Kind.SIGNAL, now=now, community_underrated__names="us")
    mine = {NAMES: "not_us", f"seen-{NAMES}": "0.", SURPRISE: "us", f"seen-{SURPRISE}": "0."}

    for response in (post(True, **mine), post(go="1", **mine)):
        page = text_of(response)
        assert response.status_code == 409
        assert "Two answers: choose one" in page
        assert "<b>This is us</b>" in page and "<b>Not us</b>" in page
        assert f'name="over" value="seen-{NAMES}=1.us"' in page
    assert said(assessment) == {"names": ("us", 1)}
    kept = post(over=f"seen-{NAMES}=1.us", **mine)

    assert kept.headers["Location"] == reverse("situation", args=[assessment.pk, "community-underrated"])
    assert said(assessment) == {"names": ("not_us", 2), "surprise": ("us", 1)}


def test_of_several_each_is_chosen_by_itself(post, assessment, mana, now):
    say(assessment, mana, Kind.SIGNAL, now=now, community_underrated__names="us", community_underrated__surprise="us")
    mine = {NAMES: "not_us", f"seen-{NAMES}": "0.", SURPRISE: "not_us", f"seen-{SURPRISE}": "0."}
    page = text_of(post(True, **mine))
    over = f"seen-{NAMES}=1.us seen-{SURPRISE}=1.us"
    assert f'name="merged" value="{over}"' in page and "Keep all of theirs" in page

    assert post(merged=over, **mine, **{f"merged-{NAMES}": "us", f"merged-{SURPRISE}": "not_us"}).status_code == 302
    assert said(assessment) == {"names": ("us", 1), "surprise": ("not_us", 2)}


def test_all_of_theirs_leaves_everything_as_it_is(post, assessment, mana, now):
    say(assessment, mana, Kind.SIGNAL, now=now, community_underrated__names="us")
    theirs = {"theirs": f"seen-{NAMES}=1.us", f"theirs-{NAMES}": "us"}

    assert post(**{NAMES: "not_us", f"seen-{NAMES}": "0."}, **theirs).status_code == 302
    assert said(assessment) == {"names": ("us", 1)}


def test_the_whole_page_keeps_what_was_chosen_and_typed(post, assessment, mana, now):
    say(assessment, mana, Kind.SIGNAL, now=now, community_underrated__names="us")
    note = f"note-{STANCE}"

    page = text_of(post(**{NAMES: "not_us", f"seen-{NAMES}": "0.", note: "My own words", f"seen-{STANCE}": "0."}))

    assert f'name="{NAMES}" value="not_us" id="id_{NAMES}_0" checked' in page
    assert f'name="seen-{NAMES}" value="0."' in page
    assert ">My own words</textarea>" in page


def test_a_note_that_two_wrote_is_shown_twice(post, assessment):
    post(**{STANCE: "", f"seen-{STANCE}": "0.", f"note-{STANCE}": "Theirs"})

    response = post(True, **{STANCE: "faced", f"seen-{STANCE}": "0.", f"note-{STANCE}": "Mine"})

    assert response.status_code == 409
    assert "“Theirs”" in text_of(response) and "“Mine”" in text_of(response)


def test_a_repeated_save_counts_once(post, assessment):
    data = {"key": str(uuid.uuid4()), NAMES: "us", f"seen-{NAMES}": "0."}

    first, second = post(True, **data), post(True, **data)

    assert seen_after(first) == seen_after(second) == {f"seen-{NAMES}": "1.us"}
    assert said(assessment) == {"names": ("us", 1)}


@pytest.mark.parametrize("is_part", [True, False])
def test_what_is_not_offered_is_refused(is_part, post, assessment):
    response = post(is_part, **{NAMES: "perhaps", SURPRISE: "us"})

    assert response.status_code == 422
    assert "Choose one of the answers offered." in text_of(response)
    assert f'href="#id_{NAMES}_0"' in text_of(response)
    assert said(assessment) == {}


def test_a_note_that_is_too_long_is_refused(post, assessment):
    response = post(**{f"note-{STANCE}": "x" * 5001})

    assert response.status_code == 422
    assert "Use at most 5000 characters. There are 5001 now." in text_of(response)
    assert said(assessment) == {}


def test_text_passes_the_gate(post, assessment):
    post(**{f"note-{STANCE}": " Cafe\u0301\x00\x07\r\nline "})

    assert Answer.objects.of(assessment).get().note == "Café\nline"


@pytest.mark.parametrize(
    "wrong",
    [{"key": "no"}, {"key": ""}, {f"seen-{NAMES}": "x"}, {"over": f"seen-{NAMES}=x"}, {f"seen-{NAMES}": "1.us.9"}],
)
@pytest.mark.parametrize("is_part", [True, False])
def test_what_no_page_of_ours_posts_is_malformed(is_part, wrong, post, assessment):
    assert post(is_part, **{NAMES: "us", f"seen-{NAMES}": "0."} | wrong).status_code == 400
    assert said(assessment) == {}


@pytest.mark.parametrize("is_part", [True, False])
def test_what_comes_after_the_submission_is_not_saved_and_not_lost(is_part, post, assessment, mana, now):
    say(assessment, mana, Kind.SIGNAL, now=now, community_underrated__names="us")
    submit(assessment, mana, now=now)

    response = post(is_part, **{NAMES: "not_us", f"seen-{NAMES}": "1.us", f"note-{STANCE}": "My own words"})

    page = text_of(response)
    assert response.status_code == 409
    assert "This assessment was submitted meanwhile" in page
    assert is_part or ("Not saved: Not us" in page and ">My own words</textarea>" in page)
    assert said(assessment) == {"names": ("us", 1)}


def test_going_on_confirms_what_was_carried_over(client, mana, aozora, now):
    first = make_assessment(aozora, mana, now=now - timedelta(days=90))
    say(first, mana, Kind.SIGNAL, now=now, community_underrated__names="us")
    submit(first, mana, now=now - timedelta(days=80))
    later = make_assessment(aozora, mana, now=now)
    client.force_login(mana)
    url = reverse("situation", args=[later.pk, "community-underrated"])
    data = {"key": str(uuid.uuid4()), NAMES: "us", f"seen-{NAMES}": "0.us"}
    assert "Carried over from Q3. Still true?" in text_of(client.get(url))

    client.post(url, data, headers=PART)
    assert not Answer.objects.of(later).get().is_confirmed
    client.post(url, data | {"go": "1"})

    row = Answer.objects.of(later).get()
    assert (row.value, row.revision, row.is_confirmed) == ("us", 1, True)
    assert "Carried over" not in text_of(client.get(url))


@pytest.mark.parametrize("count", [1, 3])
def test_one_change_takes_so_many_queries(count, client, post, assessment, mana, now):
    keys = ["names", "surprise", "nobody"][:count]
    say(assessment, mana, Kind.SIGNAL, now=now, **{f"community_underrated__{key}": "us" for key in keys})

    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = post(True, **{NAMES: "not_us", f"seen-{NAMES}": "1.us"})

    assert response.status_code == 200
    assert len(writes_of(queries.captured_queries)) == 7
