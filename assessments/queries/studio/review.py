# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Whether a draft may go on: what stands in its way, and whether a second curator has to look at it first."""

from datetime import date

from accounts.models import User
from assessments.domain.edition import Edition as SoundEdition
from assessments.domain.edition import parse_edition
from assessments.domain.faults import EditionFaults, Fault
from assessments.domain.linting import lint
from assessments.domain.pieces import Plain
from assessments.models import Edition


def needs_review() -> bool:
    """Whether the site has two active curators, so that one publishes what another has approved; one query."""
    return User.objects.filter(is_curator=True, is_active=True)[:2].count() > 1


def is_approved(edition: Edition) -> bool:
    """Whether somebody else than who asked for the review has approved the content as it stands."""
    return edition.state == Edition.State.IN_REVIEW and edition.approved_by_id not in (None, edition.asked_by_id)


def sound_edition(document: Plain, on: date) -> SoundEdition:
    """The edition that a draft's document is; raises EditionFaults with all that has to be mended first.

    That is what the engine refuses, and what the linter calls an error besides.
    """
    edition = parse_edition(document)
    errors = [one for one in lint(document, on=on) if one.severity == "error"]
    if errors:
        raise EditionFaults(Fault(one.place, one.template, one.values) for one in errors)
    return edition
