# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.urls import reverse

from tests.factories import make_draft, make_edition
from tests.pages import visible


@pytest.fixture
def curator(client, carol):
    client.force_login(carol)
    return client


def difference(client, edition, **asked):
    return client.get(reverse("studio_difference", args=[edition.pk]), asked)


def test_a_draft_stands_against_the_edition_that_it_is_based_on(curator, carol, now):
    response = difference(curator, make_draft(carol, now=now, licence="CC0-1.0"))

    assert "Compared with 1.2.0, this is different in edition 9.9.0." in visible(response)
    assert "<del>CC-BY-4.0</del> → <ins>CC0-1.0</ins>" in response.content.decode()


def test_any_two_editions_of_a_pack_can_be_compared(curator, carol, now):
    old = make_edition(now=now)
    new = make_edition(edition="1.3.0", profiles=[], samples=[], now=now)

    gone = visible(difference(curator, new, **{"from": old.pk}))
    come = visible(difference(curator, old, **{"from": new.pk}))

    assert "Profiles" in gone.partition("Compare")[2]
    assert ("Removed" in gone, "Added" in come) == (True, True)


def test_an_edition_that_is_based_on_none_asks_for_one(curator, now):
    assert "Choose one to compare it with." in visible(difference(curator, make_edition(now=now)))


def test_an_edition_of_another_pack_is_not_found(curator, carol, now):
    other, draft = make_edition(pack="house-rules", now=now), make_draft(carol, now=now)

    for asked in (other.pk, "x"):
        assert difference(curator, draft, **{"from": asked}).status_code == 404


@pytest.mark.parametrize("number", [0, 3])
def test_it_takes_five_queries(curator, carol, now, number, django_assert_num_queries):
    base = make_edition(now=now)
    for each in range(number):
        make_edition(edition=f"5.{each}", now=now)
    draft = make_draft(carol, base, now=now, licence="CC0-1.0")

    with django_assert_num_queries(5):
        difference(curator, draft)
