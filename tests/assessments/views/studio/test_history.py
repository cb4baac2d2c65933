# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.domain.pieces import find
from assessments.models import Revision
from assessments.queries.draft import document_of
from assessments.services.curating import Save, add_piece, rename_piece, save_piece
from tests.factories import make_draft
from tests.pages import visible

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator(client, carol):
    client.force_login(carol)
    return client


def changed(draft, by, now, key="strategy", seen=0, **fields):
    content = find(document_of(draft), "practices", key) | fields
    save_piece(save=Save(draft, "practices", key, seen, uuid.uuid4(), by, now), content=content)
    draft.refresh_from_db()


def history(client, draft, **asked):
    return client.get(reverse("studio_history", args=[draft.pk]), asked)


def test_a_change_says_who_what_when_and_which_words(curator, carol, now):
    draft = make_draft(carol, now=now)
    name = find(document_of(draft), "practices", "strategy")["name"]
    changed(draft, carol, now, name=name | {"en": "A plan that is written"})

    response = history(curator, draft)

    assert "Name, English" in visible(response)
    assert "Carol, 16 Nov 2026, 09:00" in visible(response)
    assert "<ins>A plan that is written</ins>" in response.content.decode()
    assert visible(response).index("Changed") < visible(response).index("Draft started")


def test_the_history_of_a_piece_follows_it_through_renaming(curator, carol, now):
    draft = make_draft(carol, now=now)
    changed(draft, carol, now, weight=5)
    changed(draft, carol, now, key="health", weight=5)
    rename_piece(save=Save(draft, "practices", "strategy", 2, uuid.uuid4(), carol, now), new_key="plan")

    page = visible(history(curator, draft, of="practices/plan"))

    assert "strategy → plan" in page
    assert page.count("Weight") == 1
    assert "Draft started" not in page


def test_a_change_at_the_moment_of_a_renaming_is_told_and_what_follows_from_it_is_not(curator, carol, now):
    draft = make_draft(carol, now=now)
    rename_piece(save=Save(draft, "practices", "strategy", 0, uuid.uuid4(), carol, now), new_key="plan")
    draft.refresh_from_db()
    changed(draft, carol, now, key="health", weight=5)

    lines = history(curator, draft).context["history"].lines

    assert [(line.row.what, line.row.key) for line in lines] == [
        ("changed", "health"),
        ("renamed", "plan"),
        ("started", ""),
    ]


def test_a_clock_that_is_put_back_leaves_the_order(curator, carol, now):
    draft = make_draft(carol, now=now)
    changed(draft, carol, now, weight=5)
    changed(draft, carol, now - timedelta(days=1), seen=2, weight=7)

    page = visible(history(curator, draft))

    assert page.index("5 → 7") < page.index("→ 5") < page.index("Draft started")


def test_two_pieces_that_had_one_key_have_each_its_own_history(curator, carol, now):
    """`plan` is made, becomes `scheme`, and another `plan` is made, which becomes `sketch`."""
    draft = make_draft(carol, now=now)
    for at, (weight, new) in enumerate([(5, "scheme"), (7, "sketch")]):
        content = {"key": "plan", "name": {"en": f"Plan {at}"}, "weight": weight}
        add_piece(save=Save(draft, "practices", "plan", 0, uuid.uuid4(), carol, now), content=content)
        draft.refresh_from_db()
        changed(draft, carol, now, key="plan", seen=draft.revision, weight=weight + 10)
        seen = draft.revision
        rename_piece(save=Save(draft, "practices", "plan", seen, uuid.uuid4(), carol, now), new_key=new)

    first, second = (visible(history(curator, draft, of=f"practices/{key}")) for key in ("scheme", "sketch"))

    assert ("5 → 15" in first, "7 → 17" in first) == (True, False)
    assert ("5 → 15" in second, "7 → 17" in second) == (False, True)
    assert "5 → 15" not in visible(history(curator, draft, of="practices/plan"))


def test_fifty_lines_stand_on_a_page(curator, carol, now):
    draft = make_draft(carol, now=now)
    Revision.objects.bulk_create(
        Revision(edition=draft, number=number, kind="edition", what="asked", note=f"Note {number}.", at=now, by=carol)
        for number in range(2, 102)
    )

    first, second, last = (visible(history(curator, draft, **asked)) for asked in ({}, {"before": 52}, {"before": 2}))

    assert ("Note 52." in first, "Note 51." in first, "Earlier" in first) == (True, False, True)
    assert ("Note 51." in second, "Note 2." in second, "Earlier" in second) == (True, True, True)
    assert ("Draft started" in last, "Earlier" in last) == (True, False)


@pytest.mark.parametrize("asked", [{"of": "nothing/x"}, {"before": "x"}, {"before": "9" * 30}])
def test_what_is_no_history_is_refused(curator, carol, now, asked):
    assert history(curator, make_draft(carol, now=now), **asked).status_code in (400, 404)


@pytest.mark.parametrize("changes", [1, 5])
def test_it_takes_five_queries(curator, carol, now, changes, django_assert_num_queries):
    draft = make_draft(carol, now=now)
    for number in range(changes):
        changed(draft, carol, now, seen=number and number + 1, weight=number + 3)

    with django_assert_num_queries(5):
        history(curator, draft)


@pytest.mark.parametrize("of", ["practices/", "practices/a\n", "practices/A b", "edition/A b", "nothing/a"])
def test_a_history_of_what_is_no_key_is_not_found(client, carol, of):
    client.force_login(carol)
    url = reverse("studio_history", args=[make_draft(carol).pk])

    assert client.get(url, {"of": of}).status_code in (400, 404)


def test_a_page_compares_so_many_words_and_shows_the_other_texts_whole(curator, carol, now):
    draft = make_draft(carol, now=now)
    for number in range(12):
        question = {"en": (".," * 99, "." * 199)[number % 2]}
        changed(draft, carol, now, seen=number and draft.revision, question=question)

    page = history(curator, draft).content.decode()

    assert "So much differs on this page" in page
    assert f"<del>{'.,' * 99}</del><ins>{'.' * 199}</ins>" in page
    assert ".<del>,.,." in page
