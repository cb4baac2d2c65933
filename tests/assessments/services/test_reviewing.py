# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

import pytest

from assessments.domain.faults import EditionFaults
from assessments.models import Comment, Edition, Revision
from assessments.queries.draft import document_of
from assessments.services.curating import NotADraft, Save, rename_piece, save_piece
from assessments.services.drafting import discard_draft
from assessments.services.edition_steps import MovedOn
from assessments.services.refusal import NotAccepted
from assessments.services.reviewing import approve, ask_for_review, comment, return_to_draft, settle_comment
from tests.factories import make_draft, make_edition, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dora(db):
    return make_user("Dora", is_curator=True)


@pytest.fixture
def draft(carol, now):
    return make_draft(carol)


def asked(draft, by, now):
    return ask_for_review(edition=draft, seen_revision=draft.revision, by=by, now=now, note="Look at the signs.")


def lines_of(edition):
    return [
        (line.number, line.what, line.note, line.by.name)
        for line in Revision.objects.filter(edition=edition).select_related("by").order_by("number")
    ]


def test_a_review_goes_from_asking_to_approval_and_each_step_is_a_line(draft, carol, dora, now):
    row = asked(draft, carol, now)
    approve(edition=row, seen_revision=row.revision, by=dora, now=now)

    row.refresh_from_db()
    assert (row.state, row.asked_by, row.asked_at, row.approved_by, row.approved_at) == (
        "in_review",
        carol,
        now,
        dora,
        now,
    )
    assert lines_of(row) == [
        (1, "started", "", "Carol"),
        (2, "asked", "Look at the signs.", "Carol"),
        (3, "approved", "", "Dora"),
    ]


def test_a_draft_with_errors_is_not_reviewed_and_all_of_them_are_named(carol, now):
    draft = make_draft(carol, title={}, summary={})

    with pytest.raises(EditionFaults) as refusal:
        asked(draft, carol, now)

    assert {fault.place for fault in refusal.value.faults} == {"title", "summary"}
    draft.refresh_from_db()
    assert (draft.state, lines_of(draft)) == ("draft", [(1, "started", "", "Carol")])


def test_a_rule_that_can_never_be_true_stands_in_the_way_too(carol, now):
    advice = document_of(make_edition())["recommendations"][0]
    never = {"all": [{"practice": "strategy", "at_least": 3}, {"practice": "strategy", "at_most": 1}]}
    draft = make_draft(carol, recommendations=[advice | {"when": never}], samples=[])

    with pytest.raises(EditionFaults) as refusal:
        asked(draft, carol, now)

    assert "recommendations[0].when" in {fault.place for fault in refusal.value.faults}


def test_in_review_the_content_does_not_change(draft, carol, now):
    row = asked(draft, carol, now)

    with pytest.raises(NotADraft):
        save_piece(save=Save(row, "edition", "", 1, uuid.uuid4(), carol, now), content={"licence": "CC0-1.0"})


def test_who_asked_does_not_approve(draft, carol, now):
    row = asked(draft, carol, now)

    with pytest.raises(NotAccepted):
        approve(edition=row, seen_revision=row.revision, by=carol, now=now)

    row.refresh_from_db()
    assert row.approved_at is None


def test_returning_needs_a_note_and_voids_the_approval(draft, carol, dora, now):
    row = asked(draft, carol, now)
    row = approve(edition=row, seen_revision=row.revision, by=dora, now=now)
    with pytest.raises(NotAccepted):
        return_to_draft(edition=row, seen_revision=row.revision, by=carol, now=now, note=" \n")

    row = return_to_draft(edition=row, seen_revision=row.revision, by=carol, now=now, note="One more sign.")
    again = asked(row, dora, now)

    assert (again.asked_by, again.approved_by, again.approved_at) == (dora, None, None)
    assert lines_of(draft)[-2:] == [
        (4, "returned", "One more sign.", "Carol"),
        (5, "asked", "Look at the signs.", "Dora"),
    ]


def test_a_step_on_what_somebody_has_taken_further_is_refused(draft, carol, dora, now):
    asked(draft, carol, now)
    seen = {"edition": draft, "seen_revision": draft.revision, "now": now}

    for step in (
        lambda: ask_for_review(**seen, by=dora),
        lambda: approve(**seen, by=dora),
        lambda: return_to_draft(**seen, by=dora, note="Wait."),
    ):
        with pytest.raises(MovedOn):
            step()
    assert len(lines_of(draft)) == 2


def test_a_comment_sent_twice_stands_once_and_is_settled_once(draft, carol, dora, now):
    key = uuid.uuid4()
    said = {"edition": draft, "kind": "practices", "key": "strategy", "text": " Too long?\n", "idempotency_key": key}
    for _ in range(2):
        comment(**said, by=carol, now=now)
    for by in (dora, carol):
        settle_comment(edition=draft, comment_id=key, by=by, now=now)

    (row,) = Comment.objects.filter(edition=draft)
    assert (row.text, row.by, row.settled_by, row.settled_at) == ("Too long?", carol, dora, now)


@pytest.mark.parametrize(("key", "text"), [("nothing", "Here?"), ("strategy", " "), ("strategy", "a" * 5001)])
def test_a_comment_on_nothing_or_without_words_is_refused(draft, carol, now, key, text):
    with pytest.raises(NotAccepted):
        comment(edition=draft, kind="practices", key=key, text=text, idempotency_key=uuid.uuid4(), by=carol, now=now)
    assert not Comment.objects.exists()


def test_comments_follow_a_piece_that_is_renamed(draft, carol, now):
    said = {"text": "Why?", "idempotency_key": uuid.uuid4(), "by": carol, "now": now}
    comment(edition=draft, kind="practices", key="strategy", **said)

    rename_piece(save=Save(draft, "practices", "strategy", 0, uuid.uuid4(), carol, now), new_key="plan")

    assert Comment.objects.get().key == "plan"


def test_a_comment_on_a_draft_that_was_given_up_finds_none(draft, carol, now):
    discard_draft(edition=Edition.objects.get(pk=draft.pk), by=carol, now=now)

    with pytest.raises(Edition.DoesNotExist):
        comment(edition=draft, kind="edition", key="", text="Well.", idempotency_key=uuid.uuid4(), by=carol, now=now)
