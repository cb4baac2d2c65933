# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import datetime

from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization, User
from assessments.models import AdviceCount, Edition
from assessments.services.faring import ask_count, count_advice
from tests.factories import make_edition, make_organization, plan_action
from tests.pages import visible


def counted(edition: Edition, now: datetime) -> None:
    ask_count(pack=edition.pack, now=now)
    AdviceCount.objects.update(due_at=now)
    count_advice(pack=edition.pack, now=now)


def page(client: Client, user: User, edition: Edition) -> str:
    client.force_login(user)
    return visible(client.get(reverse("studio_fared", args=[edition.pk])))


def take_up(edition: Edition, by: User, now: datetime, number: int) -> list[Organization]:
    made = [make_organization(f"Secret {uuid.uuid4()}") for _each in range(number)]
    for organization in made:
        plan_action(organization, by, edition, now=now)
    return made


def test_a_curator_without_an_organization_sees_counts_and_no_organization(
    client: Client, carol: User, charlie: User, now: datetime
) -> None:
    edition = make_edition()
    take_up(edition, charlie, now, 12)
    counted(edition, now)

    text = page(client, carol, edition)

    assert "Engage 10+ – – –" in text
    assert "Secret" not in text
    assert "12" not in text.partition("In how many organizations")[2].partition("– stands for")[0]


def test_under_five_nothing_is_told(client: Client, carol: User, charlie: User, now: datetime) -> None:
    edition = make_edition()
    take_up(edition, charlie, now, 4)
    counted(edition, now)

    assert "No recommendation was taken up by five organizations so far." in page(client, carol, edition)


def test_the_page_takes_as_many_queries_at_one_organization_as_at_many(
    client: Client, carol: User, charlie: User, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    edition = make_edition()
    url = reverse("studio_fared", args=[edition.pk])
    client.force_login(carol)
    for number in (1, 12):
        take_up(edition, charlie, now, number)
        counted(edition, now)
        with django_assert_num_queries(5):
            client.get(url)
