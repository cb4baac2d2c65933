# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Random histories of reading, saving and merging: the versions of each answer are one chain, and nothing vanishes."""

import time
from collections import defaultdict
from collections.abc import Callable

import pytest

from tests.drills.crowd import crowd, findings, wait_until
from tests.drills.person import Page, Person, chance
from tests.drills.system import system

PRACTICES = 4


def wandering(practices: list[str]) -> Callable[[Person], None]:
    """One step: read a practice, or save on a page that may be an old one, and settle what conflicts."""
    held: dict[int, dict[str, Page]] = defaultdict(dict)

    def act(person: Person) -> None:
        practice, pages = chance.choice(practices), held[person.number]
        if practice not in pages or chance.random() < 0.4:
            pages[practice] = person.open(practice)
        else:
            pages[practice] = step(person, pages[practice])

    return act


def step(person: Person, page: Page) -> Page:
    """Save, at times with a reply that is lost or with the whole sent again."""
    text = person.text()
    saved = person.save(page, text, leaves=chance.random() < 0.15, repeats=chance.random() < 0.1)
    return saved or settle(person, page.practice, text)


def settle(person: Person, practice: str, text: str) -> Page:
    """Of a conflict: keep theirs, use mine, or put both together, until one of them is saved."""
    way = chance.choice(["theirs", "mine", "both", "both"])
    while True:
        theirs = person.conflict(practice)
        if way == "theirs":
            person.diary.refused.append(text)
            return person.open(practice)
        both = f"{text} with {theirs.note.split(' ')[0]}"
        if saved := person.save_over(theirs, both if way == "both" else text):
            person.diary.count("merges" if way == "both" else "of mine over theirs")
            return saved


@pytest.mark.parametrize(
    ("engine", "people", "seconds"),
    [
        pytest.param("postgresql", 4, 2, marks=pytest.mark.postgresql),
        pytest.param("postgresql", 20, 60, marks=pytest.mark.drill),
    ],
)
def test_versions_form_one_chain(say: Callable[[str], None], engine: str, people: int, seconds: int) -> None:
    with system(engine, people=people) as cairn:
        with crowd(cairn, people, wandering(cairn.practices[:PRACTICES])) as diary:
            diary.over.wait(seconds)
            # However slow the machine, there is something to look at.
            wait_until(diary, lambda: len(diary.saves) >= 30 and diary.counts["conflicts"] > 0, time.monotonic())
        found = findings(cairn, diary)

    say(
        f"{engine}: {people} people for {seconds} s at {PRACTICES} practices, {len(diary.reads)} pages read, "
        f"{len(diary.saves)} saves acknowledged, {len(diary.refused)} given up, {diary.counted}: "
        f"{len(found.lost)} lost, {len(found.doubled)} doubled, {len(found.broken)} breaks in the chains of "
        f"{found.revisions} revisions; {found.replayed} stood there although their first reply was lost"
    )
    assert found.are_none, found
    assert diary.saves and diary.counts["conflicts"]
