# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import UTC, datetime

import pytest

from accounts.models import Event, Organization, User
from assessments.domain.edition import Edition
from assessments.models import Annotation
from assessments.queries.edition import edition_of
from assessments.services import annotating
from assessments.services.annotating import (
    AnnotationMovedOn,
    Happening,
    add_annotation,
    change_annotation,
    delete_annotation,
)
from assessments.services.refusal import NotAccepted
from tests.factories import make_edition, make_organization

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SET_UP = Happening("2026-Q1", "ospo", "The OSPO was set up.")


@pytest.fixture
def edition(db: None) -> Edition:
    return edition_of(make_edition())


def add(
    organization: Organization, edition: Edition, by: User, said: Happening = SET_UP, key: uuid.UUID | None = None
) -> Annotation:
    return add_annotation(
        organization=organization,
        edition=edition,
        happening=said,
        idempotency_key=key or uuid.uuid4(),
        by=by,
        now=NOW,
    )


def test_a_note_is_kept_with_a_line_in_the_audit_trail(aozora: Organization, alice: User, edition: Edition) -> None:
    row = add(aozora, edition, alice, Happening("2026-Q1", "", "  Set\u0000 up\n twice "))

    assert (row.period, row.level, row.text, row.revision, row.made_by) == ("2026-Q1", "", "Set up twice", 1, alice)
    line = Event.objects.get(what="timeline note added")
    assert (line.organization, line.by, line.at, line.before) == (aozora, alice, NOW, None)
    assert line.after == {"period": "2026-Q1", "level": "", "text": "Set up twice"}


def test_adding_twice_with_one_key_adds_once(aozora: Organization, alice: User, edition: Edition) -> None:
    key = uuid.uuid4()

    assert add(aozora, edition, alice, key=key).pk == add(aozora, edition, alice, key=key).pk
    assert Annotation.objects.within(aozora).count() == Event.objects.filter(what__contains="note").count() == 1
    other = make_organization("Midori")
    assert add(other, edition, alice, key=key).organization == other


@pytest.mark.parametrize(
    ("said", "place"),
    [
        (Happening("2026-Q5", "", "Set up."), "period"),
        (Happening("2026-Q1", "nowhere", "Set up."), "level"),
        (Happening("2026-Q1", "", " \u0007 "), "text"),
        (Happening("2026-Q1", "", "x" * 301), "text"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(
    said: Happening, place: str, aozora: Organization, alice: User, edition: Edition
) -> None:
    with pytest.raises(NotAccepted) as refusal:
        add(aozora, edition, alice, said)

    assert [fault.place for fault in refusal.value.faults] == [place]
    assert not Annotation.objects.within(aozora).exists()


def test_there_are_not_more_notes_than_can_be_read(
    aozora: Organization, alice: User, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annotating, "MOST_NOTES", 1)
    add(aozora, edition, alice)

    with pytest.raises(NotAccepted):
        add(aozora, edition, alice)


def test_a_change_is_a_revision_with_a_line(aozora: Organization, alice: User, bob: User, edition: Edition) -> None:
    row = add(aozora, edition, alice)
    later = Happening("2026-Q2", "", "It was set up later.")

    changed = change_annotation(annotation=row, edition=edition, seen=1, happening=later, by=bob, now=NOW)
    same = change_annotation(annotation=row, edition=edition, seen=1, happening=later, by=bob, now=NOW)

    assert (changed.period, changed.level, changed.text, changed.revision) == (*vars(later).values(), 2)
    assert (same.revision, same.made_by) == (2, bob)
    line = Event.objects.get(what="timeline note changed")
    assert (line.before, line.after) == (vars(SET_UP), vars(later))


def test_nothing_is_written_over_what_somebody_else_wrote(aozora: Organization, alice: User, edition: Edition) -> None:
    row = add(aozora, edition, alice)
    theirs = Happening("2026-Q2", "", "Theirs.")
    change_annotation(annotation=row, edition=edition, seen=1, happening=theirs, by=alice, now=NOW)

    with pytest.raises(AnnotationMovedOn) as moved:
        change_annotation(annotation=row, edition=edition, seen=1, happening=SET_UP, by=alice, now=NOW)
    with pytest.raises(AnnotationMovedOn):
        delete_annotation(annotation=row, seen=1, by=alice, now=NOW)

    assert moved.value.annotation.text == "Theirs."
    assert Annotation.objects.within(aozora).get().text == "Theirs."


def test_a_note_that_is_deleted_leaves_its_words_in_the_audit_trail(
    aozora: Organization, alice: User, edition: Edition
) -> None:
    row = add(aozora, edition, alice)

    delete_annotation(annotation=row, seen=1, by=alice, now=NOW)

    assert not Annotation.objects.within(aozora).exists()
    assert Event.objects.get(what="timeline note deleted").before == vars(SET_UP)
    with pytest.raises(Annotation.DoesNotExist):
        delete_annotation(annotation=row, seen=1, by=alice, now=NOW)
