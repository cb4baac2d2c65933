# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

from django.http import HttpRequest, HttpResponse


def review(request: HttpRequest, **arguments: Any) -> HttpResponse:
    return HttpResponse(status=501)


def submit(request: HttpRequest, **arguments: Any) -> HttpResponse:
    return HttpResponse(status=501)


def amend(request: HttpRequest, **arguments: Any) -> HttpResponse:
    return HttpResponse(status=501)


def delete_assessment(request: HttpRequest, **arguments: Any) -> HttpResponse:
    return HttpResponse(status=501)
