# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the linter says of texts: translations that are missing or lag behind, texts too long for their place, anchors
that say the same, names that stand twice."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from assessments.domain.faults import gettext_noop
from assessments.domain.linting.finding import Finding, warning
from assessments.domain.linting.lengths import most_letters
from assessments.domain.pieces import HEAD
from assessments.domain.places import found, joined
from assessments.domain.translation import TEXTS, Written, name_of, written

NAMES = {
    "levels": "name",
    "facts": "question",
    "practices": "name",
    "situations": "statement",
    "recommendations": "title",
    "recommendations/*/actions": "title",
    "routines": "name",
    "resources": "title",
    "stages": "name",
    "profiles": "name",
    "samples": "name",
}
FIVES = ("scale", "practices/*/anchors", "practices/*/wordings/*/anchors")


class Told(NamedTuple):
    """A text of the document: its place in it, its kind, the key of its piece, and what the piece says of it."""

    place: str
    kind: str
    key: str
    one: Written


def text_findings(document: object, lagging: Mapping[str, str]) -> Iterator[Finding]:
    """All of them; `lagging` says since when a translation lags, by the names that domain/translation.py gives."""
    languages = tuple(dict.fromkeys(one for _, one in found(document, "languages/*") if isinstance(one, str)))
    for told in _texts(document):
        yield from _of_translations(told, languages, lagging)
        yield from _of_length(told)
    for path in FIVES:
        for place, five in found(document, path):
            yield from _alike(place, five)
    for path, field in NAMES.items():
        for place, pieces in found(document, path):
            yield from _repeated_names(place, pieces, field)


def _texts(document: object) -> Iterator[Told]:
    for one in written(HEAD, document):
        yield Told(one.place, HEAD, "", one)
    for kind in TEXTS:
        for place, piece in found(document, f"{kind}/*") if kind != HEAD else ():
            key = piece.get("key") if isinstance(piece, dict) else None
            for one in written(kind, piece):
                yield Told(joined(place, one.place), kind, str(key), one)


def _of_translations(told: Told, languages: tuple[str, ...], lagging: Mapping[str, str]) -> Iterator[Finding]:
    for language in languages:
        place, words = joined(told.place, language), told.one.words.get(language)
        since = lagging.get(name_of(told.kind, told.key, told.one.path, language))
        if isinstance(words, str) and not words.strip():
            yield warning("text-empty", place, gettext_noop("is empty. Write the text, or leave it out altogether."))
        elif words is None and language != languages[0]:
            template = gettext_noop("is missing: the text has not been translated to this language.")
            yield warning("translation-missing", place, template)
        elif since:
            template = gettext_noop(
                "is outdated: the text that it translates changed on %(day)s. Translate it again, or confirm it."
            )
            yield warning("translation-outdated", place, template, day=since[:10])


def _of_length(told: Told) -> Iterator[Finding]:
    for language, words in told.one.words.items():
        most = most_letters(told.kind, told.one.field, str(language))
        if isinstance(words, str) and len(words) > most:
            template = gettext_noop("has %(letters)s letters, and there is room for %(most)s. Say it in fewer.")
            yield warning("text-too-long", joined(told.place, language), template, letters=len(words), most=most)


def _alike(place: str, five: object) -> Iterator[Finding]:
    first: dict[tuple[str, str], int] = {}
    for number, anchor in enumerate(five if isinstance(five, list) else ()):
        for language, words in anchor.items() if isinstance(anchor, dict) else ():
            same = first.setdefault((language, _plain(words)), number)
            if same != number and _plain(words):
                template = gettext_noop("says the same as the text for %(number)s. Say what tells the two apart.")
                yield warning("anchors-alike", f"{place}[{number}].{language}", template, number=same)


def _repeated_names(place: str, pieces: object, field: str) -> Iterator[Finding]:
    first: dict[tuple[str, str], str] = {}
    for piece_place, name in found(pieces, f"*/{field}", place):
        for language, words in name.items() if isinstance(name, dict) else ():
            same = first.setdefault((language, _plain(words)), piece_place)
            if same != piece_place and _plain(words):
                template = gettext_noop("is the same text as at %(other)s. Say what tells the two apart.")
                yield warning("name-repeated", joined(piece_place, language), template, other=same)


def _plain(words: object) -> str:
    """A text as readers take it: without case, doubled spaces and a full stop at its end."""
    return " ".join(words.split()).casefold().rstrip(".。 ") if isinstance(words, str) else ""
