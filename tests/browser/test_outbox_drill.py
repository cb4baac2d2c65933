# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Thirty edits without a connection, on many open pages; the session ends meanwhile, and somebody else changes five of
the same answers. In the end each of the thirty stands in the database or is shown beside the other one."""

import uuid
from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from assessments.models import Answer, Assessment
from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from assessments.services.answering import Entry, save_answers
from tests.browser.outbox import Desk, back_online, kept, waiting

PRACTICES, SITUATIONS, SIGNS, ROUTINES = 12, 2, 8, 10
OTHERS = 5
THEIRS = {Kind.PRACTICE: "4", Kind.SIGNAL: "not_us", Kind.ROUTINE: "never"}


@dataclass(frozen=True)
class Edit:
    """One answer, as it was given without a connection."""

    kind: Kind
    key: str
    value: str
    note: str
    page: Page

    @property
    def place(self) -> tuple[str, str]:
        return (self.kind, self.key)


# The last ones are many tabs by many times, and slow: G23 asks for twenty.
@pytest.mark.parametrize("trial", [1, *(pytest.param(each, marks=pytest.mark.drill) for each in range(2, 21))])
def test_of_thirty_edits_none_is_lost(desk: Desk, context: BrowserContext, trial: int, mana: User, alice: User) -> None:
    assessment = desk.assessment
    practices, situations, routines = pages_of(desk)
    context.set_offline(True)
    edits = [*answer_practices(practices), *answer_situations(situations), *answer_routines(routines)]
    assert len(edits) == 30 == len(kept(routines))
    expect(waiting(routines)).to_have_text("30 edits wait on this device")
    desk.lose_session()
    changed = [edits[(7 * trial + 6 * each) % len(edits)] for each in range(OTHERS)]
    answer_as(alice, assessment, changed)
    context.set_offline(False)
    expect(waiting(routines)).to_have_text("30 edits wait on this device")
    desk.sign_in(mana)
    back_online(routines)

    until_sent(routines)
    expect(waiting(routines)).to_have_text("5 edits wait on this device")
    rows = {(row.kind, row.key): row for row in Answer.objects.of(assessment)}
    mine = [edit for edit in edits if edit not in changed]
    assert [(rows[edit.place].value, rows[edit.place].note) for edit in mine] == [(e.value, e.note) for e in mine]
    assert all(rows[edit.place].value == THEIRS[edit.kind] and rows[edit.place].revision == 1 for edit in changed)
    for edit in changed:
        expect(edit.page.locator("#save-problem")).to_contain_text("Alice")
    settle(changed, assessment)


def pages_of(desk: Desk) -> tuple[dict[str, Page], dict[str, Page], Page]:
    """Every page in a window of its own, as somebody opens them before a tunnel."""
    edition = edition_of(desk.assessment.edition)
    practices = [one.key for level in edition.levels for one in edition.practices_of(level.key)][:PRACTICES]
    situations = [one.key for one in edition.situations if len(one.signals) >= SIGNS // SITUATIONS][:SITUATIONS]
    return (
        {key: desk.open("practice", key) for key in practices},
        {key: desk.open("situation", key) for key in situations},
        desk.open("routines"),
    )


def answer_practices(pages: dict[str, Page]) -> list[Edit]:
    edits = []
    for number, (key, page) in enumerate(pages.items()):
        value, note = str(number % 4), f"Note {number} from a tunnel."
        page.locator(f"[name=answer][value='{value}']").check()
        page.locator("#id_note").fill(note)
        page.locator("#id_note").blur()
        edits.append(Edit(Kind.PRACTICE, key, value, note, page))
    return edits


def answer_situations(pages: dict[str, Page]) -> list[Edit]:
    edits = []
    for page in pages.values():
        for fieldset in page.locator("fieldset.sig:has([value=somewhat])").all()[: SIGNS // SITUATIONS]:
            button = fieldset.locator("[value=somewhat]")
            button.check()
            key = (button.get_attribute("name") or "").removeprefix("signal-").replace("--", "/")
            edits.append(Edit(Kind.SIGNAL, key, "somewhat", "", page))
    return edits


def answer_routines(page: Page) -> list[Edit]:
    edits = []
    for select in page.locator("select").all()[:ROUTINES]:
        select.select_option("unknown")
        key = (select.get_attribute("name") or "").removeprefix("routine-")
        edits.append(Edit(Kind.ROUTINE, key, "unknown", "", page))
    return edits


def answer_as(user: User, assessment: Assessment, edits: list[Edit]) -> None:
    """Somebody else answers the same, and otherwise."""
    entries = [Entry(edit.kind, edit.key, THEIRS[edit.kind], 0) for edit in edits]
    save_answers(assessment=assessment, entries=entries, idempotency_key=uuid.uuid4(), by=user, now=timezone.now())


def until_sent(page: Page) -> None:
    """Every edit has its answer, and what is left is shown beside another one."""
    for _ in range(600):
        if {one["state"] for one in kept(page)} == {"conflict"}:
            return
        page.wait_for_timeout(100)
    raise AssertionError([one["state"] for one in kept(page)])


def settle(changed: list[Edit], assessment: Assessment) -> None:
    """Each of the five is shown, on a page with several one after the other, and mine is chosen."""
    for done, edit in enumerate(changed, start=1):
        edit.page.locator("#save-problem").get_by_role("button", name="Use mine").click()
        if left := OTHERS - done:
            words = "1 edit waits" if left == 1 else f"{left} edits wait"
            expect(waiting(edit.page)).to_have_text(f"{words} on this device")
    expect(waiting(changed[-1].page)).to_be_hidden()
    rows = {(row.kind, row.key): row for row in Answer.objects.of(assessment)}
    for edit in changed:
        assert (rows[edit.place].value, rows[edit.place].note) == (edit.value, edit.note)
