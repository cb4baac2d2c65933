# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

import pytest

from accounts.models import Mail
from assessments.services.curating import Save, save_piece
from assessments.services.edition_steps import MovedOn
from assessments.services.reviewing import approve, ask_for_review, return_to_draft
from tests.factories import REVIEW, make_draft, make_user

pytestmark = pytest.mark.django_db
FACT = {"key": "eu-market", "question": {"en": "Another?"}}


@pytest.fixture
def dora(db):
    return make_user("Dora", is_curator=True, language="ja")


@pytest.fixture
def erik(db):
    return make_user("Erik", is_curator=True)


@pytest.fixture
def draft(carol, now):
    """A draft in which Carol wrote."""
    draft = make_draft(carol, now=now)
    save_piece(save=Save(draft, "facts", "eu-market", 0, uuid.uuid4(), carol, now), content=FACT)
    draft.refresh_from_db()
    return draft


def asked(draft, by, now, note="Look at the signs."):
    return ask_for_review(edition=draft, seen_revision=draft.revision, by=by, now=now, url=REVIEW, note=note)


def mails():
    return [(mail.to, mail.purpose, mail.language) for mail in Mail.objects.order_by("created_at", "to")]


def test_whoever_may_approve_a_draft_is_told_that_it_waits_in_their_language(draft, carol, dora, erik, now):
    make_user("Fay", is_curator=True, is_active=False)
    make_user("Gus")

    asked(draft, carol, now)

    assert mails() == [(dora.email, "review asked for", "ja"), (erik.email, "review asked for", "en")]
    mail = Mail.objects.get(to=erik.email)
    assert mail.subject == "ospo-journey 9.9.0 waits for your review"
    assert mail.text == (
        "Carol asks for a review of the draft ospo-journey 9.9.0. Its content does not change meanwhile.\n\n"
        "Carol wrote:\nLook at the signs.\n\n"
        f"See what is different, then approve it or return it:\n{REVIEW}\n\n"
        "You get this since you are a curator of this site, and may approve this draft."
    )
    assert mail.organization is None
    assert Mail.objects.get(to=dora.email).subject == "ospo-journey 9.9.0 のレビューをお願いします"


def test_who_wrote_in_a_draft_is_not_asked_to_approve_it(draft, carol, dora, erik, now):
    asked(draft, erik, now)

    assert mails() == [(dora.email, "review asked for", "ja")]


def test_authors_and_who_asked_are_told_of_an_approval(draft, carol, dora, erik, now):
    row = asked(draft, erik, now, note="")
    Mail.objects.all().delete()

    approve(edition=row, seen_revision=row.revision, by=dora, now=now, url=REVIEW)

    assert mails() == [(carol.email, "draft approved", "en"), (erik.email, "draft approved", "en")]
    mail = Mail.objects.get(to=carol.email)
    assert mail.subject == "ospo-journey 9.9.0 is approved"
    assert mail.text == (
        "Dora has approved the draft ospo-journey 9.9.0. It can be published now.\n\n"
        f"Publish it here:\n{REVIEW}\n\n"
        "You get this since you wrote in this draft, or asked for its review."
    )


def test_authors_are_told_which_changes_are_asked_for(draft, carol, dora, now):
    row = asked(draft, carol, now)
    Mail.objects.all().delete()

    return_to_draft(edition=row, seen_revision=row.revision, by=dora, now=now, url=REVIEW, note="One more sign.")

    assert mails() == [(carol.email, "draft returned", "en")]
    mail = Mail.objects.get()
    assert mail.subject == "Changes are asked for in ospo-journey 9.9.0"
    assert "Dora wrote:\nOne more sign." in mail.text


def test_who_takes_a_step_gets_no_mail_and_nobody_gets_one_twice(draft, carol, dora, now):
    row = asked(draft, carol, now)
    with pytest.raises(MovedOn):
        asked(draft, carol, now)
    assert mails() == [(dora.email, "review asked for", "ja")]

    return_to_draft(edition=row, seen_revision=row.revision, by=carol, now=now, url=REVIEW, note="Not yet.")
    assert len(mails()) == 1
