# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from pathlib import Path

import allauth
from babel.messages.pofile import read_po
from django.test import Client
from django.urls import reverse

from accounts.borrowed_texts import BORROWED
from accounts.models import Mail, User


def test_allauth_still_says_what_we_borrow() -> None:
    file = Path(allauth.__file__).parent / "locale/ja/LC_MESSAGES/django.po"
    with file.open("rb") as source:
        theirs = {message.id for message in read_po(source, locale="ja") if isinstance(message.id, str)}

    assert set(BORROWED) - theirs == set()


def test_a_mail_is_calm_and_says_where_it_comes_from(client: Client, alice: User) -> None:
    client.post(reverse("account_reset_password"), {"email": alice.email})

    body = Mail.objects.get().text
    assert body.startswith("You're receiving this email because")
    assert body.rstrip().endswith("Cairn, testserver") and "!" not in body


def test_a_mail_in_japanese_has_our_words(client: Client, alice: User) -> None:
    client.post(reverse("account_reset_password"), {"email": alice.email}, headers={"Accept-Language": "ja"})

    body = Mail.objects.get().text
    assert "再設定する場合は、次のリンクを開いてください。" in body
    assert body.rstrip().endswith("Cairn（testserver）")
