# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A whole rule in plain words, in any language, from a plain document that may be faulty.

A rule that names what isn't there says so; a part that cannot be read is told as such. Nothing here fails.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from assessments.domain.normal_form import Literal
from assessments.domain.places import MOST_DEEP
from assessments.domain.retiring import improving_ways
from assessments.domain.rule_limits import NAMED, is_within_limits
from assessments.domain.rules import AllOf, AnyOf, Leaf, Not, readable_rule
from assessments.queries.leaf_words import leaf_sentence
from assessments.queries.wording import in_words

Names: TypeAlias = Mapping[str, Mapping[str, str]]

# The lists of an edition that rules name pieces of, each with the field by which people know its pieces.
CALLED_BY = {
    "situations": "statement",
    "practices": "name",
    "levels": "name",
    "routines": "name",
    "facts": "question",
}
GONE = {
    "situations": gettext_lazy("Situation “%(key)s” is not in this edition"),
    "practices": gettext_lazy("Practice “%(key)s” is not in this edition"),
    "levels": gettext_lazy("Level “%(key)s” is not in this edition"),
    "routines": gettext_lazy("Routine “%(key)s” is not in this edition"),
    "facts": gettext_lazy("Fact “%(key)s” is not in this edition"),
}
GROUPS = {
    ("all", False): gettext_lazy("All of these hold:"),
    ("any", False): gettext_lazy("At least one of these holds:"),
    ("all", True): gettext_lazy("Not all of these hold:"),
    ("any", True): gettext_lazy("None of these holds:"),
}


@dataclass(frozen=True)
class Told:
    """A rule as a sentence, or as a heading with its parts: `word` is all, any, not, or "" for a single sentence."""

    word: str
    sentence: str
    parts: tuple["Told", ...] = ()


def rule_sentences(document: object, rule: object, language: str) -> Told:
    """The rule in a language's words; a group with one part reads as its part, and a double denial as what it denies.

    `document` is the edition that the rule belongs to; it and the rule may be faulty.
    """
    with override(language):
        return _told(rule, names_in(document), denied=False, depth=0)


def ways_out_in_words(document: object, rule: object, language: str) -> tuple[tuple[str, ...], ...]:
    """What would end a rule, whatever was answered: each way as sentences that all must hold, smallest first.

    None where only a step back would end it, or another fact, or where the rule cannot be read or is too large.
    """
    readable = readable_rule(rule) if is_within_limits(rule) else None
    if readable is None:
        return ()
    with override(language):
        names = names_in(document)
        return tuple(tuple(_sentence(literal, names) for literal in way) for way in improving_ways(readable))


def names_in(document: object) -> dict[str, dict[str, str]]:
    """What the reader calls the pieces that rules may name, by list and key, in the edition's order.

    A piece without any readable text is called by its key.
    """
    return {kind: dict(_named(document, kind, field)) for kind, field in CALLED_BY.items()}


def named_by(leaf: Leaf) -> tuple[str, str]:
    """The list and the key of the piece that a leaf is about."""
    field = next(field for field in NAMED if hasattr(leaf, field))
    return NAMED[field], getattr(leaf, field)


def gone_words(kind: str, key: str) -> str:
    """That a piece of a list is not in the edition."""
    return str(GONE[kind]) % {"key": key}


def _named(document: object, kind: str, field: str) -> list[tuple[str, str]]:
    pieces = document.get(kind) if isinstance(document, dict) else None
    keyed = [piece for piece in pieces or () if isinstance(piece, dict)] if isinstance(pieces, list | tuple) else []
    return [(piece["key"], _called(piece, field)) for piece in keyed if isinstance(piece.get("key"), str)]


def _called(piece: Mapping[str, object], field: str) -> str:
    text = piece.get(field)
    words = (
        {key: said for key, said in text.items() if isinstance(said, str) and said} if isinstance(text, dict) else {}
    )
    if not words:
        return str(piece["key"])
    return in_words(words).rstrip(".。") if field == "statement" else in_words(words)


def _told(rule: object, names: Names, *, denied: bool, depth: int) -> Told:
    if depth > MOST_DEEP:
        return Told("", _("Conditions that nest too deep to be read"))
    if isinstance(rule, dict) and "not" in rule:
        return _told(rule["not"], names, denied=not denied, depth=depth + 1)
    for word in ("all", "any"):
        parts = rule.get(word) if isinstance(rule, dict) else None
        if isinstance(parts, list | tuple):
            return _told_group(word, parts, names, denied, depth)
    leaf = readable_rule(rule)
    if leaf is None or isinstance(leaf, AllOf | AnyOf | Not):
        return Told("", _("A condition that cannot be read"))
    return Told("", _sentence(Literal(leaf, denied), names))


def _told_group(word: str, parts: list[object] | tuple[object, ...], names: Names, denied: bool, depth: int) -> Told:
    if len(parts) == 1:
        return _told(parts[0], names, denied=denied, depth=depth + 1)
    if not parts:
        return Told("", _("A group without conditions"))
    told = tuple(_told(part, names, denied=False, depth=depth + 1) for part in parts)
    return Told("not" if denied else word, str(GROUPS[word, denied]), told)


def _sentence(literal: Literal, names: Names) -> str:
    kind, key = named_by(literal.leaf)
    if key not in names[kind]:
        return gone_words(kind, key)
    return leaf_sentence(literal.leaf, names[kind][key], denied=literal.denied)


def rule_lines(told: Told, indent: str = "") -> str:
    """A rule told as plain text, a sentence each line, parts below what joins them."""
    return "\n".join([indent + told.sentence, *(rule_lines(part, indent + _("– ")) for part in told.parts)])
