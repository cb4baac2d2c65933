# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

import pytest
from django.urls import reverse

from assessments.domain.pieces import find
from assessments.models import Edition, Revision
from assessments.queries.draft import document_of, last_revision
from assessments.queries.studio.review import newer_edition
from assessments.services.curating import Save, rename_piece, save_piece
from assessments.services.publishing import publish_draft
from assessments.services.reviewing import ask_for_review, comment
from tests.factories import REVIEW, make_draft, make_edition
from tests.pages import visible

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator(client, carol):
    client.force_login(carol)
    return client


@pytest.fixture
def base(db, now):
    return make_edition(now=now)


@pytest.fixture
def draft(base, carol, now):
    return make_draft(carol, base, now=now)


def of(draft, by, now, kind, key):
    line = last_revision(draft, kind, key)
    return Save(draft, kind, key, line.number if line else 0, uuid.uuid4(), by, now)


def change(draft, by, now, key, **fields):
    content = find(document_of(draft), "practices", key) | fields
    save_piece(save=of(draft, by, now, "practices", key), content=content)
    draft.refresh_from_db()


def newer(base, by, now, **changes):
    """An edition of the pack that is published after the draft began; `changes` by the keys of practices."""
    made = make_draft(by, base, now=now, edition="1.3.0")
    for key, fields in changes.items():
        change(made, by, now, key, **fields)
    return publish(made, by, now)


def publish(made, by, now):
    made.refresh_from_db()
    return publish_draft(edition=made, seen_revision=made.revision, by=by, now=now)


def url(draft):
    return reverse("studio_take_over", args=[draft.pk])


def sent(client, draft, newest, **chosen):
    draft.refresh_from_db()
    return client.post(url(draft), {"revision": draft.revision, "newer": newest.pk} | chosen)


def weight(draft, key):
    draft.refresh_from_db()
    return find(document_of(draft), "practices", key)["weight"]


def test_the_changes_of_a_newer_edition_come_into_the_draft_which_is_published_then(curator, base, draft, carol, now):
    change(draft, carol, now, "health", weight=5)
    newest = newer(base, carol, now, strategy={"weight": 7})
    review = reverse("studio_review", args=[draft.pk])
    assert url(draft) in curator.get(review).content.decode()

    page = visible(curator.get(url(draft)))
    assert "Bring in the changes of 1.3.0" in page
    assert "2 → 7" in page
    response = sent(curator, draft, newest)

    assert response.url == reverse("studio_edition", args=[draft.pk])
    assert (weight(draft, "strategy"), weight(draft, "health")) == (7, 5)
    assert (draft.based_on, newer_edition(draft)) == (newest, None)
    lines = Revision.objects.filter(edition=draft, what="taken").values_list("kind", "key", "note", "by")
    assert list(lines) == [("practices", "strategy", "1.3.0", carol.pk)]
    assert publish(draft, carol, now).state == "published"


def test_pieces_that_both_changed_are_shown_and_decided(curator, base, draft, carol, now):
    change(draft, carol, now, "health", weight=5)
    change(draft, carol, now, "strategy", weight=6)
    newest = newer(base, carol, now, strategy={"weight": 7}, health={"weight": 8})

    page = visible(curator.get(url(draft)))
    assert "2 pieces to decide" in page
    assert ("2 → 6" in page, "2 → 7" in page) == (True, True)
    response = sent(curator, draft, newest, clash_0="draft")
    assert response.status_code == 422
    assert "Choose which one to keep." in visible(response)
    assert "checked" in response.content.decode()
    assert (weight(draft, "strategy"), draft.based_on) == (6, base)

    sent(curator, draft, newest, clash_0="draft", clash_1="newer")

    assert (weight(draft, "strategy"), weight(draft, "health"), draft.based_on) == (6, 8, newest)


def test_renamings_of_the_newer_edition_take_comments_and_marks_along(curator, base, draft, carol, now):
    said = comment(
        edition=draft, kind="practices", key="strategy", text="?", idempotency_key=uuid.uuid4(), by=carol, now=now
    )
    name = find(document_of(draft), "practices", "strategy")["name"]
    change(draft, carol, now, "strategy", name=name | {"en": "A strategy"})
    other = make_draft(carol, base, now=now, edition="1.3.0")
    rename_piece(save=of(other, carol, now, "practices", "strategy"), new_key="plan")
    newest = publish(other, carol, now)

    sent(curator, draft, newest)

    assert find(document_of(Edition.objects.get(pk=draft.pk)), "practices", "plan")["name"]["en"] == "A strategy"
    draft.refresh_from_db()
    assert list(draft.lagging) == ["practices/plan/name/ja"]
    said.refresh_from_db()
    assert said.key == "plan"


def test_what_is_the_newer_editions_has_its_marks(curator, base, draft, carol, now):
    name = find(document_of(base), "practices", "strategy")["name"]
    newest = newer(base, carol, now, strategy={"name": name | {"en": "Plans"}})
    Edition.objects.filter(pk=newest.pk).update(lagging={})

    sent(curator, draft, newest)

    draft.refresh_from_db()
    assert (find(document_of(draft), "practices", "strategy")["name"]["en"], draft.lagging) == ("Plans", {})


def test_a_mark_of_the_newer_edition_stands_in_what_was_put_together(curator, base, draft, carol, now):
    change(draft, carol, now, "strategy", weight=6)
    name = find(document_of(base), "practices", "strategy")["name"]
    newest = newer(base, carol, now, strategy={"name": name | {"en": "Plans", "ja": "計画"}})
    marks = {"practices/strategy/name/ja": "2026-01-01T00:00:00+00:00", "practices/health/name/ja": "2026-01-01"}
    Edition.objects.filter(pk=newest.pk).update(lagging=marks)

    sent(curator, draft, newest)

    assert weight(draft, "strategy") == 6
    assert draft.lagging == {"practices/strategy/name/ja": "2026-01-01T00:00:00+00:00"}


@pytest.mark.parametrize("what", ["saved", "published"])
def test_what_changed_since_the_page_was_read_is_looked_at_again(curator, base, draft, carol, now, what):
    newest = newer(base, carol, now, strategy={"weight": 7})
    posted = {"revision": draft.revision, "newer": newest.pk}
    if what == "saved":
        change(draft, carol, now, "health", weight=5)
    else:
        publish(make_draft(carol, newest, now=now, edition="1.4.0"), carol, now)

    response = curator.post(url(draft), posted)

    assert response.status_code == 409
    assert "Somebody changed the draft meanwhile, or published another edition." in visible(response)
    assert (weight(draft, "strategy"), draft.based_on) == (2, base)
    assert not Revision.objects.filter(edition=draft, what="taken").exists()


def test_two_things_of_one_key_are_said_and_nothing_is_changed(curator, base, draft, carol, now):
    rename_piece(save=of(draft, carol, now, "practices", "strategy"), new_key="plan")
    added = find(document_of(base), "practices", "health") | {"key": "plan"}
    newest = publish(
        make_draft(carol, base, now=now, edition="1.3.0", practices=[*document_of(base)["practices"], added]),
        carol,
        now,
    )

    response = sent(curator, draft, newest)

    assert "have these keys for different things: plan." in visible(curator.get(response.url))
    draft.refresh_from_db()
    assert draft.based_on == base


@pytest.mark.parametrize("state", ["fresh", "in review", "published"])
def test_where_there_is_nothing_to_bring_in_the_page_leads_to_the_review(curator, base, draft, carol, now, state):
    if state == "in review":
        newest = newer(base, carol, now, strategy={"weight": 7})
        ask_for_review(edition=draft, seen_revision=1, by=carol, now=now, url=REVIEW)
    else:
        newest = publish(draft, carol, now) if state == "published" else base

    for response in (curator.get(url(draft)), sent(curator, draft, newest)):
        assert response.url == reverse("studio_review", args=[draft.pk])
    assert weight(draft, "strategy") == 2


def test_a_draft_that_has_all_of_it_already_moves_to_the_newer_edition(curator, base, draft, carol, now):
    change(draft, carol, now, "strategy", weight=7)
    newest = newer(base, carol, now, strategy={"weight": 7})
    assert "the draft has all of it already" in visible(curator.get(url(draft)))

    sent(curator, draft, newest)

    draft.refresh_from_db()
    assert draft.based_on == newest
    assert Revision.objects.filter(edition=draft).latest("number").what == "taken"


@pytest.mark.parametrize("clashes", [1, 3])
def test_the_page_takes_six_queries(curator, base, draft, carol, now, clashes, django_assert_num_queries):
    keys = ["strategy", "health", "culture"][:clashes]
    for key in keys:
        change(draft, carol, now, key, weight=6)
    newer(base, carol, now, **{key: {"weight": 7} for key in keys})

    with django_assert_num_queries(6):
        curator.get(url(draft))
