# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import timedelta

from assessments.queries.sharing import links_of, offers_to_share
from assessments.services.sharing import Shared, revoke_link, share
from tests.factories import make_assessment, make_edition, submit
from tests.made_up_group import made_up_group


def test_what_is_submitted_is_offered_the_latest_first_and_nothing_that_is_open(aozora, mana, now):
    edition = make_edition()
    for days in (200, 100):
        submit(make_assessment(aozora, mana, edition, now=now - timedelta(days=days)), mana, now=now)
    make_assessment(aozora, mana, edition, now=now)

    offers = [(one.what, one.period, one.since) for one in offers_to_share(aozora)]

    assert offers == [
        ("story", "2026-Q3", "2026-Q2"),
        ("result", "2026-Q3", ""),
        ("story", "2026-Q2", ""),
        ("result", "2026-Q2", ""),
        ("quarterly", "2026-Q3", ""),
        ("quarterly", "2026-Q2", ""),
    ]


def test_a_group_offers_the_latest_of_its_units_and_each_period(db):
    group = made_up_group(3, 2)

    offers = [(one.value, one.period, one.name) for one in offers_to_share(group)]

    assert offers == [
        ("dashboard:latest", "", "Group dashboard, the latest of each unit"),
        ("dashboard:2026-Q3", "2026-Q3", "Group dashboard, 2026 Q3"),
        ("dashboard:2026-Q2", "2026-Q2", "Group dashboard, 2026 Q2"),
        ("quarterly:2026-Q3", "2026-Q3", "Quarterly report, 2026 Q3"),
        ("quarterly:2026-Q2", "2026-Q2", "Quarterly report, 2026 Q2"),
    ]


def test_active_links_come_first(aozora, mana, now):
    shared = Shared(what="result", pack="p", period="2026-Q3")
    for days in (30, 20, 10):
        link, _token = share(organization=aozora, shared=shared, days=days, by=mana, now=now)
    revoke_link(link=link, by=mana, now=now)

    rows = links_of(aozora, now + timedelta(days=25))

    states = [row.state for row in rows]
    assert (states[0], set(states[1:])) == ("active", {"revoked", "expired"})
    assert rows[0].name == "Results, 2026 Q3"
