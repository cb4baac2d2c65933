# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import Organization, Role, User
from assessments.models import Answer, Assessment, Assignment, Change, Edition, Evidence, OrganizationProfile, Response
from assessments.models.answer import Kind
from assessments.queries.answer import answers_of, sheet_of
from assessments.queries.edition import edition_of
from assessments.queries.result import outcome_of
from assessments.queries.verification import differing_results
from assessments.services.answering import Entry, save_answers
from assessments.services.asking import save_responses
from assessments.services.moving import RENAMED, move_assessment
from assessments.services.opening import amend_assessment, open_assessment
from assessments.services.profiling import save_profile
from assessments.services.refusal import AlreadySubmitted, NotAccepted
from tests.factories import CONFORMANCE, join, make_assessment, make_edition, make_evidence, make_user, say, submit

LATER, LATEST = datetime(2026, 2, 2, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)


def changed(name: str, **changes: Any) -> dict[str, Any]:
    """The lists of a document, each with one change to what has a key: practices__charter={"not_applicable": None}."""
    document = json.loads((CONFORMANCE / f"{name}.json").read_text(), parse_float=Decimal)
    for place, fields in changes.items():
        kind, key = place.split("__")
        document[kind] = [
            {field: value for field, value in (one | fields).items() if value is not None}
            if one["key"] == key.replace("_", "-")
            else one
            for one in document[kind]
        ]
    return {kind: document[kind] for kind in {place.split("__")[0] for place in changes}}


@pytest.fixture
def before(db: None) -> Edition:
    """Edition 1.1.0: it asks `old-charter` and `newsletter`."""
    return make_edition("edition-before")


@pytest.fixture
def opened(aozora: Organization, mana: User, before: Edition) -> Assessment:
    return make_assessment(aozora, mana, before)


@pytest.fixture
def newer(opened: Assessment) -> Edition:
    """Edition 1.2.0: it calls the one `charter`, and asks `culture` instead of the other."""
    return make_edition("edition", now=LATER)


def move(assessment: Assessment, edition: Edition, by: User) -> Assessment:
    return move_assessment(assessment=assessment, edition=edition, by=by, now=datetime(2026, 11, 16, tzinfo=UTC))


def test_what_is_asked_under_a_new_key_keeps_all_that_was_said(
    opened: Assessment, newer: Edition, aozora: Organization, mana: User
) -> None:
    (row,) = say(opened, mana, Kind.PRACTICE, old_charter=3)
    say(opened, mana, Kind.TARGET, old_charter=4)
    evidence = make_evidence(opened, mana, "old-charter", date(2026, 1, 10))
    respondent = uuid.uuid4()
    for perspective in ("management", "ospo"):
        values = {(Kind.PRACTICE, "old-charter"): "1"}
        by: Any = {"perspective": perspective, "respondent": respondent}
        save_responses(assessment=opened, values=values, now=LATER, **by)
    Assignment.objects.create(**opened.whose, section="ospo", user=join(make_user("Kenji"), aozora, Role.VIEWER).user)

    moved = move(opened, newer, mana)

    assert moved.edition == newer
    held = Answer.objects.of(moved).get(pk=row.pk)
    assert (held.key, held.value, held.revision, held.answered_at) == ("charter", "3", 1, row.answered_at)
    assert Answer.objects.of(moved).get(kind=Kind.TARGET).key == "charter"
    assert Evidence.objects.of(moved).get(pk=evidence.pk).practice == "charter"
    assert {one.key for one in Response.objects.of(moved)} == {"charter"}
    assert Assignment.objects.of(moved).get().section == "ospo"
    answers = outcome_of(moved, LATER).answers
    assert (answers.practices["charter"].agreed, answers.targets) == (3, {"charter": 4})
    assert len(answers.practices["charter"].responses) == 2


def test_the_history_says_that_it_moved_and_what_has_a_new_key(opened: Assessment, newer: Edition, mana: User) -> None:
    say(opened, mana, Kind.PRACTICE, old_charter=3, training=2)

    moved = move(opened, newer, mana)

    lines = list(Change.objects.of(moved).filter(what__in=["moved", RENAMED]).order_by("pk"))
    assert [(line.what, line.key, line.before, line.after) for line in lines] == [
        ("moved", "", {"edition": "1.1.0"}, {"edition": "1.2.0"}),
        (
            RENAMED,
            "charter",
            {"kind": "practice", "key": "old-charter"},
            {"kind": "practice", "key": "charter"},
        ),
    ]
    assert lines[1].idempotency_key == uuid.uuid5(lines[0].idempotency_key, "practice:old-charter")
    assert {line.by for line in lines} == {mana}


def test_what_is_not_asked_any_more_stays_and_counts_for_nothing(
    opened: Assessment, newer: Edition, mana: User
) -> None:
    (row,) = say(opened, mana, Kind.PRACTICE, newsletter=2)
    make_evidence(opened, mana, "newsletter", date(2026, 1, 10))

    moved = move(opened, newer, mana)

    held = Answer.objects.of(moved).get()
    assert (held.pk, held.key, held.value, held.revision) == (row.pk, "newsletter", "2", 1)
    sheet = sheet_of(moved, edition_of(newer))
    assert (sheet.answers, sheet.evidence) == ({}, {})
    assert outcome_of(moved, LATER).answers.is_empty


def test_moving_back_finds_everything_again(opened: Assessment, newer: Edition, mana: User) -> None:
    say(opened, mana, Kind.PRACTICE, newsletter=2, old_charter=3)
    say(opened, mana, Kind.ROUTINE, monthly_meeting="monthly")
    answers = outcome_of(opened, LATER).answers
    back = make_edition(
        "edition-before", now=LATEST, edition="1.3.0", renames={"practices": {"charter": "old-charter"}}
    )

    moved = move(move(opened, newer, mana), back, mana)

    assert outcome_of(moved, LATER).answers == answers
    assert [line.what for line in Change.objects.of(moved).order_by("pk")].count(RENAMED) == 2


def test_an_answer_that_is_not_offered_any_more_is_not_given_and_can_be_given_anew(
    aozora: Organization, mana: User
) -> None:
    first = make_edition(**changed("edition", practices__strategy={"not_applicable": {"en": "No product."}}))
    opened = make_assessment(aozora, mana, first)
    (row,) = say(opened, mana, Kind.PRACTICE, strategy="na")
    newer = make_edition(now=LATER, edition="1.3.0", **changed("edition", practices__strategy={"not_applicable": None}))

    moved = move(opened, newer, mana)

    assert Answer.objects.of(moved).get().value == "na"
    read = sheet_of(moved, edition_of(newer)).answers["practice", "strategy"]
    assert (read.value, read.revision, read.is_confirmed) == ("", 1, True)
    assert "strategy" not in outcome_of(moved, LATER).answers.practices
    entry = Entry(Kind.PRACTICE, "strategy", "2", base_revision=1)
    save_answers(assessment=moved, entries=[entry], idempotency_key=uuid.uuid4(), by=mana, now=LATER)
    assert Answer.objects.of(moved).get(pk=row.pk).value == "2"


def test_signs_follow_their_situation_and_facts_and_profiles_their_names(aozora: Organization, mana: User) -> None:
    opened = make_assessment(aozora, mana, make_edition(), profile="leader", facts={"eu-market": True})
    say(opened, mana, Kind.SIGNAL, technology_only__tools="us")
    say(opened, mana, Kind.STANCE, technology_only="faced")
    document = (CONFORMANCE / "edition.json").read_text()
    named = document.replace('"technology-only"', '"tools-alone"').replace('"eu-market"', '"in-europe"')
    named = named.replace('"leader"', '"pathfinder"')
    renames = {"situations": {"technology-only": "tools-alone"}, "facts": {"eu-market": "in-europe"}}
    changes = json.loads(named, parse_float=Decimal)
    changes |= {"edition": "1.3.0", "pack": Edition.BUILT_IN}
    changes["renames"] |= {**renames, "profiles": {"leader": "pathfinder"}}
    newer = make_edition(now=LATER, **changes)

    moved = move(opened, newer, mana)

    answers = outcome_of(moved, LATER).answers
    assert answers.profile == "pathfinder"
    assert answers.facts == {"in-europe": True}
    assert answers.situations["tools-alone"].stance == "faced"
    assert answers.situations["tools-alone"].signals["tools"].agreed == "us"
    save_profile(assessment=moved, profile="pathfinder", entries=[], idempotency_key=uuid.uuid4(), by=mana, now=LATER)
    held = OrganizationProfile.objects.within(aozora).get()
    assert (held.profile, held.facts) == ("pathfinder", {"in-europe": True})


def test_of_two_answers_that_come_to_one_key_what_has_it_stays(aozora: Organization, mana: User) -> None:
    opened = make_assessment(aozora, mana, make_edition())
    say(opened, mana, Kind.PRACTICE, charter=3, culture=1)
    document = json.loads((CONFORMANCE / "edition-before.json").read_text().replace("old-charter", "culture"))
    newer = make_edition(
        now=LATER,
        **document | {"edition": "1.3.0", "pack": Edition.BUILT_IN, "renames": {"practices": {"charter": "culture"}}},
    )

    moved = move(opened, newer, mana)

    assert {row.key: row.value for row in Answer.objects.of(moved)} == {"charter": "3", "culture": "1"}
    assert outcome_of(moved, LATER).answers.practices["culture"].agreed == 1


def test_a_submitted_assessment_never_moves(opened: Assessment, newer: Edition, mana: User) -> None:
    say(opened, mana, Kind.PRACTICE, old_charter=3)
    submit(opened, mana)

    with pytest.raises(AlreadySubmitted):
        move(opened, newer, mana)

    held = Assessment.objects.get(pk=opened.pk)
    assert held.edition == opened.edition
    assert Answer.objects.of(opened).get().key == "old-charter"


@pytest.mark.parametrize("which", ["same", "draft", "retired", "other pack"])
def test_it_moves_to_another_published_edition_of_its_pack_alone(
    opened: Assessment, newer: Edition, mana: User, which: str
) -> None:
    edition = opened.edition if which == "same" else newer
    if which in ("draft", "retired"):
        Edition.objects.filter(pk=newer.pk).update(state=which, retired_at=newer.published_at)
    if which == "other pack":
        Edition.objects.filter(pk=newer.pk).update(pack="another")

    with pytest.raises(NotAccepted):
        move(opened, edition, mana)

    assert Assessment.objects.get(pk=opened.pk).edition == opened.edition
    assert not Change.objects.of(opened).filter(what="moved").exists()


def test_a_save_from_a_page_of_the_edition_before_is_refused_and_says_why(
    opened: Assessment, newer: Edition, mana: User
) -> None:
    move(opened, newer, mana)
    entry = Entry(Kind.PRACTICE, "training", "2", base_revision=0)

    with pytest.raises(NotAccepted) as refusal:
        save_answers(assessment=opened, entries=[entry], idempotency_key=uuid.uuid4(), by=mana, now=LATER)

    assert "questions have just changed" in refusal.value.faults[0].message
    assert not Answer.objects.of(opened).exists()


def test_what_was_submitted_after_a_move_comes_out_again(opened: Assessment, newer: Edition, mana: User) -> None:
    say(opened, mana, Kind.PRACTICE, old_charter=3, newsletter=2)
    save_responses(
        assessment=opened,
        perspective="management",
        respondent=uuid.uuid4(),
        values={(Kind.PRACTICE, "newsletter"): "1", (Kind.PRACTICE, "old-charter"): "4"},
        now=LATER,
    )
    moved = move(opened, newer, mana)

    submitted = submit(moved, mana)

    assert [difference for _row, difference in differing_results()] == [""]
    amended = amend_assessment(assessment=submitted, by=mana, now=LATEST)
    later = make_edition(
        "edition-before", now=LATEST, edition="1.3.0", renames={"practices": {"charter": "old-charter"}}
    )
    move(amended, later, mana)
    assert [difference for _row, difference in differing_results()] == [""]


def test_the_next_assessment_finds_what_lay_idle(
    opened: Assessment, newer: Edition, aozora: Organization, mana: User
) -> None:
    say(opened, mana, Kind.PRACTICE, old_charter=3, newsletter=2)
    submit(move(opened, newer, mana), mana)
    make_edition("edition-before", now=LATEST, edition="1.3.0", renames={"practices": {"charter": "old-charter"}})

    following = open_assessment(
        organization=aozora, pack=Edition.BUILT_IN, by=mana, now=datetime(2027, 2, 1, tzinfo=UTC)
    )

    rows = {row.key: (row.value, row.is_confirmed) for row in Answer.objects.of(following)}
    assert rows == {"old-charter": ("3", False), "newsletter": ("2", False)}


def test_a_profile_that_is_gone_waits_for_an_edition_that_has_it(aozora: Organization, mana: User) -> None:
    opened = make_assessment(aozora, mana, make_edition(), profile="leader")
    document = json.loads((CONFORMANCE / "edition.json").read_text(), parse_float=Decimal)
    profiles = [one for one in document["profiles"] if one["key"] != "leader"]
    newer = make_edition(now=LATER, edition="1.3.0", profiles=profiles, samples=[])

    moved = move(opened, newer, mana)

    assert answers_of(moved, edition_of(newer), sheet_of(moved, edition_of(newer)), date(2026, 11, 16)).profile is None
    save_profile(assessment=moved, profile="", entries=[], idempotency_key=uuid.uuid4(), by=mana, now=LATER)
    again = move(moved, make_edition(now=LATEST, edition="1.4.0"), mana)
    assert outcome_of(again, LATER).answers.profile == "leader"
