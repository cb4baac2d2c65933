# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How far an edition's translations are: what is missing, and what is older than its source. No query."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings

from assessments.domain.pieces import HEAD, KINDS, Plain, find, pieces
from assessments.domain.translation import texts
from assessments.models import Edition


@dataclass(frozen=True)
class TranslationState:
    """One language beside the source: how many texts there are, and of them missing or older than their source."""

    language: str
    name: str
    texts: int
    missing: int
    lagging: int


def translation_states(edition: Edition, document: Plain, languages: list[str]) -> list[TranslationState]:
    """Each language of the edition but the source."""
    found = [text for kind, piece in _parts(document) for _path, text in texts(kind, piece)]
    lagging = Counter(place.rpartition("/")[2] for place in edition.lagging)
    names = {str(code): str(called) for code, called in settings.LANGUAGES}
    return [
        TranslationState(
            language=language,
            name=names.get(language, language),
            texts=len(found),
            missing=sum(1 for text in found if not text.get(language)),
            lagging=lagging[language],
        )
        for language in languages[1:]
    ]


def _parts(document: Plain) -> list[tuple[str, Plain]]:
    return [(HEAD, find(document, HEAD, "") or {}), *((kind, one) for kind in KINDS for one in pieces(document, kind))]
