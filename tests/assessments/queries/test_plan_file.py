# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import csv
import io
import uuid

import pytest
from django.utils import translation
from markdown_it import MarkdownIt

from accounts.models import Organization, User
from assessments.domain.plan_file import COLUMNS
from assessments.models import PlanItem
from assessments.queries.edition import edition_of
from assessments.queries.plan_file import plan_csv, plan_markdown
from assessments.reports.csv import restored
from assessments.services.planning import add_action, change_item
from tests.factories import make_edition, make_organization, make_plan_item, make_user

READER = MarkdownIt("commonmark", {"html": True})


def taken_up(organization, by, now, **changes) -> PlanItem:
    said = {"action": "write-charter", "idempotency_key": uuid.uuid4(), "by": by, "now": now}
    item = add_action(organization=organization, edition=make_edition(), **said)
    return changed(item, by, now, **changes)


def changed(item, by, now, **changes) -> PlanItem:
    return change_item(item=item, seen=item.revision, changes=changes, idempotency_key=uuid.uuid4(), by=by, now=now)


def rows_of(organization: Organization) -> list[dict[str, str]]:
    text = b"".join(plan_csv(organization)).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    assert head == list(COLUMNS)
    return [{name: restored(cell) for name, cell in zip(head, row, strict=True)} for row in rows]


def test_a_row_says_all_of_an_editions_action(aozora, mana, now):
    item = taken_up(aozora, mana, now, assignee=mana, status="done", note="=1+1")
    edition = edition_of(item.edition)
    action, advice = edition.action("write-charter"), edition.recommendation_of("write-charter")

    (row,) = rows_of(aozora)

    assert (row["id"], row["revision"], row["status"], row["done_on"]) == (str(item.pk), "2", "done", "2026-11-16")
    assert (row["action"], row["recommendation"], row["level"]) == (action.key, advice.key, action.level)
    assert (row["title"], row["advice"], row["owner"]) == (action.title["en"], advice.title["en"], action.owner["en"])
    assert (row["assignee"], row["assignee_name"], row["note"]) == (mana.email, "Mana", "=1+1")
    assert row["due_on"] == row["promised_on"] == item.due_on.isoformat()
    assert row["added_at"] == "2026-11-16T18:00:00+09:00"


def test_what_is_for_people_speaks_their_language(aozora, mana, now):
    item = taken_up(aozora, mana, now)
    action = edition_of(item.edition).action("write-charter")

    with translation.override("ja"):
        (row,) = rows_of(aozora)

    assert (row["title"], row["status"]) == (action.title.get("ja", action.title["en"]), "to_do")


def test_other_organizations_stay_out(aozora, midori, mana, now):
    make_plan_item(midori, mana, now=now)
    make_plan_item(make_organization("Unit", above=aozora), mana, now=now)

    assert rows_of(aozora) == []


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_one_query(aozora, mana, now, count, django_assert_num_queries):
    edition = make_edition()
    edition_of(edition)
    for _ in range(count):
        changed(make_plan_item(aozora, mana, edition, now=now), mana, now, assignee=make_user())

    with django_assert_num_queries(1):
        list(plan_csv(aozora))
    with django_assert_num_queries(1):
        plan_markdown(aozora, str)


def listed(organization: Organization) -> str:
    return plan_markdown(organization, lambda item: f"https://cairn.example/plan#{item.title}")


def test_boxes_stand_under_their_advice_with_level_who_and_day(aozora, mana, now):
    item = taken_up(aozora, mana, now, assignee=mana)
    edition = edition_of(item.edition)
    changed(make_plan_item(aozora, mana, title="Ask", now=now), mana, now, status="done", assignee_text="Legal")
    changed(make_plan_item(aozora, mana, title="Not this", now=now), mana, now, status="dropped", reason="No")

    lines = listed(aozora).splitlines()

    action, advice = edition.action("write-charter"), edition.recommendation_of("write-charter")
    level = edition.level(action.level).name["en"]
    assert lines == [
        "# Plan of Aozora",
        "",
        f"## {advice.title['en']}",
        "",
        f"- [ ] [{action.title['en']}](<https://cairn.example/plan#>) — {level} · Mana · due on {item.due_on}",
        "",
        "## Own actions",
        "",
        "- [x] [Ask](<https://cairn.example/plan#Ask>) — Legal · done on 2026-11-16",
    ]


@pytest.mark.parametrize("title", ["](x) [y", "@team #12", "<b>", "`a`", "- [ ] x", "1. x", "a\\", "**x**", "日本"])
def test_nothing_in_a_title_is_read_as_anything_but_words(aozora: Organization, mana: User, now, title: str):
    make_plan_item(aozora, mana, title=title, now=now)

    html = READER.render(plan_markdown(aozora, lambda item: "https://cairn.example/"))

    (link,) = html.split("<a ")[1:]
    shown = link.partition(">")[2].partition("</a>")[0]
    escapes = {"&lt;": "<", "&gt;": ">", "\u2060": ""}
    for written, meant in escapes.items():
        shown = shown.replace(written, meant)
    assert shown == title
    assert "@team" not in html and "#12" not in html
