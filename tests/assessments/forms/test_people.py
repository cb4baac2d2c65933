# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.http import QueryDict

from assessments.forms.people import AssignForm
from assessments.queries.people import people_page
from assessments.services.refusal import Refused
from tests.factories import make_assessment


@pytest.fixture
def page(aozora, mana, connie, bob, now):
    return people_page(make_assessment(aozora, mana, now=now), now)


def test_it_offers_members_with_their_roles_and_the_sections(page, connie, mana):
    form = AssignForm(page)

    assert [words for _value, words in form.fields["person"].choices] == [
        "Choose…",
        "Connie (Contributor)",
        "Mana (OSPO manager)",
    ]
    assert [words for _value, words in form.fields["sections"].choices][-2:] == ["Business units", "Routines"]


def test_a_person_and_several_sections_are_chosen(page, connie):
    form = AssignForm(page, QueryDict(f"person={connie.pk}&sections=ospo&sections=routines"))

    assert form.is_valid()
    assert (form.user, form.cleaned_data["sections"]) == (connie, ["ospo", "routines"])


def test_what_was_refused_stands_at_its_field(page, connie):
    form = AssignForm(page, QueryDict(f"person={connie.pk}&sections=ospo"))
    assert form.is_valid()

    form.refuse((Refused("person", "No role."), Refused("elsewhere", "No.")))

    assert form.errors == {"person": ["No role."], "__all__": ["No."]}
