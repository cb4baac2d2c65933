# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The way in: a stranger gets 404 for what is not theirs, a colleague without the right gets 403."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.models import Organization, Role, User
from assessments.models import Annotation, Assessment, Assignment, IncomingFile, PlanItem, Upload
from assessments.queries.edition import edition_of
from assessments.queries.point import sections_of
from assessments.queries.statements import Statement, columns
from assessments.services.edition_steps import EditionGone

GONE = (
    Annotation.DoesNotExist,
    Assessment.DoesNotExist,
    EditionGone,
    IncomingFile.DoesNotExist,
    Organization.DoesNotExist,
    PlanItem.DoesNotExist,
    Upload.DoesNotExist,
)


_FIELDS = columns(Organization)
_ORGANIZATION = Statement(
    rows=lambda user, pk: (
        Organization.objects.with_role(user)
        .with_held(user)
        .filter(pk=pk)
        .order_by()
        .values_list(*_FIELDS, "role", "held")
    ),
    user=int,
    pk=uuid.UUID,
)


class SignedInRequest(HttpRequest):
    """A request whose person is known; LoginRequiredMiddleware sees to it."""

    user: User


@dataclass(frozen=True)
class Seat:
    """A person before an assessment: their role there, and the sections assigned to them, as far as they are asked."""

    assessment: Assessment
    role: Role
    assigned: frozenset[str]


def organization_or_404(request: SignedInRequest, organization_id: uuid.UUID) -> tuple[Organization, Role]:
    """The organization and the person's role at it; 404 for a stranger. One query."""
    found = _ORGANIZATION(user=request.user.pk, pk=organization_id)
    *fields, role, held = found[0] if found else (None, None)
    known = _role_or_404(role)
    request.user.held = held.split(",")
    return Organization.from_db(None, _FIELDS, fields), known


def seat_or_404(request: SignedInRequest, assessment_id: uuid.UUID) -> Seat:
    """The assessment and what the person is to it; 404 for a stranger. One query, two for a contributor."""
    assessments = Assessment.objects.with_edition().with_role(request.user)
    assessment = get_object_or_404(assessments, pk=assessment_id)
    role = _role_or_404(assessment.role)
    assigned: frozenset[str] = frozenset()
    if role == Role.CONTRIBUTOR:
        sections = Assignment.objects.of(assessment).filter(user=request.user)
        asked = sections_of(edition_of(assessment.edition))
        assigned = frozenset(sections.values_list("section", flat=True)) & asked
    return Seat(assessment, role, assigned)


def _role_or_404(role: str | None) -> Role:
    """The role that was found; to whoever has none there is nothing there."""
    if role is None:
        raise Http404
    return Role(role)


def require(allowed: bool) -> None:
    """Raise PermissionDenied (403) where a colleague lacks the right."""
    if not allowed:
        raise PermissionDenied


class GoneMeanwhileMiddleware:
    """404 for whoever writes at the moment in which what they write to goes: an assessment that is deleted, a draft
    that is given up, a file that is sent anew, an action or a note that is removed, an organization whose waiting time
    is over.

    Each 404 says that it is ours: one of a proxy, while the server starts, is no reason to give up what was typed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.NOT_FOUND:
            response.headers["Cairn-Refusal"] = "gone"
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, GONE):
            raise Http404 from exception
