# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.queries.words import difference


def told(before, after):
    marks = {"same": "{}", "removed": "[-{}]", "added": "[+{}]"}
    return "".join(marks[part.sort].format(part.words) for part in difference(before, after))


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("", "", ""),
        ("", "Since May.", "[+Since May.]"),
        ("Since May.", "Since June.", "Since [-May][+June]."),
        ("We train\nall units.", "We train\ntwo units.", "We train\n[-all][+two] units."),
        ("Gone", "", "[-Gone]"),
        (
            "We set it up in May, as a trial.",
            "A charter signed by all, at last.",
            "[-We set it up in May, as a trial][+A charter signed by all, at last].",
        ),
        ("One two three four", "One 2 3 four", "One [-two three][+2 3] four"),
        ("月次の会議で報告します。", "毎週の会議で報告します。", "[-月次][+毎週]の会議で報告します。"),
        ("OSPOの会議", "OSPO の会議", "OSPO[+ ]の会議"),
    ],
)
def test_what_changed_is_told_word_by_word(before, after, words):
    assert told(before, after) == words


@given(st.text(max_size=80), st.text(max_size=80))
def test_both_versions_can_be_read_out_of_the_parts(before, after):
    parts = difference(before.replace("\n", " "), after.replace("\n", " "))

    assert "".join(part.words for part in parts if part.sort != "added") == before.replace("\n", " ")
    assert "".join(part.words for part in parts if part.sort != "removed") == after.replace("\n", " ")
