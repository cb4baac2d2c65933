# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from assessments.models import Edition
from assessments.queries.edition import edition_of
from tests.factories import make_edition


def test_a_process_reads_an_edition_once(db, django_assert_num_queries):
    edition_of(make_edition())

    with django_assert_num_queries(1):
        row = Edition.objects.newest_of(Edition.BUILT_IN)
        edition = edition_of(row)

    assert edition.edition == "1.2.0"
    assert edition is edition_of(row)
