# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Curators who change one draft at the same moment: each either is in it or is told so, and nothing is lost unseen."""

import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessments.domain.canonical import canonical_json, checksum
from assessments.domain.edition import parse_edition
from assessments.domain.pieces import CannotRename, Plain, find, keys_of, references
from assessments.imports.limited import ReadFile
from assessments.models import Comment, Edition, Revision, Upload
from assessments.queries.draft import document_of, last_revision
from assessments.services.curating import (
    NotADraft,
    PieceConflict,
    Save,
    add_piece,
    delete_piece,
    rename_piece,
    save_piece,
)
from assessments.services.drafting import copied_from, discard_draft, start_draft
from assessments.services.edition_steps import EditionGone, MovedOn
from assessments.services.importing import NothingNew, stage_upload, use_upload
from assessments.services.publishing import NotReviewed, publish_draft
from assessments.services.refusal import NotAccepted
from assessments.services.reviewing import approve, ask_for_review, comment, return_to_draft
from tests.factories import REVIEW, make_draft, make_edition, make_user
from tests.test_races import at_once, posting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.parametrize("trial", range(3))]

DONE, CONFLICT, NO_DRAFT, REFUSED, GONE = 200, 409, 423, 422, 410
REFUSALS: dict[type[Exception], int] = {
    PieceConflict: CONFLICT,
    MovedOn: CONFLICT,
    NotADraft: NO_DRAFT,
    NotAccepted: REFUSED,
    NotReviewed: REFUSED,
    CannotRename: REFUSED,
    NothingNew: REFUSED,
    EditionGone: GONE,
    Upload.DoesNotExist: GONE,
}


def trying(step: Callable[[], object]) -> Callable[[], int]:
    """What comes of a step, as a status."""

    def run() -> int:
        try:
            step()
        except tuple(REFUSALS) as refusal:
            return REFUSALS[type(refusal)]
        return DONE

    return run


def of(draft: Edition, by: User, kind: str, key: str) -> Save:
    """Whoever saves has seen the piece as it is before the race."""
    last = last_revision(draft, kind, key)
    return Save(draft, kind, key, last.number if last else 0, uuid.uuid4(), by, timezone.now())


def piece(draft: Edition, kind: str, key: str) -> Plain:
    return find(document_of(draft), kind, key) or {}


def saving(draft: Edition, by: User, kind: str, key: str, **fields: Any) -> Callable[[], int]:
    save, content = of(draft, by, kind, key), piece(draft, kind, key) | fields
    return trying(lambda: save_piece(save=save, content=content))


def renaming(draft: Edition, by: User, key: str, new: str) -> Callable[[], int]:
    save = of(draft, by, "practices", key)
    return trying(lambda: rename_piece(save=save, new_key=new))


def deleting(draft: Edition, by: User, key: str) -> Callable[[], int]:
    save = of(draft, by, "practices", key)
    return trying(lambda: delete_piece(save=save))


def publishing(draft: Edition, by: User, seen: int = 1) -> Callable[[], int]:
    return trying(lambda: publish_draft(edition=draft, seen_revision=seen, by=by, now=timezone.now()))


def staged(document: Plain, by: User, into: Edition | None) -> Upload:
    edition = parse_edition(document)
    text = canonical_json(edition)
    file = ReadFile("edition.yaml", edition.pack, edition.edition, text, checksum(text))
    return stage_upload(file=file, into=into, by=by, now=timezone.now())


def taking(upload: Upload, by: User, seen: int | None) -> Callable[[], int]:
    return trying(lambda: use_upload(upload=upload, seen_revision=seen, by=by, now=timezone.now()))


def row_of(draft: Edition) -> Edition:
    """The draft after the race; it is whole, and its history without a gap."""
    row = Edition.objects.get(pk=draft.pk)
    numbers = list(Revision.objects.filter(edition=row).order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, row.revision + 1))
    assert row.checksum == checksum(row.document)
    return row


@pytest.fixture
def dora(db: None) -> User:
    return make_user("Dora", is_curator=True)


def test_of_many_who_save_one_piece_one_does(carol: User, trial: int) -> None:
    draft = make_draft(carol)
    curators = [carol, *(make_user(is_curator=True) for _ in range(5))]

    found = at_once(*(saving(draft, by, "practices", "strategy", weight=at + 2) for at, by in enumerate(curators)))

    assert found == {DONE: 1, CONFLICT: 5}
    line = Revision.objects.get(edition=draft, what="changed")
    assert piece(row_of(draft), "practices", "strategy")["weight"] == curators.index(line.by) + 2


def test_many_who_save_different_pieces_all_do(carol: User, trial: int) -> None:
    draft = make_draft(carol)
    keys = sorted(keys_of(document_of(draft), "practices"))[:6]

    assert at_once(*(saving(draft, carol, "practices", key, weight=7) for key in keys)) == {DONE: 6}
    row = row_of(draft)
    assert {piece(row, "practices", key)["weight"] for key in keys} == {7}


def test_a_piece_is_renamed_or_saved(carol: User, dora: User, trial: int) -> None:
    draft = make_draft(carol)

    found = at_once(renaming(draft, carol, "strategy", "plan"), saving(draft, dora, "practices", "strategy", weight=7))

    row = row_of(draft)
    assert found == {DONE: 1, CONFLICT: 1}
    is_renamed = bool(piece(row, "practices", "plan"))
    assert is_renamed is not bool(piece(row, "practices", "strategy"))
    assert is_renamed or piece(row, "practices", "strategy")["weight"] == 7


def test_what_names_a_piece_follows_its_renaming_or_meets_it(carol: User, dora: User, trial: int) -> None:
    """Who saves first is followed; who comes second is told. No old key comes back."""
    draft = make_draft(carol)
    title = {"en": "Talk", "ja": "話す"}

    found = at_once(
        renaming(draft, carol, "strategy", "plan"),
        saving(draft, dora, "recommendations", "talk-it-through", title=title),
    )

    row = row_of(draft)
    is_saved = piece(row, "recommendations", "talk-it-through")["title"] == title
    assert found == (Counter({DONE: 2}) if is_saved else Counter({DONE: 1, CONFLICT: 1}))
    assert "strategy" not in [one.key for one in references(document_of(row))]


def test_a_piece_is_deleted_or_saved(carol: User, dora: User, trial: int) -> None:
    draft = make_draft(carol)

    found = at_once(deleting(draft, carol, "strategy"), saving(draft, dora, "practices", "strategy", weight=7))

    left = piece(row_of(draft), "practices", "strategy")
    assert found == {DONE: 1, CONFLICT: 1}
    assert not left or left["weight"] == 7


def test_a_key_that_two_want_goes_to_one(carol: User, dora: User, trial: int) -> None:
    draft = make_draft(carol)

    found = at_once(
        renaming(draft, carol, "strategy", "plan"),
        renaming(draft, dora, "health", "plan"),
        trying(lambda: add_piece(save=of(draft, dora, "practices", "plan"), content={"key": "plan"})),
    )

    keys = [one["key"] for one in document_of(row_of(draft))["practices"]]
    assert found == {DONE: 1, REFUSED: 2}
    assert keys.count("plan") == 1


def test_a_deleted_piece_is_put_back_once(carol: User, dora: User, trial: int) -> None:
    draft = make_draft(carol)
    content = piece(draft, "practices", "strategy")
    deleting(draft, carol, "strategy")()
    backs = [of(draft, by, "practices", "strategy") for by in (carol, dora)]

    found = at_once(*(trying(lambda save=save: add_piece(save=save, content=content, is_back=True)) for save in backs))

    keys = [one["key"] for one in document_of(row_of(draft))["practices"]]
    assert (found, keys.count("strategy")) == ({DONE: 1, REFUSED: 1}, 1)


def test_taking_back_all_changes_of_a_piece_meets_who_saves_it(carol: User, dora: User, trial: int) -> None:
    draft = make_draft(carol)
    before = piece(draft, "practices", "strategy")["weight"]
    saving(draft, carol, "practices", "strategy", weight=5)()
    draft.refresh_from_db()
    url, key = reverse("studio_piece", args=[draft.pk, "practices", "strategy"]), str(uuid.uuid4())

    found = at_once(
        posting(carol, url, undo="1", revision="2", key=key), saving(draft, dora, "practices", "strategy", weight=7)
    )

    lines = list(Revision.objects.filter(edition=draft, kind="practices").order_by("number"))
    weight = piece(row_of(draft), "practices", "strategy")["weight"]
    assert len(lines) == 2
    assert (weight, lines[1].by, found[DONE]) in ((7, dora, 1), (before, carol, 0))


def test_a_file_is_taken_as_it_was_compared_or_not_at_all(carol: User, dora: User, trial: int) -> None:
    """The file changes one piece; who saves another is before it, which then is to be looked at again, or after it."""
    draft = make_draft(carol)
    document = document_of(draft)
    (find(document, "practices", "health") or {})["weight"] = 9
    upload = staged(document, carol, draft)

    found = at_once(taking(upload, carol, 1), saving(draft, dora, "practices", "strategy", weight=7))

    row = row_of(draft)
    is_taken = piece(row, "practices", "health")["weight"] == 9
    assert found == (Counter({DONE: 2}) if is_taken else Counter({DONE: 1, CONFLICT: 1}))
    assert piece(row, "practices", "strategy")["weight"] == 7


def test_who_saves_what_a_file_changes_meets_it_or_comes_before(carol: User, dora: User, trial: int) -> None:
    draft = make_draft(carol)
    document = document_of(draft)
    (find(document, "practices", "strategy") or {})["weight"] = 9
    upload = staged(document, carol, draft)

    found = at_once(taking(upload, carol, 1), saving(draft, dora, "practices", "strategy", weight=7))

    assert found == {DONE: 1, CONFLICT: 1}
    assert piece(row_of(draft), "practices", "strategy")["weight"] in (7, 9)


def test_a_file_that_is_confirmed_many_times_makes_one_draft(carol: User, trial: int) -> None:
    upload = staged(document_of(make_edition()) | {"edition": "7.0.0"}, carol, None)

    assert at_once(*(taking(upload, carol, None) for _ in range(5))) == {DONE: 5}
    assert Edition.objects.filter(version="7.0.0").count() == 1


def test_of_two_files_with_one_number_one_makes_the_draft(carol: User, dora: User, trial: int) -> None:
    document = document_of(make_edition()) | {"edition": "7.0.0"}
    uploads = [staged(document | {"licence": licence}, carol, None) for licence in ("CC0-1.0", "MIT")]

    assert at_once(*(taking(upload, carol, None) for upload in uploads)) == {DONE: 1, REFUSED: 1}
    assert Edition.objects.filter(version="7.0.0").count() == 1


def test_a_draft_is_given_up_or_a_file_goes_into_it(carol: User, dora: User, trial: int) -> None:
    draft = make_draft(carol)
    uploads = [staged(document_of(draft) | {"licence": "MIT"}, by, draft) for by in (carol, dora)]
    giving_up = trying(lambda: discard_draft(edition=draft, seen_revision=1, by=carol, now=timezone.now()))

    found = at_once(giving_up, *(taking(one, by, 1) for one, by in zip(uploads, (carol, dora), strict=True)))

    if Edition.objects.filter(pk=draft.pk).exists():
        assert (found, document_of(row_of(draft))["licence"]) == ({DONE: 1, CONFLICT: 2}, "MIT")
    else:
        assert (found, Upload.objects.count()) == ({DONE: 1, GONE: 2}, 0)


def test_the_page_of_a_file_whose_draft_is_given_up_is_not_found(carol: User, dora: User, trial: int) -> None:
    draft = make_draft(carol)
    upload = staged(document_of(draft) | {"licence": "MIT"}, dora, draft)

    found = at_once(
        posting(carol, reverse("studio_discard", args=[draft.pk]), revision="1"),
        posting(dora, reverse("studio_file", args=[upload.pk]), revision="1"),
    )

    assert set(found) <= {302, 404, 409, 422}
    assert found[302] >= 1


def test_a_draft_is_given_up_or_saved(carol: User, dora: User, trial: int) -> None:
    draft = make_draft(carol)
    giving_up = trying(lambda: discard_draft(edition=draft, seen_revision=1, by=carol, now=timezone.now()))

    found = at_once(giving_up, saving(draft, dora, "practices", "strategy", weight=7))

    is_there = Edition.objects.filter(pk=draft.pk).exists()
    assert found == ({DONE: 1, CONFLICT: 1} if is_there else {DONE: 1, GONE: 1})


def test_of_many_drafts_with_one_number_one_is_started(carol: User, trial: int) -> None:
    base = make_edition()
    starting = trying(
        lambda: start_draft(document=copied_from(base, "7.0.0"), source=base, by=carol, now=timezone.now())
    )

    assert at_once(*[starting] * 5) == {DONE: 1, REFUSED: 4}


def test_of_two_drafts_of_one_edition_one_is_published(carol: User, trial: int) -> None:
    """The other one lacks the first one's changes by then."""
    base = make_edition()
    drafts = [make_draft(carol, base), make_draft(carol, base, edition="9.9.1")]

    assert at_once(*(publishing(draft, carol) for draft in drafts)) == {DONE: 1, REFUSED: 1}
    assert Edition.objects.published().count() == 2


def test_of_two_first_drafts_of_a_pack_one_is_published(carol: User, trial: int) -> None:
    document = document_of(make_edition()) | {"pack": "house-rules"}
    drafts = [
        start_draft(document=document | {"edition": number}, source=None, by=carol, now=timezone.now())
        for number in ("1.0.0", "1.1.0")
    ]

    assert at_once(*(publishing(draft, carol) for draft in drafts)) == {DONE: 1, REFUSED: 1}


def test_an_approval_is_of_what_was_read(carol: User, dora: User, trial: int) -> None:
    """Returned and changed at the same moment, a draft is not approved; one that was approved first is void after."""
    draft = make_draft(carol)
    ask_for_review(edition=draft, seen_revision=1, by=carol, now=timezone.now(), url=REVIEW)

    def changing() -> None:
        row = Edition.objects.get(pk=draft.pk)
        return_to_draft(edition=row, seen_revision=row.revision, by=carol, now=timezone.now(), url=REVIEW, note="More.")
        save_piece(
            save=of(draft, carol, "practices", "strategy"),
            content=piece(draft, "practices", "strategy") | {"weight": 7},
        )

    approving = trying(lambda: approve(edition=draft, seen_revision=2, by=dora, now=timezone.now(), url=REVIEW))
    found = at_once(approving, trying(changing))

    row = row_of(draft)
    is_changed = piece(row, "practices", "strategy")["weight"] == 7
    assert found[DONE] >= 1
    assert (row.state, row.approved_by) == (("draft", None) if is_changed else ("in_review", dora))


def test_what_is_published_is_what_was_approved(carol: User, dora: User, trial: int) -> None:
    """Who returns it and who publishes it at the same moment: one of them is told."""
    draft = make_draft(carol)
    ask_for_review(edition=draft, seen_revision=1, by=carol, now=timezone.now(), url=REVIEW)
    approve(edition=draft, seen_revision=2, by=dora, now=timezone.now(), url=REVIEW)
    returning = trying(
        lambda: return_to_draft(edition=draft, seen_revision=3, by=dora, now=timezone.now(), url=REVIEW, note="No.")
    )

    assert at_once(publishing(draft, carol, 3), returning) == {DONE: 1, CONFLICT: 1}
    assert row_of(draft).state in ("published", "draft")


def test_a_save_is_in_what_is_reviewed_or_refused(carol: User, dora: User, trial: int) -> None:
    draft = make_draft(carol)
    asking = trying(lambda: ask_for_review(edition=draft, seen_revision=1, by=carol, now=timezone.now(), url=REVIEW))

    found = at_once(asking, saving(draft, dora, "practices", "strategy", weight=7))

    row = row_of(draft)
    is_saved = piece(row, "practices", "strategy")["weight"] == 7
    assert found == ({DONE: 1, CONFLICT: 1} if is_saved else {DONE: 1, NO_DRAFT: 1})
    assert row.state == ("draft" if is_saved else "in_review")


def test_a_comment_follows_a_renaming_or_is_refused(carol: User, dora: User, trial: int) -> None:
    draft = make_draft(carol)
    about: dict[str, Any] = {"kind": "practices", "key": "strategy", "text": "Why?", "idempotency_key": uuid.uuid4()}

    found = at_once(
        renaming(draft, carol, "strategy", "plan"),
        trying(lambda: comment(edition=draft, **about, by=dora, now=timezone.now())),
    )

    said = list(Comment.objects.values_list("key", flat=True))
    assert (found, said) in (({DONE: 2}, ["plan"]), ({DONE: 1, REFUSED: 1}, []))
