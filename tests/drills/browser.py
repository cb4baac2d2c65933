# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A browser without a screen: cookies, forms and their tokens, one connection a request."""

import html
import http.client
import re
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

PASSWORD = "a long password"
SECONDS_TO_ANSWER = 60


def address_of(number: int) -> str:
    return f"person{number}@example.org"


class NoReply(Exception):
    """The connection broke, or the server says that something went wrong: it may have saved, or not."""


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    text: str
    event: str

    def found(self, pattern: str) -> str:
        """What the page says in a place that it must have; "" where the place is empty."""
        match = re.search(pattern, self.text, re.DOTALL)
        if match is None:
            raise AssertionError(f"{self.status}, without {pattern}: {self.text[:500]}")
        return html.unescape(match[1])


class Browser:
    """Keeps one person's cookies."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, SimpleCookie()

    def sign_in(self, address: str) -> None:
        self.get("/accounts/login/")
        reply = self.post("/accounts/login/", {"login": address, "password": PASSWORD})
        if reply.status != 302:
            raise AssertionError(f"{address} did not get in: {reply.status}")

    def get(self, path: str) -> Reply:
        return self._ask("GET", path, None, {})

    def post(self, path: str, fields: dict[str, str], *, part: bool = False) -> Reply:
        """Send a form; `part` as htmx does."""
        return self._ask("POST", path, urlencode(self._signed(fields)), self._form_headers(part))

    def post_and_leave(self, path: str, fields: dict[str, str]) -> None:
        """Send a form as htmx does, and hang up before the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS_TO_ANSWER)
        try:
            headers = self._headers() | self._form_headers(True)
            connection.request("POST", path, urlencode(self._signed(fields)), headers)
        except OSError as error:
            raise NoReply("replies broken off") from error
        finally:
            connection.close()

    def _signed(self, fields: dict[str, str]) -> dict[str, str]:
        return fields | {"csrfmiddlewaretoken": self.cookies["csrf"].value}

    def _form_headers(self, part: bool) -> dict[str, str]:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return headers | {"HX-Request": "true", "X-CSRFToken": self.cookies["csrf"].value} if part else headers

    def _headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={one.value}" for name, one in self.cookies.items()), "Connection": "close"}

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS_TO_ANSWER)
        try:
            connection.request(method, path, body, self._headers() | headers)
            response = connection.getresponse()
            text = response.read().decode()
        except (OSError, http.client.HTTPException) as error:
            raise NoReply("replies broken off") from error
        finally:
            connection.close()
        if response.status >= 500:
            raise NoReply(f"answers of {response.status}")
        for cookie in response.headers.get_all("Set-Cookie", []):
            self.cookies.load(cookie)
        return Reply(response.status, text, response.headers.get("HX-Trigger", ""))
