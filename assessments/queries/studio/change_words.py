# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What differs in a piece, in words: each field with what is gone and what is new, rules as sentences."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.domain.canonical import canonical_json
from assessments.domain.field_difference import RULES, FieldChange, field_changes
from assessments.domain.pieces import KINDS, Plain, pieces
from assessments.domain.words import Budget, Part, difference
from assessments.queries.rule_words import rule_lines, rule_sentences
from assessments.queries.studio.field_words import field_words, language_in
from assessments.queries.studio.piece import name_of
from assessments.queries.wording import EFFORT_NAMES, HORIZON_NAMES, reader_language

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
WORDS = {"effort": EFFORT_NAMES, "horizon": HORIZON_NAMES}
# Words, signs and blanks of what did not change that are shown beside a change.
SHOWN = 24
UNIT = re.compile(r"[A-Za-z0-9]+|.", re.DOTALL)
Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class ChangeTold:
    """One field that differs; `language` is the one that its text is in, "" for the reader's own."""

    label: str
    parts: list[Part]
    language: str


def changes_told(
    kind: str, before: Plain, after: Plain, changes: Iterable[FieldChange], budget: Budget
) -> list[ChangeTold]:
    """The changes of a piece between two documents, parts that came or went field by field.

    The budget is the page's.
    """
    told, names = [], (names_of(before), names_of(after))
    for change in _leaves(changes):
        is_rule = change.path.rpartition(".")[2] in RULES
        field = change.path.rpartition(".")[2].partition("[")[0]
        if is_rule:
            old, new = _rule_words(before, change.before), _rule_words(after, change.after)
        else:
            old, new = _value_words(names[0], field, change.before), _value_words(names[1], field, change.after)
        is_text = is_rule or language_in(change.path) or isinstance(change.before or change.after, list | tuple)
        parts = condensed(difference(old, new, budget)) if is_text else _swapped(old, new)
        told.append(ChangeTold(field_words(kind, change.path), parts, language_in(change.path)))
    return told


def condensed(parts: list[Part]) -> list[Part]:
    """The parts with long stretches that did not change cut short, by lines where there are lines."""
    last = len(parts) - 1
    return [
        Part(part.sort, _shortened(part.words, is_first=at == 0, is_last=at == last)) if part.sort == "same" else part
        for at, part in enumerate(parts)
    ]


def _shortened(words: str, *, is_first: bool, is_last: bool) -> str:
    by_lines = words.split("\n")
    units, joint, most = (by_lines, "\n", 2) if len(by_lines) > 1 else (UNIT.findall(words), "", SHOWN)
    start, end = [] if is_first else units[:most], [] if is_last else units[-most:]
    if len(units) <= len(start) + len(end) + 1:
        return words
    return joint.join([*start, "…", *end])


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
    if old and new:
        return [Part("removed", old), Part("same", " → "), Part("added", new)]
    return [Part("removed", old)] if old else [Part("added", new)]


def _rule_words(document: Plain, rule: object) -> str:
    return "" if rule is None else rule_lines(rule_sentences(document, rule, reader_language()))


def _value_words(names: Names, field: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, str) and field in WORDS:
        return str(WORDS[field].get(value, value))
    if isinstance(value, str):
        return names.get(NAMES.get(field, ""), {}).get(value, value)
    if isinstance(value, list | tuple):
        return _(", ").join(_value_words(names, field, one) for one in value)
    return canonical_json(value)
