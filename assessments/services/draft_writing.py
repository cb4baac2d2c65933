# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What every change of a draft's content comes to: the document with its checksum, the lines of its history, which of
its translations lag, and the comments at its pieces."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.domain.canonical import canonical_json, checksum
from assessments.domain.following import Names
from assessments.domain.pieces import Plain
from assessments.models import Comment, Edition, Revision
from assessments.services.draft_size import refuse_too_large
from assessments.services.refusal import NotAccepted, Refused


def write_draft(
    row: Edition,
    document: Plain,
    lines: Sequence[Revision],
    *,
    names: Names,
    lagging: Mapping[str, str],
    by: User,
    now: datetime,
) -> None:
    """Save a locked draft with another document, and its lines as one step.

    `names` are the new keys, by kind and old key, of what got one. Raises NotAccepted, which ends the transaction,
    where the draft grew too large, or where its number was taken at the same moment.
    """
    number_lines(row, lines, by=by, now=now)
    text = canonical_json(document)
    if len(text) > len(row.document):
        refuse_too_large(document)
    row.document, row.checksum, row.lagging = text, checksum(text), dict(lagging)
    keep_content(row)
    Revision.objects.bulk_create(lines)
    _take_comments_along(row, names)


def number_lines(row: Edition, lines: Sequence[Revision], *, by: User, now: datetime) -> None:
    """Make the next lines of an edition's history of these; those that say "changed" follow from the first of them."""
    first = row.revision + 1
    for number, line in enumerate(lines, first):
        line.edition, line.number, line.at, line.by = row, number, now, by
        line.follows = first if number > first and line.what == Revision.What.CHANGED else None
    row.revision += len(lines)


def about(line: Revision, before: Plain | None, after: Plain | None) -> Revision:
    """A line with its piece as it was and is; None where there was or is none."""
    line.before, line.after = ("" if piece is None else canonical_json(piece) for piece in (before, after))
    return line


def moment(now: datetime) -> str:
    """When a translation began to lag, as `Edition.lagging` says it."""
    return now.isoformat(timespec="seconds")


def keep_content(row: Edition) -> None:
    """Save a draft's changed document; raises NotAccepted, which ends the transaction, where its number was taken at
    the same moment."""
    try:
        row.save(update_fields=["document", "checksum", "version", "lagging", "revision"])
    except IntegrityError as taken:
        raise NotAccepted(version_taken(row.version)) from taken


def version_taken(version: str) -> Refused:
    """Why a draft cannot have a number."""
    return Refused("edition", _("This pack has an edition %(version)s already.") % {"version": version})


def _take_comments_along(row: Edition, names: Names) -> None:
    comments = list(Comment.objects.filter(edition=row, kind__in=names)) if any(names.values()) else []
    for comment in comments:
        comment.key = names[comment.kind].get(comment.key, comment.key)
    Comment.objects.bulk_update(comments, ["key"])
