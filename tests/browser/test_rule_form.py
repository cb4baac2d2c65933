# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The form of a rule by itself: what it posts is answered here, as the view of its piece answers it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import django_htmx
import pytest
from django.conf import settings
from django.template.loader import render_to_string
from playwright.sync_api import Page, Route, expect

from assessments.forms.studio.rule import RuleDraft, rule_draft, rule_from_post
from assessments.forms.studio.rule_panel import RulePanel
from tests.assessments.domain.cases import small_document

HTMX = next(Path(django_htmx.__file__).parent.rglob("htmx*.min.js"))
STYLES = Path(settings.BASE_DIR) / "build" / "static" / "cairn.css"
HEAD = """<meta name="viewport" content="width=device-width">
<meta name="htmx-config" content='{"includeIndicatorStyles": false, "allowEval": false}'>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/cairn.css">"""


class Studio:
    """Answers the page's requests; `draft` is the rule as it was posted last."""

    def __init__(self, rule: object, script: str) -> None:
        self.draft: RuleDraft = rule_draft(rule, "when", small_document())
        self.script = script

    def answer(self, route: Route) -> None:
        request = route.request
        if request.url.endswith((".js", ".css")):
            route.fulfill(path=HTMX if request.url.endswith(".js") else STYLES)
        elif request.method == "POST":
            data = dict(parse_qsl(request.post_data or "", keep_blank_values=True))
            self.draft = rule_from_post(data, "when", small_document()).with_step(data.get("rule", ""))
            part = request.headers.get("hx-request")
            route.fulfill(content_type="text/html; charset=utf-8", body=self._form() if part else self._page())
        else:
            route.fulfill(content_type="text/html; charset=utf-8", body=self._page())

    def _form(self) -> str:
        panel = RulePanel(self.draft, "/piece/" if self.script else "")
        return render_to_string(panel.template, {"panel": panel})

    def _page(self) -> str:
        icons = render_to_string("components/icons.html", {})
        form = f'<form method="post" action="/piece/">{self._form()}</form>'
        head = f"<title>Rule</title>{HEAD}{self.script}"
        body = f"<main><h1>Rule</h1>{form}</main>{icons}"
        return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'


@pytest.fixture(params=['<script src="/htmx.js"></script>', ""], ids=["htmx", "plain"])
def studio(request: pytest.FixtureRequest, page: Page) -> Studio:
    """A page with a rule of one condition, once with htmx and once with buttons alone."""
    studio = Studio({"all": [{"faced": "s"}]}, request.param)
    page.route("**/*", studio.answer)
    page.goto("http://studio.test/piece/")
    return studio


def button(page: Page, name: str) -> Any:
    return page.get_by_role("button", name=name, exact=True)


def choose(page: Page, studio: Studio, subject: str, value: str) -> None:
    """Choose a subject, and bring its tests."""
    bring(page, studio)
    page.get_by_label(subject).select_option(value)
    bring(page, studio)


def bring(page: Page, studio: Studio) -> None:
    """The form drawn anew: htmx does so by itself."""
    if studio.script:
        page.wait_for_function("!document.querySelector('.htmx-request, .htmx-swapping, .htmx-added, .htmx-settling')")
    else:
        button(page, "Update the choices").click()


def test_a_rule_is_built_with_and_without_a_script(page: Page, studio: Studio) -> None:
    button(page, "Add a condition").click()
    expect(page.get_by_label("Condition 2, subject")).to_be_focused()
    choose(page, studio, "Condition 2, subject", "practice:p")
    page.get_by_label("Condition 2, test").select_option("below_target")
    button(page, "Move condition 2 up").click()
    expect(button(page, "Move condition 1 down")).to_be_focused()
    button(page, "Add a group").click()
    choose(page, studio, "Condition 3.1, subject", "level:ospo")
    page.get_by_label("Condition 3.1, test").select_option("below")
    bring(page, studio)
    page.get_by_label("Condition 3.1, per cent").fill("62.5")
    button(page, "Remove condition 2").click()
    expect(page.get_by_label("Group 2, how its conditions are joined")).to_be_focused()

    assert str(studio.draft.rule) == (
        "{'all': [{'practice': 'p', 'below_target': True}, {'any': [{'level': 'ospo', 'below': Decimal('62.5')}]}]}"
    )
    expect(page.get_by_text("OSPO: could be is under 62.5%")).to_be_visible()


def test_a_rule_is_sound_and_fits_its_screen(
    page: Page, studio: Studio, screen: dict[str, int], axe: Callable[[], None]
) -> None:
    button(page, "Add a group").click()
    expect(page.get_by_label("Condition 2.1, subject")).to_be_focused()

    axe()
