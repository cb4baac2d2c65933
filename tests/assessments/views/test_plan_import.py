# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.imports import plan
from assessments.models import IncomingFile, PlanItem
from assessments.views.plan_import import REASONS
from tests.assessments.services.plan_files import change, file_of, rows_of
from tests.factories import make_edition, make_plan_item
from tests.pages import visible


@pytest.fixture
def item(aozora, mana, client, now) -> PlanItem:
    client.force_login(mana)
    return make_plan_item(aozora, mana, title="Ask the others", now=now)


def send(client, organization, data, name="plan.csv"):
    sent = SimpleUploadedFile(name, data)
    return client.post(reverse("plan_import", args=[organization.pk]), {"file": sent}, follow=True)


def confirm(client, page, **posted):
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', page.content.decode())
    fields = {"seen": seen[1] if seen else "", **posted}
    return client.post(page.request["PATH_INFO"], fields, follow=True)


def test_from_the_file_to_the_plan(client, aozora, item):
    got = b"".join(client.get(reverse("plan_csv", args=[aozora.pk])))
    (row,) = rows_of(aozora)
    assert got == file_of([row])

    page = send(client, aozora, file_of([row | {"note": "=Mine", "status": "doing"}, {"title": "New one"}]))
    assert "1 action changes" in visible(page) and "1 action is added" in visible(page)
    assert "=Mine" in visible(page) and PlanItem.objects.within(aozora).get().note == ""
    saved = confirm(client, page)

    assert "1 action changed. 1 action added." in visible(saved)
    assert saved.redirect_chain == [(reverse("plan", args=[aozora.pk]), 302)]
    assert dict(PlanItem.objects.within(aozora).values_list("title", "note")) == {
        "Ask the others": "=Mine",
        "New one": "",
    }
    assert client.get(page.request["PATH_INFO"]).headers["Location"] == reverse("plan", args=[aozora.pk])


def test_a_row_without_an_id_that_is_named_like_an_open_action_is_hinted_at(client, aozora, alice, now, item):
    change(item, alice, now, status="done")
    sent = file_of([{"title": "New one"}, {"title": "Ask the others"}])
    hint = "An open action of this name is in the plan already."
    page = send(client, aozora, sent)
    assert "2 actions are added" in visible(page) and hint not in visible(page)
    confirm(client, page)

    assert visible(send(client, aozora, sent)).count(hint) == 2


def test_a_row_that_was_deleted_is_said_to_change_nothing(client, aozora, item):
    page = send(client, aozora, b"title,id,revision\n")

    assert "1 action of the plan has no row and stays as it is" in visible(page)
    assert "Nothing changes" in visible(page)


def test_faults_are_shown_by_cell_and_nothing_can_be_saved(client, aozora, item):
    (row,) = rows_of(aozora)

    page = send(client, aozora, file_of([row | {"due_on": "soon"}, {"title": "New"}]))

    assert "1 cell cannot be taken in" in visible(page) and "K2" in visible(page)
    assert "Save all of this" not in visible(page)
    assert confirm(client, page).status_code == 422
    assert PlanItem.objects.within(aozora).count() == 1


def test_what_was_changed_meanwhile_is_asked_about(client, aozora, alice, now, item):
    rows = [row | {"note": "Mine"} for row in rows_of(aozora)]
    change(item, alice, now, note="Theirs")

    page = send(client, aozora, file_of(rows))

    assert "Changed otherwise since the file was made" in visible(page) and "Theirs" in visible(page)
    confirm(client, page, overwrite=str(item.pk))
    assert PlanItem.objects.within(aozora).get().note == "Mine"


def test_what_moves_between_looking_and_saving_is_shown_anew(client, aozora, alice, now, item):
    page = send(client, aozora, file_of([row | {"note": "Mine"} for row in rows_of(aozora)]))
    change(item, alice, now, status="doing")

    again = confirm(client, page)

    assert again.status_code == 409
    assert "Somebody changed the plan meanwhile." in visible(again)
    assert PlanItem.objects.within(aozora).get().note == ""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("title\n日本".encode("shift-jis"), "Line 2: the file is not in UTF-8; Excel saves it so as “CSV UTF-8”."),
        (b'title\n"a', "Line 2: the file cannot be read as CSV"),
        (b"", "Line 1: the file lacks the column title, which its first row names."),
        (b"x" * (2 * 1024 * 1024 + 1), "The file is larger than 2 MiB."),
    ],
)
def test_what_is_no_file_of_a_plan_is_refused_with_its_line(client, aozora, item, data, words):
    response = send(client, aozora, data)

    assert response.status_code == 422
    assert words in visible(response)
    assert not IncomingFile.objects.exists()


def test_every_reason_of_the_reader_is_known_to_the_page():
    reader = Path(plan.__file__).read_text()
    said = re.findall(r'message = "([^"]+)"|UnreadableDocument\("([^"]+)"', reader)

    assert {one or other for one, other in said} <= REASONS


def test_another_managers_file_is_not_ones_own(client, aozora, alice, item):
    page = send(client, aozora, b"title\nNew")
    client.force_login(alice)

    assert client.get(page.request["PATH_INFO"]).status_code == 404


def test_who_does_not_keep_the_plan_gets_files_and_sends_none(client, aozora, bob, item):
    client.force_login(bob)

    page = client.get(reverse("plan_import", args=[aozora.pk]))

    assert "Get the file" in visible(page) and "Send it back" not in visible(page)
    assert send(client, aozora, b"title\nNew").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_few_queries(client, aozora, mana, now, count, django_assert_num_queries):
    edition = make_edition()
    for _ in range(count):
        make_plan_item(aozora, mana, edition, now=now)
    client.force_login(mana)
    page = send(client, aozora, file_of([row | {"note": "Mine"} for row in rows_of(aozora)]))

    with django_assert_num_queries(5):
        client.get(reverse("plan_import", args=[aozora.pk]))
    with django_assert_num_queries(9):
        client.get(page.request["PATH_INFO"])


def test_long_lists_are_cut_on_the_page_and_taken_whole(monkeypatch, client, aozora, item):
    monkeypatch.setattr("assessments.views.plan_import.MOST_LISTED", 1)

    page = send(client, aozora, b"title\nNew\nNewer\nNewest")

    assert "3 actions are added" in visible(page) and "2 more that are not listed" in visible(page)
    confirm(client, page)
    assert PlanItem.objects.within(aozora).count() == 4
