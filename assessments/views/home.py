# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from accounts.services import set_preferences
from assessments.forms.preferences import PreferencesForm, RemindersForm
from assessments.models import Edition
from assessments.queries.about import sections_of
from assessments.queries.edition import edition_of
from assessments.queries.health import is_ready
from assessments.queries.organization import topmost_organization
from assessments.views.access import SignedInRequest

A_YEAR = 365 * 24 * 60 * 60


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """The way in: to the first organization, else to found one; who serves the whole site need not have one."""
    organization = topmost_organization(request.user)
    if organization:
        return redirect("organization", organization.pk)
    if request.user.is_curator or request.user.is_superuser:
        return render(request, "assessments/home.html")
    return redirect("welcome")


@login_not_required
@require_GET
def about(request: HttpRequest) -> HttpResponse:
    """What this is, where its content comes from, and on which terms both may be used."""
    row = Edition.objects.newest_of(Edition.BUILT_IN)
    edition = edition_of(row) if row else None
    sections = sections_of(edition.about) if edition and edition.about else []
    context = {"edition": edition, "sections": sections, "version": settings.VERSION}
    return render(request, "assessments/about.html", context)


@login_not_required
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Language and appearance: kept with the person, and the language also in this browser, for signing in."""
    form = PreferencesForm(request.POST if request.method == "POST" else None, user=request.user)
    if not form.is_valid():
        context = {"form": form, "reminders": RemindersForm.of(request.user)}
        return render(request, "assessments/preferences.html", context, status=422 if form.is_bound else 200)
    language = form.cleaned_data["language"]
    if request.user.is_authenticated:
        set_preferences(user=request.user, language=language, appearance=form.cleaned_data["appearance"])
    with override(language or get_language()):
        response = HttpResponseRedirect(_way_back(request))
    _keep_language(response, language)
    return response


@login_not_required
@require_safe
def health_live(request: HttpRequest) -> HttpResponse:
    """The process answers. It asks nothing of the database, whose failure is no reason to start the process anew."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def health_ready(request: HttpRequest) -> HttpResponse:
    """Requests may be sent here: the database answers, and it has the tables that this version needs."""
    ready = is_ready()
    return HttpResponse("ok" if ready else "not ready", content_type="text/plain", status=200 if ready else 503)


def _way_back(request: HttpRequest) -> str:
    """Where the person came from, if it is a page of this site; else the preferences."""
    place = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(place, {request.get_host()}, require_https=request.is_secure()):
        return place
    messages.success(request, _("Saved."))
    return reverse("preferences")


def _keep_language(response: HttpResponse, language: str) -> None:
    if not language:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=A_YEAR,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
