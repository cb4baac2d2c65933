# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import unicodedata
import zoneinfo

import pytest

from assessments.domain.edition import Edition
from assessments.forms.organization import OrganizationForm, StartForm, UnitForm, time_zones
from assessments.queries.edition import edition_of
from tests.factories import make_edition

SAID = {"name": "Aozora", "kind": "company", "time_zone": "Asia/Tokyo", "language": "ja"}


@pytest.fixture
def edition(db: None) -> Edition:
    return edition_of(make_edition())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Aozora   Group\n", "Aozora Group"),
        (unicodedata.normalize("NFD", "グループ"), "グループ"),
        ("Aozora\x07 Group\x1b", "Aozora Group"),
        ("青空グループ 🏔", "青空グループ 🏔"),
        ("n" * 120, "n" * 120),
    ],
)
def test_a_name_passes_the_gate_of_all_texts(typed: str, kept: str) -> None:
    form = OrganizationForm(SAID | {"name": typed})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["name"] == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter the name of the organization."),
        ("\x07\x1b", "Enter the name of the organization."),
        ("n" * 121, "Use at most 120 characters. There are 121 now."),
    ],
)
def test_a_name_that_cannot_be_kept_says_what_to_do(typed: str, words: str) -> None:
    form = OrganizationForm(SAID | {"name": typed})

    assert form.errors["name"] == [words]


def test_time_zones_are_those_of_the_world_by_region() -> None:
    zones = [zone for _region, cities in time_zones() for zone, _city in cities]

    assert zones[0] == "UTC"
    assert set(zones) <= zoneinfo.available_timezones()
    assert ("America/Argentina/Buenos_Aires", "Argentina, Buenos Aires") in dict(time_zones())["America"]


def test_facts_that_are_not_known_are_left_out(edition: Edition) -> None:
    found = {}
    for said in ("yes", "no", "unknown", ""):
        form = StartForm(SAID | {"profile": "consumer", "fact-eu-market": said}, edition=edition)
        assert form.is_valid(), form.errors
        found[said] = form.cleaned_data["facts"]

    assert found == {"yes": {"eu-market": True}, "no": {"eu-market": False}, "unknown": {}, "": {}}


def test_the_first_run_asks_nothing_twice(edition: Edition) -> None:
    form = StartForm(SAID | {"profile": "none"}, edition=edition)

    assert form.is_valid()
    assert form.cleaned_data == SAID | {"profile": "", "facts": {}}


def test_a_list_of_errors_leads_to_the_first_profile(edition: Edition) -> None:
    assert UnitForm({}, edition=edition)["profile"].id_for_label == "id_profile_0"


def test_a_unit_has_a_profile_or_none_yet(edition: Edition) -> None:
    said = {"name": "Imaging", "kind": "unit"}

    assert UnitForm(said | {"profile": "consumer"}, edition=edition).is_valid()
    assert UnitForm(said | {"profile": "none"}, edition=edition).is_valid()
    assert not UnitForm(said, edition=edition).is_valid()
