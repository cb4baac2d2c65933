# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django.utils.translation import override

from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from assessments.queries.questionnaire_file import offered, questions_of, values_by_word, word_of
from tests.factories import make_edition


def test_everything_that_is_asked_has_its_question_once(db):
    edition = edition_of(make_edition())

    asked = [(one.kind, one.key) for one in questions_of(edition)]

    assert len(set(asked)) == len(asked)
    assert {key for kind, key in asked if kind == Kind.PRACTICE} == {one.key for one in edition.practices}
    assert {key for kind, key in asked if kind == Kind.ROUTINE} == {one.key for one in edition.routines}


def test_words_lead_back_to_their_values_in_every_language(db):
    words, edition = values_by_word(), edition_of(make_edition())

    for language in ("en", "ja"):
        with override(language):
            for asked in questions_of(edition):
                for value in offered(edition, asked):
                    assert words[word_of(value).casefold()] == value


def test_dont_know_stands_last_and_not_applicable_only_where_it_is_offered(db):
    edition = edition_of(make_edition())
    asked = {one.key: offered(edition, one) for one in questions_of(edition) if one.kind == Kind.PRACTICE}

    assert asked["strategy"] == ["0", "1", "2", "3", "4", "unknown"]
    assert asked["publishing"] == ["0", "1", "2", "3", "4", "na", "unknown"]
