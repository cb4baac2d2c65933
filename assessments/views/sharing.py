# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from collections.abc import Callable
from typing import Any, TypeAlias

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.limits import allow
from accounts.models import Organization, Role
from assessments.forms.sharing import ShareForm
from assessments.models import ShareLink
from assessments.permissions import can_manage
from assessments.queries.group.cursor import BadCursor
from assessments.queries.group.dashboard import dashboard_of
from assessments.queries.sharing import (
    links_of,
    offers_to_share,
    shared_board,
    shared_quarterly,
    shared_result,
    shared_story,
)
from assessments.queries.shell import shell_of
from assessments.queries.wording import reader_language
from assessments.services.refusal import NotAccepted
from assessments.services.sharing import Shared, count_opening, revoke_link, share
from assessments.views.access import SignedInRequest, organization_or_404, require
from assessments.views.group.visit import bad_cursor, cursors_of, filters_of, query_of

JUST_MADE = "share-link-just-made"
MISSES_A_MINUTE = 20
# A template with its context; None: what was shared is not there any more.
Page: TypeAlias = tuple[str, dict[str, Any]]
HEADERS = {
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


@require_http_methods(["GET", "POST"])
def share_links(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """The links of an organization, and a new one: its address is shown this once."""
    organization, role = organization_or_404(request, organization_id)
    require(can_manage(role))
    posted = request.POST if request.method == "POST" else None
    form = ShareForm(posted, offers=offers_to_share(organization), chosen=request.GET.get("of", ""))
    if form.is_valid() and _made(request, organization, form):
        return redirect("share_links", organization.pk)
    return _page(request, organization, role, form)


def _made(request: SignedInRequest, organization: Organization, form: ShareForm) -> bool:
    """Make the link, and keep its address for the next page; whether there is one."""
    offer = form.offers[form.cleaned_data["of"]]
    shared = Shared(
        what=offer.what,
        pack=offer.pack,
        period=offer.period,
        since=offer.since,
        language=reader_language(),
        assessment=offer.assessment,
    )
    days, now = form.cleaned_data["days"], timezone.now()
    try:
        _link, token = share(organization=organization, shared=shared, days=days, by=request.user, now=now)
    except NotAccepted as refusal:
        form.add_error(None, refusal.faults[0].message)
        return False
    request.session[JUST_MADE] = request.build_absolute_uri(reverse("shared", args=[token]))
    return True


def _page(request: SignedInRequest, organization: Organization, role: Role, form: ShareForm) -> HttpResponse:
    context = {
        "form": form,
        "url": request.session.pop(JUST_MADE, ""),
        "links": links_of(organization, timezone.now()),
        "shell": shell_of(request.user, organization, role, "settings"),
    }
    return render(request, "assessments/share_links.html", context, status=422 if form.is_bound else 200)


@require_POST
def share_link_revoke(request: SignedInRequest, organization_id: uuid.UUID, link_id: uuid.UUID) -> HttpResponse:
    """Turn a link off."""
    organization, role = organization_or_404(request, organization_id)
    require(can_manage(role))
    link = ShareLink.objects.within(organization).select_related("organization").filter(pk=link_id).first()
    if link is None:
        raise Http404
    revoke_link(link=link, by=request.user, now=timezone.now())
    messages.success(request, _("The link is off. Whoever opens it finds nothing."))
    return redirect("share_links", organization.pk)


@login_not_required
@require_GET
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """What a link shows, to whoever has it."""
    now, link = timezone.now(), ShareLink.objects.by_token(token).first()
    response = _miss(request) if link is None else _shown(request, link)
    # Further pages of a table, and other orders, are no further opening.
    if link and response.status_code == 200 and not request.GET:
        count_opening(link=link, now=now)
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def _shown(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """One page in the language of who shared it, with nothing behind it."""
    if not link.is_active(timezone.now()):
        return _closed(request, "over", 410)
    with override(link.language):
        found = PAGES[link.what](request, link)
        if found is None:
            return _closed(request, "over", 410)
        return render(request, found[0], {"link": link, "organization": link.organization, **found[1]})


def _result(request: HttpRequest, link: ShareLink) -> Page | None:
    if link.assessment is None:
        return None
    return "shared/result.html", {"page": shared_result(link.assessment, timezone.now())}


def _story(request: HttpRequest, link: ShareLink) -> Page | None:
    told = shared_story(link)
    return ("shared/story.html", {"told": told}) if told else None


def _quarterly(request: HttpRequest, link: ShareLink) -> Page | None:
    told = shared_quarterly(link)
    return ("shared/quarterly.html", {"told": told}) if told else None


def _dashboard(request: HttpRequest, link: ShareLink) -> Page | None:
    board = shared_board(link)
    if board is None:
        return None
    form = filters_of(request, board, is_shared=True)
    try:
        page = dashboard_of(board, form.filters, *cursors_of(request), with_views=False)
    except BadCursor as error:
        raise bad_cursor() from error
    return "shared/dashboard.html", {"page": page, "board": board, "form": form, "query": query_of(request)}


PAGES: dict[str, Callable[[HttpRequest, ShareLink], Page | None]] = {
    ShareLink.What.RESULT: _result,
    ShareLink.What.QUARTERLY: _quarterly,
    ShareLink.What.STORY: _story,
    ShareLink.What.DASHBOARD: _dashboard,
}


def _miss(request: HttpRequest) -> HttpResponse:
    """No link has this token: who tries many is stopped."""
    address = str(get_adapter().get_client_ip(request))
    if allow("shared miss", address, most=MISSES_A_MINUTE, seconds=60, now=timezone.now()):
        return _closed(request, "unknown", 404)
    return _closed(request, "often", 429)


def _closed(request: HttpRequest, why: str, status: int) -> HttpResponse:
    return render(request, "shared/closed.html", {"why": why, "organization": None}, status=status)
