# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import timedelta

import pytest

from accounts.models import User
from assessments.domain import pieces
from assessments.domain.canonical import checksum
from assessments.domain.edition import parse_edition
from assessments.domain.faults import EditionFaults
from assessments.domain.pieces import find
from assessments.models import Edition, Result, Revision
from assessments.queries.draft import document_of, published_documents
from assessments.queries.edition import edition_of
from assessments.queries.verification import differing_results
from assessments.services.curating import Save, save_piece
from assessments.services.edition_steps import MovedOn
from assessments.services.opening import open_assessment
from assessments.services.publishing import (
    NotReviewed,
    VersionIsDraft,
    VersionTaken,
    publish_draft,
    publish_edition,
    retire_edition,
)
from assessments.services.refusal import NotAccepted
from assessments.services.reviewing import approve, ask_for_review
from tests.factories import REVIEW, make_assessment, make_draft, make_edition, make_user, submit


def test_publishing_the_same_again_changes_nothing(db, now):
    row = make_edition()

    assert make_edition() == row
    assert Edition.objects.published().count() == 1


def test_a_published_version_never_changes(db, now):
    row = make_edition()
    changed = edition_of(row).model_copy(update={"licence": "CC0-1.0"})

    with pytest.raises(VersionTaken):
        publish_edition(edition=changed, by=None, now=now)

    row.refresh_from_db()
    assert '"licence":"CC-BY-4.0"' in row.document


def test_the_newest_edition_is_the_one_published_last(db, now):
    make_edition("edition-before", now=now)
    newest = make_edition(now=now.replace(year=2027))

    assert Edition.objects.newest_of(Edition.BUILT_IN) == newest
    assert Edition.objects.newest_of("nothing") is None


def test_a_clock_that_is_put_back_publishes_the_newest_edition_all_the_same(carol, now):
    base = make_edition(now=now)
    draft, other = make_draft(carol, base, now=now), make_draft(carol, base, now=now, edition="9.9.1")

    newest = publish(draft, carol, now - timedelta(days=30))

    assert Edition.objects.newest_of(base.pack) == newest
    assert [one["edition"] for one in published_documents(base.pack)] == [base.version, "9.9.0"]
    with pytest.raises(NotAccepted, match="was published after this draft began"):
        publish(other, carol, now)
    assert make_edition("edition-before", now=now - timedelta(days=60)) == Edition.objects.newest_of(base.pack)


def publish(row, by, now, seen=None):
    return publish_draft(edition=row, seen_revision=row.revision if seen is None else seen, by=by, now=now)


def test_a_curator_alone_publishes_straight_from_the_draft(carol, now):
    row = publish(make_draft(carol), carol, now)

    row.refresh_from_db()
    assert (row.state, row.published_at, row.published_by) == ("published", now, carol)
    assert row.checksum == checksum(row.document)
    assert Revision.objects.get(edition=row, what="published").number == row.revision == 2


def test_what_is_published_is_what_loading_the_same_file_gives(carol, now):
    base = make_edition()
    practices = document_of(base)["practices"]
    unfilled = [{key: value for key, value in one.items() if (key, value) != ("weight", 1)} for one in practices]
    assert unfilled != practices
    row = publish(make_draft(carol, base, practices=unfilled), carol, now)

    same, is_new = publish_edition(edition=parse_edition(document_of(base) | {"edition": "9.9.0"}), by=None, now=now)

    assert (same, is_new) == (row, False)


def test_with_two_curators_another_one_approves_first(carol, now):
    dora, draft = make_user("Dora", is_curator=True), make_draft(carol)
    with pytest.raises(NotReviewed):
        publish(draft, carol, now)
    row = ask_for_review(edition=draft, seen_revision=1, by=carol, now=now, url=REVIEW)
    with pytest.raises(NotReviewed):
        publish(row, dora, now)

    row = approve(edition=row, seen_revision=2, by=dora, now=now, url=REVIEW)

    assert publish(row, carol, now).state == "published"


@pytest.mark.parametrize("fields", [{"is_curator": False}, {"is_active": False}])
def test_how_many_curators_there_are_is_asked_at_the_moment_of_publishing(carol, now, fields):
    dora, draft = make_user("Dora", is_curator=True), make_draft(carol)
    row = ask_for_review(edition=draft, seen_revision=1, by=carol, now=now, url=REVIEW)
    with pytest.raises(NotReviewed):
        publish(row, carol, now)

    User.objects.filter(pk=dora.pk).update(**fields)

    assert publish(row, carol, now).state == "published"


def test_a_draft_that_somebody_changed_meanwhile_is_not_published(carol, now):
    draft = make_draft(carol)
    content = find(document_of(draft), "practices", "strategy") | {"weight": 2}
    save_piece(save=Save(draft, "practices", "strategy", 0, uuid.uuid4(), carol, now), content=content)

    with pytest.raises(MovedOn):
        publish(draft, carol, now, seen=1)

    draft.refresh_from_db()
    assert (draft.state, draft.published_at) == ("draft", None)


@pytest.mark.parametrize(
    "faulty", [{"summary": {}}, {"facts": [{"key": "f" * 81, "question": {"en": "Is it?", "ja": "ですか"}}]}]
)
def test_a_draft_with_errors_is_not_published(carol, now, faulty):
    draft = make_draft(carol, **faulty)

    with pytest.raises(EditionFaults):
        publish(draft, carol, now)

    draft.refresh_from_db()
    assert (draft.state, draft.revision) == ("draft", 1)


def test_a_key_that_an_earlier_edition_has_for_something_else_is_not_published(carol, now):
    base = make_edition()
    without = pieces.drop(document_of(base), "practices", "sponsor")
    reusing = pieces.rename(without, "practices", "strategy", "sponsor", earlier=frozenset({"strategy"}))
    draft = make_draft(carol, base, **reusing | {"edition": "9.9.0"})

    with pytest.raises(NotAccepted) as refused:
        publish(draft, carol, now)

    assert "sponsor" in refused.value.faults[0].message
    draft.refresh_from_db()
    assert draft.state == "draft"


@pytest.mark.parametrize("from_scratch", [False, True])
def test_a_draft_that_lacks_a_newer_editions_changes_is_not_published(carol, now, from_scratch):
    base = make_edition(now=now)
    late = make_draft(carol, base)
    if from_scratch:
        Edition.objects.filter(pk=late.pk).update(based_on=None)
    make_edition(now=now + timedelta(days=1), edition="2.0.0")

    with pytest.raises(NotAccepted) as refused:
        publish(late, carol, now + timedelta(days=2))

    assert "2.0.0 was published after this draft began" in refused.value.faults[0].message
    late.refresh_from_db()
    assert late.state == "draft"


def test_a_draft_of_an_edition_that_was_retired_meanwhile_lacks_nothing(carol, now):
    make_edition(now=now, edition="1.0.0")
    base = make_edition(now=now + timedelta(days=1))
    draft = make_draft(carol, base)
    retire_edition(edition=base, by=carol, now=now + timedelta(days=2))

    assert publish(draft, carol, now + timedelta(days=3)).state == "published"


def test_publishing_twice_publishes_once(carol, now):
    row = publish(make_draft(carol), carol, now)

    with pytest.raises(MovedOn):
        publish(row, carol, now)

    assert Revision.objects.filter(edition=row, what="published").count() == 1


def test_assessments_opened_afterwards_use_it_and_earlier_ones_stay(aozora, midori, mana, charlie, carol, now):
    open_one = make_assessment(aozora, mana, now=now)
    submitted = submit(make_assessment(midori, charlie, open_one.edition, now=now), charlie, now=now)
    before = Result.objects.of(submitted).get()

    row = publish(make_draft(carol, open_one.edition), carol, now)

    open_one.refresh_from_db()
    after = Result.objects.of(submitted).get()
    assert (open_one.edition.version, submitted.edition) == ("1.2.0", open_one.edition)
    assert (after.document, after.checksum) == (before.document, before.checksum)
    assert [why for _row, why in differing_results()] == [""]
    later = open_assessment(organization=midori, pack=row.pack, by=charlie, now=now.replace(year=2027))
    assert later.edition == row


def test_a_version_that_curators_draft_is_not_published_from_a_file(carol, now):
    draft = make_draft(carol)
    edition = parse_edition(document_of(draft))

    with pytest.raises(VersionIsDraft):
        publish_edition(edition=edition, by=None, now=now)

    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_retired_edition_is_not_used_any_more_but_stays_with_those_that_have_it(aozora, mana, carol, now):
    assessment = make_assessment(aozora, mana, now=now)
    row = retire_edition(edition=assessment.edition, by=carol, now=now)

    assert (row.state, row.retired_at, row.retired_by) == ("retired", now, carol)
    assert Edition.objects.newest_of(row.pack) is None
    assert submit(assessment, mana, now=now).edition == row
    with pytest.raises(MovedOn):
        retire_edition(edition=row, by=carol, now=now)
    assert Revision.objects.get(edition=row).what == "retired"
