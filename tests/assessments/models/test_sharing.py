# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import timedelta

import pytest
from django.db import IntegrityError

from accounts.tokens import digest_of
from assessments.models import ShareLink

DAY = timedelta(days=1)


def link(organization, by, now, **fields):
    known = {"what": "dashboard", "pack": "p", "token_digest": digest_of("token"), "expires_at": now + DAY}
    return ShareLink.objects.create(organization=organization, made_at=now, made_by=by, **{**known, **fields})


def test_a_link_is_found_by_its_token_alone(aozora, mana, now):
    made = link(aozora, mana, now)

    assert ShareLink.objects.by_token("token").get() == made
    assert not ShareLink.objects.by_token("another").exists()


def test_a_link_lasts_ninety_days_at_most(aozora, mana, now):
    link(aozora, mana, now, expires_at=now + 90 * DAY)

    with pytest.raises(IntegrityError):
        link(aozora, mana, now, token_digest="d", expires_at=now + 91 * DAY)


def test_a_link_is_dead_once_it_is_revoked_or_has_expired(aozora, mana, now):
    made = link(aozora, mana, now)

    assert made.is_active(now + DAY / 2)
    assert not made.is_active(now + DAY)
    made.revoked_at = now
    assert not made.is_active(now + DAY / 2)
