# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The demo group: what its story claims of each unit is what a comparison of its results shows."""

from dataclasses import dataclass

import pytest

from accounts.models import Mail, Organization
from assessments.domain.changes import PARTS
from assessments.domain.comparison import ComparedLevel, compare
from assessments.domain.result import SituationResult
from assessments.models import Answer, Assessment, GroupResult
from assessments.models.answer import Kind
from assessments.models.group import LATEST
from assessments.queries.asked import asked_page
from assessments.queries.progress import standing_assessments
from assessments.queries.result import Outcome, outcome_of
from assessments.services.rolling_up_anew import roll_up_all
from tests.conftest import NOW


@dataclass(frozen=True)
class Told:
    """One organization of the demo: its submitted outcomes, the earliest first, and the answers of the last one."""

    language: str
    outcomes: list[Outcome]
    answers: list[Answer]

    def changes(self, first: int = 0, last: int = -1) -> list[ComparedLevel]:
        """How the levels changed between two of the quarters."""
        before, after = self.outcomes[first], self.outcomes[last]
        return list(compare(before.edition, before.answers, after.edition, after.answers).levels)


@pytest.fixture(scope="module")
def told(demo: None) -> dict[str, Told]:
    """The whole demo by the names of its organizations."""
    found = {}
    for organization in Organization.objects.all():
        assessments = standing_assessments(organization)
        outcomes = [outcome_of(one, NOW) for one in assessments]
        answers = list(Answer.objects.of(assessments[-1]))
        found[organization.name.removeprefix("Aozora ")] = Told(organization.language, outcomes, answers)
    return found


def test_links_in_its_mails_lead_where_it_is_served(demo: None, db: None) -> None:
    texts = list(Mail.objects.values_list("text", flat=True))

    assert texts and all("http://127.0.0.1:8123/ask/" in text for text in texts)


def test_the_open_assessment_asks_people_by_link(demo: None, db: None) -> None:
    page = asked_page(Assessment.objects.with_edition().open().get(), NOW)

    states = [person.state for view in page.views for person in view.people]
    assert sorted(states) == ["answered", "answered", "opened", "sent", "sent"]
    assert page.open_link and not page.open_link.is_over
    assert page.replies == 3


def test_dashboards_read_what_the_demo_tells(demo: None, db: None) -> None:
    group = Organization.objects.get(depth=1)
    (latest,) = GroupResult.objects.within(group).filter(period=LATEST)

    assert (group.units_below, latest.units) == (5, 5)
    assert list(roll_up_all(write=False)) == []


def test_every_organization_tells_of_the_same_six_quarters(told: dict[str, Told]) -> None:
    periods = {tuple(one.assessment.period for one in organization.outcomes) for organization in told.values()}

    assert periods == {("2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")}


def test_no_answer_jumps_without_a_note(told: dict[str, Told]) -> None:
    jumps = {
        (name, moved.key)
        for name, organization in told.items()
        for before, after in zip(organization.outcomes, organization.outcomes[1:], strict=False)
        for moved in compare(before.edition, before.answers, after.edition, after.answers).practices
        if isinstance(moved.before, int) and isinstance(moved.after, int) and abs(moved.after - moved.before) > 1
    }

    assert jumps == {("Devices", "executive-sponsorship")}
    assert noted(told["Devices"], "executive-sponsorship").startswith("Product development was split")


def test_the_unit_that_leads_is_mostly_at_target_and_can_show_it(told: dict[str, Told]) -> None:
    result = told["Semiconductors"].outcomes[-1].result

    assert result.profile == "lead"
    assert result.at_target * 3 >= result.applicable * 2
    assert [practice.key for practice in result.practices if practice.evidence == "stale"] == []
    assert all(level.shown * 3 >= level.said * 2 for level in result.levels)
    assert result.stage == "strategic-function"
    before, after = told["Semiconductors"].outcomes[0], told["Semiconductors"].outcomes[-1]
    compared = compare(before.edition, before.answers, after.edition, after.answers)
    assert compared.situations.gone == ("security-data-split",)
    assert compared.recommendations.retired == ("one-responsibility",)


def test_the_unit_that_leads_writes_in_japanese(told: dict[str, Told]) -> None:
    semiconductors = told["Semiconductors"]

    assert semiconductors.language == "ja"
    assert not any(answer.note.isascii() for answer in semiconductors.answers if answer.note)
    assert {one.language for name, one in told.items() if name != "Semiconductors"} == {"en"}


def test_the_unit_that_consumes_does_well_against_its_own_targets(told: dict[str, Told]) -> None:
    consumer, leader = (told[name].outcomes[-1].result for name in ("Games", "Semiconductors"))
    left_out = [answer for answer in told["Games"].answers if answer.value == "na"]

    assert consumer.profile == "consume"
    assert consumer.at_target * 4 >= consumer.applicable * 3
    assert len(left_out) == 3
    assert all(answer.reason for answer in left_out)
    assert all(one.said < other.said for one, other in zip(consumer.levels, leader.levels, strict=True))


def test_the_unit_that_got_worse_says_why(told: dict[str, Told]) -> None:
    devices = told["Devices"]
    before, after = devices.outcomes[1], devices.outcomes[-1]
    compared = compare(before.edition, before.answers, after.edition, after.answers)

    assert all(level.change < 0 and level.change == level.progress for level in compared.levels)
    fallen = [moved.key for moved in compared.practices]
    assert len(fallen) == 12
    assert [key for key in fallen if not noted(devices, key)] == []
    assert after.result.stage == "volunteer-committee" != before.result.stage
    backed = {practice.key for practice in after.result.practices if practice.evidence == "fresh"}
    assert {"executive-sponsorship", "resourcing", "inventory-and-security", "charter-and-role"} <= backed


def test_evidence_has_run_out_where_nobody_was_left_to_look_at_it(told: dict[str, Told]) -> None:
    stale = {
        name: sum(practice.evidence == "stale" for practice in one.outcomes[-1].result.practices)
        for name, one in told.items()
    }

    assert max(stale, key=lambda name: stale[name]) == "Devices"
    assert stale["Devices"] >= 5
    assert {practice.evidence for practice in told["Devices"].outcomes[0].result.practices} == {"fresh", "none"}


def test_the_unit_that_found_out_shows_knowledge_and_hardly_any_progress(told: dict[str, Told]) -> None:
    for level in told["Pictures"].changes():
        parts = {part: abs(getattr(level, part)) for part in PARTS}
        assert max(parts, key=lambda part: parts[part]) == "knowledge"
        assert parts["knowledge"] > 2 * parts["progress"]
        assert level.change > 10


def test_the_unit_that_changed_edition_shows_that_the_questions_changed(told: dict[str, Told]) -> None:
    imaging = told["Imaging"]

    assert [one.edition.edition for one in imaging.outcomes] == ["0.9.0"] * 2 + ["1.0.0"] * 4
    for first, last in ((1, 2), (0, -1)):
        content = {level.key: level.content for level in imaging.changes(first, last)}
        assert content["employee"] > 0 > content["ospo"]
        assert content["management"] == content["business-units"] == 0
    others = [one for name, one in told.items() if name != "Imaging"]
    assert {level.content for one in others for level in one.changes()} == {0}


def test_further_situations_are_answered_in_later_quarters_as_far_as_they_fit(told: dict[str, Told]) -> None:
    for organization in told.values():
        first, last = ({one.key: one.faced for one in further(outcome)} for outcome in ends(organization))
        assert set(first.values()) <= {"unknown"}
        assert 0 < sum(faced != "unknown" for faced in last.values()) < 12
    before, after = (told["Devices"].outcomes[number] for number in (1, -1))
    compared = compare(before.edition, before.answers, after.edition, after.answers)
    assert {"sponsor-missing", "stretched-thin"} <= {*compared.situations.new}


def test_views_of_the_role_and_of_culture_differ_at_imaging(told: dict[str, Told]) -> None:
    practices = {practice.key: practice for practice in told["Imaging"].outcomes[-1].result.practices}

    apart = [key for key, practice in practices.items() if practice.disagreement]
    assert apart == ["charter-and-role", "culture-and-recognition"]
    asked = told["Imaging"].outcomes[-1].answers.practices
    employees = [one for one in asked["consultation"].responses if one.perspective == "employee"]
    assert 0 < len(employees) < 5


def test_the_open_assessment_is_about_half_way(demo: None, db: None) -> None:
    opened = Assessment.objects.with_edition().open().get()
    answers = Answer.objects.of(opened).filter(kind=Kind.PRACTICE)
    confirmed = answers.filter(is_confirmed=True).count()
    assert (opened.period, opened.edition.version) == ("2026-Q4", "1.0.0")
    assert 0.4 <= confirmed / answers.count() <= 0.6
    unresolved = [one.key for one in outcome_of(opened, NOW).result.practices if one.unresolved]
    assert unresolved == ["culture-and-recognition"]


def ends(told: Told) -> tuple[Outcome, Outcome]:
    return told.outcomes[0], told.outcomes[-1]


def noted(told: Told, practice: str) -> str:
    """The note that explains the last answer to a practice."""
    return next(answer.note for answer in told.answers if (answer.kind, answer.key) == (Kind.PRACTICE, practice))


def further(outcome: Outcome) -> list[SituationResult]:
    """What came of the situations that the seed doesn't name."""
    return [one for one in outcome.result.situations if outcome.edition.situation(one.key).origin == "further"]
