# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.domain.minutes import scan_minutes
from assessments.forms.organization import OrganizationForm, StartForm
from assessments.models import Edition
from assessments.permissions import can_own
from assessments.queries.edition import edition_of
from assessments.queries.organization import topmost_organization
from assessments.queries.shell import shell_of
from assessments.services.profiling import start_organization
from assessments.services.refusal import FoundedBefore
from assessments.services.rolling_up import describe_organization
from assessments.views.access import SignedInRequest, organization_or_404, require


@require_http_methods(["GET", "POST"])
def welcome(request: SignedInRequest) -> HttpResponse:
    """The first run. Whoever has an organization has had it: a second press of the button founds no second one."""
    if topmost_organization(request.user):
        return redirect("home")
    edition = Edition.objects.newest_of(Edition.BUILT_IN)
    if edition is None:
        return render(request, "assessments/no_edition.html")
    posted = request.POST if request.method == "POST" else None
    form = StartForm(posted, edition=edition_of(edition), initial=proposed())
    if form.is_valid():
        return found(request, edition, form)
    status = 422 if form.is_bound else 200
    context = {"form": form, "minutes": scan_minutes(edition_of(edition))}
    return render(request, "assessments/welcome.html", context, status=status)


def found(request: SignedInRequest, edition: Edition, form: StartForm) -> HttpResponse:
    """Found a person's first organization, and lead there; or home, where they pressed the button twice."""
    said = form.cleaned_data
    try:
        first = start_organization(edition=edition, by=request.user, now=timezone.now(), is_first=True, **said)
    except FoundedBefore:
        return redirect("home")
    return redirect("organization", first.pk)


def proposed() -> dict[str, str]:
    """What a new organization most likely is, by the reader's language."""
    language = get_language()
    return {"kind": "company", "time_zone": "Asia/Tokyo" if language == "ja" else "UTC", "language": language}


@require_http_methods(["GET", "POST"])
def organization_settings(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    organization, role = organization_or_404(request, organization_id)
    require(can_own(role))
    fields = ("name", "kind", "time_zone", "language")
    form = OrganizationForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(organization, name) for name in fields},
    )
    if form.is_valid():
        describe_organization(organization=organization, by=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("organization_settings", organization.pk)
    context = {"form": form, "shell": shell_of(request.user, organization, role, "settings")}
    status = 422 if form.is_bound else 200
    return render(request, "assessments/organization_settings.html", context, status=status)
