# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What curators say to each other about an edition, and about its pieces."""

import uuid
from dataclasses import dataclass

from django.db.models import F, QuerySet

from assessments.domain.pieces import HEAD, Plain, find
from assessments.models import Comment, Edition
from assessments.queries.studio.obstacle import TITLE
from assessments.queries.studio.piece import name_of


@dataclass(frozen=True)
class CommentTold:
    """A comment, with what the piece that it is about is called."""

    row: Comment
    name: str


@dataclass(frozen=True)
class Talk:
    """The comments on a piece (`key` "" for the edition as a whole), open ones first; `new_key` makes the next one's.

    `is_panel` where it stands on the piece's own page, to which saying something leads back.
    """

    edition: Edition
    kind: str
    key: str
    comments: list[CommentTold]
    new_key: uuid.UUID
    is_panel: bool = False

    @property
    def open(self) -> int:
        return sum(1 for one in self.comments if one.row.settled_at is None)


def talk_of(edition: Edition, document: Plain, kind: str, key: str, *, is_panel: bool = False) -> Talk:
    """The comments on one piece; one query."""
    rows = _rows(edition).filter(kind=kind, key=key)
    return Talk(edition, kind, key, _told(rows, document), uuid.uuid4(), is_panel)


def talk_of_all(edition: Edition, document: Plain) -> Talk:
    """All comments on the edition and its pieces; one query. What is added here is about the edition as a whole."""
    return Talk(edition, HEAD, "", _told(_rows(edition), document), uuid.uuid4())


def open_comments(edition: Edition) -> int:
    """How many comments are not settled; one query."""
    return Comment.objects.filter(edition=edition, settled_at__isnull=True).count()


def _rows(edition: Edition) -> QuerySet[Comment]:
    rows = Comment.objects.filter(edition=edition).select_related("by", "settled_by")
    return rows.order_by(F("settled_at").asc(nulls_first=True), "at", "pk")


def _told(rows: QuerySet[Comment], document: Plain) -> list[CommentTold]:
    return [CommentTold(row, _name(document, row)) for row in rows]


def _name(document: Plain, row: Comment) -> str:
    if row.kind == HEAD:
        return str(TITLE)
    return name_of(find(document, row.kind, row.key) or {"key": row.key})
