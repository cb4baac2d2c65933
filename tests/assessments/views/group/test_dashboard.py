# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import csv
import functools
import io
import operator
import re

import pytest
from django.db import connection
from django.urls import reverse

from accounts.models import Organization, Role
from assessments.models import Edition, Export, UnitResult
from assessments.models.group import LATEST
from assessments.reports.csv import restored
from assessments.tasks.export import make_export
from assessments.templatetags.lean import LeanNode
from tests.factories import join, make_assessment, make_built_in_edition, make_organization, make_user
from tests.made_up_group import made_up_group
from tests.pages import visible
from tests.reading import statements_of

PACK = "ospo-journey"


def url_of(group, name="group", *keys):
    return reverse(name, args=[group.pk, *keys])


def names_in(response):
    return [row.organization.name for row in response.context["page"].table.rows]


def walk(client, url, step="after"):
    """The names on each page from an address on, following its cursors."""
    pages = []
    response = client.get(url)
    while True:
        table = response.context["page"].table
        pages.append(names_in(response))
        cursor = getattr(table, step)
        if not cursor:
            return pages, response
        response = client.get(url + ("&" if "?" in url else "?") + f"{step}={cursor}")


@pytest.fixture
def viewer(client, db):
    user = make_user("Vera")
    client.force_login(user)
    return user


@pytest.mark.parametrize(("units", "periods"), [(1, 1), (3, 2), (60, 12)])
def test_the_page_takes_as_many_queries_however_large_the_group(
    units, periods, client, viewer, django_assert_num_queries
):
    group = made_up_group(units, periods)
    join(viewer, group, Role.OWNER)
    client.get(url_of(group))

    with django_assert_num_queries(11):
        client.get(url_of(group))


def test_a_manager_whose_group_answers_too_takes_no_more_than_twelve_queries(client, viewer, django_assert_num_queries):
    group = made_up_group(3, 2)
    join(viewer, group, Role.MANAGER)
    make_assessment(group, viewer, Edition.objects.get())
    client.get(url_of(group))

    with django_assert_num_queries(12):
        page = client.get(url_of(group))

    assert page.context["shell"].progress.startswith("0/")


@pytest.mark.parametrize(("units", "periods"), [(1, 1), (5, 2), (60, 12)])
def test_the_lean_page_is_the_page_byte_for_byte(units, periods, client, viewer, monkeypatch):
    group = made_up_group(units, periods)
    join(viewer, group, Role.OWNER)
    asked = ("", "?sort=share", "?period=2026-Q3", "?kind=company&first=least", "?advice=secure-a-sponsor")

    def pages():
        for language in ("en", "ja"):
            for query in asked:
                page = client.get(url_of(group) + query, headers={"Accept-Language": language}).content.decode()
                yield re.sub(r"\b\w{64}\b", "a token", page)

    lean = list(pages())
    monkeypatch.setattr(LeanNode, "render", lambda self, context: self.nodelist.render(context))

    assert lean == list(pages())


@pytest.mark.parametrize(("has_statistics", "most"), [(True, 1_000), (False, 20_000)])
def test_no_statement_reads_more_than_a_thousand_rows_however_large_the_group(has_statistics, most, client, viewer):
    """Before the database has looked at its tables a statement may read one whole, but not once for each unit."""
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL alone says how many rows it has read")
    group = made_up_group(1_500, 2)
    join(viewer, group, Role.OWNER)
    if has_statistics:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    table = client.get(url_of(group)).context["page"].table

    asked = (
        "",
        f"?after={table.after}",
        "?period=2026-Q2",
        "?sort=share",
        "?sort=change&first=least",
        "?sort=level-ospo",
        "?sort=first_due",
    )
    read = {query: max(statements_of(client, url_of(group) + query)) for query in asked}

    assert {query: (rows, sql) for query, (rows, sql) in read.items() if rows > most} == {}
    assert all(rows > 0 for rows, _sql in read.values())


def test_tree_order_comes_first_and_pages_follow_one_another_both_ways(client, viewer):
    group = made_up_group(120, 2)
    join(viewer, group, Role.VIEWER)
    tree = list(Organization.objects.filter(path__startswith=group.path).exclude(pk=group.pk).order_by("path"))

    pages, last = walk(client, url_of(group))
    table = last.context["page"].table
    back = client.get(url_of(group) + f"?before={table.before}")

    assert [len(page) for page in pages] == [50, 50, 20]
    assert functools.reduce(operator.iadd, pages, []) == [one.name for one in tree]
    assert names_in(back) == pages[1]


@pytest.mark.parametrize("period", ["", "2026-Q3"])
def test_a_units_figures_of_its_plan_lead_to_the_plan(period, client, viewer):
    group = made_up_group(12, 2)
    join(viewer, group, Role.VIEWER)

    response = client.get(url_of(group), {"period": period} if period else {})

    rows = response.context["page"].table.rows
    shown = re.findall(r'<td role="cell" class="plan"[^>]*><a href="([^"]*)">([^<]*)</a>', response.content.decode())
    assert shown == [
        (reverse("plan", args=[row.organization.pk]), row.plan_told.done) for row in rows if row.plan_told.done
    ]
    assert shown


@pytest.mark.parametrize("sort", ["share", "change", "gap", "first_due", "level-ospo"])
@pytest.mark.parametrize("first", ["most", "least"])
def test_every_order_shows_each_unit_with_a_number_once(sort, first, client, viewer):
    group = made_up_group(120, 2)
    join(viewer, group, Role.VIEWER)
    rows = UnitResult.objects.below(group, PACK, LATEST)

    def value(row):
        level = row.levels["ospo"]
        found = {"share": row.share, "change": row.change, "gap": row.gap}
        found["first_due"] = row.first_due and -row.first_due.toordinal()  # the earliest day is overdue by most
        found["level-ospo"] = level["at_target"] / level["applicable"] if level["applicable"] else None
        return found[sort]

    values = {row.organization.name: value(row) for row in rows.select_related("organization")}
    expected = sorted((one for one in values.values() if one is not None), reverse=first == "most")

    pages, _last = walk(client, url_of(group) + f"?sort={sort}&first={first}")

    names = functools.reduce(operator.iadd, pages, [])
    assert len(set(names)) == len(names) == len(expected)
    assert [values[name] for name in names] == expected


@pytest.mark.parametrize(
    "cursor",
    [
        "after=x",
        "after=1~0001",
        "after=2026-09-30~0001",
        "sort=share&after=2026-09-30~0001",
        "sort=first_due&after=2026-13-30~0001",
        "before=%27--",
        "after=0001~0001~1",
        "after=0001%20",
    ],
)
def test_a_cursor_that_we_did_not_write_is_refused_in_words(cursor, client, viewer):
    group = made_up_group(3, 1)
    join(viewer, group, Role.VIEWER)

    response = client.get(url_of(group) + "?" + cursor)

    assert response.status_code == 400
    assert "Start again from its first page." in response.content.decode()


def test_what_the_group_does_not_have_is_refused_in_words(client, viewer):
    group = made_up_group(3, 1)
    join(viewer, group, Role.VIEWER)

    for query in (
        "plan=late",
        "period=2026-Q3&sort=first_due",
        "period=2020-Q1",
        "kind=planet",
        "sort=name",
        "part=x",
        "advice=none-such",
    ):
        response = client.get(url_of(group) + "?" + query)

        assert response.status_code == 400
        assert "Choose again on its dashboard." in response.content.decode()


@pytest.mark.parametrize("name", ["group", "group_silent", "group_csv"])
@pytest.mark.parametrize("period", ["%FF", "2026-Q3%FF", "now"])
def test_what_is_no_quarter_is_refused_in_words(client, viewer, name, period):
    group = made_up_group(3, 1)
    join(viewer, group, Role.VIEWER)

    response = client.get(f"{url_of(group, name)}?period={period}")

    assert response.status_code == 400
    assert "Choose again on its dashboard." in response.content.decode()


def test_units_are_filtered_by_kind_part_and_what_is_recommended(client, viewer):
    group = made_up_group(60, 1)
    join(viewer, group, Role.VIEWER)
    company = Organization.objects.get(name="Company 2")
    rows = UnitResult.objects.below(group, PACK, LATEST).select_related("organization")
    key = "secure-a-sponsor"
    advised = {row.organization.name for row in rows if key in dict(row.advice)}
    faced = {row.organization.name for row in rows if row.situations["technology-only"] == "yes"}

    companies = names_in(client.get(url_of(group) + "?kind=company"))
    part = names_in(client.get(url_of(group) + f"?part={company.pk}"))
    recommended = functools.reduce(operator.iadd, walk(client, url_of(group) + f"?advice={key}")[0], [])
    facing = functools.reduce(operator.iadd, walk(client, url_of(group) + "?situation=technology-only")[0], [])

    assert companies == [f"Company {number}" for number in range(1, 11)]
    assert part == ["Company 2", *(f"Unit 2.{number}" for number in range(1, 6))]
    assert set(recommended) == advised
    assert 0 < len(advised) < 60
    assert set(facing) == faced


def test_a_filtered_table_says_what_stays_about_the_whole_group(client, viewer):
    group = made_up_group(30, 1)
    join(viewer, group, Role.VIEWER)
    words = "all else on this page, stay about all 30 units of the group."

    assert words in visible(client.get(url_of(group) + "?kind=company"))
    assert words not in visible(client.get(url_of(group) + "?sort=share"))


def test_the_file_has_every_row_of_the_filter_and_no_formula(client, viewer):
    group = made_up_group(70, 2)
    join(viewer, group, Role.VIEWER)
    Organization.objects.filter(name="Company 1").update(name="=1+1")

    response = client.get(url_of(group, "group_csv") + "?sort=share")
    rows = list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))

    assert response.headers["Content-Disposition"] == f'attachment; filename="group-{group.pk.hex[:8]}-latest.csv"'
    assert rows[0][0] == "Unit"
    assert len(rows) == 71
    assert "'=1+1" in {row[0] for row in rows}
    assert {restored(row[0]) for row in rows[1:]} == {
        one.name for one in Organization.objects.filter(path__startswith=group.path).exclude(pk=group.pk)
    }


def test_the_dashboard_is_asked_for_as_a_file_with_what_is_shown(client, viewer):
    group = made_up_group(3, 2)
    join(viewer, group, Role.VIEWER)

    response = client.post(url_of(group, "group_file") + "?sort=gap&kind=company", {"form": "xlsx"})

    export = Export.objects.within(group).get()
    assert response.headers["Location"] == reverse("export", args=[export.pk])
    assert (export.what, export.form, export.choices["sort"], export.choices["kind"]) == (
        *("dashboard", "xlsx"),
        *("gap", "company"),
    )
    make_export.call(str(export.pk))
    file = client.get(reverse("export_file", args=[export.pk]))
    assert file.headers["Content-Disposition"] == 'attachment; filename="cairn-group-latest-dashboard.xlsx"'
    assert file.content[:2] == b"PK"


def test_a_second_file_waits_and_the_page_stays_as_it_was(client, viewer):
    group = made_up_group(3, 2)
    join(viewer, group, Role.VIEWER)
    address = url_of(group, "group_file") + "?sort=gap"
    client.post(address, {"form": "xlsx"})

    response = client.post(address, {"form": "json"}, follow=True)

    assert response.request["QUERY_STRING"].startswith("sort=gap")
    assert "Another file of yours is being made." in response.content.decode()
    assert Export.objects.within(group).count() == 1


def test_a_file_of_another_form_or_filter_is_not_made(client, viewer):
    group = made_up_group(3, 1)
    join(viewer, group, Role.VIEWER)

    assert client.post(url_of(group, "group_file"), {"form": "exe"}).status_code == 404
    assert client.post(url_of(group, "group_file") + "?sort=name", {"form": "xlsx"}).status_code == 400
    assert not Export.objects.within(group).exists()


def test_a_group_without_units_leads_to_adding_them(client, viewer):
    group = make_organization("Alone")
    join(viewer, group, Role.OWNER)

    page = client.get(url_of(group))

    assert "No unit stands below yet" in visible(page)
    assert reverse("organization_units", args=[group.pk]) in page.content.decode()
    assert 'href="' + url_of(group) not in client.get(reverse("organization", args=[group.pk])).content.decode()


def test_where_nothing_was_submitted_the_silent_ones_are_shown(client, viewer):
    make_built_in_edition()
    group = make_organization("Group")
    make_organization("Unit", above=group)
    join(viewer, group, Role.VIEWER)

    empty = client.get(url_of(group))
    assert "No unit has submitted an assessment" in visible(empty)
    assert f'href="{url_of(group, "rounds")}"' in empty.content.decode()
    assert "1 of 1 unit has never submitted." in visible(client.get(url_of(group, "group_silent")))


def test_one_period_has_nothing_that_moved(client, viewer):
    group = made_up_group(3, 1)
    join(viewer, group, Role.VIEWER)

    assert "Each unit has submitted once. What moves shows from the second time on." in visible(
        client.get(url_of(group))
    )


def test_many_units_are_counted_instead_of_named(client, viewer):
    group = made_up_group(60, 2)
    join(viewer, group, Role.VIEWER)

    response = client.get(url_of(group))

    first = response.context["page"].asked[0]
    assert first.named == []
    assert f"{first.units} of 60 units" in visible(response)
    row = response.context["page"].faced[0]
    assert f"faced by {row.faced} of 60, open in {row.unknown}" in visible(response)
    linked = client.get(url_of(group) + f"?advice={first.advice_key}")
    assert f"Units to which “{first.advice}" in visible(linked)


def test_only_those_who_manage_see_what_each_view_says(client, viewer, django_assert_num_queries):
    group = made_up_group(3, 2)
    join(viewer, group, Role.VIEWER)
    client.get(url_of(group))

    with django_assert_num_queries(10):
        page = visible(client.get(url_of(group)))

    assert "What each view says is shown to those who manage." in page


def test_silent_units_are_named_with_when_they_spoke_last(client, viewer):
    group = made_up_group(60, 2)
    join(viewer, group, Role.VIEWER)
    quiet = Organization.objects.get(name="Unit 3.2")
    UnitResult.objects.within(quiet).filter(period="2026-Q3").delete()
    never = make_organization("Newcomer", above=group)

    latest = visible(client.get(url_of(group, "group_silent")))
    quarter = client.get(url_of(group, "group_silent") + "?period=2026-Q3")

    assert "Newcomer never yet" in latest
    assert {row.pk for row in quarter.context["page"].rows} == {quiet.pk, never.pk}
    assert "Unit 3.2 last in 2026 Q3" in visible(quarter)


@pytest.mark.parametrize(
    ("name", "key"),
    [("group_level", "ospo"), ("group_practice", "charter-and-role"), ("group_situation", "technology-only")],
)
def test_behind_the_page_stand_units_in_as_many_queries_at_any_size(
    name, key, client, viewer, django_assert_num_queries
):
    for units in (1, 60):
        group = made_up_group(units, 2, name=f"Group of {units}")
        join(viewer, group, Role.VIEWER)
        client.get(url_of(group, name, key))

        with django_assert_num_queries(8):
            response = client.get(url_of(group, name, key))

        assert len(response.context["page"].rows) <= 50
    assert client.get(url_of(group, name, "no-such")).status_code == 404
