# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A plain edition document as it reads once some of its keys have new names: all references follow.

Works on faulty drafts: what isn't shaped as expected stays as it is.
"""

from collections.abc import Mapping
from typing import Any

from assessments.domain.answers import KEYS_NAMED
from assessments.domain.edition_checks import REFERENCES
from assessments.domain.places import found
from assessments.domain.rule_limits import NAMED

# Where rules stand.
RULES = ("recommendations/*/when", "stages/*/reached_when")
REFERENCES_OF_SAMPLES = {f"samples/*/answers/{path}": kind for path, kind in KEYS_NAMED.items()}

Names = Mapping[str, Mapping[str, str]]


def following(document: object, names: Names) -> object:
    """The document with its references renamed, by kind from old key to new; the things themselves keep their keys."""
    if not any(names.values()):
        return document
    for path, kind in (REFERENCES | REFERENCES_OF_SAMPLES).items():
        if names.get(kind) and any(True for _ in found(document, path)):
            document = _renamed_at(document, path, names[kind])
    for path in RULES:
        document = _rules_renamed_at(document, path, names)
    return document


def _renamed_at(node: object, path: str, names: Mapping[str, str]) -> object:
    if not path:
        return _name(node, names)
    if path == "@" and isinstance(node, dict):
        return {_name(key, names): value for key, value in node.items()}
    step, _, rest = path.partition("/")
    return _with_children(node, step, lambda child: _renamed_at(child, rest, names))


def _rules_renamed_at(node: object, path: str, names: Names) -> object:
    if not path:
        return _rule_renamed(node, names)
    step, _, rest = path.partition("/")
    return _with_children(node, step, lambda child: _rules_renamed_at(child, rest, names))


def _rule_renamed(rule: object, names: Names) -> object:
    if isinstance(rule, list):
        return [_rule_renamed(part, names) for part in rule]
    if not isinstance(rule, dict):
        return rule
    return {
        field: _name(value, names.get(NAMED[field], {})) if field in NAMED else _rule_renamed(value, names)
        for field, value in rule.items()
    }


def _with_children(node: object, step: str, change: Any) -> object:
    """The node with what stands at one step changed: `*` is each child of a list or an object."""
    if step == "*" and isinstance(node, list):
        return [change(child) for child in node]
    if isinstance(node, dict):
        return {key: change(child) if step in ("*", key) else child for key, child in node.items()}
    return node


def _name(key: object, names: Mapping[str, str]) -> object:
    return names.get(key, key) if isinstance(key, str) else key
