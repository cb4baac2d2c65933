# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import codecs
import re
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.urls import resolve, reverse
from django_structlog.middlewares import RequestMiddleware

from ospo_app.logs import UNNAMED

logger = structlog.get_logger(__name__)
# The address plan_import, without asking for every request what it is.
PLAN_IMPORT = re.compile(r"/organizations/[0-9a-f-]{36}/plan/import/")
GetResponse = Callable[[HttpRequest], HttpResponse]


def answer_probes(get_response: GetResponse) -> GetResponse:
    """Load balancers ask by HTTP and by address, so they are answered before hosts and sessions are looked at."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info in (reverse("health_live"), reverse("health_ready")):
            return resolve(request.path_info).func(request)
        return get_response(request)

    return middleware


def refuse_what_no_page_sends(get_response: GetResponse) -> GetResponse:
    """400 for a body that is not in UTF-8 (Python knows encodings that hold no text) and for an address that asks with
    NUL, which PostgreSQL takes in no text; 413 for a body that is too large.

    The size of files, which are in bodies too, is none that Django limits.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.encoding and codecs.lookup(request.encoding).name != "utf-8":
            request.encoding = "utf-8"
            raise BadRequest("A request is in UTF-8.")
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("An address asks with NUL.")
        if int(request.META.get("CONTENT_LENGTH") or 0) > _most_at(request.path_info):
            raise RequestDataTooBig("A request is larger than this server takes.")
        return get_response(request)

    return middleware


def _most_at(path: str) -> int:
    """How large a request may be that comes to this address."""
    if path == reverse("archive_import"):
        return int(settings.LARGEST_ARCHIVE)
    return int(settings.LARGEST_PLAN if PLAN_IMPORT.fullmatch(path) else settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


class LoggedRequests(RequestMiddleware):
    """A log line for each request; where people answer unnamed, nothing that says who: address, browser, account."""

    def prepare(self, request: HttpRequest) -> None:
        if not request.path.startswith(UNNAMED):
            super().prepare(request)
            return
        structlog.contextvars.bind_contextvars(request_id=str(uuid.uuid4()))
        logger.info("request_started", request=self.format_request(request))

    @staticmethod
    def bind_user_id(request: HttpRequest) -> None:
        if not request.path.startswith(UNNAMED):
            RequestMiddleware.bind_user_id(request)
