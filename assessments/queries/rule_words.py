# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A whole rule in plain words, in any language, from a plain document that may be faulty.

A rule that names what isn't there says so; a part that cannot be read is told as such. Nothing here fails.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from assessments.domain.normal_form import Conjunction, Literal
from assessments.domain.places import MOST_DEEP
from assessments.domain.retiring import improving_ways, is_improvement, other_ways
from assessments.domain.rule_limits import NAMED, is_within_limits
from assessments.domain.rules import UNFINISHED, AllOf, AnyOf, FactHolds, Leaf, Not, PracticeAtMost, readable_rule
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


@dataclass(frozen=True)
class WaysOut:
    """What would end a rule, whatever was answered: each of `ways` as sentences that all must hold, smallest first.

    Nobody works towards what is left out: ways with another answer to one of `facts`, and those with a step back.
    """

    ways: tuple[tuple[str, ...], ...] = ()
    facts: tuple[str, ...] = ()
    has_steps_back: bool = False


def ways_out_in_words(document: object, rule: object, language: str) -> WaysOut:
    """The ways out of a rule; none at all where it cannot be read or is too large."""
    readable = readable_rule(rule) if is_within_limits(rule) else None
    if readable is None:
        return WaysOut()
    with override(language):
        names = names_in(document)
        others = [literal for way in other_ways(readable) for literal in way if not is_improvement(literal)]
        facts = [literal.leaf.fact for literal in others if isinstance(literal.leaf, FactHolds)]
        return WaysOut(
            tuple(
                tuple(_sentence(literal, names) for literal in _without_weaker(way)) for way in improving_ways(readable)
            ),
            tuple(names["facts"].get(key, key) for key in dict.fromkeys(facts)),
            len(facts) < len(others),
        )


def _without_weaker(way: Conjunction) -> Iterator[Literal]:
    """What must hold, without what holds anyway: who is at 3 or more is at 2 or more."""
    most: dict[str, int] = {}
    for literal in way:
        if isinstance(literal.leaf, PracticeAtMost):
            most[literal.leaf.practice] = max(literal.leaf.at_most, most.get(literal.leaf.practice, 0))
    for literal in way:
        if not isinstance(literal.leaf, PracticeAtMost) or literal.leaf.at_most == most[literal.leaf.practice]:
            yield literal


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
    if isinstance(rule, dict) and UNFINISHED in rule:
        return Told("", _("A condition that is not finished yet"))
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
