# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from assessments.views.studio.files import file_too_large


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be read, or is too large to be; a `reason` that the exception has is told.

    A file that is too large for the studio is told so on the page that takes it.
    """
    if isinstance(exception, RequestDataTooBig):
        if request.path == reverse("studio_files") and getattr(request.user, "is_curator", False):
            return file_too_large(request)
        return render(request, "413.html", status=413)
    return render(request, "400.html", {"reason": getattr(exception, "reason", "")}, status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page's key has grown old (or cookies are off): say so, and how to go on."""
    response = render(request, "403_csrf.html", status=403)
    response.headers["Cairn-Refusal"] = "csrf"
    return response
