# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import date, timedelta

import pytest

from accounts.models import Membership, Role
from assessments.models import Change
from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from assessments.queries.history import LINES, Reader, practice_history, situation_history
from assessments.services.answering import Entry, save_answers
from assessments.services.asking import save_responses
from assessments.services.assigning import assign_section, unassign_section
from assessments.services.backing import add_evidence, remove_evidence
from assessments.services.confirming import confirm_answers, undo_confirmation
from assessments.services.renewing import renew_evidence, undo_renewal
from tests.factories import join, make_assessment, make_edition, make_organization, say, submit

SCALE = [{"en": name} for name in ("Not yet", "Trying", "In places", "Across", "Always")]
MANAGER, CONTRIBUTOR, VIEWER = Reader(True, True), Reader(True, False), Reader(False, False)


@pytest.fixture
def assessment(aozora, mana, now):
    return make_assessment(aozora, mana, make_edition(scale=SCALE), now=now)


def save(assessment, by, now, value, base, kind=Kind.PRACTICE, key="health", **texts):
    entry = Entry(kind, key, value, base, **texts)
    save_answers(assessment=assessment, entries=[entry], idempotency_key=uuid.uuid4(), by=by, now=now)


def history(assessment, reader=MANAGER, before=None, key="health"):
    return practice_history(assessment, edition_of(assessment.edition).practice(key), reader, before)


def told(lines):
    return [(line.what, line.move) for line in lines]


def texts(line):
    marks = {"same": "{}", "removed": "[-{}]", "added": "[+{}]"}
    return {label: "".join(marks[part.sort].format(part.words) for part in parts) for label, parts in line.texts}


def test_who_changed_what_stands_newest_first(assessment, mana, alice, now):
    save(assessment, mana, now, "1", 0, note="Since May.")
    save(assessment, alice, now + timedelta(hours=1), "na", 1, reason="One team.", note="Since June.")
    save(assessment, mana, now, "na", 2, reason="One team.", note="")

    lines = history(assessment).lines

    assert told(lines) == [
        ("Words changed", None),
        ("Answer changed", ("1, Trying", "Not applicable")),
        ("Answered", ("no answer", "1, Trying")),
        ("Assessment opened", None),
    ]
    assert [line.who for line in lines] == ["Mana", "Alice", "Mana", "Mana"]
    assert lines[1].at == now + timedelta(hours=1)
    assert texts(lines[0]) == {"Note": "[-Since June.]"}
    assert texts(lines[1]) == {"Why it does not apply": "[+One team.]", "Note": "Since [-May][+June]."}


def test_evidence_assignments_and_the_submission_have_their_lines(assessment, mana, connie, now):
    row = add_evidence(
        assessment=assessment,
        practice="health",
        url="https://example.org",
        text="Minutes",
        reviewed_on=date(2026, 11, 2),
        idempotency_key=uuid.uuid4(),
        by=mana,
        now=now,
    )
    remove_evidence(assessment=assessment, evidence=row.pk, by=mana, now=now)
    assign_section(assessment=assessment, section="ospo", user=connie, by=mana, now=now)
    assign_section(assessment=assessment, section="management", user=connie, by=mana, now=now)
    done = submit(assessment, mana, now=now)

    lines = history(done).lines

    assert [line.what for line in lines] == [
        "Assessment submitted",
        "Assigned to Connie",
        "Evidence removed",
        "Evidence added",
        "Assessment opened",
    ]
    assert texts(lines[3]) == {"": "[+Minutes https://example.org]"}


def test_evidence_that_was_seen_again_says_from_which_day_to_which(assessment, mana, now):
    said = {"practice": "health", "url": "", "text": "Minutes", "reviewed_on": date(2025, 11, 3), "owner": "Legal"}
    row = add_evidence(assessment=assessment, **said, idempotency_key=uuid.uuid4(), by=mana, now=now)
    line = renew_evidence(assessment=assessment, evidence=row.pk, idempotency_key=uuid.uuid4(), by=mana, now=now)
    undo_renewal(assessment=assessment, line=line, by=mana, now=now)

    lines = history(assessment).lines

    assert told(lines) == [
        ("Second look at evidence taken back", ("16 Nov 2026", "3 Nov 2025")),
        ("Evidence seen again", ("3 Nov 2025", "16 Nov 2026")),
        ("Evidence added", None),
        ("Assessment opened", None),
    ]
    assert texts(lines[1]) == {"": "Minutes"}
    assert texts(lines[2]) == {"": "[+Minutes]", "Who keeps it": "[+Legal]"}


def test_a_section_that_was_taken_away_says_so(assessment, mana, connie, now):
    assign_section(assessment=assessment, section="ospo", user=connie, by=mana, now=now)
    unassign_section(assessment=assessment, section="ospo", user=connie, by=mana, now=now)

    assert [line.what for line in history(assessment).lines] == [
        "No longer assigned to Connie",
        "Assigned to Connie",
        "Assessment opened",
    ]
    assert history(assessment, VIEWER).lines[0].what == "No longer assigned to Contributor"


def test_a_confirmation_that_was_taken_back_says_so(aozora, mana, now):
    earlier = now - timedelta(days=92)
    first = make_assessment(aozora, mana, make_edition(scale=SCALE), now=earlier)
    say(first, mana, Kind.PRACTICE, now=earlier, health=2)
    submit(first, mana, now=earlier)
    assessment = make_assessment(aozora, mana, first.edition, now=now)
    places, key = {("practice", "health")}, uuid.uuid4()
    confirm_answers(assessment=assessment, places=places, idempotency_key=key, by=mana, now=now)
    undo_confirmation(assessment=assessment, places=places, confirmation=key, by=mana, now=now)

    assert told(history(assessment).lines) == [
        ("Confirmation taken back", None),
        ("Confirmed unchanged", None),
        ("Carried over from last time: 2, In places", None),
        ("Assessment opened", None),
    ]


def test_what_was_carried_over_and_confirmed_says_so(aozora, mana, now):
    earlier = now - timedelta(days=92)
    first = make_assessment(aozora, mana, make_edition(scale=SCALE), now=earlier)
    say(first, mana, Kind.PRACTICE, now=earlier, health=2, charter=1)
    submit(first, mana, now=earlier)
    assessment = make_assessment(aozora, mana, first.edition, now=now)
    carried = ("Carried over from last time: 2, In places", None)
    assert told(history(assessment).lines) == [carried, ("Assessment opened", None)]

    save(assessment, mana, now, "2", 0)
    save(assessment, mana, now, "3", 1)

    assert told(history(assessment).lines) == [
        ("Answer changed", ("2, In places", "3, Across")),
        ("Confirmed unchanged", None),
        carried,
        ("Assessment opened", None),
    ]
    assert told(history(assessment, key="strategy").lines) == [("Assessment opened", None)]


def test_why_it_stands_though_views_differ_is_for_managers(assessment, mana, now):
    save(assessment, mana, now, "2", 0)
    save(assessment, mana, now, "2", 1, settled_because="Units lack the tool.")
    save(assessment, mana, now, "3", 2, settled_because="They have it.")

    newest, settled, *_rest = history(assessment).lines
    assert texts(newest).keys() == texts(settled).keys() == {"Why, though views differ"}
    for reader in (CONTRIBUTOR, VIEWER):
        lines = history(assessment, reader).lines
        assert [line.what for line in lines] == ["Answer changed", "Answered", "Assessment opened"]
        assert [line.texts for line in lines] == [[], [], []]


def test_whoever_only_reads_sees_roles(assessment, mana, alice, connie, now):
    assign_section(assessment=assessment, section="ospo", user=connie, by=alice, now=now)
    save(assessment, connie, now, "2", 0)
    Membership.objects.filter(user=alice).delete()

    assert [(line.who, line.what) for line in history(assessment, VIEWER).lines] == [
        ("Contributor", "Answered"),
        ("Somebody who has left", "Assigned to Contributor"),
        ("OSPO manager", "Assessment opened"),
    ]


def test_whoever_has_several_roles_is_told_by_the_highest(assessment, aozora, mana, now):
    unit = make_organization("Unit", above=aozora)
    join(mana, unit, Role.VIEWER)
    below = make_assessment(unit, mana, assessment.edition, now=now)

    assert [line.who for line in history(below, VIEWER).lines] == ["OSPO manager"]


def test_targets_show_once_the_answer_is_set(assessment, mana, now):
    save(assessment, mana, now, "4", 0, kind=Kind.TARGET)
    assert [line.what for line in history(assessment).lines] == ["Assessment opened"]

    save(assessment, mana, now, "2", 0)

    assert [line.what for line in history(assessment).lines] == ["Answered", "Target set", "Assessment opened"]


def test_a_target_says_why_it_is_enough_and_until_when(assessment, mana, now):
    save(assessment, mana, now, "2", 0)
    save(assessment, mana, now, "2", 0, kind=Kind.TARGET, reason="One team.", review_on=date(2027, 6, 30))
    save(assessment, mana, now, "2", 1, kind=Kind.TARGET, reason="One team.", review_on=date(2027, 12, 31))

    newest, first, *_rest = history(assessment).lines

    assert told([newest, first]) == [("Words changed", None), ("Target set", ("no answer", "2, In places"))]
    assert texts(newest) == {"Look at it again on": "[-30 Jun 2027][+31 Dec 2027]"}
    assert texts(first) == {"Why it is enough": "[+One team.]", "Look at it again on": "[+30 Jun 2027]"}


def test_responses_have_no_line(assessment, mana, now):
    for value in "01234":
        save_responses(
            assessment=assessment,
            perspective="employee",
            respondent=uuid.uuid4(),
            values={(Kind.PRACTICE, "health"): value},
            now=now,
        )

    assert [line.what for line in history(assessment).lines] == ["Assessment opened"]


def test_pages_follow_one_another_without_gap_or_repetition(assessment, mana, now):
    for base in range(LINES + 3):
        save(assessment, mana, now, str(base % 5), base)

    first = history(assessment)
    save(assessment, mana, now, "na", LINES + 3, reason="Moved.")  # pushes nothing onto the second page
    second = history(assessment, before=first.older)

    assert (len(first.lines), len(second.lines), second.older) == (LINES, 4, None)
    assert first.lines[-1].move[0] == second.lines[0].move[1]


def test_a_situation_tells_its_signs_and_its_stance(aozora, mana, now):
    earlier = now - timedelta(days=92)
    first = make_assessment(aozora, mana, now=earlier)
    say(first, mana, Kind.SIGNAL, now=earlier, technology_only__tools="us", community_underrated__names="us")
    submit(first, mana, now=earlier)
    assessment = make_assessment(aozora, mana, now=now)
    save(assessment, mana, now, "somewhat", 0, Kind.SIGNAL, "technology-only/tools")
    save(assessment, mana, now, "faced", 0, Kind.STANCE, "technology-only", note="Seen it.")
    situation = edition_of(assessment.edition).situation("technology-only")
    text = situation.signals[0].text["en"]

    lines = situation_history(assessment, situation, MANAGER, None).lines

    assert [(line.what, line.about, line.move) for line in lines] == [
        ("Answered", "", ("Let the signs decide", "We face this")),
        ("Answer changed", text, ("This is us", "Somewhat")),
        ("Carried over from last time: This is us", text, None),
        ("Assessment opened", "", None),
    ]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("reader", [MANAGER, VIEWER])
def test_it_takes_so_many_queries(assessment, mana, now, django_assert_num_queries, count, reader):
    for base in range(count):
        save(assessment, mana, now, str(base), base)
        save(assessment, mana, now, "us" if base % 2 else "not_us", base, Kind.SIGNAL, "technology-only/tools")
    situation = edition_of(assessment.edition).situation("technology-only")
    assert Change.objects.of(assessment).count() == 2 * count + 1

    with django_assert_num_queries(4):
        history(assessment, reader)
    with django_assert_num_queries(4):
        situation_history(assessment, situation, reader, None)
