# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What people without an account see by a link: what they are asked, one question a page, and thanks.

A link is looked up by its digest and redeemed by POST alone. Which browser has redeemed it says a signed cookie, which
opens nothing but this questionnaire; no session is begun.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.limits import allow
from assessments.forms.questionnaire import StepForm
from assessments.models import Invitation, OpenLink
from assessments.queries.idle import was_moved
from assessments.queries.promise import last_day_of, minutes_of, promise_of
from assessments.queries.questionnaire import Questionnaire, Step, link_of, questionnaire_of
from assessments.services.links import LinkClosed
from assessments.services.refusal import NotAccepted
from assessments.services.responding import answer, begin, why_closed

SALT = "assessments.questionnaire"
COOKIE_AGE = 100 * 24 * 60 * 60
PATH = "/ask/"
MISSES_A_MINUTE, BEGINNINGS_AN_HOUR = 20, 30
HEADERS = {
    "Cache-Control": "no-store, private",
    # Only the host ever leaves the page. "no-referrer" would have browsers send "Origin: null" with the page's own
    # forms, which the protection against forged requests rightly refuses.
    "Referrer-Policy": "strict-origin",
    "X-Robots-Tag": "noindex, nofollow",
}


@dataclass(frozen=True)
class Guest:
    """Somebody with a link that is open to them; `browser` is the number in the cookie, if there is one."""

    request: HttpRequest
    token: str
    link: Invitation | OpenLink
    browser: uuid.UUID | None
    now: datetime

    def questionnaire(self) -> Questionnaire:
        """As it is filled in now: each call reads it anew, in at most two queries."""
        return questionnaire_of(self.link, self.browser)

    @property
    def words(self) -> dict[str, Any]:
        """What every page of the questionnaire shows."""
        return {"organization": self.link.assessment.organization, "link": self.link, "token": self.token}


def for_guests(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a view of a guest a view of a token: closed links get their page, whatever the view does."""

    @login_not_required
    @wraps(view)
    def with_token(request: HttpRequest, token: str, **arguments: Any) -> HttpResponse:
        response = _answer(view, request, token, arguments)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return with_token


@require_http_methods(["GET", "POST"])
@for_guests
def ask(guest: Guest) -> HttpResponse:
    """Say who asks, what, how long it takes and what becomes of it; and begin."""
    questionnaire = guest.questionnaire()
    if guest.request.method == "GET" or guest.browser is None:
        return _thanks(guest) if questionnaire.is_finished else _landing(guest, questionnaire)
    if isinstance(guest.link, OpenLink) and questionnaire.respondent is None and not _may_begin(guest):
        return _closed(guest.request, "often", 429, guest.words)
    begin(link=guest.link, browser=guest.browser, now=guest.now)
    return _onward(guest, guest.questionnaire())


@require_http_methods(["GET", "POST"])
@for_guests
def ask_question(guest: Guest, number: int) -> HttpResponse:
    """Show one question, and keep what is answered; then comes the next one."""
    questionnaire = guest.questionnaire()
    step, posted = questionnaire.step(number), guest.request.POST.get("asks")
    if posted is not None:
        step = questionnaire.step_that_asks(posted)
    if step is None and not was_moved(guest.link.assessment):
        return _closed(guest.request, "unknown", 404)
    if questionnaire.respondent is None:
        return redirect("ask", guest.token)
    if step is None:
        return _onward(guest, questionnaire)
    if guest.request.method == "GET":
        return _question(guest, questionnaire, step, StepForm(step))
    return _save(guest, questionnaire, step, StepForm(step, guest.request.POST))


@require_GET
@for_guests
def ask_thanks(guest: Guest) -> HttpResponse:
    """Say thanks, and what happens next."""
    if not guest.questionnaire().is_finished:
        return redirect("ask", guest.token)
    day = last_day_of(guest.link.assessment, guest.link.expires_at)
    context = guest.words | {"promise": _promise(guest), "last_day": day}
    return render(guest.request, "assessments/ask_thanks.html", context)


def _answer(
    view: Callable[..., HttpResponse], request: HttpRequest, token: str, arguments: dict[str, Any]
) -> HttpResponse:
    now, link = timezone.now(), link_of(token)
    if link is None:
        return _miss(request, now)
    guest = Guest(request, token, link, _browser(request, link), now)
    try:
        why = why_closed(link, guest.browser, now)
        if why:
            raise LinkClosed(why)
        return view(guest, **arguments)
    except LinkClosed as closed:
        return _closed(request, closed.why, 403 if closed.why == "elsewhere" else 410, guest.words)


def _miss(request: HttpRequest, now: datetime) -> HttpResponse:
    if allow("link miss", _address(request), most=MISSES_A_MINUTE, seconds=60, now=now):
        return _closed(request, "unknown", 404)
    return _closed(request, "often", 429)


def _may_begin(guest: Guest) -> bool:
    what, most = f"begin {guest.link.assessment.pk}", BEGINNINGS_AN_HOUR
    return allow(what, _address(guest.request), most=most, seconds=60 * 60, now=guest.now)


def _address(request: HttpRequest) -> str:
    """The address of whoever asks, as the sign-in sees it: past as many proxies as are trusted."""
    return str(get_adapter().get_client_ip(request))


def _cookie_name(link: Invitation | OpenLink) -> str:
    """A personal link has a cookie of its own; open links of one assessment share theirs, so that nobody answers
    anew by a link that has taken the place of another."""
    owner = link.pk if isinstance(link, Invitation) else link.assessment.pk
    return f"{'__Secure-' if settings.SESSION_COOKIE_SECURE else ''}asked-{owner.hex}"


def _browser(request: HttpRequest, link: Invitation | OpenLink) -> uuid.UUID | None:
    value = request.get_signed_cookie(_cookie_name(link), default="", salt=SALT)
    return uuid.UUID(value) if value else None


def _landing(guest: Guest, questionnaire: Questionnaire) -> HttpResponse:
    """The first page; it gives the browser its number, which opens nothing until the questionnaire is begun."""
    context = guest.words | {
        "questionnaire": questionnaire,
        "person": getattr(guest.link, guest.link.ASKER).name,
        "minutes": minutes_of(guest.link),
        "last_day": last_day_of(guest.link.assessment, guest.link.expires_at),
        "promise": _promise(guest),
    }
    response = render(guest.request, "assessments/ask.html", context)
    if guest.browser is None:
        _set_cookie(response, guest.link)
    return response


def _set_cookie(response: HttpResponse, link: Invitation | OpenLink) -> None:
    response.set_signed_cookie(
        _cookie_name(link),
        str(uuid.uuid4()),
        salt=SALT,
        max_age=COOKIE_AGE,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _promise(guest: Guest) -> list[str]:
    name, is_open = guest.link.assessment.organization.name, isinstance(guest.link, OpenLink)
    return promise_of(guest.link.perspective, name, is_open=is_open)


def _save(guest: Guest, questionnaire: Questionnaire, step: Step, form: StepForm) -> HttpResponse:
    if not form.is_valid():
        return _question(guest, questionnaire, step, form)
    left_out = [one.number for one in questionnaire.steps if not one.is_answered and one != step]
    by: dict[str, Any] = {"link": guest.link, "respondent": questionnaire.respondent, "browser": guest.browser}
    try:
        answer(**by, values=form.values(), finishes=not left_out, now=guest.now)
    except NotAccepted as refusal:
        form.refuse(refusal.faults)
        return _question(guest, questionnaire, step, form)
    if step.number < questionnaire.total:
        return redirect("ask_question", guest.token, step.number + 1)
    return redirect("ask_question", guest.token, left_out[0]) if left_out else _thanks(guest)


def _onward(guest: Guest, questionnaire: Questionnaire) -> HttpResponse:
    """To the first open question, or to thanks; also from a page that asked what is not asked any more."""
    if questionnaire.is_finished:
        return _thanks(guest)
    return redirect("ask_question", guest.token, questionnaire.first_open or 1)


def _thanks(guest: Guest) -> HttpResponse:
    return redirect("ask_thanks", guest.token)


def _question(guest: Guest, questionnaire: Questionnaire, step: Step, form: StepForm) -> HttpResponse:
    context = guest.words | {
        "questionnaire": questionnaire,
        "step": step,
        "previous": step.number - 1,
        "form": form,
        "promise": _promise(guest),
    }
    return render(guest.request, "assessments/ask_question.html", context, status=422 if form.is_bound else 200)


def _closed(request: HttpRequest, why: str, status: int, words: dict[str, Any] | None = None) -> HttpResponse:
    context = {"why": why, "organization": None, **(words or {})}
    return render(request, "assessments/ask_closed.html", context, status=status)
