# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The form of a piece, and all that it is made of."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.http import QueryDict

from assessments.domain.canonical import canonical_json, plain
from assessments.domain.pieces import HEAD, KINDS, Plain, find, pieces
from assessments.forms.studio.lists import ListPart
from assessments.forms.studio.parts import walk
from assessments.forms.studio.piece import PieceForm
from tests.factories import built_in_document

CONFORMANCE = Path(__file__).parents[3] / "conformance"
EDITIONS = ["built-in", *sorted(path.name for path in CONFORMANCE.glob("*edition*.json"))]


def document_of(name: str) -> Plain:
    if name == "built-in":
        return json.loads(canonical_json(plain(built_in_document())), parse_float=Decimal)
    return json.loads((CONFORMANCE / name).read_text(), parse_float=Decimal)


def form_of(kind: str, piece: Plain, document: Plain, posted: QueryDict | None = None) -> PieceForm:
    return PieceForm(kind=kind, base=piece, document=document, languages=document["languages"], posted=posted)


def sent(form: PieceForm) -> QueryDict:
    """What a browser sends of a form in which nothing was changed."""
    posted = QueryDict(mutable=True)
    for name in form.fields:
        value = form[name].value()
        if isinstance(value, list):
            posted.setlist(name, value)
        elif value is True:
            posted[name] = "on"
        elif value is not False and value is not None:
            posted[name] = str(value).replace("\n", "\r\n")
    for part in walk(form.root):
        if isinstance(part, ListPart):
            posted[part.name] = str(len(part.items))
            for item in part.items:
                posted[f"{part.name}_{item.index}__was"] = "" if item.was is None else str(item.was)
    return posted


def all_pieces(document: Plain) -> Iterator[tuple[str, Plain]]:
    head = find(document, HEAD, "")
    assert head
    yield HEAD, head
    for kind in KINDS:
        yield from ((kind, piece) for piece in pieces(document, kind))


def there_and_back(kind: str, piece: Plain, document: Plain) -> Plain:
    form = form_of(kind, piece, document, sent(form_of(kind, piece, document)))
    assert form.is_valid(), form.errors
    return form.content()


@pytest.mark.parametrize("name", EDITIONS)
def test_opening_and_saving_changes_nothing(name: str) -> None:
    document = document_of(name)

    changed = [
        (kind, piece.get("key"))
        for kind, piece in all_pieces(document)
        if canonical_json(there_and_back(kind, piece, document)) != canonical_json(piece)
    ]

    assert changed == []
