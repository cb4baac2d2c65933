# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What `manage.py check` says beyond Django: which journal SQLite keeps, and what a public Cairn must not do."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Info, Tags, Warning, register


def sqlite_journal(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Both journals are safe; with the rollback journal, readers wait for a writer.

    Said where somebody asks about the database: at migrate, and at check --database default.
    """
    if not databases or not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return []
    version = sqlite3.sqlite_version
    if settings.SQLITE_WAL:
        return [Info(f"SQLite {version} keeps a write-ahead log.", id="cairn.I001")]
    return [
        Info(
            f"SQLite {version} keeps the rollback journal, since its write-ahead log has a known fault.",
            hint="SQLite 3.51.3 or newer lets people read while somebody writes; for many people use PostgreSQL.",
            id="cairn.I002",
        )
    ]


def not_a_demo(**kwargs: Any) -> list[CheckMessage]:
    """Demo accounts have known passwords, and mail to the console reaches nobody."""
    found: list[CheckMessage] = []
    if settings.DEMO:
        found.append(Warning("CAIRN_DEMO is on: people of the demo sign in with known passwords.", id="cairn.W001"))
    if settings.EMAIL_BACKEND.endswith(("console.EmailBackend", "dummy.EmailBackend")):
        found.append(Warning("CAIRN_EMAIL_URL is not set: invitations and reminders reach nobody.", id="cairn.W002"))
    return found


def register_checks() -> None:
    """Called once, when the apps are ready."""
    register(sqlite_journal, Tags.database)
    register(not_a_demo, Tags.security, deploy=True)
