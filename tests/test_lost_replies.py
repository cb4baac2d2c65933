# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The server has finished, its reply is lost on the way, and the same request comes again: one effect."""

import http.client
import uuid
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import Organization, User
from assessments.models import Answer, Assessment, Change, Evidence, Result
from tests.factories import make_assessment, make_edition
from tests.proxy import LosingProxy, losing_proxy

pytestmark = pytest.mark.django_db(transaction=True)
LOSSES = 3


@pytest.fixture
def proxy(live_server) -> Iterator[LosingProxy]:
    with losing_proxy(live_server.url) as made:
        yield made


def sent_until_answered(proxy: LosingProxy, user: User, url: str, **data: str) -> int:
    """The status that comes back in the end; the replies before it are lost."""
    client = Client()
    client.force_login(user)
    session, secret = client.cookies[settings.SESSION_COOKIE_NAME].value, "n" * 32
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={secret}"
    headers = {"Cookie": cookies, "X-CSRFToken": secret, "Content-Type": "application/x-www-form-urlencoded"}
    proxy.losses = LOSSES
    for _ in range(LOSSES):
        with pytest.raises(http.client.RemoteDisconnected):
            _send(proxy, url, headers, data)
    return _send(proxy, url, headers, data)


def _send(proxy: LosingProxy, url: str, headers: dict[str, str], data: dict[str, str]) -> int:
    connection = HTTPConnection(urlsplit(proxy.url).netloc)
    try:
        connection.request("POST", url, urlencode(data), headers)
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_save(proxy: LosingProxy, aozora: Organization, mana: User) -> None:
    assessment = make_assessment(aozora, mana)
    said = {"answer": "3", "revision": "0", "note": "Once.", "key": str(uuid.uuid4())}
    evidence = {"text": "Minutes", "add_evidence": "1"}

    assert (
        sent_until_answered(proxy, mana, reverse("practice", args=[assessment.pk, "health"]), **said, **evidence) == 302
    )

    row = Answer.objects.of(assessment).get(key="health")
    assert (row.value, row.note, row.revision) == ("3", "Once.", 1)
    assert Evidence.objects.of(assessment).count() == 1
    assert Change.objects.of(assessment).filter(key="health").count() == 2  # the answer, and its evidence


def test_a_submission(proxy: LosingProxy, aozora: Organization, mana: User) -> None:
    assessment = make_assessment(aozora, mana)

    assert sent_until_answered(proxy, mana, reverse("submit", args=[assessment.pk]), knowing="on") == 302
    assert Result.objects.of(assessment).count() == 1
    assert Change.objects.of(assessment).filter(what="submitted").count() == 1


def test_opening_a_quarter(proxy: LosingProxy, aozora: Organization, mana: User) -> None:
    make_edition()

    sent_until_answered(proxy, mana, reverse("assessments", args=[aozora.pk]))
    assert Assessment.objects.for_organization(aozora).count() == 1
