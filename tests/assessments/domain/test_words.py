# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from itertools import cycle, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.words import Budget, Part, difference, merged

TEXTS = st.text(alphabet="ab .\n会社", max_size=20)


def told(before, after):
    marks = {"same": "{}", "removed": "[-{}]", "added": "[+{}]"}
    return "".join(marks[part.sort].format(part.words) for part in difference(before, after, Budget()))


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
    parts = difference(before.replace("\n", " "), after.replace("\n", " "), Budget())

    assert "".join(part.words for part in parts if part.sort != "added") == before.replace("\n", " ")
    assert "".join(part.words for part in parts if part.sort != "removed") == after.replace("\n", " ")


def long_text(first_sign):
    """As long as a note may be: every other sign is shared with another such text, and no two neighbours are."""
    shared, own = (cycle(map(chr, range(start, start + many))) for start, many in [(0x4E00, 50), (first_sign, 200)])
    return "".join(islice((sign for pair in zip(shared, own, strict=False) for sign in pair), 5000))


def test_texts_made_to_be_hard_to_compare_stand_against_each_other_whole():
    before, after = long_text(0x5000), long_text(0x6000)

    assert told(before, after) == f"[-{before}][+{after}]"


def test_of_long_texts_that_differ_much_sentences_are_compared():
    before = "".join(f"This is what we wrote in year {year}. " for year in range(100))
    after = "".join(f"That is what you read in year {year}. " for year in range(0, 100, 2)) + "The end."

    assert "[-" not in told(before, before + "The end.")
    assert told(f"Once. {before}", f"Once. {after}").startswith("Once.[- This is what we wrote in year 0. ")


def test_a_word_in_a_long_text_is_told_by_itself():
    sentences = "".join(f"Line {number} says something of its own. " for number in range(120))

    assert told(sentences + "We train all." + sentences, sentences + "We train two." + sentences) == (
        sentences + "We train [-all][+two]." + sentences
    )


@given(st.lists(st.sampled_from(["a ", "b. ", "。", "\n", "c"]), max_size=900), st.integers(0, 900))
def test_long_versions_can_be_read_out_of_the_parts_too(words, place):
    before = "".join(words) * 2
    after = before[:place] + "new. " + before[2 * place :]
    parts = difference(before, after, Budget())

    assert "".join(part.words for part in parts if part.sort != "added") == before
    assert "".join(part.words for part in parts if part.sort != "removed") == after


@pytest.mark.parametrize(
    ("base", "one", "other", "both"),
    [
        ("a b c", "a b c", "a b c", "a b c"),
        ("We build daily. We review weekly.", "We build hourly. We review weekly.",
         "We build daily. We review weekly, in pairs.", "We build hourly. We review weekly, in pairs."),
        ("a b", "a x", "a x", "a x"),
        ("a b", "a x", "a y", None),
        ("", "one", "two", None),
        ("会議は毎日です。", "会議は毎週です。", "会合は毎日です。", "会合は毎週です。"),
    ],
)  # fmt: skip
def test_changes_that_do_not_touch_go_together(base, one, other, both):
    assert merged(base, one, other, Budget()) == both


@given(TEXTS, TEXTS)
def test_a_text_that_one_left_alone_becomes_the_others(base, other):
    assert merged(base, base, other, Budget()) == other == merged(base, other, base, Budget())


@given(TEXTS, TEXTS, TEXTS)
def test_it_does_not_matter_who_comes_first(base, one, other):
    assert merged(base, one, other, Budget()) == merged(base, other, one, Budget())


def test_changes_to_long_texts_go_together_by_sentences_or_not_at_all():
    base = "".join(f"This is what we wrote in year {year}. " for year in range(100))
    first, last = base.replace("year 0.", "the first year."), base + "The end."

    assert merged(base, first, last, Budget()) == first + "The end."
    assert merged(long_text(0x5000), long_text(0x6000), long_text(0x7000), Budget()) is None


# Two words, of which one text has only one: as hard to compare as so many words can be.
HARD = ".," * 99, "." * 199


def test_each_page_has_a_budget_beyond_which_texts_stand_against_each_other_whole():
    before, after = HARD
    budget = Budget()
    found = [difference(before, after, budget) for _each in range(575)]

    whole = [Part("unmarked", ""), Part("removed", before), Part("added", after)]
    marked = [parts for parts in found if parts != whole]
    assert 2 < len(marked) < 10
    assert found == marked + [whole] * (575 - len(marked))
    assert difference("", "New.", budget) == [Part("added", "New.")]


def test_what_is_compared_counts_by_how_often_words_are_held_against_words():
    def spent(before, after):
        budget = Budget(1000)
        difference(before, after, budget)
        return 1000 - budget.left

    assert spent("", "One two.") == 0
    assert spent("One", "Two") == 1
    assert spent("a-a-a", "a-a-a") == 5 + 3 * 3 + 2 * 2
    assert 0 < spent("We train all units.", "We train two units.") < 100


def test_texts_are_joined_within_a_budget_too():
    base = ".," * 140 + " The end."
    one, other = "." * 240 + " The end.", base + " Or not."

    assert merged(base, one, other, Budget()) == one + " Or not."
    assert merged(base, one, other, Budget(100_000)) is None
