# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from assessments.models import Answer, IncomingFile
from assessments.models.answer import Kind
from tests.factories import make_assessment, make_edition, say, submit
from tests.pages import visible


@pytest.fixture
def assessment(aozora, mana, client, now):
    made = make_assessment(aozora, mana, make_edition(), now=now)
    say(made, mana, Kind.PRACTICE, now=now, strategy="3")
    client.force_login(mana)
    return made


def got(client, assessment):
    response = client.get(reverse("spreadsheet_file", args=[assessment.pk]))
    assert response.headers["Content-Disposition"] == 'attachment; filename="cairn-aozora-2026-q4-questionnaire.xlsx"'
    return load_workbook(io.BytesIO(response.content))


def send(client, assessment, book, *, follow=True):
    file = io.BytesIO()
    book.save(file)
    sent = SimpleUploadedFile("filled in.xlsx", file.getvalue())
    return client.post(reverse("spreadsheet", args=[assessment.pk]), {"file": sent}, follow=follow)


def type_in(book, key, answer, column=13):
    for row in book.worksheets[0].iter_rows(min_row=3):
        if row[1].value == key:
            row[column - 1].value = answer


def confirm(client, page, **posted):
    seen = dict(re.findall(r'name="(seen-[^"]+)" value="(\d+)"', page.content.decode()))
    return client.post(page.request["PATH_INFO"], {**seen, **posted}, follow=True)


def test_from_the_page_to_a_file_and_back_to_the_answers(client, assessment):
    book = got(client, assessment)
    type_in(book, "strategy", "4")
    type_in(book, "health", "2")

    page = send(client, assessment, book)
    assert "2 answers change" in visible(page)
    saved = confirm(client, page)

    assert "2 answers saved." in visible(saved)
    assert {row.key: row.value for row in Answer.objects.of(assessment)} == {"strategy": "4", "health": "2"}


def test_the_list_of_each_cell_offers_what_may_be_answered(client, assessment):
    sheet = got(client, assessment).worksheets[0]

    lists = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    row = next(row[0].row for row in sheet.iter_rows(min_row=3) if row[1].value == "strategy")
    assert lists[f"M{row}"] == '"0,1,2,3,4,Don’t know"'


def test_faults_are_shown_by_cell_and_nothing_can_be_saved(client, assessment):
    book = got(client, assessment)
    type_in(book, "health", "9")

    page = send(client, assessment, book)

    assert "1 cell cannot be taken in" in visible(page)
    assert "Save all of this" not in visible(page)
    assert confirm(client, page).status_code == 422


def test_who_answered_meanwhile_is_asked_about(client, assessment, alice, now):
    book = got(client, assessment)
    type_in(book, "strategy", "4")
    say(assessment, alice, Kind.PRACTICE, now=now, strategy="2")

    page = send(client, assessment, book)

    assert "Answered otherwise since the file was made" in visible(page) and "Alice" in visible(page)
    confirm(client, page, overwrite="practice:strategy")
    assert Answer.objects.of(assessment).get().value == "4"


def test_what_moves_between_looking_and_saving_is_shown_anew(client, assessment, alice, now):
    book = got(client, assessment)
    type_in(book, "strategy", "4")
    page = send(client, assessment, book)
    say(assessment, alice, Kind.PRACTICE, now=now, strategy="2")

    again = confirm(client, page)

    assert again.status_code == 409
    assert "Somebody answered meanwhile." in visible(again)
    assert Answer.objects.of(assessment).get().value == "2"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("notes.txt", b"hello", "The file is no spreadsheet in the form XLSX."),
        ("empty.xlsx", b"", "The file is no spreadsheet in the form XLSX."),
    ],
)
def test_what_is_no_questionnaire_is_refused_in_words(client, assessment, name, data, words):
    sent = SimpleUploadedFile(name, data)

    response = client.post(reverse("spreadsheet", args=[assessment.pk]), {"file": sent})

    assert response.status_code == 422
    assert words in visible(response)
    assert not IncomingFile.objects.exists()


def test_another_managers_file_is_not_ones_own(client, assessment, alice):
    page = send(client, assessment, got(client, assessment))
    client.force_login(alice)

    assert client.get(page.request["PATH_INFO"]).status_code == 404


def test_a_submitted_assessment_is_read_by_its_results(client, assessment, mana, now):
    submit(assessment, mana, now=now)

    response = client.get(reverse("spreadsheet", args=[assessment.pk]))

    assert response.headers["Location"] == reverse("results", args=[assessment.pk])


def test_the_pages_take_few_queries(client, assessment, django_assert_num_queries):
    page = send(client, assessment, got(client, assessment))

    with django_assert_num_queries(7):
        client.get(reverse("spreadsheet", args=[assessment.pk]))
    with django_assert_num_queries(6):
        client.get(reverse("spreadsheet_file", args=[assessment.pk]))
    with django_assert_num_queries(9):
        client.get(page.request["PATH_INFO"])
