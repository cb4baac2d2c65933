# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Documents as files: equal documents give equal bytes, and a change of one text is a change of its lines alone.

Fields stand in the order of an edition's models, nothing is wrapped, texts of several lines are blocks. In YAML
every text that a reader of YAML 1.1 or 1.2 could take for something else is in quotes. What is written reads as what
it was (imports/documents.py), so a file that is read and written again is the same file.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from json import JSONEncoder

from assessments.domain.canonical import canonical_json
from assessments.domain.field_order import in_field_order

INDENT = "  "
# Implicit keys of YAML have at most 1,024 characters.
MOST_OF_A_KEY = 500
# Begins with a letter, so that it is no number, day, null, mark or indicator.
PLAIN = re.compile(r"[^\W\d_][^\t\n]*")
WORDS = frozenset(("y", "yes", "n", "no", "on", "off", "true", "false", "null", "nan", "inf"))
COMMENT_OR_KEY = re.compile(r" #|:( |$)")
# What YAML has no place for, or takes for a line break or a mark of the file's encoding.
UNSAFE = re.compile("[^\n -~\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]")

_json_text = JSONEncoder(ensure_ascii=False).encode


def as_yaml(document: object) -> str:
    """The YAML of a plain document of text, numbers, truth values, lists and objects; it may be a faulty draft."""
    ordered = in_field_order(document)
    lines = list(_yaml_lines(ordered, "")) if _has_parts(ordered) else [_yaml_value(ordered)]
    return "\n".join(lines) + "\n"


def as_json(document: object) -> str:
    """The JSON of a plain document, a field or an item a line."""
    return _json(in_field_order(document), "") + "\n"


def _json(value: object, indent: str) -> str:
    if not _has_parts(value):
        return _json_value(value)
    inner = indent + INDENT
    if isinstance(value, dict):
        parts, marks = [f"{_json_text(key)}: {_json(part, inner)}" for key, part in value.items()], "{}"
    else:
        parts, marks = [_json(part, inner) for part in _items(value)], "[]"
    return f"{marks[0]}\n{inner}" + f",\n{inner}".join(parts) + f"\n{indent}{marks[1]}"


def _json_value(value: object) -> str:
    """Of what has no parts. Numbers without a needless point or zero."""
    if isinstance(value, Decimal | float):
        return canonical_json(value)
    return _json_text(value)


def _has_parts(value: object) -> bool:
    return isinstance(value, dict | list) and bool(value)


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _yaml_lines(value: object, indent: str) -> Iterator[str]:
    """The lines of a list or an object that is not empty."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _entry(_key(key, indent), part, indent)
        return
    for part in _items(value):
        if _has_parts(part):
            inner = _yaml_lines(part, indent + INDENT)
            yield f"{indent}- {next(inner).removeprefix(indent + INDENT)}"
            yield from inner
        else:
            yield from _scalar(f"{indent}- ", part, indent)


def _entry(key: str, part: object, indent: str) -> Iterator[str]:
    if _has_parts(part):
        yield key
        yield from _yaml_lines(part, indent + INDENT)
    else:
        yield from _scalar(f"{key} ", part, indent)


def _key(key: str, indent: str) -> str:
    written = _yaml_text(key)
    return f"{indent}{written}:" if len(written) <= MOST_OF_A_KEY else f"{indent}? {written}\n{indent}:"


def _scalar(before: str, value: object, indent: str) -> Iterator[str]:
    if isinstance(value, str) and _is_block(value):
        text = value.removesuffix("\n")
        yield before + ("|-" if text == value else "|")
        yield from (indent + INDENT + line if line else "" for line in text.split("\n"))
    else:
        yield before + _yaml_value(value)


def _is_block(text: str) -> bool:
    """Whether a literal block holds it exactly: lines that begin and end plainly, at most one break at the end."""
    lines = text.removesuffix("\n").split("\n")
    is_even = bool(lines[0].strip()) and lines[0][0] != " " and bool(lines[-1].strip())
    return "\n" in text and is_even and not UNSAFE.search(text) and all(line.strip() for line in lines if line)


def _yaml_value(value: object) -> str:
    return _yaml_text(value) if isinstance(value, str) else _json_value(value)


def _yaml_text(text: str) -> str:
    is_plain = PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in WORDS
    if is_plain and not COMMENT_OR_KEY.search(text) and not UNSAFE.search(text):
        return text
    return UNSAFE.sub(_escaped, _json_text(text))


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
