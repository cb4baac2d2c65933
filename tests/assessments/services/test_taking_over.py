# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.domain.pieces import find
from assessments.models import Edition, Revision
from assessments.queries.draft import document_of
from assessments.services.edition_steps import MovedOn
from assessments.services.refusal import NotAccepted
from assessments.services.taking_over import take_over
from tests.factories import make_draft, make_edition

pytestmark = pytest.mark.django_db


def weighing(document, weight):
    practices = [one | ({"weight": weight} if one["key"] == "strategy" else {}) for one in document["practices"]]
    return {"practices": practices}


@pytest.fixture
def base(db, now):
    return make_edition(now=now)


@pytest.fixture
def draft(base, carol, now):
    return make_draft(carol, base, now=now, **weighing(document_of(base), 5))


def take(draft, newer, by, now, **decided):
    places = {("practices", key): side for key, side in decided.items()}
    return take_over(edition=draft, newer=newer, seen_revision=1, decided=places, by=by, now=now)


def is_untouched(draft, base):
    row = Edition.objects.get(pk=draft.pk)
    return (row.document, row.based_on, Revision.objects.filter(edition=row).count()) == (draft.document, base, 1)


def test_an_edition_that_is_not_the_newest_by_now_is_not_brought_in(base, draft, carol, now):
    newer = make_edition(now=now, edition="1.3.0", **weighing(document_of(base), 7))
    make_edition(now=now, edition="1.4.0", **weighing(document_of(base), 8))

    with pytest.raises(MovedOn):
        take(draft, newer, carol, now, strategy="draft")

    assert is_untouched(draft, base)


def test_what_is_not_decided_is_not_brought_in(base, draft, carol, now):
    newer = make_edition(now=now, edition="1.3.0", **weighing(document_of(base), 7))

    with pytest.raises(NotAccepted, match="Choose for each of these pieces"):
        take(draft, newer, carol, now)
    assert is_untouched(draft, base)

    row = take(draft, newer, carol, now, strategy="newer")
    assert (find(document_of(row), "practices", "strategy") or {})["weight"] == 7
