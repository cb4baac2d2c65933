# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Documents from files: YAML 1.2 or JSON in, plain objects out, numbers exactly as written (ENGINE.md, section 2).

Strict, since documents come from strangers: every key once, bounded size and depth, nothing but text and numbers.
"""

import json
from pathlib import Path
from typing import NoReturn

from assessments.imports.unreadable import UnreadableDocument
from assessments.imports.yaml import MOST_DEEP, number_as_written, read_yaml

__all__ = ["MOST_BYTES", "UnreadableDocument", "read_document", "read_folder", "read_path"]

MOST_BYTES = 5 * 1024 * 1024


def read_document(data: bytes, *, name: str) -> object:
    """The document in a file, JSON or YAML by its name's ending, else by its content; raises UnreadableDocument."""
    try:
        if len(data) > MOST_BYTES:
            raise UnreadableDocument(f"is larger than {MOST_BYTES // 1024 // 1024} MiB")
        text = _decoded(data)
        document = _read_json(text) if _is_json(text, name) else read_yaml(text)
        _refuse_unreadable(document)
    except UnreadableDocument as error:
        raise error.named(name) from error
    return document


def read_folder(path: Path) -> object:
    """The *.yaml files of a folder as one document: lists of one name are joined, all else stands in one file."""
    whole: dict[str, object] = {}
    for file in sorted(path.glob("*.yaml")):
        part = _read_file(file)
        if not isinstance(part, dict):
            raise UnreadableDocument("must be an object", name=str(file))
        for key, value in part.items():
            before = whole.get(key, [])
            if isinstance(before, list) and isinstance(value, list):
                whole[key] = [*before, *value]
            elif key in whole:
                raise UnreadableDocument(f"has the key {key}, which stands in an earlier file too", name=str(file))
            else:
                whole[key] = value
    if not whole:
        raise UnreadableDocument("holds no *.yaml file with content", name=str(path))
    return whole


def read_path(path: Path) -> object:
    """The document in a file, or in a folder of YAML files; raises UnreadableDocument, also where there is none."""
    return read_folder(path) if path.is_dir() else _read_file(path)


def _read_file(path: Path) -> object:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnreadableDocument(f"cannot be read: {error.strerror}", name=str(path)) from error
    return read_document(data, name=str(path))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableDocument("is not in UTF-8", line=line) from error


def _is_json(text: str, name: str) -> bool:
    if name.endswith((".yaml", ".yml")):
        return False
    return name.endswith(".json") or text.lstrip().startswith(("{", "["))


def _read_json(text: str) -> object:
    try:
        return json.loads(
            text,
            object_pairs_hook=_each_key_once,
            parse_float=number_as_written,
            parse_int=number_as_written,
            parse_constant=_no_number,
        )
    except json.JSONDecodeError as error:
        raise UnreadableDocument(f"is not JSON: {error.msg}", line=error.lineno) from error
    except RecursionError as error:
        raise UnreadableDocument(f"nests deeper than {MOST_DEEP}") from error


def _each_key_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise UnreadableDocument(f"has the key {key} twice")
        found[key] = value
    return found


def _no_number(word: str) -> NoReturn:
    raise UnreadableDocument(f"holds {word}, which is no number")


def _refuse_unreadable(document: object) -> None:
    """Refuses what nests too deep, and text that no file or database can hold."""
    left = [(document, 0)]
    while left:
        node, depth = left.pop()
        if isinstance(node, str) and _is_no_text(node):
            raise UnreadableDocument("holds characters that are no text")
        if isinstance(node, dict | list) and depth == MOST_DEEP:
            raise UnreadableDocument(f"nests deeper than {MOST_DEEP}")
        if isinstance(node, dict):
            left.extend((inner, depth + 1) for pair in node.items() for inner in pair)
        elif isinstance(node, list):
            left.extend((inner, depth + 1) for inner in node)


def _is_no_text(text: str) -> bool:
    return "\0" in text or any("\ud800" <= character <= "\udfff" for character in text if character > "\x7f")
