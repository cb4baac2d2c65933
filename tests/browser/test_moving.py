# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Moving an open assessment to a newer edition, and what happens to pages that are open meanwhile."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from assessments.domain.canonical import canonical_json
from assessments.domain.edition import parse_edition
from assessments.models import Answer, Edition
from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from assessments.services.moving import move_assessment
from assessments.services.publishing import publish_edition
from tests.browser.outbox import Desk, kept, line, note, waiting
from tests.factories import built_in_document, say

SAVED = re.compile(r"Saved \d\d:\d\d")
RENAMED, GONE, REWORDED = "embedded-processes", "deliberate-use-and-creation", "training"


@pytest.fixture
def newer(desk: Desk) -> Edition:
    """An edition that renames a practice, drops another, has a new one, and words a third otherwise."""
    text = canonical_json(built_in_document()).replace(f'"{RENAMED}"', '"everyday-processes"')
    document = _without(json.loads(text, parse_float=Decimal), GONE)
    for one in document["practices"]:
        if one["key"] == REWORDED:
            one["question"]["en"] = "How do people learn to work with open source here, and with whom?"
            one["anchors"][2]["en"] = "Courses exist for developers, and some of them come back for more."
    new = {**document["practices"][0], "key": "new-practice", "name": {"en": "Named deputies", "ja": "代理の担当者"}}
    document["practices"].append(new)
    document |= {"edition": "1.1.0", "renames": {"practices": {RENAMED: "everyday-processes"}}}
    edition = publish_edition(edition=parse_edition(document), by=None, now=datetime(2026, 6, 1, tzinfo=UTC))[0]
    edition_of(edition)
    return edition


def _without(node: Any, key: str) -> Any:
    """The document without a practice and all that names it."""
    if isinstance(node, list):
        return [_without(one, key) for one in node if one != key and key not in (_named(one), _practice(one))]
    if isinstance(node, dict):
        return {name: _without(one, key) for name, one in node.items() if name != key}
    return node


def _named(node: Any) -> str:
    return node.get("key", "") if isinstance(node, dict) else ""


def _practice(node: Any) -> str:
    return (node.get("practice") or node.get("disagreement") or "") if isinstance(node, dict) else ""


@pytest.fixture
def answered(desk: Desk, mana: User, newer: Edition) -> Edition:
    say(desk.assessment, mana, Kind.PRACTICE, **{key.replace("-", "_"): 2 for key in (RENAMED, GONE, REWORDED)})
    return newer


def test_a_manager_sees_what_would_change_and_moves(
    desk: Desk, page: Page, answered: Edition, screen: dict[str, int], axe: Callable[[], None]
) -> None:
    desk.open("assessment", page=page)
    page.get_by_role("link", name="see what would change").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("to edition 1.1.0?")
    axe()
    page.get_by_role("button", name="Move to edition 1.1.0").click()
    expect(page.get_by_text("Moved to edition 1.1.0.")).to_be_visible()
    expect(page.get_by_role("link", name="see what would change")).to_have_count(0)
    desk.open("review", page=page)
    page.get_by_role("heading", name="No longer asked since the move").click()
    axe()


def test_an_open_page_saves_under_the_new_key_and_keeps_what_is_no_longer_asked(
    desk: Desk, page: Page, answered: Edition, mana: User, axe: Callable[[], None]
) -> None:
    desk.open("practice", RENAMED, page=page)
    other = desk.open("practice", GONE)
    move_assessment(assessment=desk.assessment, edition=answered, by=mana, now=datetime.now(UTC))

    note(page, "Said on the old page.")
    expect(line(page)).to_have_text(SAVED)
    note(other, "Nobody asks this.")
    expect(line(other)).to_have_text("Not saved: no longer asked")

    rows = {row.key: row.note for row in Answer.objects.of(desk.assessment).filter(kind=Kind.PRACTICE)}
    assert rows == {"everyday-processes": "Said on the old page.", GONE: "", REWORDED: ""}
    assert [edit["state"] for edit in kept(other)] == ["unasked"]
    desk.open("assessment", page=page)
    expect(waiting(page)).to_have_text("1 unsent text is here to copy")
    expect(page.locator("#waiting li")).to_contain_text("This is no longer asked")
    expect(page.locator("#waiting li")).to_contain_text("Nobody asks this.")
    axe()
