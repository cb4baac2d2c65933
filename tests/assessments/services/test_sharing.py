# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from accounts.models import Event
from accounts.tokens import digest_of
from assessments.models import ShareLink
from assessments.services.refusal import NotAccepted
from assessments.services.sharing import Shared, count_opening, revoke_link, share

STORY = Shared(what="story", pack="ospo-journey", period="2026-Q3", since="2026-Q2", language="en")


def shared(organization, by, now, days=30):
    return share(organization=organization, shared=STORY, days=days, by=by, now=now)


def test_only_a_digest_of_the_token_is_kept(aozora, mana, now):
    link, token = shared(aozora, mana, now)

    assert link.token_digest == digest_of(token)
    assert token not in str(vars(link)) + str(Event.objects.get().after)
    assert ShareLink.objects.by_token(token).get() == link


@pytest.mark.parametrize("days", [0, -1, 91, 10**9])
def test_no_link_lasts_longer_than_ninety_days(aozora, mana, now, days):
    with pytest.raises(NotAccepted):
        shared(aozora, mana, now, days)

    assert not ShareLink.objects.within(aozora).exists()


def test_a_withdrawn_link_stays_withdrawn_by_whom_it_was(aozora, mana, alice, now):
    link, _token = shared(aozora, mana, now)
    revoke_link(link=link, by=mana, now=now)
    revoke_link(link=link, by=alice, now=now)

    link.refresh_from_db()
    assert (link.revoked_at, link.revoked_by, link.is_active(now)) == (now, mana, False)
    assert list(Event.objects.values_list("what", flat=True)) == ["share link made", "share link revoked"]


def test_openings_are_counted(aozora, mana, now):
    link, _token = shared(aozora, mana, now)
    count_opening(link=link, now=now)
    count_opening(link=link, now=now)

    link.refresh_from_db()
    assert (link.opened, link.opened_at) == (2, now)


def test_fifty_are_open_at_most(aozora, mana, now):
    links = [shared(aozora, mana, now)[0] for _each in range(50)]

    with pytest.raises(NotAccepted):
        shared(aozora, mana, now)

    revoke_link(link=links[0], by=mana, now=now)
    shared(aozora, mana, now)
