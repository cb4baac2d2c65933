# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import copy
import json
import uuid
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.domain.faults import EditionFaults
from assessments.domain.pieces import KINDS
from assessments.domain.places import found
from assessments.imports.writing import as_json, as_yaml
from assessments.models import Edition, Revision, Upload
from assessments.queries.draft import document_of
from assessments.services.curating import Save, delete_piece, save_piece
from assessments.services.publishing import publish_draft
from assessments.services.reviewing import ask_for_review
from tests.factories import REVIEW, make_draft, make_edition, make_upload, make_user
from tests.pages import visible

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator(client, carol):
    client.force_login(carol)
    return client


@pytest.fixture
def dora(db):
    return make_user("Dora")


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


def test_a_file_that_is_too_large_is_told_so_where_it_was_sent(curator, client, dora):
    response = send(curator, "x" * 1_650_000)

    assert response.status_code == 413
    assert "The file has 1.6 MiB, and may have at most 1 MiB." in visible(response)
    assert 'type="file"' in response.content.decode()
    client.force_login(dora)
    assert "That is more than one page can send" in visible(send(client, "x" * 1_650_000))


@pytest.mark.parametrize("number", ["7.0\nX-A: b", '7.0"; x="', "1" * 21, ""])
def test_a_file_whose_number_is_none_is_refused(curator, now, number):
    page = visible(send(curator, as_yaml(document_of(make_edition(now=now)) | {"edition": number})))

    assert "edition must " in page
    assert not Upload.objects.exists()


def test_a_number_that_is_text_does_not_end_the_name_of_its_file(curator, carol, now):
    draft = make_draft(carol, now=now)
    Edition.objects.filter(pk=draft.pk).update(version='9"; a="b')

    response = curator.get(reverse("studio_export", args=[draft.pk, "yaml"]))

    assert response.headers["Content-Disposition"] == r'attachment; filename="ospo-journey-9\"; a=\"b.yaml"'


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
    document = document_of(make_edition(now=now)) | {"edition": "7.0.0", "sumary": {}}
    text = as_yaml(document)
    line = next(number for number, one in enumerate(text.splitlines(), 1) if one.startswith("sumary:"))

    response = send(curator, text)

    assert response.status_code == 422
    assert f"Line {line}: sumary is not a known field" in visible(response)
    assert not Upload.objects.exists()


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_a_draft_that_is_not_finished_goes_out_and_comes_back_as_it_was(curator, carol, now, form):
    draft = make_draft(carol, now=now)
    for kind, key in [("practices", "strategy"), ("resources", "guide"), ("levels", "ospo")]:
        save = Save(draft, kind, key, 0, uuid.uuid4(), carol, now)
        delete_piece(save=save)
    for kind in KINDS:
        once = {"key": str(uuid.uuid4()), "name": "Begun", "new_key": "begun"}
        assert curator.post(reverse("studio_piece_new", args=[draft.pk, kind]), once).status_code == 302
    add_unfinished_rule(draft, carol, now)
    written = curator.get(reverse("studio_export", args=[draft.pk, form])).content.decode()
    wanted = document_of(Edition.objects.get(pk=draft.pk))
    other = written.replace("9.9.0", "9.9.1")

    shown = send(curator, other, f"edition.{form}")
    assert "It is not finished:" in visible(shown)
    curator.post(shown.redirect_chain[-1][0])
    taken = Edition.objects.get(version="9.9.1")

    assert document_of(taken) == wanted | {"edition": "9.9.1"}
    checks = visible(curator.get(reverse("studio_checks", args=[taken.pk])))
    assert "names strategy, which is not among the practices" in checks
    with pytest.raises(EditionFaults):
        publish_draft(edition=taken, seen_revision=taken.revision, by=carol, now=now)
    assert "nothing was changed." in visible(send(curator, written, f"edition.{form}"))


def add_unfinished_rule(draft, by, now):
    content = {"key": "begun", "name": {"en": "Begun"}, "reached_when": {"any": [{"unfinished": ""}]}}
    line = Revision.objects.get(edition=draft, kind="stages", key="begun")
    save_piece(save=Save(draft, "stages", "begun", line.number, uuid.uuid4(), by, now), content=content)


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

    response = curator.post(reverse("studio_file", args=[upload.pk]), {"revision": 1})

    assert response.status_code == 409
    assert "Somebody changed the draft meanwhile." in visible(response)
    assert "would update the draft" in visible(response)
    assert response.context["form"]["revision"].value() == 5


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (partial(ask_for_review, url=REVIEW), "This edition is in review."),
        (publish_draft, "This edition is no draft any more"),
    ],
)
def test_of_a_draft_that_was_taken_further_meanwhile_its_state_is_said(curator, carol, now, step, words):
    draft = make_draft(carol, now=now)
    upload = make_upload(carol, draft, now=now)
    step(edition=draft, seen_revision=1, by=carol, now=now)

    response = curator.post(reverse("studio_file", args=[upload.pk]), {"revision": 1}, follow=True)

    assert response.request["PATH_INFO"] == reverse("studio_edition", args=[draft.pk])
    assert words in visible(response)


@pytest.mark.parametrize("said", [{}, {"revision": ""}, {"revision": "x"}, {"revision": "-1"}])
def test_whoever_says_no_revision_sees_the_difference_again_and_overwrites_nothing(curator, carol, now, said):
    draft = make_draft(carol, now=now)
    upload = make_upload(carol, draft, now=now)
    Edition.objects.filter(pk=draft.pk).update(revision=5)

    response = curator.post(reverse("studio_file", args=[upload.pk]), said)

    assert response.status_code == 409
    assert "Nothing was written: look at what the file would change now" in visible(response)
    assert response.context["form"]["revision"].value() == 5
    assert Edition.objects.get(pk=draft.pk).document == draft.document
    assert Upload.objects.get(pk=upload.pk).used_at is None


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


def texts_of(document, words):
    """The document with the same words as every text of its practices and situations."""
    later = copy.deepcopy(document)
    for path in ("practices/*/name", "practices/*/question", "practices/*/anchors/*", "situations/*/name"):
        for _place, text in found(later, path):
            text.update(dict.fromkeys(text, words))
    return later


def test_of_texts_that_are_hard_to_compare_some_are_compared_and_the_others_stand_whole(curator, carol, now):
    base = make_edition(now=now)
    used = texts_of(document_of(base), ".," * 99)
    draft = make_draft(carol, base, now=now, **{kind: used[kind] for kind in ("practices", "situations")})

    shown = send(curator, as_yaml(texts_of(document_of(draft), "." * 199)))

    assert "So much differs on this page that words are not compared here" in visible(shown)
    assert f"<del>{'.,' * 99}</del><ins>{'.' * 199}</ins>" in shown.content.decode()
    assert ".<del>,.,." in shown.content.decode()
