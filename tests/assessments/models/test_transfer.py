# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import timedelta

import pytest
from django.db import IntegrityError

from assessments.models import Deletion


def asked(organization, now):
    return Deletion.objects.create(
        organization=organization,
        organization_key=organization.pk,
        name=organization.name,
        asked_at=now,
        due_at=now + timedelta(days=14),
    )


def test_an_organization_waits_for_one_deletion_at_a_time(aozora, now):
    first = asked(aozora, now)
    Deletion.objects.filter(pk=first.pk).update(withdrawn_at=now)
    asked(aozora, now)

    with pytest.raises(IntegrityError):
        asked(aozora, now)
