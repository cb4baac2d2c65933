# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from zeal import zeal_ignore

from accounts.models import Organization, Role
from assessments.models import IncomingFile
from assessments.queries.archive_file import archive_of
from assessments.services.opening import open_assessment
from assessments.services.submitting import submit_assessment
from assessments.views import archive
from tests.factories import join, make_edition, make_organization, make_user
from tests.pages import visible

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_after_the_other():
    """Each organization takes its place in the tree by itself, below the one that was made before."""
    with zeal_ignore([{"model": "accounts.Organization"}]):
        yield


@pytest.fixture
def owner(client):
    user = make_user("Olga")
    client.force_login(user)
    return user


@pytest.fixture
def group(owner, now):
    edition = make_edition(now=now)
    group = make_organization("Aozora")
    join(owner, group, Role.OWNER)
    opened = open_assessment(organization=group, pack=edition.pack, by=owner, now=now)
    submit_assessment(assessment=opened, by=owner, now=now)
    make_organization("Imaging", above=group)
    return group


def send(client, data, **said):
    file = SimpleUploadedFile("aozora.json", data)
    return client.post(reverse("archive_import"), {"file": file} | said, follow=True)


def test_an_archive_shows_what_it_would_make_and_is_taken_when_confirmed(client, owner, group, now):
    data = b"".join(archive_of(group, now=now))

    shown = send(client, data)

    page = visible(shown)
    assert "“aozora.json” would become an organization of its own, which you own." in page
    assert "Imaging" in page and "Here already, with the same content" in page
    assert Organization.objects.count() == 2
    taken = client.post(shown.redirect_chain[-1][0], follow=True)
    assert "It is all here, and every result was verified." in visible(taken)
    assert Organization.objects.filter(name="Aozora", depth=1).count() == 2
    assert client.get(shown.redirect_chain[-1][0]).status_code == 302


def test_the_same_archive_asks_whether_a_second_copy_is_meant(client, owner, group, now):
    data = b"".join(archive_of(group, now=now))
    client.post(send(client, data, above=group.pk).redirect_chain[-1][0])

    shown = send(client, data, above=group.pk)

    assert "The same archive was taken on" in visible(shown)
    address = shown.redirect_chain[-1][0]
    assert client.post(address).status_code == 422
    assert Organization.objects.filter(name="Imaging").count() == 2
    client.post(address, {"again": "on"})
    assert Organization.objects.filter(name="Imaging").count() == 3


def test_a_faulty_archive_is_refused_with_its_place(client, owner, group, now):
    data = b"".join(archive_of(group, now=now)).replace(b"Imaging", b"Imagine")

    response = send(client, data)

    assert response.status_code == 422
    assert "content.organizations[1]" in visible(response)
    assert not IncomingFile.objects.exists()


def test_whoever_sends_many_in_an_hour_waits(client, owner, monkeypatch):
    monkeypatch.setattr(archive, "MOST_AN_HOUR", 1)
    assert "many archives" not in visible(send(client, b"{"))

    assert "You have sent many archives within an hour. Send this one later." in visible(send(client, b"{"))

    client.force_login(make_user("Else"))
    assert "many archives" not in visible(send(client, b"{"))


def test_it_goes_under_no_organization_of_others(client, owner, group, now):
    data = b"".join(archive_of(group, now=now))
    other = make_organization("Midori")
    assert send(client, data, above=other.pk).status_code == 422
    join(owner, other, Role.MANAGER)
    assert send(client, data, above=other.pk).status_code == 422
    assert not IncomingFile.objects.exists()


def test_nobody_else_sees_or_takes_it(client, owner, group, now):
    address = send(client, b"".join(archive_of(group, now=now)), above=group.pk).redirect_chain[-1][0]
    client.force_login(make_user("Else"))
    assert client.get(address).status_code == client.post(address).status_code == 404


def test_who_lost_the_organization_puts_nothing_under_it(client, owner, group, now):
    address = send(client, b"".join(archive_of(group, now=now)), above=group.pk).redirect_chain[-1][0]
    owner.memberships.update(role=Role.MANAGER)
    assert client.post(address).status_code == 403
    assert Organization.objects.count() == 2
