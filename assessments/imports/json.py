# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""JSON with the line of everything in it: every key once, bounded depth and digits, no NaN."""

import re
from bisect import bisect_left
from json import JSONDecodeError, JSONDecoder

from assessments.imports.lines import Lines, Parsed, Part
from assessments.imports.scalars import MOST_DEEP, no_number, number_as_written, readable
from assessments.imports.unreadable import UnreadableDocument

SPACE = re.compile(r"[ \t\n\r]*")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
WORD = re.compile(r"-?[A-Za-z]+")
WORDS = {"true": True, "false": False, "null": None}
NO_NUMBERS = ("NaN", "Infinity", "-Infinity")


def read_json(text: str) -> Parsed:
    """The document of a JSON text; raises UnreadableDocument."""
    reader = _Reader(text)
    start = reader.after_space(0)
    content, part, end = reader.value(start, reader.line(start), depth=0)
    end = reader.after_space(end)
    if end < len(text):
        raise reader.refused("is not JSON: something follows its end", end)
    return Parsed(content, part)


class _Reader:
    """Reads values from a text; each method takes where it begins, and returns besides where it ends."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._breaks = [found.start() for found in re.finditer("\n", text)]
        self._string = JSONDecoder().raw_decode

    def line(self, at: int) -> int:
        return bisect_left(self._breaks, at) + 1

    def after_space(self, at: int) -> int:
        found = SPACE.match(self._text, at)
        return found.end() if found else at

    def refused(self, template: str, at: int, **values: str | int) -> UnreadableDocument:
        return UnreadableDocument(template, line=self.line(at), values=values)

    def value(self, at: int, line: int, depth: int) -> tuple[object, Part, int]:
        """The value, the lines of its parts; `line` is its key's, where it has one."""
        first = self._text[at : at + 1]
        if first == '"':
            text, end = self.string(at)
            return text, line, end
        if first in ("{", "[") and depth == MOST_DEEP:
            raise self.refused("nests deeper than %(most)s", at, most=MOST_DEEP)
        if first == "{":
            return self.fields(at, line, depth)
        if first == "[":
            return self.items(at, line, depth)
        value, end = self.word(at)
        return value, line, end

    def string(self, at: int) -> tuple[str, int]:
        try:
            text, end = self._string(self._text, at)
            return readable(text), end
        except JSONDecodeError as error:
            raise self.refused("is not JSON: %(problem)s", error.pos, problem=error.msg) from error
        except UnreadableDocument as error:
            raise error.on(self.line(at)) from error

    def word(self, at: int) -> tuple[object, int]:
        number = NUMBER.match(self._text, at)
        if number:
            try:
                return number_as_written(number[0]), number.end()
            except UnreadableDocument as error:
                raise error.on(self.line(at)) from error
        word = WORD.match(self._text, at)
        if word and word[0] in WORDS:
            return WORDS[word[0]], word.end()
        if word and word[0] in NO_NUMBERS:
            raise no_number(word[0]).on(self.line(at))
        raise self.refused("is not JSON: a value is missing", at)

    def items(self, at: int, line: int, depth: int) -> tuple[object, Part, int]:
        content: list[object] = []
        lines = Lines(line)
        at = self.after_space(at + 1)
        while self._text[at : at + 1] != "]" or content:
            value, part, at = self.value(at, self.line(at), depth + 1)
            content.append(value)
            lines.items.append(part)
            at, is_last = self.next(at, "]")
            if is_last:
                return content, lines, at
        return content, lines, at + 1

    def fields(self, at: int, line: int, depth: int) -> tuple[object, Part, int]:
        content: dict[str, object] = {}
        lines = Lines(line)
        at = self.after_space(at + 1)
        while self._text[at : at + 1] != "}" or content:
            key, start, key_line = self.key(at, content)
            content[key], lines.fields[key], at = self.value(start, key_line, depth + 1)
            at, is_last = self.next(at, "}")
            if is_last:
                return content, lines, at
        return content, lines, at + 1

    def key(self, at: int, before: dict[str, object]) -> tuple[str, int, int]:
        """The key, where its value begins, and its line."""
        if self._text[at : at + 1] != '"':
            raise self.refused("is not JSON: a key in double quotes is missing", at)
        key, end = self.string(at)
        if key in before:
            raise self.refused("has the key %(key)s twice", at, key=key)
        end = self.after_space(end)
        if self._text[end : end + 1] != ":":
            raise self.refused("is not JSON: a colon is missing", end)
        return key, self.after_space(end + 1), self.line(at)

    def next(self, at: int, closing: str) -> tuple[int, bool]:
        """Where the next item begins, or what comes after the last one."""
        at = self.after_space(at)
        sign = self._text[at : at + 1]
        if sign not in (",", closing) or not sign:
            raise self.refused("is not JSON: a comma or %(closing)s is missing", at, closing=closing)
        return (self.after_space(at + 1), False) if sign == "," else (at + 1, True)
