# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A person before the pages of an assessment; saves can be kept from the server while pages still open."""

import contextlib
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, Route, expect

from accounts.models import User
from assessments.models import Answer, Assessment
from assessments.models.answer import Kind
from assessments.services.answering import Entry, save_answers

EXPECTED = ("Failed to load resource", "ERR_FAILED", "ERR_INTERNET_DISCONNECTED", "Response Status Error Code")


@dataclass
class Desk:
    """One browser, and the assessment that is answered in it."""

    context: BrowserContext
    assessment: Assessment
    url: str
    complaints: list[str]
    posts: list[str] = field(default_factory=list)

    def open(self, name: str, *args: Any, page: Page | None = None) -> Page:
        """A page of the assessment, in a window of its own unless it names one."""
        page = page or self.context.new_page()
        page.goto(self.address(name, *args))
        return page

    def address(self, name: str, *args: Any) -> str:
        return self.url + reverse(name, args=[self.assessment.pk, *args])

    def sign_in(self, user: User) -> None:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        self.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.url}])

    def lose_session(self) -> None:
        self.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    @contextlib.contextmanager
    def cut_off(self, *, replies_only: bool = False) -> Iterator[None]:
        """No save reaches the server; or each does, and its reply is lost."""

        def cut(route: Route) -> None:
            if route.request.method != "POST":
                return route.fallback()
            if replies_only:
                route.fetch()
            return route.abort()

        self.context.route("**/assessments/**", cut)
        yield
        self.context.unroute("**/assessments/**", cut)

    def count_posts(self) -> None:
        self.context.on("request", lambda one: self.posts.append(one.url) if one.method == "POST" else None)

    def said(self, key: str, kind: Kind = Kind.PRACTICE) -> Any:
        row = Answer.objects.of(self.assessment).filter(kind=kind, key=key).first()
        return row and (row.value, row.note, row.revision)


def line(page: Page) -> Any:
    return page.locator("#save-status")


def waiting(page: Page) -> Any:
    return page.locator("#waiting summary")


def note(page: Page, text: str) -> None:
    """Write a note and leave its field, so that it is sent or kept at once."""
    page.locator("#id_note").fill(text)
    page.locator("#id_note").blur()


def back_online(page: Page) -> None:
    """What the browser tells a page when the connection is back."""
    page.evaluate("dispatchEvent(new Event('online'))")


def kept(page: Page) -> list[dict[str, Any]]:
    """What stands in the browser's memory, whosever it is."""
    found = page.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('cairn-edit:'))")
    return [json.loads(text) for _, text in found]


def nothing_kept(page: Page) -> None:
    """The browser keeps nothing, at the latest in a moment."""
    for _ in range(50):
        if not kept(page):
            break
        page.wait_for_timeout(100)
    assert kept(page) == []
    expect(page.locator("#waiting")).to_be_hidden()


def say_with_note(assessment: Assessment, by: User, key: str, value: str, text: str) -> None:
    """Somebody else answers a practice, and writes why."""
    row = Answer.objects.of(assessment).filter(kind=Kind.PRACTICE, key=key).first()
    entry = Entry(Kind.PRACTICE, key, value, row.revision if row else 0, "", text)
    save_answers(assessment=assessment, entries=[entry], idempotency_key=uuid.uuid4(), by=by, now=timezone.now())
