# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import datetime

import pytest

from accounts.models import User
from assessments.models import Edition
from assessments.services.draft_writing import keep_content
from assessments.services.refusal import NotAccepted
from tests.factories import make_draft

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_number_that_was_taken_at_the_same_moment_is_refused_in_words(carol: User, now: datetime) -> None:
    row = make_draft(carol, now=now)
    row.version, row.revision = "1.2.0", 2

    with pytest.raises(NotAccepted, match=r"has an edition 1\.2\.0 already"):
        keep_content(row)

    assert Edition.objects.get(pk=row.pk).revision == 1
