# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Writing drafts piece by piece. Each save names the revision of the piece that its author saw, and leaves a line in
the draft's history; two curators in one draft never overwrite each other unseen."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.domain import pieces
from assessments.domain.canonical import canonical_json, checksum
from assessments.domain.pieces import HEAD, Plain
from assessments.domain.translation import lagging_after, lagging_renamed
from assessments.models import Comment, Edition, Revision
from assessments.queries.draft import document_of, earlier_keys, last_revision, plain_of
from assessments.services.refusal import NotAccepted, Refused

What = Revision.What
LONGEST_VERSION = 20


class NotADraft(Exception):
    """The edition is in review, published or retired: its content does not change."""


class PieceConflict(Exception):
    """Somebody changed the piece since its page was read; `line` says who, `theirs` is the piece now, None if gone."""

    def __init__(self, line: Revision, theirs: Plain | None) -> None:
        super().__init__(line.number)
        self.line, self.theirs = line, theirs


@dataclass(frozen=True)
class Save:
    """Who writes what piece, having seen which of its revisions; the same `idempotency_key` again writes nothing."""

    edition: Edition
    kind: str
    key: str
    seen: int
    idempotency_key: uuid.UUID
    by: User
    now: datetime


@transaction.atomic(durable=True)
def save_piece(*, save: Save, content: Plain) -> Revision:
    """Put a piece's new content, or the head's; a piece keeps its key. Raises NotADraft, PieceConflict, NotAccepted."""
    if save.kind == HEAD:
        return _write(save, What.CHANGED, lambda document: _with_head(save.edition, document, content))
    return _write(save, What.CHANGED, lambda document: pieces.put(document, save.kind, save.key, content))


@transaction.atomic(durable=True)
def add_piece(*, save: Save, content: Plain) -> Revision:
    """Add a piece at the end of its list. Raises NotADraft, NotAccepted where the key is taken."""

    def add(document: Plain) -> Plain:
        if pieces.find(document, save.kind, save.key) is not None:
            raise NotAccepted(Refused("key", _("This key is taken. Choose another one.")))
        return pieces.put(document, save.kind, save.key, content)

    return _write(save, What.ADDED, add)


@transaction.atomic(durable=True)
def delete_piece(*, save: Save) -> Revision:
    """Take a piece away; what refers to it stays, a fault until it is mended. Raises NotADraft, PieceConflict."""
    return _write(save, What.DELETED, lambda document: pieces.drop(document, save.kind, save.key))


@transaction.atomic(durable=True)
def move_piece(*, save: Save, to: int) -> Revision:
    """Put a piece at another position of its list, from 0. Raises NotADraft, PieceConflict."""
    return _write(save, What.MOVED, lambda document: pieces.move(document, save.kind, save.key, to))


@transaction.atomic(durable=True)
def rename_piece(*, save: Save, new_key: str, action: str = "") -> Revision:
    """Give a piece another key, and so in all that names it; with `action`, one action of a recommendation.

    Raises NotADraft, PieceConflict, pieces.CannotRename.
    """
    kind, old = ("actions", action) if action else (save.kind, save.key)

    def rename(document: Plain) -> Plain:
        return pieces.rename(document, kind, old, new_key, earlier=earlier_keys(save.edition, kind))

    return _write(save, What.RENAMED, rename, new_key="" if action else new_key)


@transaction.atomic(durable=True)
def confirm_translation(*, save: Save, place: str) -> Revision:
    """Say that a translation still fits its source, which changed; `place` as in `Edition.lagging`."""
    return _write(save, What.CONFIRMED, lambda document: document, confirmed=place)


def _write(
    save: Save, what: Revision.What, change: Callable[[Plain], Plain], new_key: str = "", confirmed: str = ""
) -> Revision:
    row = Edition.objects.select_for_update().get(pk=save.edition.pk)
    repeated = Revision.objects.filter(edition=row, idempotency_key=save.idempotency_key).first()
    if repeated is not None:
        return repeated
    if not row.is_draft:
        raise NotADraft
    before = document_of(row)
    piece, last = pieces.find(before, save.kind, save.key), last_revision(row, save.kind, save.key)
    if what != What.ADDED and last is not None and last.number != save.seen:
        raise PieceConflict(last, piece)
    if what != What.ADDED and piece is None:
        raise Edition.DoesNotExist
    after = change(before)
    line = Revision(what=what, kind=save.kind, key=save.key, note=confirmed, idempotency_key=save.idempotency_key)
    if new_key:
        line.key, line.note = new_key, save.key
        Comment.objects.filter(edition=row, kind=save.kind, key=save.key).update(key=new_key)
    lines = [_filled(line, piece, pieces.find(after, line.kind, line.key)), *_following(save, before, after)]
    _store(row, save, after, lines)
    return line


def _following(save: Save, before: Plain, after: Plain) -> Iterator[Revision]:
    """A line for every other piece that changed too, since it names what was renamed."""
    for kind in pieces.KINDS:
        was = {str(piece.get("key")): piece for piece in pieces.pieces(before, kind)}
        for piece in pieces.pieces(after, kind):
            key = str(piece.get("key"))
            if key in was and was[key] != piece and (kind, key) != (save.kind, save.key):
                yield _filled(Revision(what=What.CHANGED, kind=kind, key=key), was[key], piece)


def _filled(line: Revision, before: Plain | None, after: Plain | None) -> Revision:
    line.before, line.after = _text(before), _text(after)
    return line


def _store(row: Edition, save: Save, after: Plain, lines: list[Revision]) -> None:
    if save.kind == HEAD:
        _set_version(row, str(after.get("edition", "")))
    at = save.now.isoformat(timespec="seconds")
    for line in lines:
        row.revision += 1
        line.edition, line.number, line.at, line.by = row, row.revision, save.now, save.by
        row.lagging = _lagging_after(row, save, line, after.get("languages") or [], at)
    row.document = canonical_json(after)
    row.checksum = checksum(row.document)
    row.save(update_fields=["document", "checksum", "version", "lagging", "revision"])
    Revision.objects.bulk_create(lines)


def _lagging_after(row: Edition, save: Save, line: Revision, languages: list[str], at: str) -> dict[str, str]:
    if line.what == What.RENAMED and line.key != save.key:
        return lagging_renamed(line.kind, save.key, line.key, row.lagging)
    before, after = plain_of(line.before), plain_of(line.after)
    lagging = lagging_after(languages, line.kind, line.key, before, after, row.lagging, at)
    if line.what == What.CONFIRMED:
        lagging.pop(line.note, None)
    return lagging


def _set_version(row: Edition, version: str) -> None:
    if not 0 < len(version) <= LONGEST_VERSION:
        refusal = _("Give the edition a number of at most %(most)d characters, such as 1.1.0.")
        raise NotAccepted(Refused("edition", refusal % {"most": LONGEST_VERSION}))
    if Edition.objects.filter(pack=row.pack, version=version).exclude(pk=row.pk).exists():
        raise NotAccepted(Refused("edition", _("This pack has an edition %(version)s already.") % {"version": version}))
    row.version = version


def _with_head(edition: Edition, document: Plain, content: Plain) -> Plain:
    return pieces.put(document, HEAD, "", {**content, "edition": content.get("edition") or edition.version})


def _text(piece: Plain | None) -> str:
    return "" if piece is None else canonical_json(piece)
