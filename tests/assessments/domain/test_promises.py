# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from dataclasses import dataclass, fields
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.promises import Kept, Span, fate_of, has_moved, is_overdue, kept_in, span_of

Q3 = span_of("2026-Q3")
BEFORE, EARLY, MIDDLE, END, AFTER = (
    date(2026, 6, 1),
    date(2026, 7, 31),
    date(2026, 8, 31),
    date(2026, 9, 30),
    date(2026, 10, 1),
)
LATER = date(2027, 1, 1)


@dataclass(frozen=True)
class Item:
    promised_on: date | None = None
    due_on: date | None = None
    done_on: date | None = None
    dropped_on: date | None = None


def told(kept: Kept[Item]) -> dict[str, int]:
    found = {one.name: len(getattr(kept, one.name)) for one in fields(kept)}
    return {name: number for name, number in found.items() if number}


def test_a_quarter_has_its_first_and_its_last_day():
    assert Span(date(2026, 7, 1), date(2026, 9, 30)) == Q3
    assert date(2026, 7, 1) in Q3
    assert date(2026, 9, 30) in Q3
    assert date(2026, 10, 1) not in Q3


@pytest.mark.parametrize(
    ("item", "fate"),
    [
        (Item(MIDDLE, MIDDLE, EARLY), "in_time"),
        (Item(MIDDLE, MIDDLE, BEFORE), "in_time"),
        (Item(MIDDLE, MIDDLE, MIDDLE), "in_time"),
        (Item(MIDDLE, END, END), "done_late"),
        (Item(MIDDLE, MIDDLE, AFTER), "open"),
        (Item(MIDDLE, LATER), "open"),
        (Item(MIDDLE, MIDDLE, dropped_on=END), "dropped"),
        (Item(MIDDLE, MIDDLE, dropped_on=AFTER), "open"),
        (Item(BEFORE, BEFORE, MIDDLE), "caught_up"),
        (Item(AFTER, AFTER, MIDDLE), "ahead"),
        (Item(done_on=MIDDLE), "unpromised"),
        (Item(BEFORE, MIDDLE), None),
        (Item(BEFORE, BEFORE, dropped_on=MIDDLE), None),
        (Item(AFTER, AFTER, AFTER), None),
        (Item(), None),
    ],
)
def test_what_became_of_it_by_the_end_of_the_quarter(item, fate):
    assert fate_of(item, Q3) == fate


def test_what_is_open_is_late_once_the_promised_day_is_over():
    item = Item(MIDDLE, LATER)

    assert told(kept_in([item], Q3, MIDDLE)) == {"to_come": 1}
    assert told(kept_in([item], Q3, MIDDLE + timedelta(days=1))) == {"late": 1}


def test_once_the_quarter_is_over_all_that_is_open_is_late():
    assert told(kept_in([Item(END, END)], Q3, END)) == {"to_come": 1}
    assert told(kept_in([Item(END, END)], Q3, AFTER)) == {"late": 1}


def test_what_moved_is_told_of_what_is_still_to_be_done():
    kept = kept_in([Item(MIDDLE, LATER), Item(END, LATER), Item(MIDDLE, LATER, END), Item(MIDDLE, MIDDLE)], Q3, END)

    assert kept.moved == (Item(MIDDLE, LATER), Item(END, LATER))
    assert not has_moved(Item(MIDDLE, EARLY))


def test_overdue_goes_by_the_day_that_holds_now():
    assert is_overdue(Item(BEFORE, MIDDLE), MIDDLE + timedelta(days=1))
    assert not is_overdue(Item(BEFORE, MIDDLE), MIDDLE)
    assert not is_overdue(Item(BEFORE, BEFORE, done_on=MIDDLE), END)
    assert not is_overdue(Item(BEFORE, BEFORE, dropped_on=MIDDLE), END)
    assert not is_overdue(Item(), END)


DAYS = st.none() | st.dates(date(2026, 5, 1), date(2026, 11, 30))
ITEMS = st.builds(Item, DAYS, DAYS, DAYS) | st.builds(Item, DAYS, DAYS, dropped_on=DAYS)


@given(st.lists(ITEMS, max_size=12), st.dates(date(2026, 5, 1), date(2026, 11, 30)))
def test_each_action_is_told_once_at_most_and_none_is_lost(items, today):
    kept = kept_in(items, Q3, today)

    assert len(kept.promised) == sum(one.promised_on in Q3 for one in items)
    assert len(kept.beyond) == sum(one.done_on in Q3 and one.promised_on not in Q3 for one in items)


@given(st.lists(ITEMS, max_size=12))
def test_a_quarter_that_is_over_tells_the_same_whatever_happens_after(items):
    then = [
        Item(one.promised_on, one.due_on, done_on=None if (one.done_on or END) > END else one.done_on)
        if one.dropped_on is None or one.dropped_on > END
        else one
        for one in items
    ]

    assert told(kept_in(items, Q3, AFTER)) == told(kept_in(then, Q3, LATER))
