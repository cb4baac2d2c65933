# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""No log line holds what opens a door: an address that ends in a secret is cut off there, whoever logs it."""

import logging
import re
from typing import Any

# Whatever follows one of these in an address is the right to do something; also where it is quoted inside another one.
SECRET = re.compile(
    r"(?P<place>(?:\b|(?<=%2F))(?:accounts(?:/|%2F)password(?:/|%2F)reset(?:/|%2F)key|accounts(?:/|%2F)confirm-email|ask|reminders|s)(?:/|%2F))"
    r"[^\s\"'`<>\\]+",
    re.IGNORECASE,
)
# Whoever answers here is promised that nobody can tell who it was.
UNNAMED = "/ask/"


def without_secrets(text: str) -> str:
    """The text with "…" in place of each secret."""
    return SECRET.sub(r"\g<place>…", text)


def mask_secrets(logger: Any, name: str, line: Any) -> Any:
    """The last of structlog's processors: the line is written already, traceback and all."""
    return without_secrets(line) if isinstance(line, str) else line


class ServersOwnLines(logging.Filter):
    """What gunicorn writes past our settings: requests, where it was told to, and those that it could not serve."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = without_secrets(str(record.msg))
        if isinstance(record.args, dict):
            # The path, the request line, and the page that asked for it.
            if any(UNNAMED in str(record.args.get(name, "")) for name in ("U", "r", "f")):
                return False
            # In its own kind of dictionary, which knows what to write for what is missing.
            for name, value in record.args.items():
                record.args[name] = without_secrets(value) if isinstance(value, str) else value
        elif record.args:
            record.args = tuple(without_secrets(arg) if isinstance(arg, str) else arg for arg in record.args)
        return True


def watch_the_server() -> None:
    """Called once in every process of the server, before it answers."""
    for name in ("gunicorn.access", "gunicorn.error"):
        logging.getLogger(name).addFilter(ServersOwnLines())
