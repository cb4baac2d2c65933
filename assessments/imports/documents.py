# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Documents from files: YAML 1.2 or JSON in, plain objects out, numbers exactly as written (ENGINE.md, section 2).

Strict, since documents come from strangers: every key once, bounded size and depth, nothing but text and numbers.
"""

from codecs import BOM_UTF8
from pathlib import Path

from assessments.imports.json import read_json
from assessments.imports.lines import Parsed
from assessments.imports.unreadable import UnreadableDocument
from assessments.imports.yaml import read_yaml

__all__ = ["MOST_BYTES", "UnreadableDocument", "read_document", "read_folder", "read_path", "read_with_lines"]

MOST_BYTES = 5 * 1024 * 1024


def read_document(data: bytes, *, name: str) -> object:
    """The document in a file, JSON or YAML by its name's ending, else by its content; raises UnreadableDocument."""
    return read_with_lines(data, name=name).content


def read_with_lines(data: bytes, *, name: str) -> Parsed:
    """The same, with the line of each part."""
    try:
        if len(data) > MOST_BYTES:
            raise UnreadableDocument("is larger than %(most)s MiB", values={"most": MOST_BYTES // 1024 // 1024})
        text = _decoded(data)
        return read_json(text) if _is_json(text, name) else read_yaml(text)
    except UnreadableDocument as error:
        raise error.named(name) from error


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
                message = "has the key %(key)s, which stands in an earlier file too"
                raise UnreadableDocument(message, name=str(file), values={"key": str(key)})
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
        why = {"why": str(error.strerror)}
        raise UnreadableDocument("cannot be read: %(why)s", name=str(path), values=why) from error
    return read_document(data, name=str(path))


def _decoded(data: bytes) -> str:
    data = data.removeprefix(BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableDocument("is not in UTF-8", line=line) from error


def _is_json(text: str, name: str) -> bool:
    if name.endswith((".yaml", ".yml")):
        return False
    return name.endswith(".json") or text.lstrip().startswith(("{", "["))
