# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Organization
from accounts.services import TooDeep
from assessments.forms.organization import UnitForm
from assessments.models import Edition
from assessments.permissions import can_own
from assessments.queries.edition import edition_of
from assessments.queries.organization import organizations_of, units_below
from assessments.queries.shell import shell_of
from assessments.services.profiling import start_organization
from assessments.views.access import SignedInRequest, organization_or_404, require


@require_GET
def organizations(request: SignedInRequest) -> HttpResponse:
    """All organizations that a person may see, to find one by its name."""
    words = request.GET.get("q", "").strip()
    found = organizations_of(request.user, words, request.GET.get("page"))
    context = {"words": words, "found": found, "query": f"{urlencode({'q': words})}&" if words else ""}
    return render(request, "assessments/organizations.html", context)


@require_http_methods(["GET", "POST"])
def organization_units(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """The tree below an organization; owners add a unit, which takes time zone and language from here."""
    organization, role = organization_or_404(request, organization_id)
    require(request.method == "GET" or can_own(role))
    edition = Edition.objects.newest_of(Edition.BUILT_IN)
    form = _unit_form(request, edition) if edition else None
    if edition and form and form.is_valid() and (unit := _added(request, organization, edition, form)):
        messages.success(request, _("%(unit)s has been added.") % {"unit": unit.name})
        return redirect("organization_units", organization.pk)
    context = {
        "form": form,
        "units": units_below(organization, request.GET.get("page")),
        "shell": shell_of(request.user, organization, role, "settings"),
    }
    status = 422 if form and form.is_bound else 200
    return render(request, "assessments/organization_units.html", context, status=status)


def _added(
    request: SignedInRequest, organization: Organization, edition: Edition, form: UnitForm
) -> Organization | None:
    """The new unit; None, and a word in the form, where the tree is too deep for one."""
    where = {"time_zone": organization.time_zone, "language": organization.language, "above": organization}
    said = {**form.cleaned_data, **where, "facts": {}}
    try:
        return start_organization(edition=edition, by=request.user, now=timezone.now(), **said)
    except TooDeep:
        form.add_error("name", _("No more units fit below this one. Add it further up."))
        return None


def _unit_form(request: SignedInRequest, edition: Edition) -> UnitForm:
    posted = request.POST if request.method == "POST" else None
    return UnitForm(posted, edition=edition_of(edition), initial={"kind": Organization.Kind.UNIT})
