# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.domain import pieces
from assessments.domain.answers import parse_answers
from assessments.domain.carrying import carried, reading_of
from assessments.domain.edition import parse_edition
from assessments.domain.result import evaluate
from assessments.models import Impact, ImpactOfOrganization, Result
from assessments.models.answer import Kind
from assessments.queries.draft import document_of
from assessments.services import impact as service
from assessments.services.curating import NotADraft, Save, move_piece, save_piece
from assessments.services.drafting import copied_from, discard_draft, start_draft
from assessments.services.impact import CHANGED, FAULTY, SILENT, ask_impact, run_impact
from assessments.services.opening import amend_assessment
from tests.factories import (
    built_in_document,
    make_assessment,
    make_built_in_edition,
    make_edition,
    make_organization,
    make_user,
    say,
    submit,
)
from tests.made_up import edited, submit_made_up, worked_out


def draft_of(row, by, now, change=lambda document: document):
    document = change(copied_from(row, "2.0.0"))
    return start_draft(document=document, source=row, by=by, now=now)


def without_advice(key):
    return lambda document: pieces.drop(document, "recommendations", key)


def rows_of(impact):
    return list(ImpactOfOrganization.unscoped.filter(impact=impact))


@pytest.fixture
def row(db):
    return make_edition()


@pytest.fixture
def told(row, aozora, mana, now):
    """A submitted assessment whose result matches advice; its edition is `row`."""
    assessment = make_assessment(aozora, mana, row, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=0, health=0)
    say(assessment, mana, Kind.STANCE, now=now, community_underrated="faced", technology_only="faced")
    return submit(assessment, mana, now=now)


def matched(assessment):
    document = json.loads(Result.objects.of(assessment).get().document)
    return [one["key"] for one in document["recommendations"] if one["verdict"] == "matched"]


def test_what_each_organization_gains_and_loses_is_what_whole_results_say(carol, now, monkeypatch):
    monkeypatch.setattr(service, "BATCH", 7)
    row, edition = make_built_in_edition(), built_in_document()
    submit_made_up(edition, row, carol, 30)
    draft = start_draft(document=edited(edition), source=row, by=carol, now=now)
    later = parse_edition(document_of(draft))

    impact = worked_out(draft, carol, now)

    expected = {}
    for result in Result.unscoped.all():
        before = json.loads(result.document)
        said = carried(json.loads(result.answers), reading_of(edition, later))
        after = evaluate(later, parse_answers(later, said))
        was = {one["key"] for one in before["recommendations"] if one["verdict"] == "matched"}
        now_is = {one.key for one in after.recommendations if one.verdict == "matched"}
        stages = (before["stage"] or "", after.stage or "")
        if was != now_is or stages[0] != stages[1]:
            expected[result.organization_id] = (sorted(now_is - was), sorted(was - now_is), *stages)
    found = {one.organization_id: (one.gained, one.lost, one.stage_before, one.stage_after) for one in rows_of(impact)}
    assert found == expected
    assert (impact.total, impact.done, impact.failure, impact.finished_at) == (30, 30, "", now)
    assert impact.counts["changed"] == len(expected) > 20
    for field, at in (("gained", 0), ("lost", 1)):
        counted = {key: one[field] for key, one in impact.counts["recommendations"].items() if one[field]}
        listed = [key for effect in expected.values() for key in effect[at]]
        assert counted == {key: listed.count(key) for key in listed}
    moves = [effect[2:] for effect in expected.values() if effect[2] != effect[3]]
    assert impact.counts["stages"] == [[*move, moves.count(move)] for move in sorted(set(moves))] != []


def test_a_draft_without_changes_changes_nothing(row, told, carol, now):
    assert matched(told)

    impact = worked_out(draft_of(row, carol, now), carol, now)

    assert (impact.total, impact.done) == (1, 1)
    assert impact.counts == {"changed": 0, "recommendations": {}, "stages": []}
    assert rows_of(impact) == []


def test_advice_that_the_draft_lacks_is_lost(row, told, carol, now):
    key = matched(told)[0]

    impact = worked_out(draft_of(row, carol, now, without_advice(key)), carol, now)

    assert impact.counts["recommendations"] == {key: {"gained": 0, "lost": 1}}
    (one,) = rows_of(impact)
    assert (one.organization_id, one.assessment_id, one.lost) == (told.organization_id, told.pk, [key])


def test_advice_under_a_new_key_is_the_same_advice(row, told, carol, now):
    key = matched(told)[0]

    def renamed(document):
        return pieces.rename(document, "recommendations", key, "new-key", earlier=frozenset({key}))

    impact = worked_out(draft_of(row, carol, now, renamed), carol, now)

    assert impact.counts["changed"] == 0


def test_only_the_latest_result_that_stands_is_tried(row, told, mana, carol, now):
    key = matched(told)[0]
    amended = amend_assessment(assessment=told, by=mana, now=now + timedelta(days=1))
    submit(amended, mana, now=now + timedelta(days=1))
    later = make_assessment(told.organization, mana, row, now=now + timedelta(days=90))

    impact = worked_out(draft_of(row, carol, now, without_advice(key)), carol, now)
    assert [one.assessment_id for one in rows_of(impact)] == [amended.pk]

    submit(later, mana, now=now + timedelta(days=91))
    impact = worked_out(impact.edition, carol, now + timedelta(minutes=1))
    assert [one.assessment_id for one in rows_of(impact)] == [later.pk]
    assert impact.total == 1


def test_other_packs_and_open_assessments_are_left_out(row, told, mana, carol, now):
    other = draft_of(row, carol, now, lambda document: {**document, "pack": "other"})
    make_assessment(make_organization("Open"), mana, row, now=now)

    assert worked_out(other, carol, now).total == 0
    assert worked_out(draft_of(row, carol, now), carol, now).total == 1


def test_who_asks_twice_gets_the_same_run(row, carol, now):
    draft = draft_of(row, carol, now)

    first, is_new = ask_impact(edition=draft, by=carol, now=now)
    again, is_new_again = ask_impact(edition=draft, by=make_user(), now=now + timedelta(minutes=2))

    assert (is_new, is_new_again) == (True, False)
    assert again == first
    assert Impact.objects.get() == first


def test_a_run_that_fell_silent_is_given_up_for_a_new_one(row, told, carol, now):
    draft = draft_of(row, carol, now)
    dead, _new = ask_impact(edition=draft, by=carol, now=now)
    later = now + timedelta(seconds=121)

    impact, is_new = ask_impact(edition=draft, by=carol, now=later)
    dead.refresh_from_db()
    assert (is_new, dead.failure, dead.finished_at) == (True, SILENT, later)

    run_impact(impact_id=str(dead.pk), clock=lambda: later)
    dead.refresh_from_db()
    assert (dead.total, dead.done) == (None, 0)
    assert impact != dead


def test_a_run_of_an_older_revision_goes_on_beside_a_new_one(row, carol, now):
    draft = draft_of(row, carol, now)
    first, _new = ask_impact(edition=draft, by=carol, now=now)
    change_head(draft, carol, now)

    second, is_new = ask_impact(edition=draft, by=carol, now=now)

    first.refresh_from_db()
    assert is_new
    assert (first.finished_at, second.edition_revision) == (None, 2)


def change_head(draft, by, now):
    head = pieces.find(document_of(draft), "edition", "")
    save_piece(save=Save(draft, "edition", "", 1, uuid.uuid4(), by, now), content={**head, "licence": "CC0-1.0"})


def test_one_that_wakes_up_after_it_was_given_up_writes_nothing_more(row, told, carol, now, monkeypatch):
    monkeypatch.setattr(service, "BATCH", 1)
    submit_made_up(parse_edition(document_of(row)), row, carol, 3)
    draft = draft_of(row, carol, now, without_advice(matched(told)[0]))
    impact, _new = ask_impact(edition=draft, by=carol, now=now)
    ticks = []

    def clock():
        ticks.append(now)
        if len(ticks) == 3:
            ask_impact(edition=draft, by=carol, now=now + timedelta(minutes=3))
        return now

    run_impact(impact_id=str(impact.pk), clock=clock)

    impact.refresh_from_db()
    assert (impact.done, impact.total, impact.failure) == (1, 4, SILENT)
    assert Impact.objects.count() == 2


def test_one_that_wakes_up_after_another_worker_began_it_anew_writes_nothing_more(row, told, carol, now, monkeypatch):
    monkeypatch.setattr(service, "BATCH", 1)
    submit_made_up(parse_edition(document_of(row)), row, carol, 3)
    draft = draft_of(row, carol, now, without_advice(matched(told)[0]))
    impact, _new = ask_impact(edition=draft, by=carol, now=now)
    ticks = []

    def clock():
        ticks.append(now)
        if len(ticks) == 3:
            Impact.objects.update(done=0)
            ImpactOfOrganization.unscoped.filter(impact=impact).delete()
        return now

    run_impact(impact_id=str(impact.pk), clock=clock)

    impact.refresh_from_db()
    assert (impact.done, impact.finished_at, rows_of(impact)) == (0, None, [])


def test_a_run_that_broke_off_begins_anew(row, told, carol, now):
    key = matched(told)[0]
    draft = draft_of(row, carol, now, without_advice(key))
    impact, _new = ask_impact(edition=draft, by=carol, now=now)
    half = {"changed": 9, "recommendations": {"gone": {"gained": 9, "lost": 0}}, "stages": []}
    Impact.objects.update(total=9, done=4, seen_at=now, counts=half)
    ImpactOfOrganization.objects.create(impact=impact, **told.whose, gained=["gone"])

    run_impact(impact_id=str(impact.pk), clock=lambda: now + timedelta(minutes=1))
    impact.refresh_from_db()
    assert (impact.done, impact.counts) == (4, half), "it still showed signs of life"

    run_impact(impact_id=str(impact.pk), clock=lambda: now + timedelta(minutes=3))
    impact.refresh_from_db()
    assert (impact.total, impact.done) == (1, 1)
    assert impact.counts == {"changed": 1, "recommendations": {key: {"gained": 0, "lost": 1}}, "stages": []}
    assert [one.lost for one in rows_of(impact)] == [[key]]

    run_impact(impact_id=str(impact.pk), clock=lambda: now + timedelta(hours=1))
    assert Impact.objects.get().finished_at == now + timedelta(minutes=3)


def test_a_draft_with_errors_is_not_tried(row, told, carol, now):
    draft = draft_of(row, carol, now, lambda document: {**document, "levels": []})

    impact = worked_out(draft, carol, now)

    assert (impact.failure, impact.finished_at, impact.done) == (FAULTY, now, 0)


def test_a_draft_that_changed_before_its_turn_is_not_tried(row, told, carol, now):
    draft = draft_of(row, carol, now)
    impact, _new = ask_impact(edition=draft, by=carol, now=now)
    change_head(draft, carol, now)

    run_impact(impact_id=str(impact.pk), clock=lambda: now)

    impact.refresh_from_db()
    assert (impact.failure, impact.done) == (CHANGED, 0)


def test_another_order_of_the_advice_is_no_change(row, told, carol, now):
    draft = draft_of(row, carol, now)
    impact, _new = ask_impact(edition=draft, by=carol, now=now)
    key = document_of(draft)["recommendations"][0]["key"]
    move_piece(save=Save(draft, "recommendations", key, 0, uuid.uuid4(), carol, now), to=3)

    run_impact(impact_id=str(impact.pk), clock=lambda: now)

    impact.refresh_from_db()
    assert (impact.failure, impact.done) == ("", 1)


def test_a_draft_that_was_given_up_takes_its_run_with_it(row, told, carol, now):
    draft = draft_of(row, carol, now)
    impact, _new = ask_impact(edition=draft, by=carol, now=now)
    discard_draft(edition=draft, seen_revision=draft.revision, by=carol, now=now)

    run_impact(impact_id=str(impact.pk), clock=lambda: now)

    assert not Impact.objects.exists()


def test_a_run_that_ended_replaces_those_before_it(row, told, carol, now):
    draft = draft_of(row, carol, now, without_advice(matched(told)[0]))
    worked_out(draft, carol, now)

    second = worked_out(draft, carol, now + timedelta(hours=1))

    assert Impact.objects.get() == second
    assert ImpactOfOrganization.unscoped.get().impact_id == second.pk


def test_a_fault_of_ours_is_said_and_raised(row, told, carol, now):
    Result.objects.of(told).update(answers="no JSON")
    draft = draft_of(row, carol, now)
    impact, _new = ask_impact(edition=draft, by=carol, now=now)

    with pytest.raises(json.JSONDecodeError):
        run_impact(impact_id=str(impact.pk), clock=lambda: now)

    impact.refresh_from_db()
    assert impact.failure == service.BROKEN


def test_a_published_edition_has_no_impact(row, carol, now):
    with pytest.raises(NotADraft):
        ask_impact(edition=row, by=carol, now=now)


@pytest.mark.parametrize(("count", "expected"), [(2, 12), (40, 13), (80, 13)])
def test_queries_grow_with_batches_and_not_with_organizations(row, carol, now, count, expected):
    submit_made_up(parse_edition(document_of(row)), row, carol, count)
    draft = draft_of(row, carol, now, lambda document: {**document, "settings": {"faced_at": Decimal("0.2")}})
    impact, _new = ask_impact(edition=draft, by=carol, now=now)

    with CaptureQueriesContext(connection) as queries:
        run_impact(impact_id=str(impact.pk), clock=lambda: now)

    said = [one["sql"] for one in queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(said) == expected, "\n".join(said)
