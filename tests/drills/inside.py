# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What a drill does inside Cairn, in the settings of its server: python -m tests.drills.inside found PEOPLE | read.

`found` prepares an empty database, and an assessment that so many people may answer. `read` prints every answer to a
practice and every line of its history.
"""

import json
import os
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ospo_app.settings")
django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402 (needs django.setup)
from django.core.management import call_command  # noqa: E402 (needs django.setup)
from django.utils import timezone  # noqa: E402 (needs django.setup)

from accounts.models import Role, User  # noqa: E402 (needs django.setup)
from assessments.models import Answer, Assessment, Change, Edition  # noqa: E402 (needs django.setup)
from assessments.models.answer import Kind  # noqa: E402 (needs django.setup)
from assessments.queries.edition import edition_of  # noqa: E402 (needs django.setup)
from assessments.services.opening import open_assessment  # noqa: E402 (needs django.setup)
from tests.drills.browser import PASSWORD, address_of  # noqa: E402 (needs django.setup)
from tests.factories import join, make_organization  # noqa: E402 (needs django.setup)


def found(people: int) -> dict[str, Any]:
    """The assessment, and the practices that it asks."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_pack", stdout=sys.stderr)
    organization = make_organization("Aozora", time_zone="Asia/Tokyo")
    secret = make_password(PASSWORD)
    users = [User(email=address_of(number), name=f"Person {number}", password=secret) for number in range(people)]
    for user in User.objects.bulk_create(users):
        join(user, organization, Role.MANAGER)
    opened = open_assessment(organization=organization, pack=Edition.BUILT_IN, by=users[0], now=timezone.now())
    asked = edition_of(opened.edition).practices
    return {"assessment": str(opened.pk), "practices": [practice.key for practice in asked]}


def read() -> dict[str, Any]:
    """All that the one assessment says of its practices."""
    assessment = Assessment.objects.with_edition().get()
    answers = Answer.objects.of(assessment).filter(kind=Kind.PRACTICE)
    lines = Change.objects.of(assessment).filter(what=Kind.PRACTICE).order_by("pk")
    return {
        "answers": list(answers.values("key", "note", "revision")),
        "lines": [
            {
                "key": line.key,
                "revision": line.revision,
                "before": line.before["note"] if line.before else None,
                "after": line.after["note"],
                "at": line.at.timestamp(),
            }
            for line in lines
        ],
    }


if __name__ == "__main__":
    print(json.dumps(read() if sys.argv[1] == "read" else found(int(sys.argv[2]))))
