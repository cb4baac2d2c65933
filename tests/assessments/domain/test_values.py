# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.domain.values import practice_values, spread_of
from tests.assessments.domain.cases import answers, small_edition, text

EDITION = small_edition(
    profiles=[{"key": "c", "name": text("c"), "description": text("c"), "not_applicable": ["p"]}],
)


def said(perspective, *values):
    return [{"perspective": perspective, "value": value} for value in values]


def value_of(agreed=None, responses=(), profile=None):
    given = answers(EDITION, profile=profile, practices={"p": {"agreed": agreed, "responses": list(responses)}})
    return practice_values(EDITION, given)["p"]


@pytest.mark.parametrize(
    ("responses", "value", "spread"),
    [
        ([], None, 0),
        (said("ospo", None), None, 0),
        (said("ospo", 3), 3, 0),
        (said("ospo", 3, 1), 1, 0),
        (said("ospo", 3, 1, 4), 3, 0),
        (said("ospo", 3, None, "na"), 3, 0),
        (said("ospo", 4) + said("management", 1), 1, 3),
        (said("ospo", 4) + said("management", 1) + said("business_unit", 2), 2, 3),
        (said("ospo", 4) + said("employee", *[0] * 4), 4, 0),
        (said("ospo", 4) + said("employee", *[0] * 5), 0, 4),
        (said("ospo", 4) + said("employee", *[0] * 4, None, "na"), 4, 0),
        (said("ospo", 4) + said("employee", *[1] * 40), 1, 3),
        (said("ospo", "na"), "na", 0),
        (said("ospo", "na", None), "na", 0),
        (said("ospo", "na") + said("management", 2), 2, 0),
        (said("employee", *["na"] * 9), None, 0),
    ],
)
def test_value_and_spread_of_responses(responses, value, spread):
    found = value_of(responses=responses)

    assert (found.value, found.spread) == (value, spread)


@pytest.mark.parametrize(("views", "spread"), [([], 0), ([3], 0), ([3, 3], 0), ([4, 0, 2], 4)])
def test_fewer_than_two_views_are_not_apart(views, spread):
    assert spread_of(views) == spread


@pytest.mark.parametrize(
    ("agreed", "responses", "profile", "value"),
    [
        (3, said("ospo", 1), None, 3),
        ("na", said("ospo", 1), None, "na"),
        (0, [], "c", 0),
        (None, said("ospo", 1), "c", 1),
        (None, said("ospo", None), "c", "na"),
        (None, [], "c", "na"),
    ],
)
def test_what_is_agreed_comes_first_and_the_profile_last(agreed, responses, profile, value):
    assert value_of(agreed, responses, profile).value == value


@pytest.mark.parametrize(
    ("agreed", "far", "disagreement", "unresolved"),
    [(None, 1, False, False), (None, 2, True, True), (3, 2, True, False), (3, 1, False, False)],
)
def test_a_disagreement_is_unresolved_until_something_is_agreed(agreed, far, disagreement, unresolved):
    found = value_of(agreed, said("ospo", 1) + said("management", 1 + far))

    assert (found.disagreement, found.unresolved) == (disagreement, unresolved)


def test_the_basis_is_what_was_agreed_or_who_has_a_value():
    assert value_of(3, said("ospo", 1)).basis == "agreed"
    assert value_of(None, said("ospo", 1) + said("employee", 1)).basis == {"ospo"}
    assert value_of(None, said("ospo", "na")).basis == frozenset()


def test_perspectives_show_employees_only_where_they_count():
    four, five = (value_of(3, said("ospo", 1) + said("employee", *[2] * count)) for count in (4, 5))

    assert four.perspectives == {"ospo": 1}
    assert five.perspectives == {"ospo": 1, "employee": 2}
