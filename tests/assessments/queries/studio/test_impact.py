# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import Organization
from assessments.domain.pieces import find
from assessments.queries.draft import document_of, last_revision
from assessments.queries.edition import edition_of
from assessments.queries.impact import runs_seen_by
from assessments.queries.studio.impact import advice_panel, impact_page
from assessments.services.curating import Save, add_piece, rename_piece
from tests.factories import join, make_edition
from tests.made_up import make_telling_draft, submit_made_up, worked_out


@pytest.fixture
def row(db):
    return make_edition()


@pytest.fixture
def draft(row, carol, now):
    return make_telling_draft(row, carol, now)


def test_the_panel_of_a_recommendation_says_its_counts(carol, draft, row, now, django_assert_num_queries):
    submit_made_up(edition_of(row), row, carol, 8)
    impact = worked_out(draft, carol, now)

    with django_assert_num_queries(3):
        panel = advice_panel(runs_seen_by(carol, draft), "new", "Something new", now)

    gained = impact.counts["recommendations"]["new"]["gained"]
    assert 0 < gained < 8
    assert (panel.advice.gained, panel.advice.lost, panel.advice.same) == (gained, 0, 8 - gained)
    assert (panel.running, panel.finished, panel.since) == (None, impact, 0)
    untouched = advice_panel(runs_seen_by(carol, draft), "mind-the-law", "", now).advice
    assert (untouched.gained, untouched.lost, untouched.same) == (0, 0, 8)


def renamed(draft, by, now, old, new):
    seen = last_revision(draft, "recommendations", old)
    save = Save(draft, "recommendations", old, seen.number if seen else 0, uuid.uuid4(), by, now)
    rename_piece(save=save, new_key=new)
    draft.refresh_from_db()


def test_a_run_before_a_renaming_is_read_under_the_key_of_today(
    carol, draft, row, now, django_assert_num_queries, aozora
):
    submit_made_up(edition_of(row), row, carol, 8)
    impact = worked_out(draft, carol, now)
    counted = impact.counts["recommendations"]["new"]
    renamed(draft, carol, now, "new", "newer")
    renamed(draft, carol, now, "newer", "newest")

    with django_assert_num_queries(3):
        panel = advice_panel(runs_seen_by(carol, draft), "newest", "Something new", now)

    assert (panel.advice.gained, panel.advice.lost) == (counted["gained"], counted["lost"])
    assert panel.since == 2, "what only follows from a renaming is no change of its own"
    page = impact_page(draft, document_of(draft), carol, now)
    found = next(one for one in page.advice if one.key == "newest")
    assert (found.name, found.gained, found.is_gone) == ("Something new", counted["gained"], False)
    assert "new" not in [one.key for one in page.advice]
    text = render_to_string("studio/_impact.html", {"panel": panel, "edition": draft, "csrf_token": "token"})
    assert "2 changes since. Run it again" in " ".join(text.split())


def test_the_organizations_of_a_run_are_told_with_the_names_of_today(carol, draft, row, now):
    submit_made_up(edition_of(row), row, carol, 8)
    worked_out(draft, carol, now)
    for organization in Organization.objects.all():
        join(carol, organization)
    before = impact_page(draft, document_of(draft), carol, now).named
    renamed(draft, carol, now, "new", "newest")

    after = impact_page(draft, document_of(draft), carol, now).named

    assert any("Something new" in one.gained for one in after)
    assert [(one.gained, one.lost) for one in after] == [(one.gained, one.lost) for one in before]


def test_a_new_piece_under_a_key_that_was_renamed_has_no_counts_of_another(carol, draft, row, now):
    submit_made_up(edition_of(row), row, carol, 8)
    impact = worked_out(draft, carol, now)
    renamed(draft, carol, now, "new", "newest")
    content = find(document_of(draft), "recommendations", "newest") | {"key": "new"}
    line = add_piece(save=Save(draft, "recommendations", "new", 0, uuid.uuid4(), carol, now), content=content)
    save = Save(draft, "recommendations", "new", line.number, uuid.uuid4(), carol, now)
    rename_piece(save=save, new_key="other")

    runs = runs_seen_by(carol, draft)

    assert advice_panel(runs, "other", "", now).advice.gained == 0
    gained = impact.counts["recommendations"]["new"]["gained"]
    assert advice_panel(runs, "newest", "", now).advice.gained == gained


@pytest.mark.parametrize(
    ("count", "words"), [(8, "Would newly see this"), (2, "There are no counts here"), (0, "Not tried yet.")]
)
def test_the_panel_says_what_is_known(carol, draft, row, now, count, words):
    submit_made_up(edition_of(row), row, carol, count)
    if count:
        worked_out(draft, carol, now)
    panel = advice_panel(runs_seen_by(carol, draft), "new", "Something new", now)

    text = render_to_string("studio/_impact.html", {"panel": panel, "edition": draft, "csrf_token": "token"})

    assert words in text
    assert reverse("studio_impact", args=[draft.pk]) in text
    assert ("at revision 1 of this draft" in " ".join(text.split())) is (count > 0)
