# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organization, Role, User
from assessments.models import Deletion
from assessments.services.deleting import delete_due
from tests.factories import join, make_edition, make_user
from tests.pages import visible


@pytest.fixture
def olga(aozora: Organization, client: Client) -> User:
    make_edition()
    user = join(make_user("Olga"), aozora, Role.OWNER).user
    client.force_login(user)
    return user


def test_deleting_says_what_goes_and_wants_the_name_typed(client, olga, aozora):
    url = reverse("delete_organization", args=[aozora.pk])

    assert "1 organization" in visible(client.get(url))
    wrong = client.post(url, {"typed": "Midori"})

    assert wrong.status_code == 422
    assert "Type it as it stands here: Aozora" in visible(wrong)
    assert not Deletion.objects.exists()


def test_deleting_names_the_day_and_can_be_stopped(client, olga, aozora, now):
    url = reverse("delete_organization", args=[aozora.pk])

    page = visible(client.post(url, {"typed": " aozora "}, follow=True))
    assert "It will be deleted on" in page
    stopped = visible(client.post(reverse("keep_organization", args=[aozora.pk]), follow=True))

    assert "It stays. Nothing was deleted." in stopped
    assert Deletion.objects.get().withdrawn_by == olga


def test_the_receipt_says_what_was_deleted_to_who_asked_alone(client, olga, aozora, now):
    client.post(reverse("delete_organization", args=[aozora.pk]), {"typed": "Aozora"})
    deletion = Deletion.objects.get()
    delete_due(now + timedelta(days=15))
    url = reverse("deletion", args=[deletion.pk])

    page = visible(client.get(url))

    assert "It was deleted on" in page and "1 organization" in page
    client.force_login(make_user("Somebody"))
    assert client.get(url).status_code == 404


def test_pages_of_deleting_take_few_queries(client, olga, aozora, django_assert_num_queries):
    client.get(reverse("delete_organization", args=[aozora.pk]))

    with django_assert_num_queries(7):
        client.get(reverse("delete_organization", args=[aozora.pk]))
