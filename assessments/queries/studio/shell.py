# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What surrounds every page of the studio: which edition is open, what is in it, and which others there are."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.domain.pieces import Plain, pieces
from assessments.models import Edition
from assessments.queries.draft import document_of

MOST_EDITIONS = 30

KIND_NAMES: dict[str, str | Promise] = {
    "levels": _("Levels"),
    "facts": _("Facts"),
    "practices": _("Practices"),
    "situations": _("Situations"),
    "recommendations": _("Recommendations"),
    "routines": _("Routines"),
    "resources": _("Resources"),
    "stages": _("Stages"),
    "profiles": _("Profiles"),
    "samples": _("Samples"),
}
KIND_ICONS = {"recommendations": "results", "situations": "map", "practices": "list", "resources": "book"}


@dataclass(frozen=True)
class KindLink:
    """A list of the edition: how many pieces are in it; `icon` "" for one that stands below the main ones."""

    kind: str
    name: str | Promise
    count: int
    icon: str


@dataclass(frozen=True)
class StudioShell:
    """The frame of a page: `current` is the kind shown, or "edition"; `others` are those to switch to."""

    edition: Edition
    document: Plain
    current: str
    kinds: list[KindLink]
    others: list[Edition]

    @property
    def main_kinds(self) -> list[KindLink]:
        """Those with a place in the navigation of a phone."""
        return sorted((one for one in self.kinds if one.icon), key=lambda one: list(KIND_ICONS).index(one.kind))

    @property
    def further_kinds(self) -> list[KindLink]:
        return [one for one in self.kinds if not one.icon]

    @property
    def languages(self) -> list[str]:
        """The languages of the edition, the source first."""
        found = self.document.get("languages")
        return [str(one) for one in found] if isinstance(found, list) and found else ["en"]


def studio_shell(edition: Edition, current: str) -> StudioShell:
    """The frame of an edition's pages, in one query."""
    document = document_of(edition)
    others = Edition.objects.exclude(pk=edition.pk).exclude(state=Edition.State.RETIRED).defer("document", "lagging")
    return StudioShell(
        edition=edition,
        document=document,
        current=current,
        kinds=[
            KindLink(kind, name, len(pieces(document, kind)), KIND_ICONS.get(kind, ""))
            for kind, name in KIND_NAMES.items()
        ],
        others=list(others.order_by("pack", "-created_at", "-published_at")[:MOST_EDITIONS]),
    )
