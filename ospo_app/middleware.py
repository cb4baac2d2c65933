# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import codecs
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
GetResponse = Callable[[HttpRequest], HttpResponse]


def answer_probes(get_response: GetResponse) -> GetResponse:
    """Load balancers ask by HTTP and by address, so they are answered before hosts and sessions are looked at."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info in (reverse("health_live"), reverse("health_ready")):
            return resolve(request.path_info).func(request)
        return get_response(request)

    return middleware


def refuse_what_no_page_sends(get_response: GetResponse) -> GetResponse:
    """400 for a body that is not in UTF-8 (Python knows encodings that hold no text), 413 for one that is too large.

    No page of ours takes files, whose size Django would not limit.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.encoding and codecs.lookup(request.encoding).name != "utf-8":
            request.encoding = "utf-8"
            raise BadRequest("A request is in UTF-8.")
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig("A request is larger than this server takes.")
        return get_response(request)

    return middleware


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
