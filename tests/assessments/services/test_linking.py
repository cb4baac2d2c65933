# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.models import Change, OpenLink
from assessments.services.linking import make_open_link, revoke_open_link
from assessments.services.refusal import AlreadySubmitted, NotAccepted
from tests.factories import make_asking_edition, make_assessment, make_edition, make_link, submit


@pytest.fixture
def assessment(aozora, mana, now):
    return make_assessment(aozora, mana, make_asking_edition(), now=now)


def test_a_link_asks_employees_what_fits_and_ends_in_two_weeks(assessment, mana, now):
    link, token = make_link(assessment, mana, now=now)

    held = OpenLink.objects.by_token(token).get()
    assert held == link
    assert held.practices == ["strategy", "health", "culture"]
    assert (held.expires_at - now).days == 14
    assert token not in str(OpenLink.objects.of(assessment).values_list().get())


def test_a_new_link_takes_the_place_of_the_one_that_stands(assessment, mana, now):
    old, _token = make_link(assessment, mana, now=now)
    new, _token = make_link(assessment, mana, now=now)

    assert list(OpenLink.objects.of(assessment).filter(revoked_at=None)) == [new]
    assert OpenLink.objects.of(assessment).get(pk=old.pk).revoked_at == now
    assert list(Change.objects.of(assessment).order_by("pk").values_list("what", flat=True))[-2:] == [
        "link made",
        "link replaced",
    ]


def test_a_link_is_closed_once(assessment, mana, now):
    make_link(assessment, mana, now=now)

    revoke_open_link(assessment=assessment, by=mana, now=now)
    revoke_open_link(assessment=assessment, by=mana, now=now)

    assert not OpenLink.objects.of(assessment).filter(revoked_at=None).exists()
    assert Change.objects.of(assessment).filter(what="link closed").count() == 1


def test_no_link_asks_what_the_edition_does_not_ask_of_employees(aozora, assessment, mana, charlie, midori, now):
    with pytest.raises(NotAccepted):
        make_open_link(assessment=assessment, practices=["sponsor"], by=mana, now=now)
    unasked = make_assessment(midori, charlie, make_edition(edition="2", now=now), now=now)
    with pytest.raises(NotAccepted):
        make_open_link(assessment=unasked, practices=None, by=charlie, now=now)


def test_once_submitted_no_link_is_made_or_closed(assessment, mana, now):
    make_link(assessment, mana, now=now)
    submit(assessment, mana, now=now)

    with pytest.raises(AlreadySubmitted):
        make_link(assessment, mana, now=now)
    with pytest.raises(AlreadySubmitted):
        revoke_open_link(assessment=assessment, by=mana, now=now)
