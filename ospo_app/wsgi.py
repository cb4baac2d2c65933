# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import os
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from ospo_app.logs import watch_the_server

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ospo_app.settings")
watch_the_server()
django = get_wsgi_application()
CHARSET = re.compile(r";\s*charset=[^;]*", re.IGNORECASE)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Every page is in UTF-8. Django reads addresses in the encoding of the body, also in one that holds no text, and
    before any middleware could refuse it: so an encoding in an address's request is left out."""
    if environ.get("QUERY_STRING"):
        environ["CONTENT_TYPE"] = CHARSET.sub("", environ.get("CONTENT_TYPE", ""))
    return django(environ, start_response)
