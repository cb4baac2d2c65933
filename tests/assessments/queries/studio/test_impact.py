# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from assessments.queries.edition import edition_of
from assessments.queries.impact import runs_of
from assessments.queries.studio.impact import advice_panel
from tests.factories import make_edition
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
        panel = advice_panel(draft, runs_of(draft), "new", "Something new", carol, now)

    gained = impact.counts["recommendations"]["new"]["gained"]
    assert 0 < gained < 8
    assert (panel.advice.gained, panel.advice.lost, panel.advice.same) == (gained, 0, 8 - gained)
    assert (panel.running, panel.finished, panel.since) == (None, impact, 0)
    untouched = advice_panel(draft, runs_of(draft), "mind-the-law", "", carol, now).advice
    assert (untouched.gained, untouched.lost, untouched.same) == (0, 0, 8)


@pytest.mark.parametrize(
    ("count", "words"), [(8, "Would newly see this"), (2, "There are no counts here"), (0, "Not tried yet.")]
)
def test_the_panel_says_what_is_known(carol, draft, row, now, count, words):
    submit_made_up(edition_of(row), row, carol, count)
    if count:
        worked_out(draft, carol, now)
    panel = advice_panel(draft, runs_of(draft), "new", "Something new", carol, now)

    text = render_to_string("studio/_impact.html", {"panel": panel, "edition": draft, "csrf_token": "token"})

    assert words in text
    assert reverse("studio_impact", args=[draft.pk]) in text
    assert ("at revision 1 of this draft" in " ".join(text.split())) is (count > 0)
