# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.queries.about import Section, sections_of


def test_a_text_is_cut_at_its_headings() -> None:
    about = {"en": "Before.\n\n## Why\nOne.\n\n- two\n## How\nThree.", "ja": "前\n## なぜ\n一\n## どのように\n三"}

    assert sections_of(about) == [
        Section({}, {"en": "Before.\n\n", "ja": "前\n"}),
        Section({"en": "Why", "ja": "なぜ"}, {"en": "One.\n\n- two\n", "ja": "一\n"}),
        Section({"en": "How", "ja": "どのように"}, {"en": "Three.\n", "ja": "三\n"}),
    ]


def test_a_language_that_is_cut_otherwise_gives_way_to_the_first() -> None:
    assert sections_of({"en": "## Why\nOne.", "ja": "一"}) == [Section({"en": "Why"}, {"en": "One.\n"})]


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_an_empty_text_has_no_sections(text: str) -> None:
    assert sections_of({"en": text}) == []


def test_only_headings_of_the_second_rank_cut() -> None:
    assert [section.title.get("en") for section in sections_of({"en": "### Deep\n#Tag\n## Why"})] == [None, "Why"]
