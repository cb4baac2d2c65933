# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What a browser would post of a form that was printed."""

from html.parser import HTMLParser

from django.template.loader import render_to_string

from assessments.forms.studio.rule import RuleDraft, rule_from_post
from assessments.forms.studio.rule_panel import RulePanel


class Fields(HTMLParser):
    """The successful controls: selects and inputs with their values, without buttons."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "input":
            self.fields[str(said["name"])] = said.get("value") or ""
        elif tag == "select":
            self.select = str(said["name"])
        elif tag == "option" and (self.select not in self.fields or "selected" in said):
            self.fields[self.select] = said.get("value") or ""


def printed(draft: RuleDraft, url: str = "") -> str:
    """The rule's form as its template prints it."""
    panel = RulePanel(draft, url)
    return render_to_string(panel.template, {"panel": panel})


def posted_again(draft: RuleDraft) -> RuleDraft:
    """The draft that comes back when its form is printed and posted as it is."""
    return rule_from_post(Fields(printed(draft)).fields, draft.prefix, draft.document)
