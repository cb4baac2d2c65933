# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The accounts of a demo installation. They exist only where `manage.py make_demo` made them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEMO_PASSWORD = "aozora-demo-2026"  # noqa: S105 (public: a demo installation shows it on its sign-in page)


@dataclass(frozen=True)
class DemoAccount:
    """A made-up person: what they are, in words for the sign-in page, and what they read ("" as the browser asks)."""

    email: str
    name: str
    what: str | Promise
    language: str = ""
    is_curator: bool = False
    is_operator: bool = False


DEMO_ACCOUNTS = [
    DemoAccount("owner@aozora.example", "Aoi Tanaka", _("Owner of Aozora Group")),
    DemoAccount("manager@aozora.example", "Ken Mori", _("OSPO manager of Aozora Imaging")),
    DemoAccount("contributor@aozora.example", "Yui Sato", _("Contributor at Aozora Imaging")),
    DemoAccount("viewer@aozora.example", "Emi Hara", _("Viewer of Aozora Group")),
    DemoAccount("haru@aozora.example", "Haru Kondo", _("OSPO manager of Aozora Semiconductors, in Japanese"), "ja"),
    DemoAccount(
        "curator@cairn.example",
        "Lin Okada",
        _("Curator of the site, without an organization: begin one of your own"),
        is_curator=True,
    ),
    DemoAccount("reviewer@cairn.example", "Noa Berg", _("Second curator of the site, who reviews"), is_curator=True),
    DemoAccount("operator@cairn.example", "Sam Ito", _("Site administrator"), is_operator=True),
]
