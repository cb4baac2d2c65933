# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What is to be mended in the draft of a rule, in words: what is not chosen yet, what is gone, what is too large."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from assessments.domain.rule_limits import MOST_CONJUNCTIONS, MOST_DEPTH, MOST_LEAVES, conjunctions_of, is_within_limits
from assessments.forms.studio.condition import OTHER, SUBJECTS, Condition
from assessments.forms.studio.rule_tree import WORDS, Group, Node, Way, walked
from assessments.queries.rule_words import Names, gone_words, names_in


def rule_errors(root: Node | None, rule: Any, document: object) -> Mapping[Way, str]:
    """The first error of each part that has one; `rule` is what the root states, None where it states nothing yet."""
    if root is None:
        return {}
    names = names_in(document)
    errors = dict(_too_deep(root)) | dict(_too_many(root))
    for way, node in walked(root):
        words = _of_group(node) if isinstance(node, Group) else _of_condition(node, names)
        if words:
            errors[way] = words
    if not errors and rule is not None and not is_within_limits(rule):
        errors[()] = _of_size(rule)
    return errors


def _of_condition(condition: Condition, names: Names) -> str:
    if not condition.subject:
        return _("Choose what this condition is about.")
    if condition.subject.startswith(OTHER):
        return _("This condition cannot be read. Choose what it is about, or remove it.")
    listed = SUBJECTS[condition.kind]
    if condition.key not in names[listed]:
        what = gone_words(listed, condition.key)
        return _("%(what)s. Choose another, or remove this condition.") % {"what": what}
    if condition.chosen is None:
        return _("Choose what must hold.")
    if condition.chosen.takes_number and condition.percent is None:
        return _("Enter a number from 0 to 100, with at most %(places)s decimals.") % {"places": condition.places}
    return ""


def _of_group(group: Group) -> str:
    if not group.parts:
        return _("Add a condition, or remove this group.")
    if group.word == "not" and len(group.parts) > 1:
        return _("Only one part can be denied here. Choose “None of these holds”, or “Not all of these hold”.")
    return ""


def _of_size(rule: Any) -> str:
    if conjunctions_of(rule) > MOST_CONJUNCTIONS:
        words = _("This rule can hold, or fail, in more than %(most)s ways. Remove conditions, or use fewer groups.")
        return words % {"most": f"{MOST_CONJUNCTIONS:,}"}
    return _("This rule holds a part that is too large to be read. Remove it.")


def _too_deep(node: Node, way: Way = (), above: int = 0) -> Iterator[tuple[Way, str]]:
    """The topmost parts that nest too deep; a denied condition and a group that denies count one more."""
    here = above + (len(WORDS[node.word]) if isinstance(node, Group) else int(node.is_denied))
    if here > MOST_DEPTH:
        words = _("This nests deeper than %(most)s, where each “not” counts, too. Move it up, or take a group apart.")
        yield way, words % {"most": MOST_DEPTH}
    elif isinstance(node, Group):
        for index, part in enumerate(node.parts):
            yield from _too_deep(part, (*way, index), here)


def _too_many(root: Node) -> Iterator[tuple[Way, str]]:
    conditions = [way for way, node in walked(root) if isinstance(node, Condition)]
    if len(conditions) > MOST_LEAVES:
        words = _("A rule has at most %(most)s conditions. Remove this one, or another.")
        yield conditions[MOST_LEAVES], words % {"most": MOST_LEAVES}
