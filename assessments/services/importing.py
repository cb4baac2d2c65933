# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Taking files: one that was read and checked waits until its difference is confirmed, and becomes a new draft, or
updates one piece by piece. What a file may not do is refused before and again at the confirmation."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.text import clean_text
from assessments.domain.canonical import canonical_json, checksum
from assessments.domain.edition_difference import EditionDifference, KindDifference, edition_difference
from assessments.domain.pieces import HEAD, KINDS, Plain, find, pieces
from assessments.domain.translation import lagging_after
from assessments.imports.limited import ReadFile
from assessments.models import Edition, Revision, Upload
from assessments.queries.draft import document_of, plain_of
from assessments.queries.studio.upload import LIFETIME, says_the_same
from assessments.services.curating import LONGEST_VERSION
from assessments.services.drafting import create_draft
from assessments.services.edition_steps import lock_edition
from assessments.services.refusal import NotAccepted, Refused

What = Revision.What
LONGEST_NAME = 200
LONGEST_KEY = 80


class NothingNew(Exception):
    """The file has nothing that the edition has not; nothing was written."""

    def __init__(self, edition: Edition) -> None:
        super().__init__(str(edition))
        self.edition = edition


@transaction.atomic(durable=True)
def stage_upload(*, file: ReadFile, into: Edition | None, by: User, now: datetime) -> Upload:
    """Keep a file until its difference is confirmed, and forget those that nobody confirmed in seven days.

    `into` None is a new draft, or the draft that has the file's number. Raises NothingNew, NotAccepted.
    """
    Upload.objects.filter(at__lte=now - LIFETIME).delete()
    document = plain_of(file.document)
    _refuse_long_names(document)
    target = _target(into, document, file.checksum)
    upload: Upload = Upload.objects.create(
        into=target,
        name=clean_text(file.name[:LONGEST_NAME], most=LONGEST_NAME),
        document=file.document,
        checksum=file.checksum,
        at=now,
        by=by,
    )
    return upload


@transaction.atomic(durable=True)
def use_upload(*, upload: Upload, seen_revision: int | None, by: User, now: datetime) -> Edition:
    """Do what the file's difference showed; the draft. Confirming it again writes nothing.

    `seen_revision` is the one of the draft that it was compared with, None for a new draft. Raises NothingNew,
    NotAccepted, MovedOn, Upload.DoesNotExist.
    """
    row = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk, by=by, at__gt=now - LIFETIME)
    if row.used_at is not None and row.into is not None:
        return row.into
    document = plain_of(row.document)
    locked = lock_edition(row.into, Edition.State.DRAFT, seen_revision=seen_revision) if row.into else None
    target = _target(locked, document, row.checksum)
    if locked is None and target is not None:
        raise NotAccepted(Refused("edition", _("Somebody started a draft of this number meanwhile. Send it again.")))
    if target is None:
        target = _new_draft(row, document, by, now)
    else:
        _update(target, document, row.name, by, now)
    row.used_at, row.into = now, target
    row.save(update_fields=["used_at", "into"])
    return target


def _refuse_long_names(document: Plain) -> None:
    """Rows bear these names, and have so much room for them."""
    parts = [("recommendations", "actions"), ("situations", "signals")]
    keys = [(kind, key) for kind in KINDS for key in _keys(document, kind)]
    keys += [(part, key) for kind, part in parts for piece in pieces(document, kind) for key in _keys(piece, part)]
    for place, name in [("pack", str(document["pack"])), *keys]:
        _refuse_longer(LONGEST_KEY, place, name)
    _refuse_longer(LONGEST_VERSION, "edition", str(document["edition"]))


def _refuse_longer(most: int, place: str, name: str) -> None:
    if len(name) > most:
        refusal = _("“%(name)s” is longer than %(most)d characters.") % {"name": name[:100], "most": most}
        raise NotAccepted(Refused(place, refusal))


def _target(into: Edition | None, document: Plain, digest: str) -> Edition | None:
    """The draft that the file updates, None for a new one; refuses what may not be."""
    pack, version = str(document["pack"]), str(document["edition"])
    same_number = Edition.objects.filter(pack=pack, version=version).select_related("based_on").first()
    target = into or (same_number if same_number and same_number.is_unpublished else None)
    if target and target.pack != pack:
        refusal = _("This file is of the pack %(file)s, and the draft of %(draft)s.")
        raise NotAccepted(Refused("pack", refusal % {"file": pack, "draft": target.pack}))
    if target and not target.is_draft:
        raise NotAccepted(Refused("edition", _("This edition is in review. Return it to draft first.")))
    if same_number and says_the_same(same_number, document, digest):
        raise NothingNew(same_number)
    if same_number and same_number != target:
        refusal = _("Edition %(version)s of this pack is there, with other content. Give the file a new number.")
        raise NotAccepted(Refused("edition", refusal % {"version": version}))
    return target


def _new_draft(upload: Upload, document: Plain, by: User, now: datetime) -> Edition:
    base = Edition.objects.newest_of(str(document["pack"]))
    draft = create_draft(document=document, based_on=base, by=by, now=now, note=upload.name)
    if base is not None:
        before = document_of(base)
        lines = _lines(edition_difference(before, document), before, document)
        draft.lagging = _lagging(draft.lagging, lines, document, now)
        draft.save(update_fields=["lagging"])
    return draft


def _update(row: Edition, document: Plain, name: str, by: User, now: datetime) -> None:
    before = document_of(row)
    lines = list(_lines(edition_difference(before, document), before, document))
    for line in lines:
        row.revision += 1
        line.edition, line.number, line.at, line.by = row, row.revision, now, by
        line.note = name if line.what == What.IMPORTED else ""
    row.lagging = _lagging(row.lagging, lines, document, now)
    row.document, row.version = canonical_json(document), str(document["edition"])
    row.checksum = checksum(row.document)
    row.save(update_fields=["document", "checksum", "version", "lagging", "revision"])
    Revision.objects.bulk_create(lines)


def _lines(found: EditionDifference, before: Plain, after: Plain) -> Iterator[Revision]:
    """A line for each piece that the file has otherwise, the head first; renamed ones are gone and come."""
    is_renamed = before.get("renames") != after.get("renames")
    if is_renamed and not found.kind(HEAD).count:
        yield _line(What.IMPORTED, HEAD, "", before, after)
    for kind in found.kinds:
        was, now = (set(_keys(document, kind.kind)) for document in (before, after))
        touched = [*(one.key for one in kind.changed), *(one.key for one in kind.renamed), *kind.added]
        for key in dict.fromkeys([*touched, *kind.removed, *(one.old for one in kind.renamed)]):
            if kind.kind == HEAD or key in was or key in now:
                yield _line(What.IMPORTED, kind.kind, key, before, after)
        yield from (_line(What.MOVED, kind.kind, key, before, after) for key in _only_moved(kind, touched))


def _only_moved(kind: KindDifference, touched: list[str]) -> list[str]:
    return [key for key in kind.moved if key not in touched]


def _keys(document: Plain, kind: str) -> list[str]:
    return [str(piece.get("key")) for piece in pieces(document, kind)]


def _line(what: Revision.What, kind: str, key: str, before: Plain, after: Plain) -> Revision:
    sides = [find(document, kind, key) for document in (before, after)]
    texts = ["" if side is None else canonical_json(side) for side in sides]
    return Revision(what=what, kind=kind, key=key, before=texts[0], after=texts[1])


def _lagging(lagging: dict[str, str], lines: Iterable[Revision], document: Plain, now: datetime) -> dict[str, str]:
    """Which translations lag after these lines: where a source came otherwise, and its translation as it was."""
    at, languages = now.isoformat(timespec="seconds"), document.get("languages") or []
    for line in lines:
        lagging = lagging_after(
            languages, line.kind, line.key, plain_of(line.before), plain_of(line.after), lagging, at
        )
    return lagging
