# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Writing drafts piece by piece. Each save names the revision of the piece that its author saw, and leaves a line in
the draft's history; two curators in one draft never overwrite each other unseen."""

import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from assessments.domain import pieces
from assessments.domain.canonical import canonical_json
from assessments.domain.faults import LONGEST_VERSION, VERSION_PATTERN
from assessments.domain.following import Names
from assessments.domain.piece_order import order_before
from assessments.domain.pieces import HEAD, Plain
from assessments.domain.translation import lagging_between, lagging_of, prefix_of
from assessments.models import Edition, Revision
from assessments.queries.draft import document_of, earlier_keys, last_revision, plain_of
from assessments.services.draft_writing import about, moment, version_taken, write_draft
from assessments.services.edition_steps import lock_row
from assessments.services.refusal import NotAccepted, Refused, sent_before

What = Revision.What
# Why a key cannot be had, as `pieces.why_not_free` says it.
NOT_FREE: dict[str, str | Promise] = {
    "taken": gettext_lazy("This key is taken. Choose another one."),
    "old-key": gettext_lazy("An earlier edition has this key for something else. Choose another one."),
}


class NotADraft(Exception):
    """The edition is in review, published or retired: its content does not change."""


class PieceConflict(Exception):
    """Somebody changed the piece since its page was read; `theirs` is the piece now, None if gone.

    `line` says who, None where the draft has no line under this key: the piece was renamed, or never was.
    """

    def __init__(self, line: Revision | None, theirs: Plain | None) -> None:
        super().__init__(line.number if line else 0)
        self.line, self.theirs = line, theirs


@dataclass(frozen=True)
class Save:
    """Who writes what piece, having seen which of its revisions.

    The same save again, by its `idempotency_key`, writes nothing; another one with a key that was used is NotAccepted.
    All that take one raise EditionGone where the draft was given up.
    """

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
        content = {**content, "edition": content.get("edition") or save.edition.version}
    change = partial(pieces.put, kind=save.kind, key=save.key, piece=content)
    return _write(save, What.CHANGED, change, says=content)


@transaction.atomic(durable=True)
def add_piece(*, save: Save, content: Plain, is_back: bool = False) -> Revision:
    """Add a piece at the end of its list; `is_back` is one that was deleted: it goes to its place, and its key means
    the same again.

    Raises NotADraft, NotAccepted where the key is not free.
    """

    gone = _gone(save) if is_back else None

    def add(document: Plain) -> Plain:
        earlier = frozenset[str]() if is_back else earlier_keys(save.edition, save.kind)
        reason = pieces.why_not_free(document, save.kind, save.key, earlier=earlier)
        if reason:
            raise NotAccepted(Refused("key", str(NOT_FREE[reason])))
        lost, order = (gone.renames, gone.order) if gone else ({}, [])
        return pieces.put_back(document, save.kind, content, lost=lost, order=order)

    return _write(save, What.ADDED, add, says=content, gone=gone)


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

    Raises NotADraft, PieceConflict, NotAccepted, pieces.CannotRename.
    """
    kind, old = ("actions", action) if action else (save.kind, save.key)

    def rename(document: Plain) -> Plain:
        return pieces.rename(document, kind, old, new_key, earlier=earlier_keys(save.edition, kind))

    return _write(save, What.RENAMED, rename, names={kind: {old: new_key}})


@transaction.atomic(durable=True)
def confirm_translation(*, save: Save, place: str) -> Revision:
    """Say that a translation still fits its source, which changed; `place` as in `Edition.lagging`.

    Raises NotADraft, PieceConflict, NotAccepted where no such text of the piece is behind its source.
    """
    return _write(save, What.CONFIRMED, lambda document: document, confirmed=place)


@dataclass(frozen=True)
class Gone:
    """A piece that was deleted, with what went with it: its place among the keys of its list, renamings that lead to
    it, and which translations lagged."""

    piece: Plain
    order: Sequence[str]
    renames: Mapping[str, Mapping[str, str]]
    lagging: Mapping[str, str]


def _gone(save: Save) -> Gone | None:
    line = last_revision(save.edition, save.kind, save.key)
    if line is None or line.what != What.DELETED:
        return None
    note = plain_of(line.note)
    return Gone(plain_of(line.before), note.get("order", []), note.get("renames", {}), note.get("lagging", {}))


def _note_of(row: Edition, kind: str, before: Plain, lost: Names, lagging: Mapping[str, str]) -> str:
    deletions = Revision.objects.filter(edition=row, kind=kind, what=What.DELETED).order_by("-number")
    earlier = plain_of(deletions.values_list("note", flat=True).first() or "").get("order", [])
    said = {
        "order": order_before([str(one.get("key")) for one in pieces.pieces(before, kind)], earlier),
        "renames": lost,
        "lagging": lagging,
    }
    return canonical_json({name: value for name, value in said.items() if value})


def _write(
    save: Save,
    what: Revision.What,
    change: Callable[[Plain], Plain],
    *,
    says: Plain | None = None,
    names: Names | None = None,
    confirmed: str = "",
    gone: Gone | None = None,
) -> Revision:
    row, names = lock_row(save.edition), names or {}
    line = Revision(what=what, kind=save.kind, key=save.key, note=confirmed, idempotency_key=save.idempotency_key)
    if new_key := names.get(save.kind, {}).get(save.key):
        line.key, line.note = new_key, save.key
    if repeated := Revision.objects.filter(edition=row, idempotency_key=save.idempotency_key).first():
        return _repeated(repeated, line, save.by, says)
    before = _seen_before(row, save, what, confirmed)
    after = change(before)
    if what == What.DELETED:
        lagging = lagging_of(save.kind, save.key, row.lagging)
        line.note = _note_of(row, save.kind, before, pieces.lost_renames(before, after), lagging)
    if save.kind == HEAD:
        _set_version(row, str(after.get("edition", "")))
    about(line, pieces.find(before, save.kind, save.key), pieces.find(after, line.kind, line.key))
    lagging = _lagging_after(row, save, before, after, names, gone)
    lagging.pop(confirmed, None)
    lines = [line, *_following(save, before, after)]
    write_draft(row, after, lines, names=names, lagging=lagging, by=save.by, now=save.now)
    return line


def _seen_before(row: Edition, save: Save, what: Revision.What, confirmed: str) -> Plain:
    """The locked draft's document, whose author has seen the piece as it is."""
    if not row.is_draft:
        raise NotADraft
    document = document_of(row)
    piece, last = pieces.find(document, save.kind, save.key), last_revision(row, save.kind, save.key)
    if what != What.ADDED and (piece is None or (last is not None and last.number != save.seen)):
        raise PieceConflict(last, piece)
    if confirmed and not (confirmed in row.lagging and confirmed.startswith(prefix_of(save.kind, save.key))):
        raise NotAccepted(Refused("", _("This translation is not behind its source, so there was nothing to confirm.")))
    return document


def _repeated(repeated: Revision, line: Revision, by: User, says: Plain | None) -> Revision:
    """What the first of two equal saves wrote; `says` is the content, None where the line holds all there is to say."""
    # The note of a deletion is what went with the piece, and no part of what was asked for.
    names = ("what", "kind", "key") if line.what == What.DELETED else ("what", "kind", "key", "note")
    is_same = repeated.by_id == by.pk and all(getattr(repeated, name) == getattr(line, name) for name in names)
    if not is_same or (says is not None and repeated.after != canonical_json(says)):
        raise sent_before()
    return repeated


def _following(save: Save, before: Plain, after: Plain) -> Iterator[Revision]:
    """A line for every other piece that changed too, since it names what was renamed."""
    for kind in pieces.KINDS:
        was = {str(piece.get("key")): piece for piece in pieces.pieces(before, kind)}
        for piece in pieces.pieces(after, kind):
            key = str(piece.get("key"))
            if key in was and was[key] != piece and (kind, key) != (save.kind, save.key):
                yield about(Revision(what=What.CHANGED, kind=kind, key=key), was[key], piece)


def _lagging_after(
    row: Edition, save: Save, before: Plain, after: Plain, names: Names, gone: Gone | None
) -> dict[str, str]:
    lagging = row.lagging
    if gone:
        before = pieces.put_back(before, save.kind, gone.piece, lost={}, order=gone.order)
        lagging = lagging | gone.lagging
    return lagging_between(before, after, names, lagging, moment(save.now))


def _set_version(row: Edition, version: str) -> None:
    if len(version) > LONGEST_VERSION or not re.fullmatch(VERSION_PATTERN, version):
        refusal = _("Give the edition a number of at most %(most)d characters, such as 1.1.0.")
        raise NotAccepted(Refused("edition", refusal % {"most": LONGEST_VERSION}))
    if Edition.objects.filter(pack=row.pack, version=version).exclude(pk=row.pk).exists():
        raise NotAccepted(version_taken(version))
    row.version = version
