# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import hashlib
from decimal import Decimal

import pytest

from assessments.domain.canonical import ENGINE, canonical_json, checksum
from assessments.domain.result import evaluate
from tests.assessments.domain.cases import answers, small_document, small_edition


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": [True, None, "x"]}, '{"a":[true,null,"x"],"b":1}'),
        ("マネジメント", '"マネジメント"'),
        ('"\n', '"\\"\\n"'),
        (Decimal("50.0"), "50"),
        (Decimal("42.50"), "42.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.0"), "0"),
        (0.1, "0.1"),
        (-3, "-3"),
    ],
)
def test_canonical_json(value, written):
    assert canonical_json(value) == written


def test_canonical_edition_has_the_defaults_of_the_specification_and_nothing_else():
    written = canonical_json(small_edition(about=None))

    assert (
        '"settings":{"default_target":3,"disagreement_at":2,"faced_at":0.5,"fresh_days":365,"min_replies":5}' in written
    )
    assert written.count('"scan":false') == 2
    assert written.count('"weight":1') == 4
    assert written.count('"origin":"local"') == 1
    assert [
        field for field in ("about", "stages", "profiles", "renames", "wordings", "sources") if field in written
    ] == []


def test_what_is_written_as_empty_stays_empty():
    assert '"stages":[]' in canonical_json(small_edition(stages=[]))


def test_the_order_of_keys_and_needless_zeros_make_no_difference():
    document = small_document(settings={"faced_at": Decimal("0.5")})
    other = small_document(settings={"faced_at": Decimal("0.500")})

    editions = [small_edition(**one) for one in (document, dict(reversed(other.items())))]

    assert canonical_json(editions[0]) == canonical_json(editions[1])


def test_a_result_keeps_its_nulls():
    edition = small_edition()

    written = canonical_json(evaluate(edition, answers(edition)))

    assert '"next":null' in written
    assert '"profile":null' in written


def test_checksum_is_sha_256_of_utf_8():
    assert checksum("日") == hashlib.sha256("日".encode()).hexdigest()
    assert ENGINE == 1
