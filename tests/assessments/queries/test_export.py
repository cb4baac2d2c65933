# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from functools import partial

import pytest

from accounts.models import Role
from assessments.permissions import can_export
from assessments.queries.export import exports_of, offers_for
from assessments.queries.running import is_running
from assessments.services.exporting import ask_export
from tests.factories import make_assessment, make_edition, make_organization, make_plan_item, submit
from tests.made_up_group import made_up_group


@pytest.mark.parametrize(
    ("role", "whats"),
    [
        (Role.OWNER, ["result", "assessment", "archive"]),
        (Role.MANAGER, ["result", "assessment"]),
        (Role.CONTRIBUTOR, []),
        (Role.VIEWER, []),
    ],
)
def test_of_what_is_open_managers_take_all_and_members_nothing(aozora, mana, now, role, whats):
    make_assessment(aozora, mana, make_edition(), now=now)

    assert [offer.what for offer in offers_for(aozora, partial(can_export, role))] == whats


def test_of_what_is_submitted_members_take_the_result(aozora, mana, now):
    submit(make_assessment(aozora, mana, make_edition(), now=now), mana, now=now)

    assert [offer.what for offer in offers_for(aozora, partial(can_export, Role.VIEWER))] == ["result"]


def test_members_take_the_dashboard_of_a_group_in_which_something_is_submitted(db):
    group = made_up_group(3, 1)
    bare = make_organization("Bare")
    make_organization("Unit", above=bare)

    assert [offer.what for offer in offers_for(group, partial(can_export, Role.VIEWER))] == ["dashboard"]
    assert offers_for(bare, partial(can_export, Role.VIEWER)) == []


def test_members_take_a_plan_in_which_there_is_something(aozora, mana, now):
    make_plan_item(aozora, mana, now=now)

    assert [offer.what for offer in offers_for(aozora, partial(can_export, Role.VIEWER))] == ["plan"]


def test_the_archive_is_for_owners():
    assert [role for role in Role if can_export(role, "archive", None)] == [Role.OWNER]


def test_a_person_sees_their_own_files_alone(aozora, mana, alice, now):
    said = {"organization": aozora, "what": "result", "form": "csv", "language": "en", "now": now}
    mine = ask_export(by=mana, **said)
    ask_export(by=alice, **said)

    assert exports_of(aozora, mana) == [mine]
    assert is_running(mine, now)
