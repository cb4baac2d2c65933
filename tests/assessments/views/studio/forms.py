# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What a browser would send of a page's form."""

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse


class Fields(HTMLParser):
    """Collects the fields of the form with the id `piece-form`, as they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Any] = {}
        self.is_inside, self.text, self.select, self.words = False, "", "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name = said.get("name") or ""
        if tag == "form":
            self.is_inside = said.get("id") == "piece-form"
        elif not self.is_inside:
            return
        elif tag == "textarea":
            self.text, self.words = name, ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and (self.select not in self.found or "selected" in said):
            self.found[self.select] = said.get("value") or ""
        elif tag == "input" and said.get("type") == "checkbox":
            if "checked" in said:
                self.found.setdefault(name, []).append(said.get("value") or "on")
        elif tag == "input" and name:
            self.found[name] = said.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.text:
            self.found[self.text] = self.words.removeprefix("\n").replace("\n", "\r\n")
            self.text = ""
        elif tag == "form":
            self.is_inside = False

    def handle_data(self, data: str) -> None:
        if self.text:
            self.words += data


def sent_form(response: HttpResponse) -> dict[str, Any]:
    """The fields of the form #piece-form of a page, by name."""
    parser = Fields()
    parser.feed(response.content.decode())
    assert parser.found, response.status_code
    return parser.found
