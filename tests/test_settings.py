# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A wrong setting stops the start with one line that names it; with those of production, Django finds no fault."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
KEY = "dq7Zk-2sVx9_fJm4Tq8Lw1Rb6Ny3Hc5Pg0Ua-Ei7Xo2Kd9Ms4Wt"
OURS = ("CAIRN_", "DATABASE_", "DJANGO_")
PRODUCTION = {
    "CAIRN_SECRET_KEY": KEY,
    "CAIRN_HTTPS": "yes",
    "CAIRN_HOSTS": "cairn.example.org",
    "CAIRN_EMAIL_URL": "submission://cairn:secret@mail.example.org:587",
    "CAIRN_EMAIL_FROM": "Cairn <cairn@example.org>",
}


def check(*options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "check", *options]
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return subprocess.run(
        command, cwd=ROOT, env=surroundings | environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CAIRN_SECRET_KEY", ""),
        ("CAIRN_SECRET_KEY", "too short"),
        ("CAIRN_DEBUG", "maybe"),
        ("CAIRN_HTTPS", "perhaps"),
        ("CAIRN_HOSTS", ""),
        ("CAIRN_HOSTS", "*"),
        ("CAIRN_HOSTS", "cairn.example.org:8000"),
        ("DATABASE_URL", "sqlite:////tmp"),
        ("CAIRN_HOSTS", "https://cairn.example.org/"),
        ("CAIRN_ADDRESS", "cairn.example.org"),
        ("CAIRN_ADDRESS", "https://cairn.example.org/here"),
        ("CAIRN_SIGNUP_OPEN", "2"),
        ("CAIRN_TRUSTED_PROXIES", "-1"),
        ("CAIRN_TRUSTED_PROXIES", "one"),
        ("CAIRN_LOG_LEVEL", "LOUD"),
        ("CAIRN_EMAIL_URL", "carrier-pigeon://cairn:secret@roof"),
        ("CAIRN_EMAIL_URL", "smtp://host:port"),
        ("CAIRN_EMAIL_FROM", "nobody"),
        ("DATABASE_URL", "here"),
        ("DATABASE_URL", "sqlite:////proc/nowhere/cairn.sqlite3"),
        ("DATABASE_URL", "mysql://cairn:secret@localhost/cairn"),
        ("DATABASE_URL", "postgresql://cairn:secret@localhost:port/cairn"),
        ("DATABASE_URL", "postgresql://localhost"),
        ("DATABASE_URL", "sqlite://:memory:"),
        ("CAIRN_DATABASE_POOL", "0"),
    ],
)
def test_wrong_setting_stops_the_start(name: str, value: str) -> None:
    found = check(**PRODUCTION | {name: value})

    assert found.returncode == 1
    assert len(found.stderr.splitlines()) == 1
    assert found.stderr.startswith("Cairn does not start")
    assert name in found.stderr
    assert "secret" not in found.stderr


def test_missing_secret_stops_the_start() -> None:
    found = check()

    assert found.returncode == 1
    assert "CAIRN_SECRET_KEY" in found.stderr
    assert len(found.stderr.splitlines()) == 1


def test_debug_is_refused_for_a_public_host() -> None:
    found = check(CAIRN_SECRET_KEY=KEY, CAIRN_DEBUG="yes", CAIRN_HOSTS="cairn.example.org")

    assert found.returncode == 1
    assert "CAIRN_DEBUG" in found.stderr


@pytest.mark.parametrize("database", ["postgresql://cairn:secret@db.example.org/cairn", ""])
def test_production_has_no_fault(database: str, tmp_path: Path) -> None:
    url = {"DATABASE_URL": database or f"sqlite:///{tmp_path}/cairn.sqlite3"}

    found = check("--deploy", "--fail-level", "WARNING", **PRODUCTION, **url)

    assert (found.returncode, found.stderr) == (0, "")


def test_production_says_what_is_only_for_trying() -> None:
    found = check("--deploy", "--fail-level", "WARNING", CAIRN_SECRET_KEY=KEY, CAIRN_DEMO="yes")

    assert found.returncode == 1
    assert {"cairn.W001", "cairn.W002"} <= set(re.findall(r"cairn\.W\d+", found.stderr))


def test_check_says_which_journal_sqlite_keeps(tmp_path: Path) -> None:
    found = check("--database", "default", CAIRN_SECRET_KEY=KEY, DATABASE_URL=f"sqlite:///{tmp_path}/cairn.sqlite3")

    assert found.returncode == 0
    assert re.search(r"cairn\.I00[12]\) SQLite \d", found.stderr)


def test_every_variable_is_documented() -> None:
    read = set(re.findall(r'env\.\w+\("(\w+)"', (ROOT / "ospo_app" / "settings.py").read_text()))
    documented = set(re.findall(r"^\| `(\w+)`", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE))

    assert documented == read


def test_the_log_says_where_an_error_arose_in_one_line() -> None:
    failing = (
        "import logging; exec('try: 1/0\\nexcept ZeroDivisionError: logging.getLogger().exception(\\'a\\\\nb\\')')"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OURS)} | PRODUCTION
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", failing]

    found = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    (line,) = [line for line in found.stderr.splitlines() if line.startswith("{")]
    assert "ZeroDivisionError: division by zero" in json.loads(line)["exception"]
