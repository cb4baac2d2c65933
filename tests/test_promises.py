# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What SECURITY.md promises and no other test holds. Who may do what: test_access.py; checksums: verify_results."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from ospo_app import settings as production

ROOT = Path(settings.BASE_DIR)
NETWORK = re.compile(
    r"^\s*(?:import|from) (urllib\.request|http\.client|socket|smtplib|ftplib|requests|httpx|aiohttp)\b", re.MULTILINE
)


def sign_in(client: Client, password: str) -> int:
    """The status: 302 where the person is in."""
    return client.post(reverse("account_login"), {"login": "mana@example.org", "password": password}).status_code


@pytest.mark.django_db
def test_pages_take_scripts_and_styles_from_here_alone(client: Client) -> None:
    policy = client.get(reverse("account_login")).headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", maxsplit=1) for part in policy.split(";"))

    assert set(directives.values()) == {"'self'", "'none'"}
    assert directives["default-src"] == directives["base-uri"] == directives["frame-ancestors"] == "'none'"
    assert directives["script-src"] == directives["style-src"] == directives["connect-src"] == "'self'"


def test_code_opens_no_connection_but_to_database_and_mail_server() -> None:
    """One module talks to the mail server, another asks whether the server that make run has started answers."""
    files = [path for folder in ("accounts", "assessments", "ospo_app") for path in (ROOT / folder).rglob("*.py")]
    found = {path.relative_to(ROOT).as_posix() for path in files if NETWORK.search(path.read_text())}

    assert found == {"accounts/smtp.py", "ospo_app/run.py"}


def test_scripts_name_no_other_host() -> None:
    scripts = sorted((ROOT / "static" / "js").rglob("*.js"))
    comment = re.compile(r"(^|\s)//.*$", re.MULTILINE)

    assert scripts
    assert [path.name for path in scripts if "//" in comment.sub("", path.read_text())] == []


def test_after_five_wrong_passwords_the_right_one_does_not_open_either(client: Client, mana: User) -> None:
    wrong = [sign_in(client, f"a guess, the {number}th") for number in range(5)]

    assert 302 not in wrong
    assert sign_in(client, "a long password") != 302


def test_passwords_and_sessions_are_kept_as_promised() -> None:
    least = [check["OPTIONS"]["min_length"] for check in production.AUTH_PASSWORD_VALIDATORS if "OPTIONS" in check]

    assert production.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert least == [12]
    assert production.SESSION_COOKIE_AGE == 12 * 60 * 60


@pytest.mark.ignore_template_errors  # allauth's template asks for what not every second factor has
def test_people_can_add_a_second_factor(client: Client, mana: User) -> None:
    client.force_login(mana)

    assert reverse("mfa_activate_totp") in client.get(reverse("mfa_index")).content.decode()
