# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A process that takes an archive until it is killed: python -m tests.drills.importer WORDS.

`prepare FILE` makes a group with submitted answers in a new database, and writes its archive. `take FILE [STATEMENT]`
takes it; it kills itself before that statement of SQL, counted from 0. It prints how many statements there were.
`read` prints how many rows there are of each kind, and which results differ.
"""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ospo_app.settings")
django.setup()

from django.apps import apps  # noqa: E402 (needs django.setup)
from django.core.management import call_command  # noqa: E402 (needs django.setup)
from django.db import connection  # noqa: E402 (needs django.setup)
from django.utils import timezone  # noqa: E402 (needs django.setup)

from accounts.models import User  # noqa: E402 (needs django.setup)
from assessments.imports.limited import read_archive_limited  # noqa: E402 (needs django.setup)
from assessments.queries.archive_file import archive_of  # noqa: E402 (needs django.setup)
from assessments.queries.verification import differing_results  # noqa: E402 (needs django.setup)
from assessments.services.opening import open_assessment  # noqa: E402 (needs django.setup)
from assessments.services.restoring import restore_archive, stage_archive  # noqa: E402 (needs django.setup)
from assessments.services.submitting import submit_assessment  # noqa: E402 (needs django.setup)
from tests.drills.process import Counted  # noqa: E402 (needs django.setup)
from tests.factories import make_edition, make_organization, make_user  # noqa: E402 (needs django.setup)


def prepare(file: str) -> str:
    """A group of three in a new database, and its archive."""
    call_command("migrate", verbosity=0)
    now = timezone.now() - timedelta(days=100)
    pack, owner = make_edition(now=now).pack, make_user("Olga")
    group = make_organization("Aozora")
    for each in (group, make_organization("Imaging", above=group), make_organization("Games", above=group)):
        opened = open_assessment(organization=each, pack=pack, by=owner, now=now)
        submit_assessment(assessment=opened, by=owner, now=now)
    Path(file).write_bytes(b"".join(archive_of(group, now=now)))
    return "prepared"


def take(file: str, fatal: int | None) -> int:
    """Take it as an organization of its own; how many statements that were."""
    owner, now = User.objects.get(name="Olga"), timezone.now()
    document = read_archive_limited(Path(file).read_bytes(), name="archive.json")
    staged = stage_archive(document=document, name="archive.json", above=None, by=owner, now=now)
    counted = Counted(fatal)
    with connection.execute_wrapper(counted):
        restore_archive(incoming=staged, again=True, by=owner, now=now)
    return counted.statements


def read() -> dict[str, Any]:
    """What is there."""
    models = [*apps.get_app_config("accounts").get_models(), *apps.get_app_config("assessments").get_models()]
    rows = {one.__name__: one._base_manager.count() for one in models if one.__name__ != "IncomingFile"}
    return rows | {"differing": [why for _row, why in differing_results() if why]}


if __name__ == "__main__":
    word, *said = sys.argv[1:]
    if word == "take":
        print(json.dumps(take(said[0], int(said[1]) if len(said) > 1 else None)))
    else:
        print(json.dumps(read() if word == "read" else prepare(said[0])))
