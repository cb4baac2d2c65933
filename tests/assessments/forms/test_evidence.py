# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date

import pytest

from assessments.forms.evidence import EvidenceForm

TODAY = date(2026, 11, 16)


def form_of(**said):
    return EvidenceForm(TODAY, {"url": "", "text": "", "reviewed_on": "", **said})


@pytest.mark.parametrize(
    "url", ["https://example.org/a?b=c#d", "http://intranet/", "https://例え.jp/頁", "HTTPS://EXAMPLE.ORG"]
)
def test_links_that_people_can_follow(url):
    form = form_of(url=url)

    assert form.is_valid()
    assert (form.cleaned_data["url"], form.cleaned_data["text"]) == (url, "")


@pytest.mark.parametrize(
    "url",
    ["example.org", "//example.org", "mailto:a@example.org", "data:text/html,x", "JavaScript:alert(1)", "http://["],
)
def test_links_that_they_cannot(url):
    assert form_of(url=url).errors == {"url": ["Enter a link that starts with https:// or http://."]}


def test_a_day_that_was_left_out_is_today():
    form = form_of(text="Minutes")

    assert form.is_valid() and form.cleaned_data["reviewed_on"] == TODAY


@pytest.mark.parametrize(
    ("day", "accepted"), [("2026-11-16", True), ("2026-11-17", False), ("1900-01-01", True), ("0226-11-16", False)]
)
def test_a_day_to_come_is_none(day, accepted):
    assert form_of(text="Minutes", reviewed_on=day).is_valid() == accepted


def test_each_field_says_what_is_wrong_with_it():
    errors = form_of(url="x" * 1001, text="y" * 501, reviewed_on="16.11.2026").errors

    assert errors == {
        "url": ["Use at most 1000 characters. There are 1001 now."],
        "text": ["Use at most 500 characters. There are 501 now."],
        "reviewed_on": ["Enter a day, such as 2026-11-22."],
    }


def test_nothing_backs_nothing():
    assert form_of(text=" ").errors == {"url": ["Enter a link, or say what somebody would see."]}


def test_who_keeps_it_may_be_said():
    form = form_of(text="Minutes", owner=" Head of legal ")

    assert form.is_valid() and form.cleaned_data["owner"] == "Head of legal"
    assert form_of(text="Minutes", owner="x" * 121).errors == {
        "owner": ["Use at most 120 characters. There are 121 now."]
    }
