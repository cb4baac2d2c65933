# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A piece as it was: at a revision that a page showed, in the edition that the draft is based on, before it went."""

from assessments.domain.edition_difference import renamed_since
from assessments.domain.pieces import HEAD, Plain, find, under_names
from assessments.models import Edition, Revision
from assessments.queries.draft import WORDLESS, document_of, plain_of

MOST_LINES = 6


def last_lines(edition: Edition, kind: str, key: str) -> list[Revision]:
    """The last lines of a piece's history, the newest first, with who wrote them; without the contents. One query."""
    lines = Revision.objects.filter(edition=edition, kind=kind, key=key).defer("before", "after")
    return list(lines.select_related("by").order_by("-number")[:MOST_LINES])


def piece_at(edition: Edition, kind: str, key: str, number: int) -> Plain:
    """A piece as it was at one of its revisions, 0 for before anybody touched it; empty where there is no such. At most
    one query."""
    lines = Revision.objects.filter(edition=edition, kind=kind, key=key).exclude(what__in=WORDLESS)
    if number:
        line = lines.filter(number=number).first()
        return plain_of(line.after) if line else {}
    first = lines.order_by("number").first()
    if first is None:
        return find(document_of(edition), kind, key) or {}
    return plain_of(first.before)


def piece_in_base(edition: Edition, document: Plain, kind: str, key: str) -> Plain | None:
    """The piece as the edition has it that the draft is based on, with all keys as they are now; None if it has none.

    No query where `based_on` is there.
    """
    if edition.based_on is None:
        return None
    base = document_of(edition.based_on)
    piece = find(under_names(base, renamed_since(base, document)), kind, key)
    return {**piece, "edition": edition.version} if piece is not None and kind == HEAD else piece
