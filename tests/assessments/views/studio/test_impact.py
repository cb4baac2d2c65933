# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from accounts.models import Role
from assessments.models import Impact, ImpactOfOrganization, Revision
from assessments.queries.draft import document_of
from assessments.queries.edition import edition_of
from assessments.queries.studio import impact as query
from assessments.services.impact import FAULTY, ask_impact
from assessments.services.publishing import publish_draft
from tests.factories import join, make_draft, make_edition, make_user
from tests.made_up import make_telling_draft, submit_made_up, worked_out
from tests.pages import visible

CANARY = "Unit 1"


@pytest.fixture
def row(db):
    return make_edition()


@pytest.fixture
def draft(row, carol, now):
    return make_telling_draft(row, carol, now)


@pytest.fixture
def curator(client, carol):
    client.force_login(carol)
    return client


def made_up(row, by, count=8):
    submit_made_up(edition_of(row), row, by, count)


def page_of(client, draft):
    response = client.get(reverse("studio_impact", args=[draft.pk]))
    assert response.status_code == 200
    return response


def test_nothing_tried_yet_says_what_a_run_does(curator, draft):
    page = visible(page_of(curator, draft))

    assert "Not tried yet" in page
    assert "Nobody’s results change" in page
    assert "Work out the impact" in page


def test_asking_leaves_the_work_to_the_worker(curator, draft):
    url = reverse("studio_impact", args=[draft.pk])

    assert curator.post(url).headers["Location"] == url
    curator.post(url)

    impact = Impact.objects.get()
    task = DBTaskResult.objects.get()
    assert task.task_path == "assessments.tasks.impact.work_out_impact"
    assert task.args_kwargs["args"] == [str(impact.pk)]
    assert "It waits for its turn." in visible(page_of(curator, draft))


def test_a_run_shows_how_far_it_is(curator, draft, carol, now):
    ask_impact(edition=draft, by=carol, now=now)
    Impact.objects.update(total=10_000, done=3_250, seen_at=now)

    response = page_of(curator, draft)

    page = visible(response)
    assert "3,250 of 10,000 organizations" in page
    assert "Show how far it is" in page
    assert "Work out the impact" not in page
    assert 'hx-trigger="every 2s"' in response.text

    part = curator.get(reverse("studio_impact", args=[draft.pk]) + "?part=progress")
    assert "3,250 of 10,000 organizations" in part.text
    assert "HX-Refresh" not in part.headers
    assert "<h1" not in part.text

    Impact.objects.update(finished_at=now)
    part = curator.get(reverse("studio_impact", args=[draft.pk]) + "?part=progress")
    assert part.headers["HX-Refresh"] == "true"


def test_a_run_that_ended_shows_counts(curator, draft, row, carol, now):
    made_up(row, carol)
    impact = worked_out(draft, carol, now)
    counts = impact.counts["recommendations"]
    assert counts["engage-community"]["lost"] > 0 < counts["new"]["gained"] < 8

    page = visible(page_of(curator, draft))

    new, lost = counts["new"]["gained"], counts["engage-community"]["lost"]
    assert f"Something new {new} 0 {8 - new}" in page
    assert f"not in this draft 0 {lost} {8 - lost}" in page
    assert f"Nothing changes with the {len(document_of(draft)['recommendations']) - 1} other recommendations." in page
    moves = sum(count for _before, _after, count in impact.counts["stages"])
    assert f"Would stand at another stage {moves}" in page
    assert moves > 0 and "before the first stage" in page
    assert "Tried on the answers of 8 organizations, at revision 1 of this draft." in page
    assert "You see counts, never which organization answered what." in page
    assert "Run 16 Nov 2026, 09:00 UTC" in page


def test_a_curator_without_an_organization_sees_no_name(curator, draft, row, carol, now):
    made_up(row, carol)
    worked_out(draft, carol, now)
    names = ImpactOfOrganization.unscoped.values_list("organization__name", flat=True)
    assert CANARY in names

    response = page_of(curator, draft)

    assert "Unit " not in response.text
    assert "Organizations that you may see" not in response.text
    assert str(ImpactOfOrganization.unscoped.first().assessment_id) not in response.text


def test_a_member_sees_the_names_of_their_own_organizations_alone(curator, draft, row, carol, now):
    made_up(row, carol)
    worked_out(draft, carol, now)
    mine = ImpactOfOrganization.unscoped.select_related("organization").get(organization__name=CANARY)
    join(carol, mine.organization, Role.VIEWER)

    response = page_of(curator, draft)

    page = visible(response)
    assert "Organizations that you may see" in page
    assert reverse("results", args=[mine.assessment_id]) in response.text
    assert [name for name in (f"Unit {number}" for number in range(1, 9)) if name in page] == [CANARY]
    assert "Would newly see: Something new" in page
    assert "never which organization" not in page


def test_names_stand_by_how_much_changes(curator, draft, row, carol, now, monkeypatch):
    monkeypatch.setattr(query, "MOST_NAMED", 2)
    made_up(row, carol, 3)
    impact = worked_out(draft, carol, now)
    ImpactOfOrganization.unscoped.all().delete()
    whats = [(["a"], "x", "x"), (["a", "b"], "x", "x"), ([], "x", "y")]
    for assessment, (gained, before, after) in zip(row.assessments.order_by("organization__path"), whats, strict=True):
        join(carol, assessment.organization)
        ImpactOfOrganization.objects.create(
            impact=impact, **assessment.whose, gained=gained, stage_before=before, stage_after=after
        )

    page = visible(page_of(curator, draft))

    assert page.index("Unit 3") < page.index("Unit 2")
    assert "Unit 1" not in page


@pytest.mark.parametrize(("count", "shown"), [(1, False), (2, False), (3, True)])
def test_counts_of_fewer_than_three_hidden_organizations_are_kept_back(curator, draft, row, carol, now, count, shown):
    made_up(row, carol, count)
    worked_out(draft, carol, now)

    page = visible(page_of(curator, draft))

    assert ("There are no counts here" in page) is not shown
    assert ("Something new" in page) is shown
    assert ("No change" in page) is shown


PAGES_WITH_A_GATE = [
    ("studio_edition", [], {}),
    ("studio_review", [], {}),
    ("studio_review", [], {"step": "publish"}),
    ("studio_piece", ["recommendations", "new"], {}),
]


@pytest.mark.parametrize(("count", "shown"), [(2, False), (3, True)])
@pytest.mark.parametrize(("name", "args", "query"), PAGES_WITH_A_GATE)
def test_no_page_tells_counts_that_are_kept_back(curator, draft, row, carol, now, name, args, query, count, shown):
    made_up(row, carol, count)
    worked_out(draft, carol, now)

    page = visible(curator.get(reverse(name, args=[draft.pk, *args]), query))

    assert (re.search(r"\d of \d organizations|Who would see something else \d", page) is not None) is shown


def test_the_gate_says_that_a_draft_was_tried_where_counts_are_kept_back(curator, draft, row, carol, now):
    made_up(row, carol, 1)
    worked_out(draft, carol, now)

    assert "Tried Impact" in visible(curator.get(reverse("studio_edition", args=[draft.pk])))


@pytest.mark.parametrize(("name", "args", "query"), PAGES_WITH_A_GATE)
@pytest.mark.parametrize(("since", "said"), [(0, 0), (2, 1)])
def test_no_page_tells_an_outdated_count_without_saying_so(
    curator, draft, row, carol, now, name, args, query, since, said
):
    made_up(row, carol, 8)
    worked_out(draft, carol, now)
    for number in range(since):
        line = {"kind": "practices", "key": "strategy", "what": "changed", "at": now, "by": carol}
        Revision.objects.create(edition=draft, number=draft.revision + 1 + number, **line)

    page = visible(curator.get(reverse(name, args=[draft.pk, *args]), query))

    assert ("2 changes since it was run" in page) is bool(said)


def test_ones_own_organizations_do_not_hide_others_but_show_themselves(curator, draft, row, carol, now):
    made_up(row, carol, 3)
    worked_out(draft, carol, now)
    first, *others = [one.organization for one in row.assessments.order_by("organization__path")]

    join(carol, first)
    assert "There are no counts here" in visible(page_of(curator, draft))

    for one in others:
        join(carol, one)
    page = visible(page_of(curator, draft))
    assert "There are no counts here" not in page
    assert "Would newly see it" in page


def test_a_draft_that_moved_on_makes_a_run_stale(curator, draft, row, carol, now):
    made_up(row, carol)
    worked_out(draft, carol, now)
    key = document_of(draft)["recommendations"][0]["key"]

    move = reverse("studio_piece_move", args=[draft.pk, "recommendations", key])
    curator.post(move, {"to": "1"})
    assert "Run it again" not in visible(page_of(curator, draft)), "another order changes nothing"

    stages = [one["key"] for one in document_of(draft)["stages"]]
    curator.post(reverse("studio_piece_move", args=[draft.pk, "stages", stages[0]]), {"to": "1"})
    page = visible(page_of(curator, draft))
    assert "1 change since. Run it again to see what it does." in page
    assert "at revision 1 of this draft" in page


def test_a_failure_says_what_to_do(curator, row, carol, now):
    draft = make_draft(carol, row, now=now, levels=[])
    worked_out(draft, carol, now)

    page = visible(page_of(curator, draft))

    assert FAULTY in page
    assert "Work out the impact" in page


def test_a_run_that_fell_silent_is_said_and_can_be_started_anew(curator, draft, carol, now):
    ask_impact(edition=draft, by=carol, now=now - timedelta(minutes=3))

    page = visible(page_of(curator, draft))

    assert "It stopped without a word" in page
    curator.post(reverse("studio_impact", args=[draft.pk]))
    assert "It waits for its turn." in visible(page_of(curator, draft))


def test_without_submitted_answers_there_is_nothing_to_compare(curator, draft, carol, now):
    worked_out(draft, carol, now)

    assert "No organization has submitted answers yet" in visible(page_of(curator, draft))


def test_a_published_edition_shows_what_was_found_before_and_offers_no_run(curator, draft, row, carol, now):
    made_up(row, carol, 8)
    worked_out(draft, carol, now)
    publish_draft(edition=draft, seen_revision=draft.revision, by=carol, now=now)

    page = visible(page_of(curator, draft))

    assert "Impact before it was published" in page and "Would read something else" in page
    assert "Run " not in page.replace("Run 16 Nov 2026", "") and "if published now" not in page


def test_a_published_edition_is_not_tried_any_more(curator, row):
    page = visible(page_of(curator, row))
    assert "Nobody asked what this edition would change before it was published." in page
    assert "Work out the impact" not in page

    response = curator.post(reverse("studio_impact", args=[row.pk]), follow=True)
    assert "This edition is published: what it changes has happened." in visible(response)


def test_in_japanese_nothing_is_left_in_english(client, draft, row, carol, now):
    client.force_login(make_user("Kana", is_curator=True, language="ja"))
    made_up(row, carol)
    worked_out(draft, carol, now)

    page = visible(page_of(client, draft))

    assert "8 組織の回答で試しました" in page
    assert "2026年11月16日 09:00（UTC）に実行" in page
    assert "どの組織が何を答えたかは分かりません" in page


@pytest.mark.parametrize("count", [3, 12])
def test_the_page_takes_few_queries(curator, draft, row, carol, now, count, django_assert_num_queries):
    made_up(row, carol, count)
    worked_out(draft, carol, now)
    for one in row.assessments.all():
        join(carol, one.organization)
    edition_of(row)

    with django_assert_num_queries(10):
        page_of(curator, draft)
