# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

from django.http import HttpRequest, HttpResponse


def home(request: HttpRequest, **arguments: Any) -> HttpResponse:
    return HttpResponse(status=501)


def about(request: HttpRequest, **arguments: Any) -> HttpResponse:
    return HttpResponse(status=501)


def preferences(request: HttpRequest, **arguments: Any) -> HttpResponse:
    return HttpResponse(status=501)


def health_live(request: HttpRequest, **arguments: Any) -> HttpResponse:
    return HttpResponse(status=501)


def health_ready(request: HttpRequest, **arguments: Any) -> HttpResponse:
    return HttpResponse(status=501)
