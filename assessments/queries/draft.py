# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Editions as curators read them: plain documents, which may have faults; and the history of their pieces."""

import json
from collections.abc import Iterator
from decimal import Decimal

from assessments.domain.pieces import Plain, keys_of
from assessments.models import Edition, Revision

# Lines that change no word of a piece; those about the edition's state stand under its head.
WORDLESS = [
    Revision.What.STARTED,
    Revision.What.MOVED,
    Revision.What.CONFIRMED,
    Revision.What.ASKED,
    Revision.What.RETURNED,
    Revision.What.APPROVED,
    Revision.What.PUBLISHED,
    Revision.What.RETIRED,
]


def document_of(row: Edition) -> Plain:
    """The document of any edition as plain objects, numbers as written."""
    return plain_of(row.document)


def plain_of(text: str) -> Plain:
    """What stands in a canonical JSON text; an empty object where it is empty."""
    document: Plain = json.loads(text, parse_float=Decimal) if text else {}
    return document


def last_revision(edition: Edition, kind: str, key: str) -> Revision | None:
    """The last line of the history that changed a piece, with who wrote it; None where nobody has touched it."""
    lines = Revision.objects.filter(edition=edition, kind=kind, key=key).exclude(what__in=WORDLESS)
    return lines.select_related("by").order_by("-number").first()


def earlier_keys(edition: Edition, kind: str) -> frozenset[str]:
    """The keys of a kind ("actions" among them) in the published edition that a draft is based on; one query."""
    base = edition.based_on
    if base is None:
        return frozenset()
    return keys_of(document_of(base), kind)


def published_documents(pack: str) -> Iterator[Plain]:
    """The documents of all editions of a pack that were published, retired ones among them; one query."""
    rows = Edition.objects.filter(pack=pack, published_at__isnull=False)
    return (plain_of(text) for text in rows.order_by("published_at").values_list("document", flat=True))
