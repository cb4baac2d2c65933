# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import io
import json

import pytest
from openpyxl import load_workbook

from assessments.imports.questionnaire import read_questionnaire
from assessments.models import Answer, IncomingFile
from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from assessments.queries.questionnaire_file import questions_of, spreadsheet_of
from assessments.services.filling_in import filled_in, stage_questionnaire, take_questionnaire
from assessments.services.refusal import AlreadySubmitted, Conflict, NotAccepted
from tests.factories import make_assessment, make_edition, move, say, submit

HOSTILE = ["=1+1", "@x", "'q", "a\n  b\tc", "𠮷 👩‍👩‍👧 ‮x", "_x0041_", "<r>x</r>"]


@pytest.fixture
def assessment(aozora, mana, now):
    made = make_assessment(aozora, mana, make_edition(), now=now)
    say(made, mana, Kind.PRACTICE, now=now, strategy="3", sponsor="1")
    return made


def sent_back(assessment, by, now, **cells):
    """The file with what somebody typed, by key: (answer,) or (answer, reason, note); as it is read and kept."""
    book = load_workbook(io.BytesIO(spreadsheet_of(assessment, now)))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=3):
        typed = cells.get(str(row[1].value).replace("-", "_").replace("/", "__"))
        for name, text in zip(("answer", "reason", "note"), typed or (), strict=False):
            row[heads.index(name)].value = text
    file = io.BytesIO()
    book.save(file)
    document = json.dumps(read_questionnaire(file.getvalue(), name="file"))
    return stage_questionnaire(assessment=assessment, document=document, name="q.xlsx", by=by, now=now)


def take(assessment, file, by, now, overwrite=(), seen=None):
    filled = filled_in(assessment, file)
    shown = {one.name: one.revision for one in (*filled.changes, *filled.conflicts)} if seen is None else seen
    return take_questionnaire(assessment=assessment, file=file, overwrite=set(overwrite), seen=shown, by=by, now=now)


def values(assessment):
    return {row.key: row.value for row in Answer.objects.of(assessment).filter(kind=Kind.PRACTICE)}


def test_a_file_sent_back_as_it_was_changes_nothing(assessment, mana, now):
    filled = filled_in(assessment, sent_back(assessment, mana, now))

    assert (filled.changes, filled.conflicts, filled.faults) == ((), (), ())
    assert filled.same == len(list(questions_of(edition_of(assessment.edition))))


def test_what_was_filled_in_is_saved_at_once_and_once(assessment, mana, now):
    file = sent_back(
        assessment, mana, now, strategy=("4",), health=("2",), monthly_meeting=("Monthly",), eu_market=("Yes",)
    )

    assert take(assessment, file, mana, now) == 4
    assert take(assessment, file, mana, now, seen={}) == 0

    assert values(assessment) | {"strategy": "4", "health": "2", "sponsor": "1"} == values(assessment)
    assert Answer.objects.of(assessment).get(kind=Kind.ROUTINE).value == "monthly"
    assert Answer.objects.of(assessment).get(kind=Kind.FACT, key="eu-market").value == "yes"


@pytest.mark.parametrize("note", HOSTILE)
def test_any_note_goes_out_and_comes_back_exactly(assessment, mana, now, note):
    Answer.objects.of(assessment).filter(key="strategy").update(note=note)

    filled = filled_in(assessment, sent_back(assessment, mana, now))

    assert filled.changes == ()


def test_answers_are_known_in_both_languages(assessment, mana, now):
    file = sent_back(assessment, mana, now, strategy=("わからない",), health=("Don’t know",))

    assert {one.mine.value for one in filled_in(assessment, file).changes} == {"unknown"}


def test_an_answer_that_moved_on_is_shown_beside_and_not_overwritten_unasked(assessment, mana, alice, now):
    file = sent_back(assessment, mana, now, strategy=("4",), health=("2",))
    say(assessment, alice, Kind.PRACTICE, now=now, strategy="2")

    filled = filled_in(assessment, file)
    [conflict] = filled.conflicts
    assert (conflict.theirs.value, conflict.mine.value, conflict.row.answered_by) == ("2", "4", alice)

    take(assessment, file, mana, now)
    assert (values(assessment)["strategy"], values(assessment)["health"]) == ("2", "2")


def test_a_conflict_is_overwritten_by_who_says_so(assessment, mana, alice, now):
    file = sent_back(assessment, mana, now, strategy=("4",))
    say(assessment, alice, Kind.PRACTICE, now=now, strategy="2")

    take(assessment, file, mana, now, overwrite=["practice:strategy"])

    assert values(assessment)["strategy"] == "4"


def test_what_changed_since_the_changes_were_shown_stops_all_of_it(assessment, mana, alice, now):
    file = sent_back(assessment, mana, now, strategy=("4",), health=("2",))
    shown = {one.name: one.revision for one in filled_in(assessment, file).changes}
    say(assessment, alice, Kind.PRACTICE, now=now, strategy="2")

    with pytest.raises(Conflict):
        take(assessment, file, mana, now, seen=shown)

    assert "health" not in values(assessment)


@pytest.mark.parametrize(
    ("typed", "cell", "message"),
    [
        (("7",), "M", "Choose one of these: 0, 1, 2, 3, 4"),
        (("Monthly",), "M", "Choose one of these: 0, 1, 2, 3, 4"),
        (("=1+1",), "M", "Choose one of these: 0, 1, 2, 3, 4"),
        (("Not applicable", "", ""), "N", "Say in a sentence why"),
        (("2", "", "x" * 5001), "O", "Use at most 5000 characters."),
    ],
)
def test_a_cell_that_cannot_be_taken_in_is_named_and_nothing_is_saved(assessment, mana, now, typed, cell, message):
    file = sent_back(assessment, mana, now, publishing=typed, health=("2",))

    [fault] = filled_in(assessment, file).faults
    assert fault.cell.startswith(cell)
    assert fault.message.startswith(message)
    with pytest.raises(NotAccepted):
        take(assessment, file, mana, now)
    assert "health" not in values(assessment)


def test_an_emptied_answer_stays_as_it_is(assessment, mana, now):
    filled = filled_in(assessment, sent_back(assessment, mana, now, strategy=(None,)))

    assert (filled.changes, filled.faults) == ((), ())
    assert filled.empty > 0


def test_a_file_of_another_assessment_is_refused(assessment, midori, mana, now):
    other = make_assessment(midori, mana, now=now)
    document = json.dumps({"assessment": str(other.pk), "edition": "", "format": "", "rows": []})

    with pytest.raises(NotAccepted):
        stage_questionnaire(assessment=assessment, document=document, name="q.xlsx", by=mana, now=now)

    assert not IncomingFile.objects.exists()


def test_a_file_from_before_a_move_is_read_under_the_new_keys(aozora, mana, now):
    assessment = make_assessment(aozora, mana, make_edition("edition-before"), now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, old_charter="1")
    file = sent_back(assessment, mana, now, old_charter=("3",))

    moved = move(assessment, make_edition(now=now), mana, now=now)

    assert [(one.name, one.mine.value) for one in filled_in(moved, file).changes] == [("practice:charter", "3")]


def test_of_a_file_that_was_taken_in_nothing_is_kept_but_that(assessment, mana, now):
    file = sent_back(assessment, mana, now, strategy=("4",))

    take(assessment, file, mana, now)

    file.refresh_from_db()
    assert (file.used_at, file.document) == (now, "")


def test_after_submission_nothing_is_taken_in(assessment, mana, now):
    file = sent_back(assessment, mana, now, strategy=("4",))
    submit(assessment, mana, now=now)

    with pytest.raises(AlreadySubmitted):
        take(assessment, file, mana, now)
