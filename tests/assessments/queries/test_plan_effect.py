# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import datetime

import pytest

from accounts.models import Organization, User
from assessments.domain.canonical import plain
from assessments.domain.edition import Edition as Document
from assessments.domain.edition import parse_edition
from assessments.models import Edition
from assessments.queries.edition import edition_of
from assessments.queries.plan_effect import Effect, effect_in
from tests.assessments.queries.plans import add_own, take_up
from tests.factories import make_edition


@pytest.fixture
def edition(db: None) -> Edition:
    return make_edition()


def with_renames(edition: Edition, **renames: dict[str, str]) -> Document:
    """An edition as a later one: what it renames is missing under its old key."""
    document = plain(edition_of(edition))
    document["edition"], document["renames"] = "9.0.0", renames
    return parse_edition(document)


def test_an_action_of_the_edition_is_that_action(
    aozora: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    item = take_up(aozora, edition, mana, now, "write-charter")

    assert effect_in(edition_of(edition), item) == Effect("write-charter", {})


def test_an_own_one_raises_what_it_says(aozora: Organization, mana: User, edition: Edition, now: datetime) -> None:
    item = add_own(aozora, edition, mana, now, raises={"charter": 2, "sharing": 3})

    assert effect_in(edition_of(edition), item) == Effect("", {"charter": 2, "sharing": 3})


def test_an_action_that_a_later_edition_calls_otherwise_is_that_one(
    aozora: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    item = take_up(aozora, edition, mana, now, "write-charter")
    others = [one.key for advice in edition_of(edition).recommendations for one in advice.actions]
    other = next(key for key in others if key != "write-charter")
    later = without_action(with_renames(edition, actions={"write-charter": other}), "write-charter")

    assert effect_in(later, item) == Effect(other, {})


def test_of_an_action_that_the_edition_lacks_what_it_raises_counts(
    aozora: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    item = take_up(aozora, edition, mana, now, "write-charter")

    found = effect_in(without_action(edition_of(edition), "write-charter"), item)

    assert found == Effect("", dict(edition_of(edition).action("write-charter").raises))


def test_an_action_of_a_later_edition_is_the_one_that_it_renamed(
    aozora: Organization, mana: User, edition: Edition, now: datetime
) -> None:
    document = plain(edition_of(edition)) | {"edition": "9.0.0"}
    for advice in document["recommendations"]:
        for action in advice.get("actions", []):
            action["key"] = "set-charter" if action["key"] == "write-charter" else action["key"]
    document["renames"] = {"actions": {"write-charter": "set-charter"}}
    item = take_up(aozora, make_edition(now=now, **document), mana, now, "set-charter")

    assert effect_in(edition_of(edition), item) == Effect("write-charter", {})


def without_action(edition: Document, key: str) -> Document:
    """The edition without one of its actions."""
    document = plain(edition)
    for advice in document["recommendations"]:
        advice["actions"] = [one for one in advice.get("actions", []) if one["key"] != key]
    return parse_edition(document)
