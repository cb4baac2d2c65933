# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A rule as a tree of groups and conditions: what its form shows, and what a document makes of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from assessments.domain.places import MOST_DEEP
from assessments.forms.studio.condition import Condition, condition_of, document_of, is_begun, kept_of

# The words of a group, each with the words of the document that it stands for, from the outside in.
WORDS = {"all": ("all",), "any": ("any",), "none": ("not", "any"), "not_all": ("not", "all"), "not": ("not",)}


@dataclass(frozen=True)
class Group:
    """Conditions and groups that a word joins; "not" denies its only part."""

    word: str
    parts: tuple["Node", ...] = ()


Node: TypeAlias = Condition | Group
# The way from the root to a part of a rule: which part of it, which part of that one...
Way: TypeAlias = tuple[int, ...]


def node_of(rule: object, depth: int = 0) -> Node:
    """A part of a document as a part of the form; what cannot be read is a condition that bears it."""
    if depth < MOST_DEEP and isinstance(rule, dict) and len(rule) == 1:
        for word in ("none", "not_all", "all", "any"):
            parts: object = rule
            for step in WORDS[word]:
                parts = parts.get(step) if isinstance(parts, dict) and len(parts) == 1 else None
            if isinstance(parts, list | tuple):
                return Group(word, tuple(node_of(part, depth + 1) for part in parts))
        if "not" in rule:
            denied = condition_of(rule["not"], denied=True)
            return (
                denied
                if denied.test and not is_begun(rule["not"])
                else Group("not", (node_of(rule["not"], depth + 1),))
            )
    return condition_of(rule)


def stated(node: Node) -> Any:
    """The reverse of `node_of`; None where something is still to be chosen."""
    if isinstance(node, Condition):
        return document_of(node)
    parts = [stated(part) for part in node.parts]
    if not parts or any(part is None for part in parts) or (node.word == "not" and len(parts) > 1):
        return None
    *denials, word = WORDS[node.word]
    joined = {word: parts[0] if word == "not" else parts}
    return {"not": joined} if denials else joined


def kept(node: Node) -> Any:
    """What a draft keeps of a rule, whatever is still to be chosen; `node_of` makes the same of it again.

    None where no document says the same: of several parts, "not" can deny one alone.
    """
    if isinstance(node, Condition):
        return kept_of(node)
    parts = [kept(part) for part in node.parts]
    if any(part is None for part in parts) or (node.word == "not" and len(parts) != 1):
        return None
    *denials, word = WORDS[node.word]
    joined = {word: parts[0] if word == "not" else parts}
    return {"not": joined} if denials else joined


def walked(node: Node, way: Way = ()) -> Iterator[tuple[Way, Node]]:
    """Every part of a rule with its way, itself first, in the order in which it is read."""
    yield way, node
    for index, part in enumerate(node.parts if isinstance(node, Group) else ()):
        yield from walked(part, (*way, index))


def part_at(node: Node | None, way: Way) -> Node | None:
    """The part at the end of a way; None where it leads nowhere."""
    for step in way:
        if not isinstance(node, Group) or step >= len(node.parts):
            return None
        node = node.parts[step]
    return node
