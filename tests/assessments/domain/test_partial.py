# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

import pytest

from assessments.domain.faults import EditionFaults
from assessments.domain.partial import languages_of, partial_edition
from assessments.domain.pieces import find
from tests.assessments.domain.cases import conformance


@pytest.fixture
def document() -> dict[str, Any]:
    document: dict[str, Any] = conformance("edition.json")
    return document


def piece(document: dict[str, Any], kind: str, key: str) -> dict[str, Any]:
    found = find(document, kind, key)
    assert found is not None
    return found


def faults_of(document: dict[str, Any], kind: str, changed: dict[str, Any]) -> list[str]:
    with pytest.raises(EditionFaults) as refusal:
        partial_edition(document, kind, changed)
    return [str(fault) for fault in refusal.value.faults]


def test_a_piece_is_read_in_its_place(document: dict[str, Any]) -> None:
    changed = {**piece(document, "practices", "charter"), "name": {"en": "Mandate"}}

    edition = partial_edition(document, "practices", changed)

    assert edition.practice("charter").name == {"en": "Mandate"}
    assert [one.key for one in edition.practices] == [one["key"] for one in document["practices"]]
    assert len(edition.recommendations) == len(document["recommendations"])


def test_a_piece_without_a_key_is_read_too(document: dict[str, Any]) -> None:
    changed = {name: value for name, value in piece(document, "practices", "charter").items() if name != "key"}

    assert partial_edition(document, "practices", changed).practice("unnamed").level == "ospo"


def test_faults_of_other_pieces_take_those_away_that_name_them(document: dict[str, Any]) -> None:
    del document["practices"][2]["question"]  # charter

    edition = partial_edition(document, "practices", piece(document, "practices", "strategy"))

    kept = [one.key for one in edition.recommendations]
    assert "charter" not in [one.key for one in edition.practices]
    assert "genuine-office" not in kept
    assert "engage-community" in kept


def test_what_lists_name_and_is_gone_takes_nothing_away(document: dict[str, Any]) -> None:
    practices = [{**one, "sources": ["gone"]} for one in document["practices"]]
    advice = {**piece(document, "recommendations", "engage-community"), "resources": ["gone"]}

    edition = partial_edition({**document, "practices": practices}, "recommendations", advice)

    assert edition.recommendation("engage-community").resources == ()
    assert len(edition.practices) == len(document["practices"])


def test_a_faulty_head_does_not_hinder(document: dict[str, Any]) -> None:
    document |= {"settings": {"faced_at": 7}, "scale": [{"en": "No"}], "notice": {"ja": "注"}, "renames": 3}

    edition = partial_edition(document, "practices", piece(document, "practices", "strategy"))

    assert edition.settings.default_target == 3
    assert edition.notice is None


def test_the_faults_of_the_piece_are_told_by_their_place_within_it(document: dict[str, Any]) -> None:
    changed = {**piece(document, "practices", "charter"), "level": "moon", "anchors": [{"en": "a"}, {"ja": "b"}]}
    del changed["name"]

    assert faults_of(document, "practices", changed) == [
        "name: is missing",
        "anchors[1]: must have a text in en",
        "level: names moon, which is not among the levels",
        "anchors: must be five texts, not 2",
    ]


def test_an_empty_text_is_no_text(document: dict[str, Any]) -> None:
    changed = {**piece(document, "practices", "charter"), "name": {"en": " ", "ja": "憲章"}}

    assert faults_of(document, "practices", changed) == ["name: must have a text in en"]


def test_a_rule_that_names_a_faulty_piece_is_a_fault(document: dict[str, Any]) -> None:
    del document["practices"][2]["question"]  # charter
    changed = {**piece(document, "recommendations", "engage-community"), "when": {"practice": "charter", "at_most": 1}}

    assert "when.practice: names charter, which is not among the practices" in faults_of(
        document, "recommendations", changed
    )


@pytest.mark.parametrize(
    ("listed", "languages"),
    [(["ja", "en"], ("ja", "en")), (["en", 3, "!!"], ("en",)), ([], ("en",)), ("en", ("en",)), (None, ("en",))],
)
def test_languages_are_read_from_faulty_drafts(listed: object, languages: tuple[str, ...]) -> None:
    assert languages_of({"languages": listed}) == languages
