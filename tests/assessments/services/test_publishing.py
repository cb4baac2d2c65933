# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.models import Edition
from assessments.queries.edition import edition_of
from assessments.services.publishing import VersionTaken, publish_edition
from tests.factories import make_edition


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
