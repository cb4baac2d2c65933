# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Stopping reminders: by a link in a mail, without signing in, or among the preferences."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.reminders import EVERY_KIND, PERSON, Stop, choose_reminders, stop_of, stop_reminders
from assessments.forms.preferences import RemindersForm
from assessments.queries.reminding.kinds import Reminder
from assessments.services.inviting import stop_reminding
from assessments.services.reminder_links import INVITATION
from assessments.views.access import SignedInRequest
from assessments.views.ask import HEADERS


@login_not_required
@csrf_exempt  # A mail program sends no cookie (RFC 8058); whoever has the link may stop, and nothing else comes of it.
@require_http_methods(["GET", "POST"])
def reminders_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether reminders are to stop, and stop them; looking at the page changes nothing."""
    stop = stop_of(token)
    if stop is None or stop.whom not in (PERSON, INVITATION):
        return _page(request, None, 404)
    if request.method == "GET":
        return _page(request, stop)
    kind = request.POST.get("kind", stop.kind)
    if kind not in _offered(stop):
        return _page(request, stop, 422)
    _stop(stop, kind)
    return _page(request, stop, stopped=True, kind=kind)


@require_POST
def reminders_choose(request: SignedInRequest) -> HttpResponse:
    """Choose which reminders one wants."""
    form = RemindersForm(request.POST)
    if form.is_valid():
        wanted = form.cleaned_data["kinds"]
        choose_reminders(user=request.user, wanted=wanted, offered=Reminder.values, now=timezone.now())
        messages.success(request, _("Saved."))
    return HttpResponseRedirect(f"{reverse('preferences')}#reminders")


def _stop(stop: Stop, kind: str) -> None:
    if stop.whom == INVITATION:
        stop_reminding(invitation_id=stop.key, now=timezone.now())
    else:
        stop_reminders(user_id=int(stop.key), kind=kind, now=timezone.now())


def _offered(stop: Stop) -> list[str]:
    """The kinds that a link may stop: its own or all, and any one where it is of all."""
    if stop.whom == INVITATION:
        return [EVERY_KIND]
    return [EVERY_KIND, stop.kind] if stop.kind else [EVERY_KIND, *Reminder.values]


def _page(
    request: HttpRequest, stop: Stop | None, status: int = 200, *, stopped: bool = False, kind: str = ""
) -> HttpResponse:
    labels = dict(Reminder.choices)
    context = {
        "organization": None,
        "stop": stop,
        "is_invitation": stop is not None and stop.whom == INVITATION,
        "label": labels.get(stop.kind, "") if stop else "",
        "kinds": [] if stop is None or stop.kind else Reminder.choices,
        "stopped": stopped,
        "stopped_label": labels.get(kind, ""),
    }
    response = render(request, "reminders/stop.html", context, status=status)
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
