# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A process that publishes a draft until it is killed: python -m tests.drills.publisher WORDS.

`drafts NUMBER` makes so many drafts of the built-in content, approved, each of a pack of its own, and prints their ids.
`publish ID [STATEMENT]` says "ready", waits for a line, publishes, and says in how many statements of SQL; it kills
itself before that one, counted from 0, or at the end of them. `read` prints what stands in each.
"""

import json
import os
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ospo_app.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 (needs django.setup)
from django.db import connection  # noqa: E402 (needs django.setup)
from django.utils import timezone  # noqa: E402 (needs django.setup)

from accounts.models import User  # noqa: E402 (needs django.setup)
from assessments.domain.canonical import canonical_json, checksum  # noqa: E402 (needs django.setup)
from assessments.models import Edition, Revision  # noqa: E402 (needs django.setup)
from assessments.queries.edition import edition_of  # noqa: E402 (needs django.setup)
from assessments.services.drafting import copied_from, start_draft  # noqa: E402 (needs django.setup)
from assessments.services.publishing import publish_draft  # noqa: E402 (needs django.setup)
from assessments.services.reviewing import approve, ask_for_review  # noqa: E402 (needs django.setup)
from tests.drills.process import Counted  # noqa: E402 (needs django.setup)
from tests.factories import REVIEW, make_user  # noqa: E402 (needs django.setup)


def drafts(number: int) -> list[str]:
    """So many drafts in a new database, each approved by another curator than who asked."""
    call_command("migrate", verbosity=0)
    call_command("load_pack", stdout=sys.stderr)
    carol, dora = make_user("Carol", is_curator=True), make_user("Dora", is_curator=True)
    base, now = Edition.objects.get(), timezone.now()
    made = []
    for each in range(number):
        # Without the default of what is not said, so that publishing changes the document too.
        document = copied_from(base, f"9.0.{each}") | {"pack": f"drill-{each}"}
        document["practices"] = [{k: v for k, v in one.items() if k != "scan" or v} for one in document["practices"]]
        row = start_draft(document=document, source=base, by=carol, now=now)
        row = ask_for_review(edition=row, seen_revision=1, by=carol, now=now, url=REVIEW)
        approve(edition=row, seen_revision=2, by=dora, now=now, url=REVIEW)
        made.append(str(row.pk))
    return made


def publish(edition: str, fatal: int | None) -> None:
    """Publish at a line from the parent, and say so."""
    row, carol = Edition.objects.get(pk=edition), User.objects.get(name="Carol")
    counted = Counted(fatal)
    print("ready", flush=True)
    sys.stdin.readline()
    with connection.execute_wrapper(counted):
        publish_draft(edition=row, seen_revision=row.revision, by=carol, now=timezone.now())
    counted.die()
    print("published", counted.statements, flush=True)


def read() -> dict[str, dict[str, Any]]:
    """What is said of each draft."""
    rows = {}
    for row in Edition.objects.filter(version__startswith="9."):
        lines = Revision.objects.filter(edition=row).order_by("number")
        is_published = row.state == Edition.State.PUBLISHED
        rows[str(row.pk)] = {
            "state": row.state,
            "revision": row.revision,
            "lines": list(lines.values_list("what", flat=True)),
            "dated": (row.published_at is not None, row.published_by_id is not None),
            "summed": row.checksum == checksum(row.document),
            "canonical": is_published and canonical_json(edition_of(row)) == row.document,
        }
    return rows


if __name__ == "__main__":
    if sys.argv[1] == "publish":
        publish(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else None)
    else:
        print(json.dumps(read() if sys.argv[1] == "read" else drafts(int(sys.argv[2]))))
