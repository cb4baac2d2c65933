# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Texts as blocks of words for a typesetter: plain data, in which nothing is markup any more.

A block is {"kind", "words"} or {"kind", "blocks"} or {"kind", "items", "start"}; a word {"kind", "text"} or
{"kind", "words"}, and {"kind": "link", "words", "address", "shown"}.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from markdown_it.token import Token

from assessments.markdown import tokens_of

Node: TypeAlias = dict[str, Any]

CONTAINERS = {"blockquote": "quotation", "list_item": "item"}
LISTS = {"bullet_list": "bullets", "ordered_list": "numbers"}
MARKS = {"strong": "strong", "em": "emphasis"}


def blocks_of(text: str, *, is_markdown: bool) -> list[Node]:
    """The text's paragraphs, lists, quotations and code; plain text is paragraphs alone, at blank lines."""
    if is_markdown:
        return _blocks(iter(tokens_of(text)))
    return [_paragraph(_lines(part)) for part in text.split("\n\n")]


def _lines(text: str) -> list[Node]:
    words: list[Node] = []
    for number, line in enumerate(text.split("\n")):
        words += [{"kind": "break"}] if number else []
        words += [_text(line)]
    return words


def _blocks(tokens: Iterator[Token], until: str = "") -> list[Node]:
    """All up to the token that closes what they stand in."""
    found: list[Node] = []
    for token in tokens:
        if token.type == until:
            break
        name = token.type.removesuffix("_open")
        if token.type == "inline":
            found.append(_paragraph(_words(iter(token.children or ()))))
        elif token.type in ("fence", "code_block"):
            found.append({"kind": "code", "text": token.content.rstrip("\n")})
        elif token.type == "hr":
            found.append({"kind": "rule"})
        elif name in CONTAINERS:
            found.append({"kind": CONTAINERS[name], "blocks": _blocks(tokens, f"{name}_close")})
        elif name in LISTS:
            items = [item["blocks"] for item in _blocks(tokens, f"{name}_close")]
            found.append({"kind": LISTS[name], "items": items, "start": int(token.attrGet("start") or 1)})
    return found


def _words(tokens: Iterator[Token], until: str = "") -> list[Node]:
    found: list[Node] = []
    for token in tokens:
        if token.type == until:
            break
        name = token.type.removesuffix("_open")
        if name in MARKS:
            found.append({"kind": MARKS[name], "words": _words(tokens, f"{name}_close")})
        elif name == "link":
            words = _words(tokens, "link_close")
            found.append(_link(words, str(token.attrGet("href"))))
        elif token.type == "hardbreak":
            found.append({"kind": "break"})
        elif token.type == "softbreak":
            found.append(_text(" "))
        elif token.type == "code_inline":
            found.append({"kind": "code", "text": token.content})
        elif token.content:
            found.append(_text(token.content))
    return found


def _link(words: list[Node], address: str) -> Node:
    """`shown` is the address for readers on paper; "" where the words are it already."""
    shown = address.removeprefix("mailto:")
    said = "".join(word.get("text", "") for word in words)
    return {"kind": "link", "words": words, "address": address, "shown": "" if said in (address, shown) else shown}


def _paragraph(words: Sequence[Node]) -> Node:
    return {"kind": "paragraph", "words": list(words)}


def _text(text: str) -> Node:
    return {"kind": "text", "text": text}
