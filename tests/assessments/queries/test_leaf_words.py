# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

import pytest

from assessments.domain.rules import AllOf, FactHolds
from assessments.queries.leaf_words import leaf_sentence
from assessments.queries.rule_words import rule_sentences
from tests.assessments.domain.cases import conformance
from tests.assessments.queries.test_reading import LEAVES


@pytest.mark.parametrize(("leaf", "plain", "denied"), LEAVES, ids=[str(leaf) for leaf, _, _ in LEAVES])
def test_a_leaf_reads_the_same_with_answers_and_without(leaf: dict, plain: str, denied: str) -> None:
    document = conformance("edition.json")

    assert rule_sentences(document, leaf, "en").sentence == plain
    assert rule_sentences(document, {"not": leaf}, "en").sentence == denied


def test_only_leaves_are_read() -> None:
    no_leaf: Any = AllOf(all=(FactHolds(fact="f"),))

    with pytest.raises(TypeError):
        leaf_sentence(no_leaf, "A fact", denied=False)
