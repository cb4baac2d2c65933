# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Somebody who answers practices as static/js/autosave.js does: what was sent and not answered is sent again, the same
with its key, until there is an answer. Whatever they saw and were told is written down for the checker."""

import contextlib
import json
import secrets
import threading
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.drills.browser import Browser, NoReply, Reply, address_of
from tests.drills.checker import Read, Save
from tests.drills.system import System

chance = secrets.SystemRandom()
# Then a server that does not come back fails the drill.
MOST_TRIES = 500

REVISION = r'name="revision" value="(\d+)"'
NOTE = r'<textarea[^>]* name="note"[^>]*>(.*?)</textarea>'
OVER = r'name="over" value="revision=(\d+)"'
THEIRS = r'<dl class="both">\s*<div>.*?(?:<p class="soft">“([^”]*)”</p>)?\s*</dd>\s*</div>\s*<div>'


@dataclass(frozen=True)
class Page:
    """A practice as somebody has it on the screen."""

    practice: str
    revision: int
    note: str


@dataclass
class Diary:
    """What all of them saw and were told."""

    saves: list[Save] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    newest: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    lock: threading.Lock = field(default_factory=threading.Lock)
    over: threading.Event = field(default_factory=threading.Event)

    def count(self, what: str) -> None:
        with self.lock:
            self.counts[what] += 1

    @property
    def counted(self) -> str:
        return ", ".join(f"{number} {what}" for what, number in sorted(self.counts.items())) or "nothing else"

    def acknowledged(self, save: Save) -> None:
        with self.lock:
            self.saves.append(save)
            self.newest[save.practice] = max(self.newest[save.practice], save.revision)


class Person:
    """One person, signed in."""

    def __init__(self, system: System, number: int, diary: Diary) -> None:
        self.system, self.number, self.diary = system, number, diary
        self.browser, self.written = Browser(system.port), 0
        self.browser.sign_in(address_of(number))

    def text(self) -> str:
        """Something that nobody has written before."""
        self.written += 1
        return f"{self.number}.{self.written}"

    def open(self, practice: str) -> Page:
        """Load the page of a practice, again where it does not come."""
        least = self.diary.newest[practice]
        reply, _tries, _sent_at = self._insist(lambda: self.browser.get(self.system.path_of(practice)))
        self._must(reply, 200)
        page = Page(practice, int(reply.found(REVISION)), reply.found(NOTE))
        with self.diary.lock:
            self.diary.reads.append(Read(practice, page.revision, page.note, least))
        return page

    def save(self, page: Page, text: str, *, leaves: bool = False, repeats: bool = False) -> Page | None:
        """Save a note by itself until the server answers. The page afterwards; None where somebody else was quicker.

        `leaves` hangs up on the first answer, `repeats` sends the whole again after the last.
        """
        fields = self._fields(page, text)
        if leaves:
            self._leave(page.practice, fields)
        reply, tries, sent_at = self._send(page.practice, fields, part=True)
        if reply.status == 409:
            self._meet(reply)
            return None
        self._must(reply, 200)
        revision = revision_in(reply)
        self.diary.acknowledged(Save(page.practice, text, page.revision, page.note, revision, tries + leaves, sent_at))
        if repeats and revision_in(self._send(page.practice, fields, part=True)[0]) != revision:
            raise AssertionError(f"{text} was revision {revision}, and another when it was sent again")
        return Page(page.practice, revision, text)

    def save_over(self, page: Page, text: str) -> Page | None:
        """Save by the button "Use mine", upon what the conflict showed; None where that has moved on as well."""
        fields = self._fields(page, text) | {"over": f"revision={page.revision}", "revision": "0"}
        reply, tries, sent_at = self._send(page.practice, fields, part=False)
        if reply.status == 409:
            self._meet(reply)
            return None
        self._must(reply, 302)
        revision = page.revision + 1
        self.diary.acknowledged(Save(page.practice, text, page.revision, page.note, revision, tries, sent_at))
        return Page(page.practice, revision, text)

    def _fields(self, page: Page, text: str) -> dict[str, str]:
        key = str(uuid.uuid4())
        return {"key": key, "revision": str(page.revision), "answer": str(chance.randrange(5)), "note": text}

    def _leave(self, practice: str, fields: dict[str, str]) -> None:
        with contextlib.suppress(NoReply):
            self.browser.post_and_leave(self.system.path_of(practice), fields)
            time.sleep(chance.choice([0, 1]))

    def _send(self, practice: str, fields: dict[str, str], *, part: bool) -> tuple[Reply, int, float]:
        return self._insist(lambda: self.browser.post(self.system.path_of(practice), fields, part=part))

    def _insist(self, ask: Callable[[], Reply]) -> tuple[Reply, int, float]:
        """The answer, how often it was asked for until it came, and when the last time."""
        for tries in range(1, MOST_TRIES + 1):
            sent_at = time.time()
            try:
                return ask(), tries, sent_at
            except NoReply as error:
                self.diary.count(str(error))
                time.sleep(chance.uniform(0.05, 0.3))
        raise AssertionError(f"No reply after {MOST_TRIES} times.")

    def _meet(self, reply: Reply) -> None:
        """What stands against what this person wrote."""
        self.diary.count("conflicts")
        self.theirs = int(reply.found(OVER)), reply.found(THEIRS)

    def conflict(self, practice: str) -> Page:
        """The page as the last conflict shows it: their revision and their note."""
        return Page(practice, *self.theirs)

    def _must(self, reply: Reply, status: int) -> None:
        if reply.status != status:
            raise AssertionError(f"{reply.status} and not {status}: {reply.text[:500]}")


def revision_in(reply: Reply) -> int:
    """Where the page goes on after a save."""
    return int(json.loads(reply.event)["saved"]["revisions"]["revision"])
