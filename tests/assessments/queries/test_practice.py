# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date

import pytest

from assessments.models import Change
from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from assessments.queries.practice import evidence_before, last_removed, practice_about, practice_page, removal_of
from assessments.services.backing import add_evidence, remove_evidence
from tests.factories import make_assessment, make_built_in_edition, say


@pytest.fixture
def assessment(aozora, mana, now):
    return make_assessment(aozora, mana, make_built_in_edition(), now=now)


@pytest.fixture
def practice(assessment):
    return edition_of(assessment.edition).practice("guidance-and-policy")


def back(assessment, practice, by, now, day, key):
    return add_evidence(
        assessment=assessment,
        practice=practice.key,
        url="",
        text=f"Seen {day}",
        reviewed_on=day,
        idempotency_key=key,
        by=by,
        now=now,
    )


def test_the_trail_says_where_one_is_and_what_is_answered(assessment, practice, mana, now):
    say(assessment, mana, Kind.PRACTICE, now=now, charter_and_role="unknown")

    page = practice_page(assessment, practice, True, now)

    assert (page.number, page.level.key, len(page.steps)) == (2, "ospo", 7)
    assert [step.is_answered for step in page.steps] == [True] + [False] * 6
    assert (page.row, page.revision, page.chosen, page.is_carried) == (None, 0, None, False)


def test_the_scale_names_the_anchors(assessment, practice, now):
    page = practice_page(assessment, practice, True, now)

    assert [(one.value, one.name["en"]) for one in page.options][::4] == [
        ("0", "Not yet"),
        ("4", "Part of how we work"),
    ]
    assert page.options[2].sentence == practice.anchors[2]


@pytest.mark.parametrize(
    ("day", "is_fresh"), [(date(2026, 11, 16), True), (date(2025, 11, 16), True), (date(2025, 11, 15), False)]
)
def test_evidence_counts_for_the_days_that_the_edition_says(assessment, practice, mana, now, day, is_fresh):
    back(assessment, practice, mana, now, day, assessment.pk)

    (proof,) = practice_page(assessment, practice, True, now).evidence

    assert ((proof.until - day).days, proof.is_fresh) == (365, is_fresh)


def test_removed_evidence_is_found_by_its_line_of_history(assessment, practice, mana, now):
    row = back(assessment, practice, mana, now, date(2026, 11, 2), assessment.pk)
    remove_evidence(assessment=assessment, evidence=row.pk, by=mana, now=now)

    line = last_removed(assessment, practice)

    assert line and removal_of(assessment, practice, str(line.pk)) == line
    assert evidence_before(line) == {
        "url": "",
        "text": "Seen 2026-11-02",
        "reviewed_on": date(2026, 11, 2),
        "owner": "",
    }


@pytest.mark.parametrize("wrong", ["", "x", "-1", "1.5", "9" * 18, "9" * 19, "9" * 5000])
def test_a_line_that_is_none_is_not_found(assessment, practice, wrong):
    assert removal_of(assessment, practice, wrong) is None


def test_a_line_about_something_else_brings_nothing_back(assessment, practice, mana, now):
    say(assessment, mana, Kind.PRACTICE, now=now, guidance_and_policy=2)
    back(assessment, practice, mana, now, date(2026, 11, 2), assessment.pk)

    for change in Change.objects.of(assessment):
        assert removal_of(assessment, practice, str(change.pk)) is None


@pytest.mark.parametrize(("for_manager", "views"), [(True, []), (False, None)])
def test_views_are_for_managers(assessment, practice, mana, now, for_manager, views):
    say(assessment, mana, Kind.PRACTICE, now=now, guidance_and_policy=2)

    about = practice_about(assessment, practice, for_manager, now)

    assert (about.views, about.is_for_manager, about.waits_for_answer) == (views, for_manager, False)
    assert about.target and about.target.value == "3"
    assert all(practice.key in one.practices for one in about.recommendations)
