# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Pages with several questions, and questionnaires by link, that are older than a move to another edition."""

import json
import uuid
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Answer, Assessment, Edition, Response
from assessments.models.answer import Kind
from assessments.queries.promise import minutes_of
from assessments.services.moving import move_assessment
from tests.factories import (
    CONFORMANCE,
    make_asking_edition,
    make_assessment,
    make_edition,
    make_invitation,
    make_link,
    say,
)
from tests.pages import visible

LATER = datetime(2026, 2, 2, tzinfo=UTC)


@pytest.fixture
def opened(aozora, mana, now) -> Assessment:
    return make_assessment(aozora, mana, make_asking_edition(), now=now, profile="leader")


def renamed_edition(*names: tuple[str, str], **changes: Any) -> Edition:
    """The edition with other keys, from old to new, and with changes."""
    row = Edition.objects.get(version="1.2.0")
    text = row.document
    for old, new in names:
        text = text.replace(f'"{old}"', f'"{new}"')
    document = json.loads(text, parse_float=Decimal)
    renames: dict[str, Any] = {"practices": {"old-charter": "charter"}}
    for old, new in names:
        for kind in ("practices", "situations", "routines", "facts", "profiles"):
            if any(one["key"] == new for one in document[kind]):
                renames.setdefault(kind, {})[old] = new
    return make_edition(now=LATER, **document | {"edition": "1.3.0", "renames": renames} | changes)


def without(kind: str, key: str) -> dict[str, Any]:
    """A smaller edition: it lacks one thing, and all that could refer to it."""
    document = json.loads((CONFORMANCE / "edition.json").read_text(), parse_float=Decimal)
    left = {name: document[name] for name in ("practices", "situations", "routines")}
    left[kind] = [one for one in left[kind] if one["key"] != key]
    bare = {"recommendations": [], "stages": [], "profiles": [], "samples": []}
    return {
        "practices": left["practices"],
        "situations": [one | {"practices": ["sponsor"]} for one in left["situations"]],
        "routines": [one | {"supports": ["sponsor"]} for one in left["routines"]],
        **bare,
    }


def move(assessment: Assessment, edition: Edition, by, now) -> Assessment:
    return move_assessment(assessment=assessment, edition=edition, by=by, now=now)


def post(client: Client, name: str, assessment: Assessment, *args: str, is_part: bool = True, **fields: str) -> Any:
    posted = {name.replace("_", "-"): value for name, value in fields.items()} | {"key": str(uuid.uuid4())}
    headers = {"HX-Request": "true"} if is_part else {}
    return client.post(reverse(name, args=[assessment.pk, *args]), posted, headers=headers)


def test_signs_of_a_renamed_situation_are_saved_from_its_old_page(client, mana, opened, now):
    say(opened, mana, Kind.SIGNAL, now=now, technology_only__tools="somewhat")
    move(opened, renamed_edition(("technology-only", "tools-alone")), mana, now)
    client.force_login(mana)

    fields = {"seen_signal_technology_only__tools": "1.somewhat", "signal_technology_only__tools": "us"}
    response = post(client, "situation", opened, "technology-only", **fields)

    assert response.status_code == 200
    row = Answer.objects.of(opened).get()
    assert (row.key, row.value, row.revision) == ("tools-alone/tools", "us", 2)


def test_what_was_chosen_over_theirs_goes_to_the_new_key_too(client, mana, opened, now):
    say(opened, mana, Kind.SIGNAL, now=now, technology_only__tools="somewhat")
    move(opened, renamed_edition(("technology-only", "tools-alone")), mana, now)
    client.force_login(mana)

    fields = {"seen_signal_technology_only__tools": "0.", "signal_technology_only__tools": "us"}
    assert post(client, "scan", opened, **fields).status_code == 409
    response = post(client, "scan", opened, **fields, over="seen-signal-technology-only--tools=1.somewhat")

    assert response.status_code == 200
    assert Answer.objects.of(opened).get().value == "us"


def test_a_routine_that_is_gone_is_refused_and_one_with_a_new_key_saved(client, mana, opened, now):
    document = without("routines", "training-course")
    document["routines"][0]["key"] = "meeting"
    renames = {"practices": {"old-charter": "charter"}, "routines": {"monthly-meeting": "meeting"}}
    move(opened, make_edition(now=LATER, edition="1.3.0", renames=renames, **document), mana, now)
    client.force_login(mana)

    gone = post(client, "routines", opened, routine_training_course="yearly", seen_routine_training_course="0.")
    kept = post(client, "routines", opened, routine_monthly_meeting="monthly", seen_routine_monthly_meeting="0.")

    assert (gone.status_code, kept.status_code) == (409, 200)
    assert gone.headers["HX-Trigger"] == '{"unsaved": {"kind": "unasked"}}'
    assert "Not saved: no longer asked" in gone.content.decode()
    assert {row.key: row.value for row in Answer.objects.of(opened)} == {"meeting": "monthly"}


def test_by_a_button_what_was_changed_is_told_and_what_was_only_seen_is_not(client, mana, opened, now):
    say(opened, mana, Kind.ROUTINE, now=now, training_course="yearly")
    move(opened, make_edition(now=LATER, edition="1.3.0", **without("routines", "training-course")), mana, now)
    client.force_login(mana)
    kept = {"routine_monthly_meeting": "monthly", "seen_routine_monthly_meeting": "0."}

    changed = {"routine_training_course": "once", "seen_routine_training_course": "1.yearly"}
    refused = post(client, "routines", opened, is_part=False, **kept, **changed)
    assert refused.status_code == 409
    assert "This is no longer asked" in visible(refused)
    seen = {"routine_training_course": "yearly", "seen_routine_training_course": "1.yearly"}
    saved = post(client, "routines", opened, is_part=False, **kept, **seen)

    assert saved.status_code == 302
    rows = {row.key: row.value for row in Answer.objects.of(opened)}
    assert rows == {"training-course": "yearly", "monthly-meeting": "monthly"}


def test_a_note_to_a_situation_that_is_gone_is_shown_to_be_copied(client, mana, opened, now):
    move(opened, make_edition(now=LATER, edition="1.3.0", **without("situations", "technology-only")), mana, now)
    client.force_login(mana)

    fields = {"seen_stance_technology_only": "0.", "stance_technology_only": "faced"}
    response = post(client, "situation", opened, "technology-only", is_part=False, note="Only engineers.", **fields)

    assert response.status_code == 409
    assert "Only engineers." in visible(response)
    assert not Answer.objects.of(opened).exists()


def test_targets_facts_and_profile_of_an_old_page_go_to_their_new_names(client, mana, opened, now):
    names = [("culture", "habits"), ("eu-market", "in-europe"), ("leader", "pathfinder")]
    move(opened, renamed_edition(*names), mana, now)
    client.force_login(mana)

    fields = {"target_culture": "4", "seen_target_culture": "0.", "fact_eu_market": "yes", "seen_fact_eu_market": "0."}
    response = post(client, "targets", opened, is_part=False, profile="leader", seen_profile="leader", **fields)

    assert response.status_code == 302
    rows = {(row.kind, row.key): row.value for row in Answer.objects.of(opened)}
    assert rows == {("target", "habits"): "4", ("fact", "in-europe"): "yes"}
    assert Assessment.objects.get(pk=opened.pk).profile == "pathfinder"


def test_a_target_of_a_practice_that_is_gone_is_refused_with_its_reason(client, mana, opened, now):
    move(opened, make_edition(now=LATER, edition="1.3.0", **without("practices", "culture")), mana, now)
    client.force_login(mana)

    fields = {"target_culture": "2", "seen_target_culture": "0.", "reason_target_culture": "We are few."}
    response = post(client, "targets", opened, is_part=False, profile="none", seen_profile="leader", **fields)

    assert response.status_code == 409
    assert "We are few." in visible(response)
    assert not Answer.objects.of(opened).exists()


# Questionnaires by link


def begun(token: str) -> Client:
    client = Client()
    client.get(reverse("ask", args=[token]))
    client.post(reverse("ask", args=[token]))
    return client


def answer(client: Client, token: str, number: int, asks: str, value: str = "3") -> Any:
    return client.post(reverse("ask_question", args=[token, number]), {"answer": value, "asks": asks})


def said(assessment: Assessment) -> dict[str, str]:
    return {row.key: row.value for row in Response.objects.of(assessment)}


def test_a_link_goes_on_asking_what_is_still_asked(opened, mana, now):
    _invitation, token = make_invitation(opened, mana, now=now)
    client = begun(token)
    answer(client, token, 1, "practice-strategy")
    edition = renamed_edition(("health", "well-being"))

    move(opened, edition, mana, now)

    assert said(opened) == {"strategy": "3"}
    page = client.get(reverse("ask_question", args=[token, 2])).content.decode()
    assert 'name="asks" value="practice-well-being"' in page
    assert answer(client, token, 2, "practice-well-being").headers["Location"].endswith("/3/")
    assert answer(client, token, 3, "practice-culture").headers["Location"].endswith("/thanks/")
    assert said(opened) == {"strategy": "3", "well-being": "3", "culture": "3"}


def test_an_answer_from_an_old_page_goes_to_its_own_question_whatever_its_number_is_now(opened, mana, now):
    _invitation, token = make_invitation(opened, mana, now=now)
    client = begun(token)
    move(opened, make_edition(now=LATER, edition="1.3.0", **without("practices", "strategy")), mana, now)

    gone = answer(client, token, 1, "practice-strategy", "1")
    kept = answer(client, token, 2, "practice-health", "2")
    beyond = client.get(reverse("ask_question", args=[token, 3]))

    assert gone.headers["Location"].endswith("/1/")
    assert kept.status_code == 302
    assert said(opened) == {"health": "2"}
    assert beyond.headers["Location"].endswith("/2/")


def test_an_old_page_of_a_renamed_question_saves_under_its_new_key(opened, mana, now):
    link, token = make_link(opened, mana, now=now)
    client = begun(token)
    move(opened, renamed_edition(("culture", "habits")), mana, now)
    before = minutes_of(link)
    link.assessment = Assessment.objects.with_edition().get(pk=opened.pk)

    answer(client, token, 3, "practice-culture", "1")

    assert said(opened) == {"habits": "1"}
    assert minutes_of(link) == before


def test_a_link_of_which_nothing_is_left_is_closed_and_says_so(opened, mana, now):
    _invitation, token = make_invitation(opened, mana, now=now, practices=["culture"])
    client = begun(token)
    smaller = without("practices", "culture")
    move(opened, make_edition(now=LATER, edition="1.3.0", **smaller), mana, now)

    for response in (client.get(reverse("ask", args=[token])), answer(client, token, 1, "practice-culture")):
        assert response.status_code == 410
        assert "These questions are no longer asked" in visible(response)
    assert said(opened) == {}


def test_what_a_page_says_that_it_asks_is_looked_up_and_not_believed(opened, mana, now):
    _invitation, token = make_invitation(opened, mana, now=now, practices=["culture"])
    client = begun(token)

    for asks in ("practice-strategy", "target-culture", "nonsense", ""):
        assert answer(client, token, 1, asks).status_code == 404
    assert said(opened) == {}
