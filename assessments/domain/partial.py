# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""As much of a draft as can be read: enough to show one of its pieces, though others have faults.

A piece that cannot be read is left out, and so whatever names it has a fault too.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assessments.domain.content import (
    Fact,
    FiveTexts,
    Level,
    Practice,
    Recommendation,
    Resource,
    Routine,
    Settings,
    Situation,
)
from assessments.domain.document import Document, Text
from assessments.domain.edition import Edition
from assessments.domain.edition_checks import edition_faults
from assessments.domain.faults import LANGUAGE_PATTERN, EditionFaults, Fault, shape_faults
from assessments.domain.pieces import Plain, pieces, put

# What a page of one piece may show or count; in this order, as later ones name earlier ones.
READ: Mapping[str, type[Document]] = {
    "levels": Level,
    "facts": Fact,
    "resources": Resource,
    "practices": Practice,
    "situations": Situation,
    "routines": Routine,
    "recommendations": Recommendation,
}
HEAD_FIELDS: Mapping[str, TypeAdapter[Any]] = {
    "settings": TypeAdapter(Settings),
    "notice": TypeAdapter(Text),
    "scale": TypeAdapter(FiveTexts),
}
# Fields that list pieces of a kind by key.
LISTED = {"sources": "resources", "resources": "resources", "practices": "practices", "supports": "practices"}
PIECE = re.compile(r"([a-z]+)\[(\d+)\]")
# What a new piece is called until its author gives it a key.
UNNAMED = "unnamed"


def languages_of(document: Mapping[str, Any]) -> tuple[str, ...]:
    """The languages of a draft, the source first; English alone where it names none that can be read."""
    listed = document.get("languages")
    named = [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []
    return tuple(one for one in named if re.fullmatch(LANGUAGE_PATTERN, one)) or ("en",)


def partial_edition(document: Mapping[str, Any], kind: str, piece: Plain) -> Edition:
    """The readable pieces of a draft, and `piece`, of one of the kinds in READ, among them in its place.

    Keys in lists that name nothing are left out. Raises EditionFaults with what else is wrong with this piece, each
    with its place within the piece.
    """
    languages = languages_of(document)
    piece = _without_gone(_without_blanks({"key": UNNAMED, **piece}, languages), document)
    faults = _shape_faults(READ[kind], piece, languages[0])
    readable = _readable(put(document, kind, piece["key"], piece), languages[0])
    beyond = edition_faults({**readable, kind: [piece]})
    own = f"{kind}[0]"
    faults += [replace(fault, place=fault.place[len(own) + 1 :]) for fault in beyond if fault.place.startswith(own)]
    if faults:
        raise EditionFaults(faults)
    return _edition(document, readable, languages)


def _readable(document: Plain, language: str) -> dict[str, list[Plain]]:
    """The pieces that stand for themselves and name only such as do."""
    kept = {
        kind: [
            _without_gone(one, document) for one in pieces(document, kind) if not _shape_faults(model, one, language)
        ]
        for kind, model in READ.items()
    }
    # A piece that goes may take one with it that names it, and that one another: at most once through all kinds.
    for _kind in READ:
        bad = {(found[1], int(found[2])) for fault in edition_faults(kept) if (found := PIECE.match(fault.place))}
        if not bad:
            break
        kept = {kind: [one for at, one in enumerate(kept[kind]) if (kind, at) not in bad] for kind in READ}
    return kept


def _without_gone(piece: Plain, document: Mapping[str, Any]) -> Plain:
    """A piece without the keys in its lists that name nothing: it can be shown without what they led to."""
    kept = dict(piece)
    for field, kind in LISTED.items():
        if isinstance(piece.get(field), list):
            known = [one.get("key") for one in pieces(document, kind)]
            kept[field] = [key for key in piece[field] if key in known]
    return kept


def _edition(document: Mapping[str, Any], readable: Mapping[str, list[Plain]], languages: tuple[str, ...]) -> Edition:
    """Not checked as a whole, since a draft need not be sound: only its parts are."""
    head = {name: _head_field(document.get(name), reader, languages[0]) for name, reader in HEAD_FIELDS.items()}
    context = {"language": languages[0]}
    fields: dict[str, Any] = {
        "pack": "",
        "edition": "",
        "languages": languages,
        "title": {},
        "summary": {},
        "licence": "",
        "attribution": (),
        **{name: value for name, value in head.items() if value is not None},
    }
    for kind, model in READ.items():
        fields[kind] = tuple(model.model_validate(one, context=context) for one in readable[kind])
    return Edition.model_construct(**fields)


def _head_field(value: object, reader: TypeAdapter[Any], language: str) -> Any:
    try:
        return None if value is None else reader.validate_python(value, context={"language": language})
    except ValidationError:
        return None


def _shape_faults(model: type[Document], piece: Plain, language: str) -> list[Fault]:
    try:
        model.model_validate(piece, context={"language": language})
    except ValidationError as error:
        return shape_faults(error)
    return []


def _without_blanks(node: Any, languages: Collection[str]) -> Any:
    """Without the languages in which a text is empty, as if nothing stood there."""
    if isinstance(node, dict):
        return {
            key: _without_blanks(value, languages)
            for key, value in node.items()
            if key not in languages or (isinstance(value, str) and value.strip())
        }
    return [_without_blanks(one, languages) for one in node] if isinstance(node, list) else node
