# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What differs in a piece, in words: each field with what is gone and what is new, rules as sentences."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.domain.canonical import canonical_json
from assessments.domain.field_difference import RULES, FieldChange, field_changes
from assessments.domain.pieces import KINDS, Plain, pieces
from assessments.domain.words import Part, difference
from assessments.queries.rule_words import Told, rule_sentences
from assessments.queries.studio.field_words import field_words, language_in
from assessments.queries.studio.piece import name_of
from assessments.queries.wording import reader_language

# Fields whose texts are keys of pieces; readers know those by name.
NAMES = {
    "level": "levels",
    "practices": "practices",
    "resources": "resources",
    "situation": "situations",
    "source": "resources",
    "sources": "resources",
    "supports": "practices",
}
ONE_NAME = ("level", "situation", "source")
Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class ChangeTold:
    """One field that differs; `language` is the one that its text is in, "" for the reader's own."""

    label: str
    parts: list[Part]
    language: str


def changes_told(before: Plain, after: Plain, changes: Iterable[FieldChange]) -> list[ChangeTold]:
    """The changes of a piece between two documents, parts that came or went field by field."""
    told, names = [], (names_of(before), names_of(after))
    for change in _leaves(changes):
        is_rule = change.path.rpartition(".")[2] in RULES
        field = change.path.rpartition(".")[2].partition("[")[0]
        if is_rule:
            old, new = _rule_words(before, change.before), _rule_words(after, change.after)
        else:
            old, new = _value_words(names[0], field, change.before), _value_words(names[1], field, change.after)
        is_text = is_rule or isinstance(change.before or change.after, str | list | tuple)
        parts = difference(old, new) if is_text and field not in ONE_NAME else _swapped(old, new)
        told.append(ChangeTold(field_words(change.path), parts, language_in(change.path)))
    return told


def names_of(document: Plain) -> Names:
    """What each piece is called, by kind and key."""
    return {kind: {str(one.get("key")): name_of(one) for one in pieces(document, kind)} for kind in KINDS}


def _leaves(changes: Iterable[FieldChange]) -> Iterator[FieldChange]:
    for change in changes:
        is_part = any(isinstance(side, dict) for side in (change.before, change.after))
        if is_part and change.path.rpartition(".")[2] not in RULES:
            yield from field_changes(change.before or {}, change.after or {}, change.path)
        else:
            yield change


def _swapped(old: str, new: str) -> list[Part]:
    """A figure or a name is another one, not one with other letters."""
    parts = (Part("removed", old), Part("added", new))
    return [part for part in parts if part.words]


def _rule_words(document: Plain, rule: object) -> str:
    return "" if rule is None else "\n".join(_lines(rule_sentences(document, rule, reader_language()), ""))


def _lines(told: Told, indent: str) -> Iterator[str]:
    yield indent + told.sentence
    for part in told.parts:
        yield from _lines(part, f"{indent}– ")


def _value_words(names: Names, field: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, str):
        return names.get(NAMES.get(field, ""), {}).get(value, value)
    if isinstance(value, list | tuple):
        return _(", ").join(_value_words(names, field, one) for one in value)
    return canonical_json(value)
