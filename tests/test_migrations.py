# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL

OURS = ("accounts", "assessments")


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_migrations_are_named_by_hand() -> None:
    files = [path for app in OURS for path in Path(settings.BASE_DIR, app, "migrations").glob("0*.py")]

    assert [path.name for path in files if re.search(r"_auto_|_and_more|_merge_", path.name)] == []


@pytest.mark.django_db
def test_each_app_has_one_last_migration() -> None:
    assert MigrationLoader(connection).detect_conflicts() == {}


@pytest.mark.django_db
def test_data_migrations_can_be_reversed() -> None:
    migrations = MigrationLoader(connection).disk_migrations
    steps = [step for (app, _), one in migrations.items() if app in OURS for step in one.operations]

    assert [step for step in steps if isinstance(step, RunPython | RunSQL) and not step.reversible] == []


@pytest.mark.django_db(transaction=True)
def test_migrations_go_back_and_forth() -> None:
    first = {
        app: sorted(name for label, name in MigrationLoader(connection).disk_migrations if label == app) for app in OURS
    }

    for app in reversed(OURS):
        if len(first[app]) > 1:
            call_command("migrate", app, first[app][0], verbosity=0)
    call_command("migrate", verbosity=0)

    assert MigrationLoader(connection).applied_migrations.keys() >= {(app, name) for app in OURS for name in first[app]}


def test_every_table_of_ours_is_named_after_its_model() -> None:
    models = [model for app in OURS for model in apps.get_app_config(app).get_models()]

    assert [
        model for model in models if model._meta.db_table != f"{model._meta.app_label}_{model._meta.model_name}"
    ] == []
