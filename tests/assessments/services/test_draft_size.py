# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

import pytest

from assessments.domain.pieces import find
from assessments.imports.limited import MOST_BYTES
from assessments.imports.writing import as_json, as_yaml
from assessments.models import Edition, Revision
from assessments.queries.draft import document_of
from assessments.services.curating import Save, rename_piece, save_piece
from assessments.services.draft_size import refuse_too_large
from assessments.services.refusal import NotAccepted
from tests.factories import make_draft

pytestmark = pytest.mark.django_db


def save_of(draft, by, now):
    return Save(draft, "facts", "eu-market", 0, uuid.uuid4(), by, now)


def test_the_larger_one_of_its_files_counts():
    refuse_too_large({"attribution": ["x" * 1039] * 1000})

    document = {"attribution": ["x" * 1042] * 1000}
    sizes = len(as_yaml(document)), len(as_json(document))
    assert sizes[0] < MOST_BYTES < sizes[1]
    with pytest.raises(NotAccepted):
        refuse_too_large(document)


def test_a_draft_that_is_too_large_may_shrink_but_not_grow(carol, now):
    draft = make_draft(carol, attribution=["x" * 20_000] * 60)
    fact = find(document_of(draft), "facts", "eu-market")

    with pytest.raises(NotAccepted):
        rename_piece(save=save_of(draft, carol, now), new_key="european-union-market")
    save_piece(save=save_of(draft, carol, now), content=fact | {"question": {"en": "EU?"}})

    assert list(Revision.objects.order_by("number").values_list("what", flat=True)) == ["started", "changed"]
    assert find(document_of(Edition.objects.get(pk=draft.pk)), "facts", "eu-market")["question"] == {"en": "EU?"}
