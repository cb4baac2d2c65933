# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.markdown import LONGEST, SCHEMES, TAGS, as_html, as_text, escaped

MARK = '<span class="visually-hidden" lang="en"> (leads to another site)</span>'
ALLOWED = {"a": {"href", "class", "rel"}, "ol": {"start"}, "span": {"class", "lang"}}
HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://example.org/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)//",
    '<a href="https://example.org" style="position:fixed" onclick="alert(1)">x</a>',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext></p><img src=x onerror=alert(1)>",
    "<iframe src=https://example.org></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=x></object><embed src=x>",
    "<style>@import 'https://example.org/x.css';</style>",
    "<link rel=stylesheet href=https://example.org/x.css>",
    "<meta http-equiv=refresh content='0;url=https://example.org'>",
    "<base href=https://example.org>",
    "<form action=https://example.org><input name=q></form>",
    "<video><source onerror=alert(1)></video>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<!-- --><script>alert(1)</script> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](\x01javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "[x](file:///etc/passwd)",
    "[x](ftp://example.org)",
    "[x](//example.org)",
    "[x](/studio/)",
    "<javascript:alert(1)>",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "![x](https://example.org/a.png)",
    "![x](javascript:alert(1))",
    "![x][1]\n\n[1]: https://example.org/a.png",
    '[x](https://example.org "onmouseover=alert(1)")',
    '[x](https://example.org/"onmouseover="alert\\(1\\))',
    "[x](https://example.org/'><script>alert(1)</script>)",
    "`<script>alert(1)</script>`",
    "```<script>\n</code></pre><script>alert(1)</script>\n```",
    "# A heading of its own",
    "A heading\n=========",
    "A heading\n---",
]
GROWING = {
    "quotations": ">" * 10_000,
    "quotations with words": "> " * 4_900 + "x",
    "stars": "*" * 10_000,
    "a million stars": "*" * 1_000_000,
    "brackets": "[" * LONGEST,
    "brackets both ways": "[" * (LONGEST // 2) + "]" * (LONGEST // 2),
    "images": "![" * (LONGEST // 2),
    "images in images": "![a" * 1_200 + "](http://x)" * 600,
    "links": "[a](<b" * 1_400,
    "emphasis in emphasis": "*a **a " * 700 + "b** b*" * 700,
    "back-ticks": "".join("`" * number + " " for number in range(90)),
    "lists": "- " * (LONGEST // 2),
    "lists in lists": "\n".join("  " * number + "- a" for number in range(90)),
    "a huge link": f"[a](https://example.org/{'a' * 9_000})",
    "a huge link more": f"[a](https://example.org/{'a' * 1_000_000})",
    "definitions": "[a]: http://x\n" * 700,
    "entities": "&" * LONGEST,
    "ticks and stars": "*`" * (LONGEST // 2),
}


class Seen(HTMLParser):
    """The tags of a page with their attributes, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def html(source: str) -> str:
    return as_html(source, leads_outside=" (leads to another site)", language="en")


def assert_harmless(source: str) -> None:
    for tag, attributes in Seen(html(source)).tags:
        assert tag in TAGS
        assert attributes.keys() <= ALLOWED.get(tag, set())
        assert (attributes.get("href") or SCHEMES[0]).lower().startswith(SCHEMES)


@pytest.mark.parametrize("source", HOSTILE)
def test_nothing_hostile_passes(source: str) -> None:
    assert_harmless(source)


@given(st.lists(st.sampled_from([*HOSTILE, "\n\n", "- ", "> ", "    ", "*", "[", "](", "`"]), max_size=6).map("".join))
def test_nothing_hostile_passes_in_any_company(source: str) -> None:
    assert_harmless(source)


@pytest.mark.parametrize(
    "source", ["# A heading", "A heading\n=========", "<b>x</b>", "[x](javascript:alert(1))", "[x](/y)"]
)
def test_what_is_not_allowed_stays_as_the_words_that_it_was_written_in(source: str) -> None:
    assert Seen(html(source)).words.strip() == source
    assert as_text(source) == source


@pytest.mark.parametrize("source", GROWING.values(), ids=GROWING)
def test_no_text_becomes_much_longer(source: str) -> None:
    """How long each takes, `make bench` prints."""
    assert len(html(source)) <= 20 * len(source)
    assert len(as_text(source)) <= 20 * len(source)


def test_what_is_too_long_stands_as_it_was_written() -> None:
    source = "*a* [b](https://example.org)\n\n" * 1_000

    assert html(source) == f"<p>{source}</p>\n"
    assert as_text(source) == source.strip("\n").replace("\n\n\n", "\n\n")


def test_an_image_becomes_what_it_says_of_itself() -> None:
    assert html("See ![the *whole* `map` [here](http://x)](https://example.org/a.png).") == (
        "<p>See the whole map here.</p>\n"
    )
    assert html("[![Logo](https://example.org/a.png)](https://example.org)") == (
        f'<p><a href="https://example.org" class="outside" rel="noopener noreferrer">Logo{MARK}</a></p>\n'
    )
    assert as_text("![](https://example.org/a.png)") == ""


def test_a_link_to_another_site_is_marked() -> None:
    link = f'<a href="%s" class="outside" rel="noopener noreferrer">%s{MARK}</a>'

    assert html("[a](HTTPS://example.org) <http://b.org>") == (
        f"<p>{link % ('HTTPS://example.org', 'a')} {link % ('http://b.org', 'http://b.org')}</p>\n"
    )
    assert html("[a](mailto:a@b.org)") == '<p><a href="mailto:a@b.org" rel="noopener noreferrer">a</a></p>\n'


def test_the_mark_is_text() -> None:
    assert "<b>" not in as_html("[a](http://x)", leads_outside="<b>", language='"><b>')


def test_a_mail_gets_words_with_addresses() -> None:
    assert as_text("Read **the [guide](https://example.org/a)**, *then*\nask <a@b.org> or <https://b.org>.") == (
        "Read the guide (https://example.org/a), then\nask a@b.org or https://b.org."
    )
    assert as_text("[Write](mailto:a@b.org) & `<go>`") == "Write (a@b.org) & <go>"


def test_a_mail_gets_lists_with_dashes() -> None:
    source = "Do:\n\n- one\n- two\n  still two\n  1. first\n  1. second\n\n3. three\n4. four\n\nDone."

    assert as_text(source) == (
        "Do:\n\n- one\n- two\n  still two\n  1. first\n  2. second\n\n3. three\n4. four\n\nDone."
    )


def test_a_mail_gets_quotations_and_code() -> None:
    source = "> quoted\n> again\n>\n> - a\n\n---\n\n```\nx <y>\n  z\n```\nend"

    assert as_text(source) == "> quoted\n> again\n>\n> - a\n\n---\n\n    x <y>\n      z\n\nend"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60))
def test_escaped_words_are_read_as_they_are(words):
    line = " ".join(words.split())

    assert as_text(f"Before {escaped(words)}") == f"Before {line}".rstrip()


@pytest.mark.parametrize("words", ["- x", "1. x", "# x", "=== x", "> x", "+ x", "~~~", "--- ", "* * *", "12) x", "<b>"])
def test_escaped_words_begin_no_block(words):
    assert as_text(escaped(words)) == words.strip()
