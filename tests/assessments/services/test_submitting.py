# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
import threading
import uuid

import pytest
from django.db import connection

from assessments.domain.canonical import checksum
from assessments.models import Answer, Assessment, LevelResult, RecommendationResult, Result, SituationResult
from assessments.models.answer import Kind
from assessments.queries.verification import differing_results
from assessments.services.answering import Entry, save_answers
from assessments.services.refusal import AlreadySubmitted
from assessments.services.submitting import submit_assessment
from tests.factories import make_assessment, say, submit


def test_submitting_freezes_answers_result_and_checksums(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now, profile="leader")
    say(assessment, mana, Kind.PRACTICE, now=now, charter=2, health=4)

    assessment = submit(assessment, mana, now=now)

    assert (assessment.state, assessment.submitted_at, assessment.submitted_by) == ("submitted", now, mana)
    row = Result.objects.of(assessment).get()
    assert row.checksum == checksum(row.document)
    assert row.answers_checksum == checksum(row.answers)
    assert row.edition_checksum == assessment.edition.checksum
    assert json.loads(row.answers)["practices"] == {"charter": {"agreed": 2}, "health": {"agreed": 4}}
    ospo = next(level for level in json.loads(row.document)["levels"] if level["key"] == "ospo")
    flat = LevelResult.objects.of(assessment).get(key="ospo")
    assert [ospo["said"], ospo["at_target"]] == [66.7, 1]
    assert [float(flat.said), flat.at_target] == [66.7, 1]
    assert SituationResult.objects.of(assessment).count() == 2
    ranks = RecommendationResult.objects.of(assessment).order_by("rank").values_list("key", "rank")
    matched = [one["key"] for one in json.loads(row.document)["recommendations"]]
    assert list(ranks) == [(key, rank) for rank, key in enumerate(matched, start=1)]


def test_the_day_of_submission_is_the_organizations(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now)

    submit(assessment, mana, now=now.replace(hour=20))

    assert json.loads(Result.objects.of(assessment).get().answers)["on"] == "2026-11-17"


def test_submitting_twice_is_refused_and_changes_nothing(aozora, mana, now):
    assessment = submit(make_assessment(aozora, mana, now=now), mana, now=now)

    with pytest.raises(AlreadySubmitted):
        submit_assessment(assessment=assessment, by=mana, now=now.replace(hour=23))

    assert Result.objects.of(assessment).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("trials", [10, pytest.param(1000, marks=pytest.mark.drill)])
def test_a_save_that_races_a_submission_is_frozen_or_refused(aozora, mana, now, trials):
    """Whatever wins: an acknowledged save is in the frozen answers, and a refused one is nowhere."""
    for trial in range(trials):
        assessment = make_assessment(aozora, mana, now=now.replace(year=2020 + trial))
        start, outcomes = threading.Barrier(4), []
        threads = [
            threading.Thread(target=_save, args=(assessment, mana, now, key, start, outcomes))
            for key in ("strategy", "charter", "health")
        ]
        threads.append(threading.Thread(target=_submit, args=(assessment, mana, now, start)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        frozen = json.loads(Result.objects.of(assessment).get().answers)["practices"]
        saved = {key for key, is_saved in outcomes if is_saved}
        carried = set(Answer.objects.of(assessment).filter(revision=0).values_list("key", flat=True))
        assert len(outcomes) == 3
        assert set(frozen) == saved | carried
        assert {frozen[key]["agreed"] for key in saved} <= {3}
        assert [why for _row, why in differing_results(assessment.pk)] == [""]


def _save(assessment, by, now, key, start, outcomes):
    start.wait()
    entries = [Entry(Kind.PRACTICE, key, "3", 0)]
    try:
        save_answers(assessment=assessment, entries=entries, idempotency_key=uuid.uuid4(), by=by, now=now)
    except AlreadySubmitted:
        outcomes.append((key, False))
    else:
        outcomes.append((key, True))
    finally:
        connection.close()


def _submit(assessment, by, now, start):
    start.wait()
    try:
        submit_assessment(assessment=Assessment.objects.get(pk=assessment.pk), by=by, now=now)
    finally:
        connection.close()
