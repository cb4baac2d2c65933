# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.imports.writing import as_json, as_yaml
from assessments.models import Edition, Upload
from assessments.queries.draft import document_of
from tests.factories import make_draft, make_edition, make_upload, make_user
from tests.pages import visible

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def curator(client, carol):
    client.force_login(carol)
    return client


def send(client, text, name="edition.yaml", **said):
    file = SimpleUploadedFile(name, text.encode())
    return client.post(reverse("studio_files"), {"file": file} | said, follow=True)


@pytest.mark.parametrize(("form", "written"), [("yaml", as_yaml), ("json", as_json)])
def test_an_edition_is_saved_as_a_file_the_same_bytes_each_time(curator, now, form, written):
    edition = make_edition(now=now)
    url = reverse("studio_export", args=[edition.pk, form])

    response = curator.get(url)

    assert response.content.decode() == written(document_of(edition))
    assert response.content == curator.get(url).content
    assert response.headers["Content-Disposition"] == f'attachment; filename="ospo-journey-1.2.0.{form}"'


def test_other_forms_of_files_are_not_found(curator, now):
    assert curator.get(reverse("studio_export", args=[make_edition(now=now).pk, "exe"])).status_code == 404


def test_a_file_shows_its_difference_and_is_taken_when_confirmed(curator, carol, now):
    draft = make_draft(carol, now=now)
    document = document_of(draft) | {"licence": "CC0-1.0"}

    shown = send(curator, as_yaml(document))

    assert "“edition.yaml” would update the draft ospo-journey 9.9.0." in visible(shown)
    assert "CC-BY-4.0 → CC0-1.0" in visible(shown)
    assert document_of(Edition.objects.get(pk=draft.pk))["licence"] == "CC-BY-4.0"
    taken = curator.post(shown.redirect_chain[-1][0], {"revision": 1}, follow=True)
    assert "Taken from edition.yaml." in visible(taken)
    assert document_of(Edition.objects.get(pk=draft.pk))["licence"] == "CC0-1.0"


def test_a_file_with_a_new_number_becomes_a_draft(curator, now):
    base = make_edition(now=now)
    shown = send(curator, as_json(document_of(base) | {"edition": "7.0.0"}), "edition.json")
    assert "would become a new draft with the number 7.0.0, based on ospo-journey 1.2.0." in visible(shown)

    curator.post(shown.redirect_chain[-1][0])

    assert Edition.objects.get(version="7.0.0").based_on == base


def test_the_same_file_again_changes_nothing_and_says_so(curator, now):
    base = make_edition(now=now)

    page = visible(send(curator, as_yaml(document_of(base))))

    assert "ospo-journey 1.2.0 has all of this already: nothing was changed." in page
    assert (Upload.objects.count(), Edition.objects.count()) == (0, 1)


def test_the_same_number_with_other_content_is_refused(curator, now):
    base = make_edition(now=now)

    response = send(curator, as_yaml(document_of(base) | {"licence": "CC0-1.0"}))

    assert response.status_code == 422
    assert "Edition 1.2.0 of this pack is there, with other content." in visible(response)
    assert not Upload.objects.exists()


def test_faults_are_listed_with_their_lines_and_nothing_is_written(curator, now):
    document = document_of(make_edition(now=now)) | {"edition": "7.0.0", "summary": {}}
    text = as_yaml(document)
    line = next(number for number, one in enumerate(text.splitlines(), 1) if one.startswith("summary:"))

    response = send(curator, text)

    assert response.status_code == 422
    assert f"Line {line}: summary must have a text in English" in visible(response)
    assert not Upload.objects.exists()


def test_a_file_that_cannot_be_read_says_where(curator, db):
    response = send(curator, "pack: a\nedition: [1.0\n")

    assert response.status_code == 422
    assert "Line 3:" in visible(response)


def test_without_a_file_the_field_says_what_to_do(curator, db):
    response = curator.post(reverse("studio_files"), {})

    assert response.status_code == 422
    assert "Choose a file." in visible(response)


def test_a_draft_that_was_changed_meanwhile_shows_the_new_difference(curator, carol, now):
    draft = make_draft(carol, now=now)
    upload = make_upload(carol, draft, now=now)
    Edition.objects.filter(pk=draft.pk).update(revision=5)

    page = visible(curator.post(reverse("studio_file", args=[upload.pk]), {"revision": 1}, follow=True))

    assert "Somebody changed the draft meanwhile." in page
    assert "would update the draft" in page


def test_a_file_of_another_curator_is_not_found(curator, carol, now):
    upload = make_upload(make_user(is_curator=True), now=now, edition="7.0.0")

    assert curator.get(reverse("studio_file", args=[upload.pk])).status_code == 404
    assert curator.get(reverse("studio_file", args=[uuid.uuid4()])).status_code == 404


def test_a_file_in_json_keeps_its_numbers(curator, now):
    document = json.loads(as_json(document_of(make_edition(now=now)))) | {"edition": "7.0.0"}

    shown = send(curator, json.dumps(document), "edition.json")

    assert "Edition number 1.2.0 → 7.0.0" in visible(shown)
    assert "2 differences" not in visible(shown)


@pytest.mark.parametrize("drafts", [1, 3])
def test_the_pages_take_few_queries(curator, carol, now, drafts, django_assert_num_queries):
    base = make_edition(now=now)
    for each in range(drafts - 1):
        make_draft(carol, base, now=now, edition=f"5.{each}")
    upload = make_upload(carol, make_draft(carol, base, now=now), now=now)

    with django_assert_num_queries(3):
        curator.get(reverse("studio_files"))
    with django_assert_num_queries(3):
        curator.get(reverse("studio_file", args=[upload.pk]))
