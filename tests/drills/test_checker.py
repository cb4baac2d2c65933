# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The checker of the drills finds what it is there to find."""

from typing import Any

import pytest

from tests.drills.checker import Read, Save, check

SAVES = [Save("charter", "a", 0, "", 1), Save("charter", "b", 1, "a", 2)]
READS = [Read("charter", 0, ""), Read("charter", 2, "b", least=2)]


def rows(*lines: tuple[int, str | None, str], answer: tuple[int, str] = (2, "b")) -> dict[str, Any]:
    history = [{"key": "charter", "revision": one, "before": old, "after": new, "at": 50.0} for one, old, new in lines]
    return {"answers": [{"key": "charter", "revision": answer[0], "note": answer[1]}], "lines": history}


ALL = rows((1, None, "a"), (2, "a", "b"))


def test_what_is_in_order_is_found_in_order() -> None:
    found = check(ALL, SAVES, READS, ["c"])

    assert found.are_none
    assert (found.revisions, found.replayed) == (2, 0)


def test_a_save_that_the_history_lacks_is_lost() -> None:
    found = check(ALL, [*SAVES, Save("charter", "c", 2, "b", 3)], READS, [])

    assert found.lost == ["c"]


def test_a_text_that_stands_there_twice_is_doubled() -> None:
    found = check(rows((1, None, "a"), (2, "a", "b"), (3, "b", "b"), answer=(3, "b")), SAVES, READS, [])

    assert found.doubled == ["b"]


@pytest.mark.parametrize(
    "broken",
    [
        rows((1, None, "a"), (3, "a", "b"), answer=(3, "b")),
        rows((1, None, "a"), (2, "x", "b")),
        rows((1, None, "a"), (2, "a", "b"), answer=(2, "a")),
        rows((1, None, "a"), (2, "a", "b"), answer=(3, "b")),
        rows((1, None, "b"), (2, "b", "a"), answer=(2, "a")),
        {**ALL, "answers": []},
    ],
    ids=["gap", "another one before", "another text now", "a revision without a line", "order", "no answer"],
)
def test_what_is_no_chain_is_broken(broken: dict[str, Any]) -> None:
    assert check(broken, SAVES, [], []).broken


@pytest.mark.parametrize("read", [Read("charter", 1, "b"), Read("charter", 3, "c"), Read("charter", 1, "a", least=2)])
def test_a_page_that_never_stood_there_or_is_too_old_is_found(read: Read) -> None:
    assert check(ALL, SAVES, [read], []).broken


def test_a_refused_text_that_stands_there_is_found() -> None:
    assert check(ALL, SAVES, READS, ["b"]).broken


def test_a_save_that_was_there_before_it_was_sent_again_is_counted() -> None:
    assert check(ALL, [SAVES[0], Save("charter", "b", 1, "a", 2, tries=2, sent_at=60)], READS, []).replayed == 1
