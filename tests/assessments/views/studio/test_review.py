# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.models import Edition, Revision
from assessments.services.curating import Save, save_piece
from assessments.services.publishing import publish_draft
from assessments.services.reviewing import approve, ask_for_review
from tests.factories import REVIEW, make_assessment, make_draft, make_edition, make_user
from tests.pages import visible


@pytest.fixture
def curator(client, carol):
    client.force_login(carol)
    return client


@pytest.fixture
def dora(db):
    return make_user("Dora", is_curator=True)


def page_of(edition):
    return reverse("studio_review", args=[edition.pk])


def take(client, edition, step, *, revision=None, **said):
    posted = {"step": step, f"{step}-revision": revision or Edition.objects.get(pk=edition.pk).revision}
    posted |= {f"{step}-{name}": value for name, value in said.items()}
    return client.post(page_of(edition), posted, follow=True)


@pytest.mark.django_db
def test_a_review_is_asked_for_approved_and_published(client, carol, dora, now):
    draft = make_draft(carol, now=now)
    client.force_login(carol)
    assert "Another curator looks at the draft before it is published." in visible(client.get(page_of(draft)))

    asked = visible(take(client, draft, "ask", note="Mind the signs."))
    assert "The other curators can review it now." in asked
    assert "You asked for this review, so another curator has to approve it." in asked
    client.force_login(dora)
    assert "Mind the signs." in visible(client.get(page_of(draft)))
    assert "Approved. It can be published now." in visible(take(client, draft, "approve"))
    assert "Publish ospo-journey 9.9.0?" in visible(client.get(page_of(draft), {"step": "publish"}))
    published = visible(take(client, draft, "publish"))

    assert "Published. Assessments that are opened from now on use it." in published
    assert "Take it out of use" in published
    draft.refresh_from_db()
    assert (draft.state, draft.asked_by, draft.approved_by, draft.published_by) == ("published", carol, dora, dora)


@pytest.mark.django_db
def test_who_wrote_in_the_draft_is_told_why_they_do_not_approve_it(curator, carol, dora, now):
    draft = make_draft(carol, now=now)
    make_user("Erik", is_curator=True)
    line = Revision(edition=draft, number=9, kind="facts", key="eu-market", what="changed", at=now, by=carol)
    line.save()
    ask_for_review(edition=draft, seen_revision=1, by=dora, now=now, url=REVIEW)

    page = curator.get(page_of(draft))

    assert "You wrote in this draft, so a curator who did not has to approve it." in visible(page)
    assert 'value="approve"' not in page.content.decode()
    assert "You wrote in this draft" in visible(take(curator, draft, "approve"))
    draft.refresh_from_db()
    assert draft.approved_at is None


@pytest.mark.django_db
def test_the_only_curator_publishes_without_a_review_and_is_told_so(curator, carol, now):
    draft = make_draft(carol, now=now)

    page = visible(curator.get(page_of(draft)))

    assert "You are the only active curator of this site, so publishing needs no review." in page
    assert "Ask for review" not in page
    take(curator, draft, "publish")
    draft.refresh_from_db()
    assert draft.state == "published"


@pytest.mark.django_db
def test_errors_stand_in_the_way_and_lead_to_their_forms(curator, carol, now):
    draft = make_draft(carol, now=now, summary={})

    response = curator.get(page_of(draft))

    assert "1 error stands in the way" in visible(response)
    assert "The edition as a whole, Summary: must have a text in English" in visible(response)
    assert reverse("studio_head", args=[draft.pk]) in response.content.decode()
    assert "Errors stand in the way." in visible(take(curator, draft, "publish"))
    draft.refresh_from_db()
    assert draft.state == "draft"


@pytest.mark.django_db
def test_returning_without_a_word_is_refused_before_the_field(curator, carol, dora, now):
    draft = make_draft(carol, now=now)
    ask_for_review(edition=draft, seen_revision=1, by=dora, now=now, url=REVIEW)

    response = take(curator, draft, "return")
    assert response.status_code == 422
    assert "Say what should change." in visible(response)

    assert "It is a draft again." in visible(take(curator, draft, "return", note="One more sign."))
    draft.refresh_from_db()
    assert draft.state == "draft"


@pytest.mark.django_db
def test_a_page_that_has_grown_old_takes_no_step(curator, carol, now):
    draft = make_draft(carol, now=now)

    page = visible(take(curator, draft, "publish", revision=7))

    assert "Somebody took this edition further meanwhile." in page
    draft.refresh_from_db()
    assert draft.state == "draft"


@pytest.mark.django_db
def test_retiring_says_how_many_open_assessments_keep_it_and_what_is_next(curator, carol, aozora, mana, now):
    edition = make_assessment(aozora, mana, make_edition(now=now), now=now).edition

    page = visible(curator.get(page_of(edition), {"step": "retire"}))

    assert "1 open assessment uses it, and keeps it." in page
    assert "It is the last published edition of its pack" in page
    assert "Aozora" not in page
    take(curator, edition, "retire")
    edition.refresh_from_db()
    assert (edition.state, edition.retired_by) == ("retired", carol)


@pytest.mark.django_db
def test_retiring_names_the_edition_that_is_used_next(curator, carol, now):
    base = make_edition(now=now)
    publish_draft(edition=make_draft(carol, base, now=now), seen_revision=1, by=carol, now=now)

    page = visible(curator.get(page_of(base), {"step": "retire"}))

    assert "No open assessment uses it." in page
    assert "New assessments start with edition 9.9.0." in page


def test_a_draft_that_lacks_a_newer_editions_changes_says_what_to_do(curator, carol, now):
    draft = make_draft(carol, make_edition(now=now), now=now)
    make_edition(now=now + timedelta(days=1), edition="2.0.0")

    response = curator.get(page_of(draft))

    assert "Lacks the changes of 2.0.0" in visible(response)
    assert "Bring in the changes of 2.0.0" in visible(response)
    assert reverse("studio_take_over", args=[draft.pk]) in response.text
    assert "?step=publish" not in response.text


def test_a_step_that_cannot_be_any_more_leads_back(curator, carol, now):
    draft = make_draft(carol, now=now)

    assert curator.get(page_of(draft), {"step": "retire"}).headers["Location"] == page_of(draft)
    assert curator.post(page_of(draft), {"step": "nothing"}).status_code == 404


def test_the_page_takes_nine_queries(curator, carol, now, django_assert_num_queries):
    draft = make_draft(carol, now=now)
    Revision.objects.create(edition=draft, number=2, kind="edition", what="returned", note="No.", at=now, by=carol)

    with django_assert_num_queries(9):
        curator.get(page_of(draft))


@pytest.mark.django_db
def test_the_edition_says_how_it_stands(curator, carol, now):
    draft = make_draft(carol, now=now)
    content = {"key": "new-one", "question": {"en": "Well?"}}
    facts = Save(draft, "facts", "eu-market", 0, "5f2a7c1e-6b1d-4a8f-9c3e-0d2b4f6a8c10", carol, now)
    save_piece(save=facts, content=content | {"key": "eu-market"})

    page = visible(curator.get(reverse("studio_edition", args=[draft.pk])))

    assert "No errors, 5 warnings Checks" in page
    assert "2 changes Against 1.2.0" in page
    assert "Not known yet Impact" in page
    assert "Publish… Nothing stands in the way" in page
    assert "Japanese 1 text missing, 0 older than their source" in page


def test_an_approved_edition_says_who_approved_it(curator, carol, dora, transactional_db, now):
    draft = make_draft(carol, now=now)
    row = ask_for_review(edition=draft, seen_revision=1, by=carol, now=now, url=REVIEW)
    approve(edition=row, seen_revision=2, by=dora, now=now, url=REVIEW)

    assert "Publish… Approved by Dora" in visible(curator.get(reverse("studio_edition", args=[draft.pk])))


def test_the_editions_page_takes_nine_queries(curator, carol, now, django_assert_num_queries):
    draft = make_draft(carol, now=now)

    with django_assert_num_queries(9):
        curator.get(reverse("studio_edition", args=[draft.pk]))


@pytest.mark.django_db
def test_a_note_stands_only_until_the_next_step(client, carol, dora, now):
    draft = make_draft(carol, now=now)
    client.force_login(carol)
    take(client, draft, "ask")
    returned = visible(take(client, draft, "return", note="Fill in the Japanese."))
    assert "Returned to draft Fill in the Japanese." in returned

    again = visible(take(client, draft, "ask"))

    assert "Fill in the Japanese." not in again
    assert "Review asked for Carol" in again
    assert "Fill in the Japanese." not in visible(client.get(reverse("studio_edition", args=[draft.pk])))
