# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from tests.assessments.domain.cases import text
from tests.assessments.domain.linting.drafts import found, sound_document

ADVICE = "recommendations[0]"


def resource(**fields):
    return {
        **{"key": "guide", "title": text("Guide"), "summary": text("s")},
        **{"url": "https://example.org/guide", "licence": "CC-BY-4.0"},
        **fields,
    }


def with_resource(**fields):
    return sound_document(resources=[resource(**fields)])


@pytest.mark.parametrize("licence", ["", "  "])
def test_an_edition_has_a_licence(licence):
    assert found(sound_document(licence=licence)) == [("licence", "licence-missing")]


@pytest.mark.parametrize("attribution", [[], ["", " "]])
def test_and_says_whom_it_rests_on(attribution):
    assert found(sound_document(attribution=attribution)) == [("attribution", "attribution-missing")]


def test_so_does_each_thing_to_read():
    assert found(with_resource()) == []
    assert found(with_resource(licence="Not verified")) == []
    assert found(with_resource(licence=" ")) == [("resources[0].licence", "licence-missing")]


@pytest.mark.parametrize(("origin", "expected"), [("further", True), ("seed", True), ("local", False)])
def test_what_comes_from_elsewhere_names_its_source(origin, expected):
    document = with_resource()
    document["situations"][0]["origin"] = document["recommendations"][0]["origin"] = origin

    assert found(document) == ([("situations[0]", "source-missing"), (ADVICE, "source-missing")] if expected else [])


@pytest.mark.parametrize(
    "fields",
    [
        {"resources": ["guide"]},
        {"examples": [{**{field: text(field) for field in ("who", "did", "result")}, "source": "guide"}]},
    ],
)
def test_a_resource_or_an_example_is_a_source(fields):
    document = with_resource()
    document["situations"][0] |= {"origin": "further", "source": "guide"}
    document["recommendations"][0] |= {"origin": "further", **fields}

    assert found(document) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://example",
        "https://user:secret@example.org/",
        "https://example..org",
        "https://example.org:port/",
        "https://exam<b>ple.org",
        "http://[::1",
        r"https://example.org\guide",
    ],
)
def test_an_address_has_a_host_and_nobody_in_it(url):
    assert found(with_resource(url=url)) == [("resources[0].url", "address-wrong")]


@pytest.mark.parametrize("url", ["http://example.org", "https://日本.example:8443/a?b=c#d", "https://a.example./(x)"])
def test_other_addresses_do(url):
    assert found(with_resource(url=url)) == []


@pytest.mark.parametrize("url", ["ftp://example.org", "https://", "https://example.org/a b"])
def test_what_the_engine_refuses_is_said_once(url):
    assert found(with_resource(url=url)) == [("resources[0].url", "fault")]


@pytest.mark.parametrize("address", ["www.example.org", "javascript:alert(1)", "/guide", "https://a", "mailto:me"])
def test_links_in_advice_lead_somewhere(address):
    document = sound_document(about=text(f"See [this]({address})."))
    document["recommendations"][0]["advice"] = text(f"Read [that]({address} 'title') and ![x](<{address}>).")

    assert found(document) == [("about.en", "address-wrong"), (f"{ADVICE}.advice.en", "address-wrong")]


@pytest.mark.parametrize("address", ["https://example.org/a_(b)", "mailto:us@example.org", "<https://example.org>"])
def test_links_to_pages_and_people_do(address):
    assert found(sound_document(about=text(f"See [this]({address}), or [nothing] (else)."))) == []
