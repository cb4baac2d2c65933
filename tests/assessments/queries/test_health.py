# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django.db import DatabaseError, connection

from assessments.queries.health import is_ready


def test_all_migrations_done(db: None) -> None:
    assert is_ready()


def test_a_migration_is_waiting(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'accounts'")

    assert not is_ready()


def test_the_database_does_not_answer(db: None) -> None:
    def refuse(*arguments: object) -> None:
        raise DatabaseError

    with connection.execute_wrapper(refuse):
        assert not is_ready()
