# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What curators write in Markdown, as HTML for pages, plain text for mails, tokens for reports: one reading of it.

No image, heading or HTML of theirs passes, and links lead to http, https or mailto only: advice stands inside a page
that has its own outline, and nothing in it may be fetched from elsewhere. An image becomes what it says of itself.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

# Whatever is longer stands as it was written, in one paragraph: some Markdown takes time that grows with the square.
LONGEST = 10_000
# How deep quotations and lists may lie in one another; deeper ones are left out by the reader of Markdown itself.
DEEPEST = 20

TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "span"}
SCHEMES = ("http:", "https:", "mailto:")
OUTSIDE = ("http:", "https:")
GAPS = re.compile(r"\n{3,}")
MEANS_SOMETHING = re.compile(r"[\\`*_\[\]<>&]")
# What begins a list, a heading, a rule or a block of code where a line begins with it.
MEANS_SOMETHING_FIRST = re.compile(r"^(\d{0,9})([-+#=~.)])")


class _Reader(MarkdownIt):
    """CommonMark, of which a link that leads elsewhere is words and no link."""

    def validateLink(self, url: str) -> bool:
        return url.lower().startswith(SCHEMES)


_reader = _Reader("commonmark", {"html": False, "maxNesting": DEEPEST})
_reader.disable(["heading", "lheading", "html_block", "html_inline"])


def as_html(source: str, *, leads_outside: str, language: str) -> str:
    """Sanitized HTML; `leads_outside` (" (leads to another site)", in `language`) is read out at links that do."""
    mark = f'<span class="visually-hidden" lang="{escape(language)}">{escape(leads_outside)}</span>'
    return nh3.clean(
        _reader.renderer.render([_marked(token, mark) for token in tokens_of(source)], _reader.options, {}),
        tags=TAGS,
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}, "span": {"lang"}},
        allowed_classes={"a": {"outside"}, "span": {"visually-hidden"}},
        url_schemes={scheme.rstrip(":") for scheme in SCHEMES},
        link_rel="noopener noreferrer",
    )


def as_text(source: str) -> str:
    """Plain text: links as "words (address)", lists with dashes or numbers, quotations behind >, code indented."""
    return GAPS.sub("\n\n", _Page().printed(tokens_of(source)))


def escaped(words: str) -> str:
    """Words as Markdown that says these words and nothing else, in one line."""
    line = MEANS_SOMETHING.sub(r"\\\g<0>", " ".join(words.split()))
    return MEANS_SOMETHING_FIRST.sub(r"\g<1>\\\g<2>", line)


def tokens_of(source: str) -> list[Token]:
    """What all prints start from: blocks, whose words are children; images are read as their words already."""
    if len(source) > LONGEST:
        words = Token("text", "", 0, content=source)
        return [
            Token("paragraph_open", "p", 1, block=True),
            Token("inline", "", 0, content=source, children=[words]),
            Token("paragraph_close", "p", -1, block=True),
        ]
    tokens = _reader.parse(source)
    for token in tokens:
        if token.children is not None:
            token.children = [_without_image(child) for child in token.children]
    return tokens


def _without_image(token: Token) -> Token:
    return Token("text", "", 0, content=_said(token.children or ())) if token.type == "image" else token


def _said(tokens: Sequence[Token]) -> str:
    """The words of an image, in which there may be others."""
    return "".join(
        " " if token.type == "softbreak" else token.content or _said(token.children or ()) for token in tokens
    )


def _marked(token: Token, mark: str) -> Token:
    """The same, with the mark at the end of each link to another site."""
    if token.children is not None:
        token.children = list(_marked_links(token.children, mark))
    return token


def _marked_links(tokens: Sequence[Token], mark: str) -> Iterator[Token]:
    outside = False
    for token in tokens:
        if token.type == "link_open":
            outside = str(token.attrGet("href")).lower().startswith(OUTSIDE)
            if outside:
                token.attrSet("class", "outside")
        elif token.type == "link_close" and outside:
            yield Token("html_inline", "", 0, content=mark)
        yield token


class _Page:
    """Prints blocks line by line; `before` is what each line begins with, from the quotations and items around it."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.before: list[str] = []
        self.numbers: list[int | None] = []

    def printed(self, tokens: Sequence[Token]) -> str:
        for token in tokens:
            self._add(token)
        return "\n".join(line.rstrip() for line in self.lines).strip("\n")

    def _add(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                first = int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else None
                self.numbers.append(first)
            case "bullet_list_close" | "ordered_list_close":
                self.numbers.pop()
                self._end()
            case "list_item_open":
                self.before.append(self._dash())
            case "blockquote_open":
                self.before.append("> ")
            case "list_item_close":
                self.before.pop()
            case "blockquote_close":
                self._leave_quotation()
            case "inline":
                self._print(_words(token.children or ()))
            case "paragraph_close" if not token.hidden:
                self._end()
            case "fence" | "code_block":
                self._print("\n".join(f"    {line}" for line in token.content.rstrip("\n").split("\n")))
                self._end()
            case "hr":
                self._print("---")
                self._end()

    def _dash(self) -> str:
        number = self.numbers[-1]
        if number is None:
            return "- "
        self.numbers[-1] = number + 1
        return f"{number}. "

    def _print(self, words: str) -> None:
        for line in words.split("\n"):
            self.lines.append("".join(self.before) + line)
            # A dash stands at the first line of its item; the others stand below its words.
            self.before = [one if one == "> " else " " * len(one) for one in self.before]

    def _leave_quotation(self) -> None:
        self.before.pop()
        while self.lines and not self.lines[-1].strip("> "):
            self.lines.pop()
        self._end()

    def _end(self) -> None:
        self.lines.append("".join(self.before))


def _words(tokens: Sequence[Token]) -> str:
    """A paragraph's words; a link's address follows them, unless they are the address."""
    printed: list[str] = []
    links: list[tuple[str, int]] = []
    for token in tokens:
        if token.type == "link_open":
            links.append((str(token.attrGet("href")), len(printed)))
        elif token.type == "link_close":
            address, start = links.pop()
            shown = address.removeprefix("mailto:")
            if "".join(printed[start:]) not in (address, shown):
                printed.append(f" ({shown})")
        elif token.type in ("softbreak", "hardbreak"):
            printed.append("\n")
        else:
            printed.append(token.content)
    return "".join(printed)
