# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What comes from pages that are older than a move to another edition.

What has a new key is saved under it, as if it had been posted so. What is not asked any more is refused with 409, and
says so: it stays with the person, whose browser keeps it to be copied (static/js/outbox.js).
"""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from assessments.domain.edition import Edition
from assessments.forms.target import SEEN_PROFILE
from assessments.models.answer import Kind
from assessments.permissions import can_see_tasks
from assessments.queries.edition import edition_of
from assessments.queries.idle import was_moved
from assessments.queries.offered import is_asked, profile_in, renamed
from assessments.views import answering
from assessments.views.access import Seat, SignedInRequest, require
from assessments.views.answering import Problem
from assessments.views.merging import take_choice

# "seen-signal-alone--few": a field that belongs to a question, with what stands before and after its name.
FIELD = re.compile(rf"((?:[a-z]+-)?)({'|'.join(Kind.values)})-([a-z0-9-]+)")
PROFILES = ("profile", SEEN_PROFILE)


class NotAsked(Http404):
    """The edition doesn't ask this; whoever sees a page of it gets 404."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("This assessment does not ask that.")
        self.seat = seat


def asked_key(seat: Seat, kind: Kind, key: str) -> str:
    """The key for what an address names; after a move maybe by an earlier key. Raises NotAsked."""
    edition = edition_of(seat.assessment.edition)
    if is_asked(edition, kind, key):
        return key
    found = renamed(edition, kind, key)
    if not is_asked(edition, kind, found) or not was_moved(seat.assessment):
        raise NotAsked(seat)
    return found


def refuses_unasked(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a save of what is not asked any more, while the assessment is open, to those who may answer there."""

    @wraps(view)
    def with_refusal(request: SignedInRequest, *arguments: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *arguments, **named)
        except NotAsked as error:
            seat = error.seat
            if request.method != "POST" or not seat.assessment.is_open or not was_moved(seat.assessment):
                raise
            require(can_see_tasks(seat.role, seat.assigned))
            return _refusal(request, seat)

    return with_refusal


def take_posted(request: HttpRequest, edition: Edition) -> None:
    """Put what was chosen between two answers, and what bears earlier keys, into the form's own fields."""
    take_choice(request)
    post = request.POST.copy()
    for name in request.POST:
        new = _renamed_field(edition, name)
        if new != name and new not in post:
            post.setlist(new, post.pop(name))
    if "over" in post:
        pairs = [pair.partition("=") for pair in str(post["over"]).split()]
        post["over"] = " ".join(_renamed_field(edition, name) + mark + seen for name, mark, seen in pairs)
    for name in PROFILES:
        if name in post:
            profile = str(post[name])
            post[name] = profile_in(edition, profile) or profile
    request.POST = post  # type: ignore[assignment]  # Django lets views set it; its stubs do not


def _renamed_field(edition: Edition, name: str) -> str:
    found = FIELD.fullmatch(name)
    if found is None:
        return name
    before, kind, key = found.groups()
    return f"{before}{kind}-{renamed(edition, Kind(kind), key.replace('--', '/')).replace('/', '--')}"


def _refusal(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """For a page that saves itself a part; else a page with what was written, to be copied."""
    problem = Problem("unasked")
    if answering.wants_part(request):
        return answering.unsaved_part(request, seat.assessment, problem, forms=[])
    texts = [text for name in ("reason", "settled_because", "note") if (text := request.POST.get(name, "").strip())]
    context = {"assessment": seat.assessment, "texts": texts}
    return render(request, "assessments/unasked.html", context, status=problem.status)
