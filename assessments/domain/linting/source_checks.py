# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the linter says of sources: missing ones, missing licences, addresses that lead nowhere.

What somebody else said first needs its source: a situation whose origin is not local names one, a recommendation
whose origin is not local has something to read or an example. Local ones are the author's own. So is a practice as
far as anybody can tell, since it has no origin; its sources are optional.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from assessments.domain.faults import URL_PATTERN, gettext_noop
from assessments.domain.linting.finding import Finding, warning
from assessments.domain.places import found, joined

MARKDOWN = ("about/*", "recommendations/*/advice/*")
LINK = re.compile(r"\]\(\s*<?([^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)")


def source_findings(document: object) -> Iterator[Finding]:
    """All of them."""
    yield from _head_findings(document)
    yield from _situation_findings(document)
    yield from _recommendation_findings(document)
    for place, resource in found(document, "resources/*"):
        yield from _resource_findings(place, resource)
    for path in MARKDOWN:
        for place, words in found(document, path):
            yield from _link_findings(place, words)


def _head_findings(document: object) -> Iterator[Finding]:
    if _is_blank(document, "licence"):
        template = gettext_noop("is empty. Name the licence under which others may use the pack, such as CC-BY-4.0.")
        yield warning("licence-missing", "licence", template)
    named = [one for _, one in found(document, "attribution/*") if isinstance(one, str) and one.strip()]
    if isinstance(document, dict) and "attribution" in document and not named:
        template = gettext_noop("names nobody. Say who wrote the pack and what it rests on.")
        yield warning("attribution-missing", "attribution", template)


def _situation_findings(document: object) -> Iterator[Finding]:
    for place, situation in found(document, "situations/*"):
        if _comes_from_elsewhere(situation) and _is_blank(situation, "source"):
            template = gettext_noop("comes from elsewhere, but names no source. Choose the resource that describes it.")
            yield warning("source-missing", place, template)


def _recommendation_findings(document: object) -> Iterator[Finding]:
    for place, advice in found(document, "recommendations/*"):
        has_source = any(True for path in ("resources/*", "examples/*") for _ in found(advice, path))
        if _comes_from_elsewhere(advice) and not has_source:
            template = gettext_noop("comes from elsewhere, but names no source. Add a resource or an example.")
            yield warning("source-missing", place, template)


def _resource_findings(place: str, resource: object) -> Iterator[Finding]:
    if isinstance(resource, dict) and isinstance(resource.get("licence"), str) and _is_blank(resource, "licence"):
        template = gettext_noop("is empty. Name the licence of the work, or say that it was not verified.")
        yield warning("licence-missing", joined(place, "licence"), template)
    url = resource.get("url") if isinstance(resource, dict) else None
    if isinstance(url, str) and re.match(URL_PATTERN, url) and not is_web_address(url):
        template = gettext_noop("is no address of a page: %(address)s. Write it as https://example.org/page.")
        yield warning("address-wrong", joined(place, "url"), template, address=url)


def _link_findings(place: str, words: object) -> Iterator[Finding]:
    for address in LINK.findall(words) if isinstance(words, str) else ():
        if not is_web_address(address) and not re.fullmatch(r"mailto:[^@\s]+@[^@\s]+\.[^@\s]+", address):
            template = gettext_noop("links to %(address)s, which is no address of a page. Begin it with https://.")
            yield warning("address-wrong", place, template, address=address)


def is_web_address(url: str) -> bool:
    """Whether this is the address of a page that anybody can open: with a host, and nobody's password in it."""
    try:
        parts = urlsplit(url)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    has_host = re.fullmatch(r"[\w-]+(\.[\w-]+)+\.?", parts.hostname or "") is not None
    is_clean = "@" not in parts.netloc and not re.search(r"[\s\\<>\"]", url)
    return parts.scheme in ("http", "https") and has_host and has_port and is_clean


def _comes_from_elsewhere(node: object) -> bool:
    return isinstance(node, dict) and node.get("origin") in ("seed", "further")


def _is_blank(node: object, field: str) -> bool:
    """Whether a text of an object is empty or left out."""
    told = node.get(field, "") if isinstance(node, dict) else None
    return isinstance(told, str) and not told.strip()
