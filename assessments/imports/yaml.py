# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""YAML 1.2 without what makes it dangerous or surprising: `no` and 2026-11-22 stay text, aliases and tags are refused.

Builds from the parser's events, one after the other, so that nesting is bounded before anything nests.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from assessments.imports.unreadable import UnreadableDocument

MOST_DEEP = 32
MOST_DIGITS = 100
WORDS: Mapping[str, bool | None] = {
    **dict.fromkeys(("null", "Null", "NULL", "~", "")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
NO_NUMBER = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


@dataclass(slots=True)
class _Open:
    """A list or an object that is being read; `key` is the one whose value comes next."""

    content: list[object] | dict[str, object]
    key: str | None = None

    def add(self, value: object) -> None:
        if isinstance(self.content, list):
            self.content.append(value)
        else:
            self.content[self.key or ""] = value
            self.key = None

    @property
    def awaits_key(self) -> bool:
        return isinstance(self.content, dict) and self.key is None


def read_yaml(text: str) -> object:
    """The one document of a YAML text; raises UnreadableDocument."""
    try:
        return _built(YAML(typ="safe", pure=True).parse(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"is not YAML: {error.problem or error.context}"
        raise UnreadableDocument(message, line=mark.line + 1 if mark else None) from error
    except YAMLError as error:
        raise UnreadableDocument("is not YAML: it holds characters that are no text") from error


def number_as_written(text: str) -> int | Decimal:
    """A whole number or an exact decimal; raises UnreadableDocument for one that is too long."""
    try:
        if len(text) <= MOST_DIGITS:
            return Decimal(text) if set(text) & set(".eE") else int(text)
    except InvalidOperation:
        pass
    raise UnreadableDocument("holds a number that is too long")


def _built(events: Iterable[Event]) -> object:
    """What the events build; the outermost list holds the documents, of which there may be one."""
    documents: list[object] = []
    stack = [_Open(documents)]
    for event in events:
        if isinstance(event, DocumentStartEvent) and documents:
            raise _refused("holds more than one document", event)
        _refuse_properties(event)
        if isinstance(event, ScalarEvent):
            _add_scalar(stack[-1], event)
        elif isinstance(event, CollectionStartEvent):
            _open(stack, event)
        elif isinstance(event, CollectionEndEvent):
            value = stack.pop().content
            stack[-1].add(value)
    if not documents:
        raise UnreadableDocument("is empty")
    return documents[0]


def _refuse_properties(event: Event) -> None:
    if isinstance(event, NodeEvent) and event.anchor is not None:
        raise _refused("holds an anchor or an alias: write the value out", event)
    if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag is not None:
        raise _refused(f"holds the tag {event.tag}: write the value without it", event)


def _open(stack: list[_Open], event: CollectionStartEvent) -> None:
    if stack[-1].awaits_key:
        raise _refused("holds a key that is no text", event)
    if len(stack) > MOST_DEEP:
        raise _refused(f"nests deeper than {MOST_DEEP}", event)
    stack.append(_Open({} if isinstance(event, MappingStartEvent) else []))


def _add_scalar(parent: _Open, event: ScalarEvent) -> None:
    if not parent.awaits_key:
        parent.add(_scalar(event))
        return
    if event.value in parent.content:
        raise _refused(f"has the key {event.value} twice", event)
    parent.key = event.value


def _scalar(event: ScalarEvent) -> object:
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in WORDS:
        return WORDS[text]
    if NO_NUMBER.fullmatch(text):
        raise _refused(f"holds {text}, which is no number", event)
    try:
        return number_as_written(text) if NUMBER.fullmatch(text) else text
    except UnreadableDocument as error:
        raise _refused(error.message, event) from error


def _refused(message: str, event: Event) -> UnreadableDocument:
    return UnreadableDocument(message, line=event.start_mark.line + 1)
