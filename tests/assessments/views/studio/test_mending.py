# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

import pytest

from assessments.domain.edition import parse_edition
from assessments.domain.faults import EditionFaults
from assessments.views.studio.mending import MOST_FAULTS, mend_links
from tests.assessments.domain.cases import conformance


def links_of(**changes: Any) -> list[tuple[str, str, str, str]]:
    document = conformance("edition.json") | changes
    with pytest.raises(EditionFaults) as refusal:
        parse_edition(document)
    return [(link.kind, link.key, link.name, link.words) for link in mend_links(document, refusal.value.faults)]


def test_faults_name_the_piece_to_mend_and_its_field() -> None:
    practices = conformance("edition.json")["practices"]
    practices[1] = {**practices[1], "level": "moon", "name": {"en": "Sponsor"}}

    assert links_of(practices=practices, licence=3) == [
        ("edition", "", "", "Licence: must be text; a number or a word such as true needs quotes"),
        ("practices", "sponsor", "Sponsor", "Level: names moon, which is not among the levels"),
    ]


def test_no_more_are_listed_than_anybody_reads() -> None:
    practices = [{"key": f"p-{number}"} for number in range(100)]

    assert len(links_of(practices=practices)) == MOST_FAULTS
