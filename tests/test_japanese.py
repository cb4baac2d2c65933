# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What pages put together is Japanese in Japanese: its marks are full-width, and no space stands beside them."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.browser.every_page import every_page

JAPANESE = r"[\u3041-\u30ff\u3400-\u9fff]"
# Elements that part nothing, unless a class sets them apart; all others stand on lines of their own.
INLINE = r"</?(a|abbr|b|code|em|span|strong|label)\b(?![^>]*(d-block|lbl|num|only-phone|state|visually-hidden))[^>]*>"
# Markdown is the edition's: there, what is bold ends with a space.
LEFT_OUT = r'<(svg|script|textarea)\b.*?</\1>|<div class="prose.*?</div>'
STRANGE = {
    "a space beside a Japanese mark": re.compile(r"[。、：）」] +(?=\S)|(?<=\S) +[。、：（「）」]"),
    "a Latin mark between Japanese words": re.compile(rf"(?<={JAPANESE})[,:;?!()·]|[,:;?!()·](?={JAPANESE})"),
}


def lines(page: str) -> Iterator[str]:
    """The lines of a page's text, as somebody reads them."""
    body = re.sub(LEFT_OUT, "", page.partition("<main")[2], flags=re.DOTALL)
    body = re.sub(r"\n(?=・)", "<br>", body)  # rules in plain text keep their lines
    text = re.sub(r"<[^>]*>", "\n", re.sub(INLINE, "", re.sub(r"\s+", " ", body)))
    yield from (line.strip() for line in unescape(text).splitlines() if line.strip())


@pytest.fixture
def demo(db: None, settings: Settings) -> None:
    settings.DEMO = True
    call_command("make_demo", verbosity=0)


def test_pages_are_put_together_in_japanese(client: Client, demo: None) -> None:
    found = {}
    for stop in every_page():
        client.logout()
        if stop.who:
            client.force_login(User.objects.get(email=stop.who))
        page = client.get(stop.address, headers={"Accept-Language": "ja"}).content.decode()
        for line in lines(page):
            found.update({(stop.name, what): line for what, strange in STRANGE.items() if strange.search(line)})

    assert found == {}
