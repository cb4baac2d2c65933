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
from assessments.models import Assessment, Assignment
from assessments.queries.edition import edition_of
from assessments.queries.point import sections_of


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
    organization = get_object_or_404(Organization.objects.known_to(request.user), pk=organization_id)
    return organization, Role(organization.role)


def seat_or_404(request: SignedInRequest, assessment_id: uuid.UUID) -> Seat:
    """The assessment and what the person is to it; 404 for a stranger. One query, two for a contributor."""
    assessments = Assessment.objects.with_edition().known_to(request.user)
    assessment = get_object_or_404(assessments, pk=assessment_id)
    role = Role(assessment.role)
    assigned: frozenset[str] = frozenset()
    if role == Role.CONTRIBUTOR:
        sections = Assignment.objects.of(assessment).filter(user=request.user)
        asked = sections_of(edition_of(assessment.edition))
        assigned = frozenset(sections.values_list("section", flat=True)) & asked
    return Seat(assessment, role, assigned)


def require(allowed: bool) -> None:
    """Raise PermissionDenied (403) where a colleague lacks the right."""
    if not allowed:
        raise PermissionDenied


class GoneMeanwhileMiddleware:
    """404 for whoever saves or submits an assessment at the moment in which its owner deletes it.

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
        if isinstance(exception, Assessment.DoesNotExist):
            raise Http404 from exception
