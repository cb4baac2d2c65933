# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from copy import deepcopy

from assessments.domain.edition import parse_edition
from assessments.domain.pieces import rename
from assessments.domain.rewording import rewording
from tests.assessments.domain.cases import conformance


def test_only_what_reads_differently_in_a_language_of_both_is_reworded():
    document = conformance("edition.json")
    after = deepcopy(document)
    first, second, third = after["practices"][:3]
    first["anchors"][2] = {"en": "Something quite different"}
    second["question"] = {"en": "Asked differently?"}
    third["question"] = third["question"] | {"fr": "Une traduction ?"}
    situation, routine = after["situations"][0], after["routines"][0]
    situation["signals"][0]["text"] = {"en": "Another sign"}
    routine["name"] = {"en": "Another name"}
    after = rename(after, "practices", second["key"], "renamed", earlier=frozenset({second["key"]}))

    found = rewording(parse_edition(document), parse_edition(after))

    key, old = document["practices"][0]["key"], document["practices"][1]["key"]
    assert set(found.practices) == {key, "renamed"}
    assert found.practices["renamed"].key == old
    assert set(found.signals) == {f"{situation['key']}/{situation['signals'][0]['key']}"}
    assert set(found.routines) == {routine["key"]}
    assert ("situation", situation["key"]) in found.places


def test_the_same_edition_rewords_nothing():
    edition = parse_edition(conformance("edition.json"))

    assert not rewording(edition, edition).places
