# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import timedelta

import pytest

from assessments.queries.evidence import evidence_page, level_of_evidence, renewal_of, stands
from assessments.services.backing import add_evidence
from assessments.services.renewing import renew_evidence
from tests.factories import make_assessment, make_smaller_edition, move


@pytest.fixture
def assessment(aozora, mana, now):
    return make_assessment(aozora, mana, now=now)


@pytest.fixture
def add(assessment, mana, now):
    def with_(practice, age):
        said = {"practice": practice, "url": "", "text": f"{practice}, {age}"}
        day = now.date() - timedelta(days=age)
        return add_evidence(
            assessment=assessment, **said, reviewed_on=day, idempotency_key=uuid.uuid4(), by=mana, now=now
        )

    return with_


def texts(kept):
    return [one.proof.row.text for one in kept]


def test_what_runs_out_first_stands_first_and_what_is_fresh_apart(assessment, add, now):
    for practice, age in [("health", 320), ("strategy", 10), ("sponsor", 400), ("charter", 370)]:
        add(practice, age)

    page = evidence_page(assessment, now)

    assert texts(page.due) == ["sponsor, 400", "charter, 370", "health, 320"]
    assert texts(page.fresh) == ["strategy, 10"]


def test_what_fresh_evidence_backs_as_well_can_wait(assessment, add, now):
    add("sponsor", 400), add("health", 370), add("sponsor", 5)

    page = evidence_page(assessment, now)

    assert [(one.proof.row.text, one.is_spare) for one in page.due] == [("health, 370", False), ("sponsor, 400", True)]


def test_a_level_is_chosen_and_a_contributor_sees_theirs_alone(assessment, add, now):
    add("sponsor", 400), add("health", 370)

    assert texts(evidence_page(assessment, now, level="management").due) == ["sponsor, 400"]
    page = evidence_page(assessment, now, ["ospo", "routines"], level="management")
    assert (texts(page.due), [one.key for one in page.levels], page.level) == (["health, 370"], ["ospo"], "")


@pytest.mark.parametrize("count", [1, 3])
def test_one_query(assessment, add, now, count, django_assert_num_queries):
    for age in range(count):
        add("health", 380 + age)

    with django_assert_num_queries(1):
        assert len(evidence_page(assessment, now).due) == count


def test_a_line_of_history_is_found_where_it_says_that_evidence_was_seen_again(assessment, add, mana, now):
    row = add("health", 370)
    line = renew_evidence(assessment=assessment, evidence=row.pk, idempotency_key=uuid.uuid4(), by=mana, now=now)

    assert renewal_of(assessment, str(line.pk)) == line
    assert [renewal_of(assessment, pk) for pk in (str(line.pk - 1), "x", "", "9" * 30)] == [None] * 4
    assert (level_of_evidence(assessment, str(row.pk)), level_of_evidence(assessment, str(uuid.uuid4()))) == (
        "ospo",
        None,
    )
    assert stands(evidence_page(assessment, now), line)
    row.reviewed_on -= timedelta(days=1)
    row.save()
    assert not stands(evidence_page(assessment, now), line)


def test_after_a_move_only_what_is_asked_has_evidence(assessment, add, mana, now):
    kept, gone = add("health", 10), add("culture", 10)

    moved = move(assessment, make_smaller_edition("culture"), mana, now=now)

    assert texts(evidence_page(moved, now).fresh) == ["health, 10"]
    assert level_of_evidence(moved, str(kept.pk)) == "ospo"
    assert level_of_evidence(moved, str(gone.pk)) is None
