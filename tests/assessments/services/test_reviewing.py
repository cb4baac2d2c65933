# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

import pytest

from assessments.domain.faults import EditionFaults
from assessments.models import Comment, Revision
from assessments.queries.draft import document_of
from assessments.queries.studio.review import is_approved
from assessments.services.curating import NotADraft, Save, rename_piece, save_piece
from assessments.services.drafting import discard_draft
from assessments.services.edition_steps import EditionGone, MovedOn
from assessments.services.refusal import NotAccepted
from assessments.services.reviewing import approve, ask_for_review, comment, return_to_draft, settle_comment
from tests.factories import REVIEW, make_draft, make_edition, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def dora(db):
    return make_user("Dora", is_curator=True)


@pytest.fixture
def draft(carol, now):
    return make_draft(carol)


def asked(draft, by, now):
    return ask_for_review(
        edition=draft, seen_revision=draft.revision, by=by, now=now, url=REVIEW, note="Look at the signs."
    )


def lines_of(edition):
    return [
        (line.number, line.what, line.note, line.by.name)
        for line in Revision.objects.filter(edition=edition).select_related("by").order_by("number")
    ]


def test_a_review_goes_from_asking_to_approval_and_each_step_is_a_line(draft, carol, dora, now):
    row = asked(draft, carol, now)
    approve(edition=row, seen_revision=row.revision, by=dora, now=now, url=REVIEW)

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
        approve(edition=row, seen_revision=row.revision, by=carol, now=now, url=REVIEW)

    row.refresh_from_db()
    assert row.approved_at is None


def wrote(draft, by, now, what="changed", note=""):
    number = Revision.objects.filter(edition=draft).count() + 100
    Revision.objects.create(
        edition=draft, number=number, kind="practices", key="strategy", what=what, note=note, at=now, by=by
    )


@pytest.mark.parametrize(
    ("what", "note"),
    [(what, "") for what in ("added", "changed", "renamed", "moved", "deleted", "imported", "taken", "confirmed")]
    + [("started", "edition.yaml")],
)
def test_who_wrote_in_it_does_not_approve(draft, carol, dora, now, what, note):
    erik = make_user("Erik", is_curator=True)
    wrote(draft, carol, now, what, note)
    row = asked(draft, dora, now)

    with pytest.raises(NotAccepted, match="a curator who did not has to approve it"):
        approve(edition=row, seen_revision=row.revision, by=carol, now=now, url=REVIEW)
    approve(edition=row, seen_revision=row.revision, by=erik, now=now, url=REVIEW)

    row.refresh_from_db()
    assert row.approved_by == erik


def test_the_only_author_does_not_approve_where_the_other_one_of_two_asked(draft, carol, dora, now):
    wrote(draft, carol, now)
    row = asked(draft, dora, now)

    with pytest.raises(NotAccepted, match="return it, ask yourself, and they can approve it"):
        approve(edition=row, seen_revision=row.revision, by=carol, now=now, url=REVIEW)
    with pytest.raises(NotAccepted, match="Return it and let one of them ask: then you can approve it"):
        approve(edition=row, seen_revision=row.revision, by=dora, now=now, url=REVIEW)
    row = return_to_draft(edition=row, seen_revision=row.revision, by=carol, now=now, url=REVIEW, note="I ask.")
    row = asked(row, carol, now)
    approve(edition=row, seen_revision=row.revision, by=dora, now=now, url=REVIEW)


def test_where_every_curator_has_written_anybody_but_who_asked_approves(draft, carol, dora, now):
    make_user("Away", is_curator=True, is_active=False)
    wrote(draft, carol, now)
    wrote(draft, dora, now)
    row = asked(draft, carol, now)

    with pytest.raises(NotAccepted, match="You asked for this review"):
        approve(edition=row, seen_revision=row.revision, by=carol, now=now, url=REVIEW)
    approve(edition=row, seen_revision=row.revision, by=dora, now=now, url=REVIEW)


def test_whoever_approved_it_has_not_where_they_asked_themselves(draft, carol, dora, now):
    """No way of the services leads there; publishing asks all the same."""
    row = asked(draft, carol, now)
    row.approved_at, row.approved_by = now, carol

    assert not is_approved(row)
    row.approved_by = dora
    assert is_approved(row)


def test_a_draft_that_was_returned_bears_no_approval(draft, carol, dora, now):
    row = asked(draft, carol, now)
    row = approve(edition=row, seen_revision=row.revision, by=dora, now=now, url=REVIEW)

    row = return_to_draft(edition=row, seen_revision=row.revision, by=dora, now=now, url=REVIEW, note="No.")

    row.refresh_from_db()
    assert (row.approved_at, row.approved_by, row.asked_at, row.asked_by) == (None, None, None, None)


def test_returning_needs_a_note_and_voids_the_approval(draft, carol, dora, now):
    row = asked(draft, carol, now)
    row = approve(edition=row, seen_revision=row.revision, by=dora, now=now, url=REVIEW)
    with pytest.raises(NotAccepted):
        return_to_draft(edition=row, seen_revision=row.revision, by=carol, now=now, url=REVIEW, note=" \n")

    row = return_to_draft(edition=row, seen_revision=row.revision, by=carol, now=now, url=REVIEW, note="One more sign.")
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
        lambda: ask_for_review(**seen, by=dora, url=REVIEW),
        lambda: approve(**seen, by=dora, url=REVIEW),
        lambda: return_to_draft(**seen, by=dora, url=REVIEW, note="Wait."),
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


@pytest.mark.parametrize("other", ["edition", "key", "text", "by"])
def test_a_key_of_another_comment_is_refused(draft, carol, dora, now, other):
    said = {"edition": draft, "kind": "practices", "key": "strategy", "text": "Why?", "by": carol}
    said |= {"idempotency_key": uuid.uuid4(), "now": now}
    comment(**said)
    others = {"edition": make_draft(carol, edition="9.9.1"), "key": "health", "text": "Well?", "by": dora}

    with pytest.raises(NotAccepted, match="sent before with something else"):
        comment(**said | {other: others[other]})

    assert [row.text for row in Comment.objects.all()] == ["Why?"]


@pytest.mark.parametrize(("key", "text"), [("nothing", "Here?"), ("strategy", " "), ("strategy", "a" * 5001)])
def test_a_comment_on_nothing_or_without_words_is_refused(draft, carol, now, key, text):
    with pytest.raises(NotAccepted):
        comment(edition=draft, kind="practices", key=key, text=text, idempotency_key=uuid.uuid4(), by=carol, now=now)
    assert not Comment.objects.exists()


def test_a_published_edition_is_not_commented_on(carol, now):
    with pytest.raises(NotAccepted, match="comment on the next draft"):
        comment(
            edition=make_edition(), kind="edition", key="", text="?", idempotency_key=uuid.uuid4(), by=carol, now=now
        )

    assert not Comment.objects.exists()


def test_comments_follow_a_piece_that_is_renamed(draft, carol, now):
    said = {"text": "Why?", "idempotency_key": uuid.uuid4(), "by": carol, "now": now}
    comment(edition=draft, kind="practices", key="strategy", **said)

    rename_piece(save=Save(draft, "practices", "strategy", 0, uuid.uuid4(), carol, now), new_key="plan")

    assert Comment.objects.get().key == "plan"


def test_a_comment_on_a_draft_that_was_given_up_finds_none(draft, carol, now):
    discard_draft(edition=draft, seen_revision=draft.revision, by=carol, now=now)

    with pytest.raises(EditionGone):
        comment(edition=draft, kind="edition", key="", text="Well.", idempotency_key=uuid.uuid4(), by=carol, now=now)
