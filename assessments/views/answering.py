# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What all pages share that save answers, by themselves or by a button.

Such a page posts its fields, a hidden `key` (its idempotency key, a UUID) and a hidden revision for each answer: the
one that it was made from. Where somebody else was quicker it shows both (views/merging.py), and its button "Use mine"
posts `over`: the revisions that the person saw there, as `name=number` with a space between.

static/js/outbox.js posts what was typed in `<form data-autosave>` and gets a part of a page: what stands in the save
line, with messages out of band. Without it the same URL answers with a page or a redirect.
"""

import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from django.core.exceptions import BadRequest
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.models import Answer, Assessment
from assessments.views.merging import Pair

UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
REVISION = re.compile(r"[0-9]{1,9}")

Why: TypeAlias = Literal["conflict", "closed", "unasked", "refused"]


@dataclass(frozen=True)
class Problem:
    """Why a save did not happen. `over` is what "Use mine" posts, `texts` what was written to what is not asked."""

    kind: Why
    pairs: list[Pair] = field(default_factory=list)
    over: str = ""
    texts: list[str] = field(default_factory=list)

    @property
    def is_alone(self) -> bool:
        """Whether there is one pair of answers to choose from."""
        return len(self.pairs) == 1

    @property
    def can_merge(self) -> bool:
        """Whether there is more to choose than all of theirs or all of mine."""
        return not self.is_alone or any(pair.can_merge for pair in self.pairs)

    @property
    def status(self) -> int:
        return 422 if self.kind == "refused" else 409


def idempotency_key(request: HttpRequest) -> uuid.UUID:
    """The key of this save; 400 where it is none."""
    return uuid_or_400(request.POST.get("key", ""))


def uuid_or_400(text: str) -> uuid.UUID:
    """The UUID that a form posts; 400 where it is none."""
    if not UUID.fullmatch(text):
        raise BadRequest("This is no UUID.")
    return uuid.UUID(text)


def base_revision(request: HttpRequest, name: str = "revision") -> int:
    """The revision that the person saw, in the hidden field or in the choice of "Use mine"; 400 where it is none."""
    over = dict(part.partition("=")[::2] for part in request.POST.get("over", "").split())
    revision = over.get(name, request.POST.get(name, ""))
    if not REVISION.fullmatch(revision):
        raise BadRequest("This is no revision.")
    return int(revision)


def over(revisions: Mapping[str, int | str]) -> str:
    """What "Use mine" posts: for each hidden field the revision that stands there now."""
    return " ".join(f"{name}={revision}" for name, revision in revisions.items())


def wants_part(request: HttpRequest) -> bool:
    """Whether the save came by itself, and not by a button."""
    return request.headers.get("HX-Request") == "true"


def saved_part(
    request: HttpRequest,
    assessment: Assessment,
    at: datetime,
    revisions: Mapping[str, int | str],
    *,
    forms: list[BaseForm],
) -> HttpResponse:
    """ "Saved 12:31" by the organization’s clock, after the commit; the event brings the form its new revisions."""
    context = {"zone": assessment.organization.zone, "at": at, "forms": forms}
    response = render(request, "assessments/_saved.html", context)
    response.headers["HX-Trigger"] = json.dumps({"saved": {"revisions": dict(revisions)}})
    return response


def unsaved_part(
    request: HttpRequest, assessment: Assessment, problem: Problem, *, forms: list[BaseForm]
) -> HttpResponse:
    """Why nothing was saved, for the save line and beside the fields."""
    context = {"problem": problem, "forms": forms, "assessment": assessment}
    response = render(request, "assessments/_unsaved.html", context, status=problem.status)
    day = _day_of_submission(assessment) if problem.kind == "closed" else {}
    response.headers["HX-Trigger"] = json.dumps({"unsaved": {"kind": problem.kind} | day})
    return response


def _day_of_submission(assessment: Assessment) -> dict[str, str]:
    """For those who come too late: `day`, by the organization's clock, in the reader's words."""
    if assessment.submitted_at is None:
        return {}
    at = assessment.submitted_at.astimezone(assessment.organization.zone)
    return {"day": date_format(at, _("j M Y"))}


def revision_after(row: Answer, base: int) -> int:
    """The revision that a save led to: its own one where it was a repeated one, whatever has happened since."""
    return base + 1 if getattr(row, "is_repeated", False) else row.revision
