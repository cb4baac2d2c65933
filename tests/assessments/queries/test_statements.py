# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

import pytest
from django.db.models import Case, F, JSONField, When

from accounts.models import Organization, below_path
from assessments.models import OrganizationProfile
from assessments.queries.statements import Statement, columns
from tests.factories import make_organization


def below(path, named):
    rows = Organization.objects.filter(below_path("path", path), name=named).order_by("path")
    return rows.values_list("pk", "name", "created_at")


@pytest.fixture
def group(db):
    group = make_organization("Group")
    make_organization("Games", above=group)
    return group


def test_it_finds_what_its_queryset_finds_whatever_is_given(group, django_assert_num_queries):
    statement, other = Statement(below, path=str, named=str), make_organization("Games")
    hostile = make_organization("' OR '%s' = '%%", above=group)

    for path, name in [
        (group.path, "Games"),
        (other.path, "Games"),
        (group.path, hostile.name),
        (other.path, hostile.name),
        (group.path, ""),
        ("", ""),
    ]:
        with django_assert_num_queries(1):
            found = statement(path=path, named=name)
        assert found == list(below(path, name))
    assert statement(path=group.path, named=hostile.name)[0][0] == hostile.pk


def test_it_does_not_take_a_constant_for_what_was_given(group):
    """The number that is given first is one that the queryset says too."""
    statement = Statement(
        lambda depth: Organization.objects.filter(depth=depth, numchild=1).values_list("name"), depth=int
    )

    assert statement(depth=1) == [("Group",)]
    assert statement(depth=2) == []
    make_organization("Chess", above=Organization.objects.get(name="Games"))
    assert statement(depth=2) == [("Games",)]


def test_ids_and_documents_come_back_as_pythons_whatever_the_database(group):
    OrganizationProfile.objects.create(organization=group, pack="pack", facts={"sells": True})

    def facts(of, pack):
        shown = Case(When(pack=pack, then=F("facts")), output_field=JSONField())
        return OrganizationProfile.objects.within(Organization(pk=of)).values_list("organization_id", shown)

    statement = Statement(facts, of=uuid.UUID, pack=str)

    assert statement(of=group.pk, pack="pack") == [(group.pk, {"sells": True})]
    assert statement(of=group.pk, pack="other") == [(group.pk, None)]
    assert statement(of=uuid.uuid4(), pack="pack") == []


def test_documents_of_many_rows_stay_in_their_rows(group):
    below = [make_organization("Chess", above=group), make_organization("Go", above=group), group]
    facts = [{"sells": True, "words": '"],["'}, {}, {"sells": None}]
    for one, said in zip(below, facts, strict=True):
        OrganizationProfile.objects.create(organization=one, pack="pack", facts=said)
    statement = Statement(
        lambda pack: OrganizationProfile.unscoped.filter(pack=pack).values_list("organization_id", "facts"), pack=str
    )

    assert dict(statement(pack="pack")) == {one.pk: said for one, said in zip(below, facts, strict=True)}


def test_a_queryset_that_asks_in_other_words_for_other_values_is_not_kept(group):
    def shorter(path):
        return Organization.objects.filter(path=path[:4]).values_list("name")

    def other(path):
        return Organization.objects.filter(**({"path": path} if len(path) < 9 else {})).values_list("name")

    for rows in (shorter, other):
        with pytest.raises(ValueError, match="does not ask in the same words"):
            Statement(rows, path=str)(path=group.path)


def test_an_object_is_made_of_a_row(group):
    [row] = Statement(lambda pk: Organization.objects.filter(pk=pk).values_list(*columns(Organization)), pk=uuid.UUID)(
        pk=group.pk
    )

    made = Organization.from_db(None, columns(Organization), row)

    assert (made, made.name, made.created_at) == (group, "Group", group.created_at)
    assert columns(Organization, besides="name") == [one for one in columns(Organization) if one != "name"]
