# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.forms.asked import ChosenForm, InviteForm
from assessments.queries.asked import asked_page
from tests.factories import make_asking_edition, make_assessment


@pytest.fixture
def view(aozora, mana, now):
    page = asked_page(make_assessment(aozora, mana, make_asking_edition(), now=now), now)
    return next(view for view in page.views if view.perspective == "management")


def form(view, emails, **said):
    return InviteForm(view, {"emails": emails, "language": "en", "practices": ["strategy"]} | said)


@pytest.mark.parametrize(
    ("typed", "addresses"),
    [
        ("nora@example.org", ["nora@example.org"]),
        ("nora@example.org\r\noda@example.org\n\n", ["nora@example.org", "oda@example.org"]),
        (
            "nora@example.org, oda@example.org;uno@example.org",
            ["nora@example.org", "oda@example.org", "uno@example.org"],
        ),
        ("Nora Ōta <nora@example.org>; <oda@example.org>", ["nora@example.org", "oda@example.org"]),
        ("nora@example.org NORA@example.org", ["nora@example.org"]),
        ("nora@example.org\nBcc: all@example.org", ["nora@example.org", "Bcc:", "all@example.org"]),
    ],
)
def test_addresses_are_read_as_mail_programs_write_them(view, typed, addresses):
    filled = form(view, typed)

    assert filled.is_valid()
    assert filled.cleaned_data["emails"] == addresses


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ({"emails": ""}, "emails"),
        ({"emails": " \n "}, "emails"),
        ({"emails": "nora\0@example.org"}, "emails"),
        ({"emails": "x" * 20_001}, "emails"),
        ({"emails": " ".join(f"a{number}@b.org" for number in range(51))}, "emails"),
        ({"language": "xx"}, "language"),
        ({"practices": ["sponsor"]}, "practices"),
        ({"situations": ["community-underrated"]}, "situations"),
    ],
)
def test_what_no_page_offers_is_refused(view, said, place):
    assert list(form(view, **{"emails": "nora@example.org"} | said).errors) == [place]


def test_what_fits_is_ticked_until_somebody_chooses(view):
    assert ChosenForm(view).ticked == ["strategy", "health", "culture"]
    assert ChosenForm(view, {"practices": ["health"], "situations": ["technology-only"]}).ticked == [
        "health",
        "technology-only",
    ]
