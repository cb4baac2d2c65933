# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.models import Answer, Assessment, Evidence, Response
from assessments.models.answer import NUMBERS, Kind
from assessments.queries.edition import edition_of
from assessments.queries.offered import (
    asked_by,
    asked_evidence,
    asked_rows,
    give_new_keys,
    is_asked,
    keys_of,
    names_of,
    new_keys,
    profile_in,
    renamed,
    values_offered,
)
from tests.factories import make_asking_edition, make_assessment, make_edition, make_invitation, make_link

RENAMES = {"practices": {"old-charter": "charter"}, "situations": {"alone": "technology-only"}}


@pytest.fixture
def edition(db):
    return edition_of(make_edition(renames=RENAMES | {"profiles": {"head": "leader"}}))


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_asked_is_what_has_a_key(edition, kind):
    assert all(is_asked(edition, kind, key) for key in keys_of(edition, kind))
    assert not is_asked(edition, kind, "nothing-such")
    assert values_offered(edition, kind, "nothing-such") == []


def test_the_values_offered(edition):
    assert values_offered(edition, Kind.PRACTICE, "strategy") == [*NUMBERS, "unknown", ""]
    assert "na" in values_offered(edition, Kind.PRACTICE, "health")
    assert set(values_offered(edition, Kind.ROUTINE, "monthly-meeting")) == {
        "never",
        "quarterly",
        "monthly",
        "unknown",
        "",
    }
    assert not is_asked(edition, Kind.SIGNAL, "technology-only/names")
    assert is_asked(edition, Kind.SIGNAL, "technology-only/tools")


def test_names_by_which_earlier_editions_asked(edition):
    assert renamed(edition, Kind.PRACTICE, "old-charter") == "charter"
    assert renamed(edition, Kind.TARGET, "old-charter") == "charter"
    assert renamed(edition, Kind.SIGNAL, "alone/tools") == "technology-only/tools"
    assert renamed(edition, Kind.ROUTINE, "old-charter") == "old-charter"
    assert names_of(edition, Kind.PRACTICE, "charter") == ["charter", "old-charter"]
    assert names_of(edition, Kind.SIGNAL, "technology-only/tools") == ["technology-only/tools", "alone/tools"]


@pytest.mark.parametrize(("said", "read"), [("leader", "leader"), ("head", "leader"), ("nobody", ""), ("", "")])
def test_profiles(edition, said, read):
    assert profile_in(edition, said) == read


def test_what_has_a_key_already_keeps_it(edition):
    assert new_keys(edition, [("practice", "old-charter")]) == ["charter"]
    assert new_keys(edition, [("practice", "old-charter"), ("practice", "charter")]) == ["old-charter", "charter"]
    assert new_keys(edition, [("practice", "old-charter"), ("target", "charter")]) == ["charter", "charter"]
    assert new_keys(edition, [("practice", "old-charter", "ospo", 1), ("practice", "charter", "ospo", 2)]) == [
        "charter",
        "charter",
    ]
    assert new_keys(edition, [("signal", "alone/gone"), ("signal", "alone/tools")]) == [
        "alone/gone",
        "technology-only/tools",
    ]


def test_rows_get_their_new_keys_in_memory(edition):
    rows = [Answer(kind="practice", key=key, value="2") for key in ("old-charter", "strategy")]

    ((row, old),) = give_new_keys(edition, rows)

    assert (row, old, row.key) == (rows[0], "old-charter", "charter")


def test_rows_are_read_as_far_as_they_are_asked_and_offered(edition):
    def read(model, **fields):
        found = asked_rows(edition, [model(**fields)])
        return (found[0].key, found[0].value) if found else None

    assert read(Answer, kind="practice", key="strategy", value="3") == ("strategy", "3")
    assert read(Answer, kind="practice", key="strategy", value="na", reason="No.") == ("strategy", "")
    assert read(Answer, kind="practice", key="newsletter", value="3") is None
    assert read(Answer, kind="routine", key="monthly-meeting", value="weekly") == ("monthly-meeting", "")
    assert read(Response, kind="practice", key="strategy", value="na") is None
    assert read(Response, kind="practice", key="strategy", value="3") == ("strategy", "3")
    kept = Evidence(practice="strategy")
    assert asked_evidence(edition, [kept, Evidence(practice="newsletter")]) == [kept]


def test_a_link_asks_what_its_edition_asks(aozora, mana, now):
    opened = make_assessment(aozora, mana, make_asking_edition(), now=now)
    invitation, _token = make_invitation(opened, mana, now=now, situations=["technology-only"])
    link, _token = make_link(opened, mana, now=now)
    invitation.practices = ["strategy", "old-charter", "charter", "newsletter"]
    invitation.situations = ["technology-only", "gone"]

    assert asked_by(invitation) == (["strategy", "charter"], ["technology-only"])
    assert asked_by(link) == (["strategy", "health", "culture"], [])
    assert Assessment.objects.count() == 1
