# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How values get into what {% lean %} renders: read, escaped, and as a part of an address."""

import re
import uuid
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from html import escape
from typing import Any

from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.html import conditional_escape

# What stands in an address where a row's id or key will stand.
PLACES = {uuid.UUID: uuid.UUID("00000000-0000-4000-8000-000000000000"), str: "the-key-of-a-row"}
KEY = re.compile(r"[a-zA-Z0-9_-]+")


def step(value: Any, name: str) -> Any:
    """What a value has under a name; nothing is called."""
    return value[name] if type(value) is dict else getattr(value, name)


_escaped = lru_cache(maxsize=4096)(escape)  # of texts alone; rows repeat most of what they say


def printed(value: Any) -> str:
    """A value in HTML."""
    if type(value) is str:  # conditional_escape does the same to it, and takes six times as long
        return _escaped(value)
    if type(value) is int:
        return str(value)
    if not isinstance(value, int | str | Promise):
        raise TypeError(f"{type(value).__name__} is not printed in {{% lean %}}: {value}")
    text: Any = str(value) if isinstance(value, int) else value
    return conditional_escape(text)


def addresses() -> Callable[..., str]:
    """What makes addresses of pages for this request: of the name of one and what it is about."""
    return partial(_address, (get_script_prefix(), get_urlconf()))


def _address(site: tuple[str, Any], name: str, *parts: Any) -> str:
    """The address of a page. Those that differ by the last of their parts are looked up once."""
    if not parts:
        return _around(site, name, (), None)[0]
    *first, last = parts
    if not isinstance(last, uuid.UUID) and not (isinstance(last, str) and KEY.fullmatch(last)):
        raise TypeError(f"“{last}” is neither an id nor a key, as addresses in {{% lean %}} want it.")
    place = PLACES[uuid.UUID if isinstance(last, uuid.UUID) else str]
    return str(last).join(_around(site, name, tuple(first), place))


@lru_cache(maxsize=4096)
def _around(_site: tuple[str, Any], name: str, first: Sequence[Any], place: Any) -> list[str]:
    """What stands before and after the last part of an address."""
    found = reverse(name, args=[*first, *([place] if place else [])])
    return found.split(str(place)) if place else [found]
