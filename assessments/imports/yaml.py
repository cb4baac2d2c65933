# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""YAML 1.2 without what makes it dangerous or surprising: `no` and 2026-11-22 stay text (scalars.py says what does
not), aliases, tags, merge keys and directives are refused.

Builds from the parser's events, one after the other, so that nesting is bounded before anything nests.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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

from assessments.imports.lines import Lines, Parsed, Part
from assessments.imports.scalars import MOST_DEEP, plain_word, readable
from assessments.imports.unreadable import UnreadableDocument

MERGE_KEY = "<<"
NO_YAML = re.compile("[^\t\n\r -~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029\ufeff]")
# Line breaks in YAML 1.1 and parts of 1.2, or a mark of the encoding; in no editor to be seen.
HIDDEN = {"\x85": "\\N", "\u2028": "\\L", "\u2029": "\\P", "\ufeff": "\\uFEFF"}


@dataclass(slots=True)
class _Open:
    """A list or an object that is being read; `key` is the one whose value comes next, with its line."""

    content: list[object] | dict[str, object]
    lines: Lines
    key: tuple[str, int] | None = None

    def add(self, value: object, part: Part) -> None:
        if isinstance(self.content, list):
            self.content.append(value)
            self.lines.items.append(part)
        elif self.key is not None:
            key, _ = self.key
            self.content[key], self.lines.fields[key] = value, part
            self.key = None

    def line(self, event: Event) -> int:
        """The line of the value that begins with this event: its key's, where it has one."""
        return self.key[1] if self.key else _line(event)

    @property
    def awaits_key(self) -> bool:
        return isinstance(self.content, dict) and self.key is None


def read_yaml(text: str) -> Parsed:
    """The one document of a YAML text; raises UnreadableDocument."""
    _refuse_characters(text)
    return _built(_events(text))


def _events(text: str) -> Iterator[Event]:
    line = 1
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            line = event.end_mark.line + 1
            yield event
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _no_yaml(str(error.problem or error.context), mark.line + 1 if mark else line) from error
    except (YAMLError, ValueError, OverflowError) as error:
        # The parser's own, for escapes of characters that there are none of.
        raise _no_yaml("it holds characters that are no text", line) from error


def _no_yaml(problem: str, line: int) -> UnreadableDocument:
    return UnreadableDocument("is not YAML: %(problem)s", line=line, values={"problem": problem})


def _refuse_characters(text: str) -> None:
    found = NO_YAML.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        written = HIDDEN.get(found[0])
        if written is None:
            raise _no_yaml("it holds characters that are no text", line)
        message = "holds a hidden character: write it as %(written)s in double quotes"
        raise UnreadableDocument(message, line=line, values={"written": written})


def _built(events: Iterable[Event]) -> Parsed:
    """What the events build; the outermost list holds the documents, of which there may be one."""
    documents = _Open([], Lines(1))
    stack = [documents]
    for event in events:
        if isinstance(event, DocumentStartEvent):
            _refuse_start(event, documents)
        _refuse_properties(event)
        if isinstance(event, ScalarEvent):
            _add_scalar(stack[-1], event)
        elif isinstance(event, CollectionStartEvent):
            _open(stack, event)
        elif isinstance(event, CollectionEndEvent):
            closed = stack.pop()
            stack[-1].add(closed.content, closed.lines)
    if not documents.lines.items:
        raise UnreadableDocument("is empty")
    return Parsed(next(iter(documents.content)), documents.lines.items[0])


def _refuse_start(event: DocumentStartEvent, documents: _Open) -> None:
    if documents.content:
        raise _refused("holds more than one document", event)
    if event.version or event.tags:
        raise _refused("holds a directive: leave out the lines that begin with %%", event)


def _refuse_properties(event: Event) -> None:
    if isinstance(event, NodeEvent) and event.anchor is not None:
        raise _refused("holds an anchor or an alias: write the value out", event)
    if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag is not None:
        raise _refused("holds the tag %(tag)s: write the value without it", event, tag=str(event.tag))


def _open(stack: list[_Open], event: CollectionStartEvent) -> None:
    if stack[-1].awaits_key:
        raise _refused("holds a key that is no text", event)
    if len(stack) > MOST_DEEP:
        raise _refused("nests deeper than %(most)s", event, most=MOST_DEEP)
    lines = Lines(stack[-1].line(event))
    stack.append(_Open({} if isinstance(event, MappingStartEvent) else [], lines))


def _add_scalar(parent: _Open, event: ScalarEvent) -> None:
    text: str = event.value
    is_plain = event.implicit[0]
    try:
        if not parent.awaits_key:
            parent.add(plain_word(text) if is_plain else readable(text), parent.line(event))
            return
        key = readable(text)
    except UnreadableDocument as error:
        raise error.on(_line(event)) from error
    if key == MERGE_KEY and is_plain:
        raise _refused("holds a merge key: write its values out", event)
    if key in parent.content:
        raise _refused("has the key %(key)s twice", event, key=key)
    parent.key = (key, _line(event))


def _line(event: Event) -> int:
    line: int = event.start_mark.line
    return line + 1


def _refused(template: str, event: Event, **values: str | int) -> UnreadableDocument:
    return UnreadableDocument(template, line=_line(event), values=values)
