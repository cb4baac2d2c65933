# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.factories import make_user
from tests.pages import visible

SIGN_UP = f'href="{reverse("account_signup")}"'


@pytest.mark.parametrize(
    ("is_open", "has_people", "offered"), [(False, True, False), (True, True, True), (False, False, True)]
)
def test_the_sign_in_page_offers_an_account_only_where_one_may_be_made(
    client: Client, db: None, settings: Settings, is_open: bool, has_people: bool, offered: bool
) -> None:
    settings.SIGNUP_OPEN = is_open
    if has_people:
        make_user("Ken Mori")

    response = client.get(reverse("account_login"))

    assert (SIGN_UP in response.content.decode()) is offered
    assert ("Ask whoever runs this server." in visible(response)) is not offered
