# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from accounts.models import Organization, User
from assessments.domain.canonical import canonical_json, plain
from assessments.domain.edition import Edition
from assessments.domain.goals import Goal
from assessments.models import Assessment, PlanItem
from assessments.models import Edition as EditionRow
from assessments.queries.edition import edition_of
from assessments.queries.next_steps import next_steps_page
from assessments.queries.plan_effect import effect_in
from assessments.queries.plan_words import with_words
from assessments.queries.result import Outcome, outcome_of
from assessments.queries.what_if import Ticks, WhatIfPage, counted_in, since_of, what_if_page
from tests.assessments.domain.cases import action
from tests.assessments.queries.plans import add_own
from tests.factories import make_assessment, make_edition, make_organization, submit


def evaluated(tmp_path: Path, edition: Edition, outcome: Outcome, done: list[str], raises: dict[str, int]) -> Any:
    """What `manage.py evaluate` prints; raises come as an action that the edition is given for it."""
    document, answers = plain(edition), plain(outcome.answers)
    if raises:
        document["recommendations"][0]["actions"].append(
            action("raises-of-this-test", level=edition.levels[0].key, raises=raises)
        )
        for field in ("title", "first_step", "owner", "measure"):
            document["recommendations"][0]["actions"][-1][field] = {language: "x" for language in edition.languages}
        done = [*done, "raises-of-this-test"]
    answers |= {"done": done} if done else {}
    files = tmp_path / "edition.json", tmp_path / "answers.json"
    for file, content in zip(files, (document, answers), strict=True):
        file.write_text(json.dumps(content, default=_number))
    printed = StringIO()
    call_command("evaluate", *map(str, files), stdout=printed)
    return json.loads(printed.getvalue())


def _number(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else str(value)


def figures_on(page: WhatIfPage) -> Any:
    """All that the page says of the result that would be."""
    after = json.loads(canonical_json(page.shift.after))
    return {name: after[name] for name in ("levels", "at_target", "recommendations", "stage", "next")}


def test_all_figures_for_all_demo_organizations_are_those_that_evaluate_prints(
    demo: None, db: None, now: datetime, tmp_path: Path
) -> None:
    walked = 0
    for assessment in Assessment.objects.submitted().select_related("organization", "edition"):
        outcome = outcome_of(assessment, now)
        edition, organization = outcome.edition, assessment.organization
        since = assessment.submitted_at
        ticked = _open_items(organization, edition)
        reach = [one.key for one in edition.practices[::5]]

        page = what_if_page(
            organization,
            outcome,
            since,
            Ticks(frozenset(item.pk for item in ticked), ("add-community-pillar",), tuple(reach)),
        )

        counted = with_words(
            PlanItem.objects.within(organization).filter(counted_in(organization, edition.pack, since))
        )
        effects = [effect_in(edition, item) for item in (*counted, *ticked)]
        done = list(dict.fromkeys([one.action for one in effects if one.action] + ["add-community-pillar"]))
        raises = {key: outcome.standing.targets[key] for key in reach}
        for one in effects:
            for key, value in one.raises.items():
                raises[key] = max(value, raises.get(key, value))
        said = evaluated(tmp_path, edition, outcome, done, raises)
        assert figures_on(page) == {name: said[name] for name in figures_on(page)}
        matched = {one["key"] for one in said["recommendations"] if one["verdict"] == "matched"}
        assert {*page.shift.appearing} == matched - {*page.shift.matched}
        assert len(page.counted) == len(counted)
        walked += 1
    assert walked > 10


def test_what_is_picked_next_for_all_demo_organizations_has_the_figures_that_evaluate_prints(
    demo: None, db: None, now: datetime, tmp_path: Path
) -> None:
    for organization in Organization.objects.all():
        last = Assessment.objects.submitted().filter(organization=organization).order_by("-submitted_at").first()
        if last is None:
            continue
        outcome = outcome_of(last, now)
        edition = outcome.edition

        page = next_steps_page(organization, outcome, now + timedelta(days=1), Goal("level", "ospo"))

        for number, pick in enumerate(page.picks, start=1):
            effects = [_effect(edition, one.candidate) for one in page.picks[:number]]
            raises: dict[str, int] = {}
            for _key, own in effects:
                raises |= {key: max(value, raises.get(key, value)) for key, value in own.items()}
            said = evaluated(tmp_path, edition, outcome, [key for key, _own in effects if key], raises)
            [level] = [one for one in said["levels"] if one["key"] == "ospo"]
            assert pick.figures.endswith(f"→ {round(Decimal(str(level['said'])))}%")


def test_what_is_done_counts_besides_from_the_day_of_the_answers_on() -> None:
    first, last = (
        Assessment(state=Assessment.State.SUBMITTED, submitted_at=datetime(2026, month, 2, tzinfo=UTC))
        for month in (4, 7)
    )
    opened = Assessment(state=Assessment.State.OPEN)

    assert since_of(first, last) == first.submitted_at
    assert since_of(opened, last) == last.submitted_at
    assert since_of(opened, None) is None


def test_the_day_of_the_answers_is_the_organizations(mana: User, now: datetime) -> None:
    """At two in the morning of UTC it is still the day before in New York."""
    york, edition = make_organization("York", time_zone="America/New_York"), make_edition()
    submitted = datetime(2026, 8, 2, 2, tzinfo=UTC)
    for days, title in ((1, "Before"), (0, "The same day")):
        add_own(york, edition, mana, submitted - timedelta(days=days), title, status="done")

    found = PlanItem.objects.within(york).filter(counted_in(york, edition.pack, submitted))

    assert [item.title for item in found] == ["The same day"]


def test_what_another_pack_plans_is_not_projected(
    aozora: Organization, mana: User, edition: EditionRow, now: datetime
) -> None:
    assessment = submit(make_assessment(aozora, mana, edition, now=now), mana, now=now)
    other = add_own(aozora, make_edition(pack="other"), mana, now, raises={"strategy": 4})
    own = add_own(aozora, edition, mana, now, raises={"strategy": 3})

    page = what_if_page(
        aozora, outcome_of(assessment, now), assessment.submitted_at, Ticks(frozenset([other.pk, own.pk]), (), ())
    )

    assert page.ticked == 1
    assert [tick.value for tick in page.open] == [str(own.pk)]


def test_what_an_own_action_raised_since_is_not_picked_again(
    aozora: Organization, mana: User, edition: EditionRow, now: datetime
) -> None:
    assessment = submit(make_assessment(aozora, mana, edition, now=now), mana, now=now)
    outcome = outcome_of(assessment, now)
    level = edition_of(edition).levels[0].key
    targets = {one.key: 4 for one in outcome.edition.practices_of(level)}
    add_own(aozora, edition, mana, now, raises=targets, status="done")

    page = next_steps_page(aozora, outcome, assessment.submitted_at, Goal("level", level))

    assert (page.picks, page.is_reached) == ((), True)


@pytest.fixture
def edition(db: None) -> EditionRow:
    return make_edition()


def _open_items(organization: Organization, edition: Edition) -> list[PlanItem]:
    rows = PlanItem.objects.within(organization).filter(pack=edition.pack, status__in=PlanItem.OPEN)
    return list(with_words(rows).order_by("pk"))


def _effect(edition: Edition, candidate: Any) -> tuple[str, dict[str, int]]:
    return (candidate.action, {}) if candidate.action else ("", dict(candidate.raises))
