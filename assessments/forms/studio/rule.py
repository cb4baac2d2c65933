# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A rule as a form: groups with a word, conditions as rows, and buttons that change how it is built.

Fields are named by their way from the root: `when.word`, `when.0.subject`, `when.1.0.test`. A rule that becomes a
draft and comes back is the same document; a draft may also hold what is not complete, so that nothing is lost.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.core.exceptions import BadRequest

from assessments.domain.places import MOST_DEEP
from assessments.forms.studio.condition import posted_condition
from assessments.forms.studio.rule_faults import rule_errors
from assessments.forms.studio.rule_steps import stepped
from assessments.forms.studio.rule_tree import WORDS, Group, Node, Way, kept, node_of, stated


@dataclass(frozen=True)
class RuleDraft:
    """A rule while somebody works on it; without a root there is none yet.

    `document` is the edition that it belongs to, which may be faulty. `focus` names what was just changed: the id of
    a control, "" where nothing was. While it is being built, a condition that is only begun is no error to show yet.
    """

    prefix: str
    root: Node | None
    document: object
    focus: str = ""
    is_being_built: bool = False

    @property
    def is_empty(self) -> bool:
        return self.root is None

    @cached_property
    def rule(self) -> Any:
        """The plain document, also of a rule that is too large or names what is gone (see `errors`).

        None where there is no rule, or where something in it is still to be chosen.
        """
        return None if self.root is None else stated(self.root)

    @cached_property
    def kept(self) -> Any:
        """What a draft keeps of it, complete or not; None where there is no rule, or no document says the same."""
        return None if self.root is None else kept(self.root)

    @cached_property
    def errors(self) -> Mapping[str, str]:
        """What is to be mended, in words, by the name of the row or group ("when.0.1"); of each the first."""
        found = rule_errors(self.root, self.rule, self.document)
        return {self.name_of(way): words for way, words in found.items()}

    def with_step(self, step: str) -> "RuleDraft":
        """The draft after a button was pressed ("add:when.0"); the same where the step is none of this rule."""
        what, _mark, name = step.partition(":")
        found = re.fullmatch(rf"{re.escape(self.prefix)}((?:\.[0-9]{{1,3}})*)", name)
        if found is None:
            return self
        root, way, control = stepped(self.root, what, tuple(int(part) for part in found[1].split(".")[1:]))
        return replace(self, root=root, focus=f"{self.id_of(way)}-{control}" if control else "", is_being_built=True)

    def name_of(self, way: Way) -> str:
        """What the fields of a part begin with."""
        return ".".join([self.prefix, *map(str, way)])

    def id_of(self, way: Way) -> str:
        """What the ids of a part's controls begin with."""
        return "-".join([self.prefix, *map(str, way)])


def rule_draft(rule: object, prefix: str, document: object) -> RuleDraft:
    """The draft of a rule as it stands in a document; None is no rule."""
    return RuleDraft(prefix, None if rule is None else node_of(rule), document)


def rule_from_post(data: Mapping[str, str], prefix: str, document: object) -> RuleDraft:
    """The draft that was posted, complete or not. Raises BadRequest where it nests as no page of ours could."""
    fields: dict[Way, dict[str, str]] = {}
    pattern = re.compile(rf"{re.escape(prefix)}((?:\.[0-9]{{1,3}})*)\.(word|subject|test|number)")
    for name in data:
        if found := pattern.fullmatch(name):
            way = tuple(int(step) for step in found[1].split(".")[1:])
            if len(way) > MOST_DEEP:
                raise BadRequest("This rule nests too deep.")
            fields.setdefault(way, {})[found[2]] = data[name]
    for way in list(fields):
        for length in range(len(way)):
            fields.setdefault(way[:length], {}).setdefault("word", "all")
    return RuleDraft(prefix, _posted(fields, ()) if fields else None, document)


def _posted(fields: Mapping[Way, Mapping[str, str]], way: Way) -> Node:
    said = fields[way]
    if "word" not in said:
        return posted_condition(said.get("subject", ""), said.get("test", ""), said.get("number", ""))
    inner = sorted(other for other in fields if len(other) == len(way) + 1 and other[:-1] == way)
    word = said["word"] if said["word"] in WORDS else "all"
    return Group(word, tuple(_posted(fields, other) for other in inner))
