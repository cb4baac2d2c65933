# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A rule's form as its template shows it: every row and group with its choices, names and errors."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from assessments.domain.linting.rule_checks import extent_of
from assessments.forms.studio.condition import OTHER, SUBJECTS, Condition, document_of
from assessments.forms.studio.condition_tests import known_tests
from assessments.forms.studio.rule import RuleDraft
from assessments.forms.studio.rule_tree import Group, Node, Way
from assessments.queries.rule_words import Told, WaysOut, names_in, rule_sentences, ways_out_in_words
from assessments.queries.wording import reader_language

MOST_WAYS = 5
LONGEST_UNREADABLE = 80

HEADINGS = {"when": gettext_lazy("When it matches"), "reached_when": gettext_lazy("When it is reached")}
KINDS = {
    "situation": gettext_lazy("Situations"),
    "practice": gettext_lazy("Practices"),
    "level": gettext_lazy("Levels"),
    "routine": gettext_lazy("Routines"),
    "fact": gettext_lazy("Facts"),
    "disagreement": gettext_lazy("Views that differ"),
}
CALLED = {
    "situation": gettext_lazy("Situation: %(name)s"),
    "practice": gettext_lazy("Practice: %(name)s"),
    "level": gettext_lazy("Level: %(name)s"),
    "routine": gettext_lazy("Routine: %(name)s"),
    "fact": gettext_lazy("Fact: %(name)s"),
    "disagreement": gettext_lazy("Views on: %(name)s"),
}
WORDS = {
    "all": gettext_lazy("All of these hold"),
    "any": gettext_lazy("At least one of these holds"),
    "none": gettext_lazy("None of these holds"),
    "not_all": gettext_lazy("Not all of these hold"),
    "not": gettext_lazy("This does not hold"),
}
# Those that a group can be given; to deny a single part is left to rules that do so already.
USUAL = ("all", "any", "none", "not_all")


@dataclass(frozen=True)
class Choice:
    """An option of a select."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class Choices:
    """Options under one heading."""

    heading: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Part:
    """A row or a group: `field` is what its fields and steps begin with, `number` how people call it ("2.1")."""

    field: str
    id: str
    number: str
    error: str
    focus: str
    may_move_up: bool
    may_move_down: bool
    is_root: bool
    may_grow: bool


@dataclass(frozen=True)
class RowPart(Part):
    """A condition. `gone` is what a subject is called that the edition hasn't; it is kept among the choices."""

    is_group: ClassVar[bool] = False
    condition: Condition
    gone: str
    subjects: tuple[Choices, ...]
    tests: tuple[Choice, ...]

    @property
    def takes_number(self) -> bool:
        return self.condition.chosen is not None and self.condition.chosen.takes_number

    @property
    def may_take_number(self) -> bool:
        """Whether another test of the same subject takes a number."""
        return any(test.takes_number for test in known_tests(self.condition.kind))


@dataclass(frozen=True)
class GroupPart(Part):
    """A group with its parts."""

    is_group: ClassVar[bool] = True
    words: tuple[Choice, ...]
    parts: "tuple[RowPart | GroupPart, ...]"


@dataclass(frozen=True)
class InWords:
    """A rule read back in one of the edition's languages."""

    language: str
    name: str
    told: Told


class RulePanel:
    """What the template of a rule's form shows. `url` is where htmx posts the whole form to be drawn anew.

    There a view answers with the template alone: `render(request, panel.template, {"panel": panel})`.
    """

    template = "studio/_rule.html"

    def __init__(self, draft: RuleDraft, url: str = "") -> None:
        self.draft = draft
        self.url = url
        self.heading = HEADINGS[draft.prefix]
        self.says_when_it_retires = draft.prefix == "when"
        self.names = names_in(draft.document)

    @cached_property
    def root(self) -> RowPart | GroupPart | None:
        root = self.draft.root
        return None if root is None else self._part(root, (), 1)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is to be mended: the id of the control that it is about, and the words."""
        return [] if self.root is None else list(_problems(self.root))

    @property
    def in_words(self) -> list[InWords]:
        """The rule in each of the edition's languages, as far as it is complete; nothing while there is none."""
        if self.draft.kept is None:
            return []
        return [
            InWords(language, _language_name(language), rule_sentences(self.draft.document, self.draft.kept, language))
            for language in _languages(self.draft.document)
        ]

    @property
    def is_settled(self) -> bool:
        """Whether the ways out can be told: there is a rule, and nothing of it is to be mended."""
        return self.draft.rule is not None and not self.draft.errors

    @cached_property
    def extent(self) -> str:
        """ "never" or "always" where the rule matches so, whatever the answers are; else ""."""
        return extent_of(self.draft.document, self.draft.rule)

    @cached_property
    def ways_out(self) -> WaysOut:
        """The ways in which it would end, in the reader's language."""
        return ways_out_in_words(self.draft.document, self.draft.rule, reader_language())

    @property
    def first_ways(self) -> tuple[tuple[str, ...], ...]:
        """At most five of them."""
        return self.ways_out.ways[:MOST_WAYS]

    @property
    def more_ways(self) -> int:
        """How many there are besides."""
        return len(self.ways_out.ways) - len(self.first_ways)

    def _part(self, node: Node, way: Way, siblings: int) -> RowPart | GroupPart:
        part: dict[str, Any] = {
            "field": self.draft.name_of(way),
            "id": self.draft.id_of(way),
            "number": ".".join(str(index + 1) for index in way) or "1",
            "error": self._error(node, way),
            "focus": self._focus(way, siblings),
            "may_move_up": _may_move_up(way),
            "may_move_down": _may_move_down(way, siblings),
            "is_root": not way,
            "may_grow": not (isinstance(node, Group) and node.word == "not" and node.parts),
        }
        if isinstance(node, Condition):
            gone = self._gone(node)
            return RowPart(**part, condition=node, gone=gone, subjects=self._subjects(node), tests=self._tests(node))
        parts = tuple(self._part(inner, (*way, index), len(node.parts)) for index, inner in enumerate(node.parts))
        words = tuple(
            Choice(word, str(words), word == node.word) for word, words in WORDS.items() if word in (node.word, *USUAL)
        )
        return GroupPart(**part, words=words, parts=parts)

    def _focus(self, way: Way, siblings: int) -> str:
        """The control of a part that gets the focus; at the end of its way, the one that leads back."""
        control = self.draft.focus.removeprefix(f"{self.draft.id_of(way)}-")
        if control == "up" and not _may_move_up(way):
            return "down"
        return "up" if control == "down" and not _may_move_down(way, siblings) else control

    def _error(self, node: Node, way: Way) -> str:
        is_begun = isinstance(node, Condition) and document_of(node) is None
        return "" if is_begun and self.draft.is_being_built else self.draft.errors.get(self.draft.name_of(way), "")

    def _gone(self, condition: Condition) -> str:
        """How a subject is called that is not among those of the edition; "" where it is, or nothing is chosen."""
        if condition.subject.startswith(OTHER):
            return _("(unreadable) %(what)s") % {"what": condition.key[:LONGEST_UNREADABLE]}
        if not condition.subject or condition.key in self.names[SUBJECTS[condition.kind]]:
            return ""
        return str(CALLED[condition.kind]) % {"name": _("(gone) %(key)s") % {"key": condition.key}}

    def _subjects(self, condition: Condition) -> tuple[Choices, ...]:
        return tuple(
            Choices(
                str(heading),
                tuple(
                    Choice(f"{kind}:{key}", str(CALLED[kind]) % {"name": name}, condition.subject == f"{kind}:{key}")
                    for key, name in self.names[SUBJECTS[kind]].items()
                ),
            )
            for kind, heading in KINDS.items()
            if self.names[SUBJECTS[kind]]
        )

    def _tests(self, condition: Condition) -> tuple[Choice, ...]:
        """Those that are offered, and the one that stands there though it isn't."""
        return tuple(
            Choice(test.code, test.words, test.code == condition.test)
            for test in known_tests(condition.kind)
            if test.is_usual or test.code == condition.test
        )


def _may_move_up(way: Way) -> bool:
    return len(way) > 1 or (bool(way) and way[-1] > 0)


def _may_move_down(way: Way, siblings: int) -> bool:
    return len(way) > 1 or (bool(way) and way[-1] < siblings - 1)


def _problems(part: RowPart | GroupPart) -> Iterator[tuple[str, str]]:
    if part.error:
        yield f"{part.id}-{'word' if part.is_group else 'subject'}", part.error
    for inner in part.parts if isinstance(part, GroupPart) else ():
        yield from _problems(inner)


def _languages(document: object) -> list[str]:
    listed = document.get("languages") if isinstance(document, dict) else None
    return [code for code in listed if isinstance(code, str) and code] if isinstance(listed, list | tuple) else []


def _language_name(language: str) -> str:
    """A language's name in itself, else its code."""
    try:
        return str(get_language_info(language)["name_local"])
    except KeyError:
        return language
