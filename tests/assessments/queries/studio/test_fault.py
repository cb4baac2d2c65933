# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.utils import translation

from assessments.domain.faults import Fault
from assessments.queries.studio.fault import fault_words, place_words


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("title", "Title"),
        ("anchors[1].ja", "Answer 1, Japanese"),
        ("actions[0].first_step", "Action 1, First step"),
        ("when.all[2].practice", "When it matches"),
        ("raises.moon", "raises, moon"),
        ("", ""),
    ],
)
def test_places_are_called_as_in_forms(place: str, words: str) -> None:
    assert place_words(place) == words


def test_faults_are_told_in_the_readers_language() -> None:
    fault = Fault("title", "must have a text in %(language)s", {"language": "en"})

    assert fault_words(fault) == "Title: must have a text in English"
    with translation.override("ja"):
        assert fault_words(fault) == "タイトル：英語のテキストが必要です"
