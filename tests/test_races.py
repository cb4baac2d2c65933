# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Many requests at the same moment, as browsers send them: one wins, the others are told so, and nobody gets a 500."""

import json
import threading
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Mail, Membership, Organization, Role, User
from assessments.domain.canonical import checksum
from assessments.domain.pieces import find
from assessments.models import (
    Answer,
    Assessment,
    Change,
    Edition,
    GroupPlan,
    GroupResult,
    Invitation,
    PlanChange,
    PlanItem,
    Respondent,
    Response,
    Result,
    Revision,
    Round,
)
from assessments.models.answer import Kind
from assessments.queries.draft import document_of
from assessments.queries.verification import differing_results
from assessments.services.curating import NotADraft, Save, save_piece
from assessments.services.deleting import ask_deletion, delete_due
from assessments.services.edition_steps import MovedOn
from assessments.services.filling_in import stage_questionnaire
from assessments.services.invitation_reminding import remind_invited
from assessments.services.planning import add_action, change_item
from assessments.services.publishing import publish_draft
from assessments.services.reminding import remind_people
from assessments.services.reviewing import approve, ask_for_review
from assessments.services.rolling_up_plans_anew import roll_up_all_plans
from assessments.services.rounds import open_round, run_round
from tests.assessments.queries.plans import changed, take_up
from tests.factories import (
    REVIEW,
    join,
    make_asking_edition,
    make_assessment,
    make_draft,
    make_edition,
    make_invitation,
    make_link,
    make_organization,
    make_user,
    say,
    submit,
)

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 20
ORGANIZATION = {"name": "Kaze", "kind": "company", "time_zone": "Asia/Tokyo", "language": "ja", "profile": "none"}


def at_once(*requests: Callable[[], int]) -> Counter[int]:
    """How often each status came back from requests that were all sent at the same moment."""
    start, statuses = threading.Barrier(len(requests)), []

    def run(request: Callable[[], int]) -> None:
        try:
            start.wait()
            statuses.append(request())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[request]) for request in requests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(statuses)


def posting(user: User, url: str, **data: str) -> Callable[[], int]:
    client = Client(raise_request_exception=False, headers={"HX-Request": data.pop("part", "false")})
    client.force_login(user)
    return lambda: client.post(url, data).status_code


def saving(user: User, assessment: Assessment, answer: int, key: str = "", part: str = "true") -> Callable[[], int]:
    url = reverse("practice", args=[assessment.pk, "strategy"])
    return posting(user, url, answer=str(answer), revision="0", key=key or str(uuid.uuid4()), note="", part=part)


def test_of_many_who_answer_for_the_first_time_one_wins(aozora: Organization, mana: User) -> None:
    assessment = make_assessment(aozora, mana)

    found = at_once(*(saving(mana, assessment, each % 5) for each in range(MANY)))

    row = Answer.objects.of(assessment).get(kind=Kind.PRACTICE, key="strategy")
    same = sum(1 for each in range(MANY) if str(each % 5) == row.value)
    assert found == {200: same, 409: MANY - same}
    assert row.revision == 1
    assert Change.objects.of(assessment).filter(key="strategy").count() == 1


def test_a_save_that_is_repeated_at_the_same_moment_has_the_effect_of_one(aozora: Organization, mana: User) -> None:
    assessment, key = make_assessment(aozora, mana), str(uuid.uuid4())

    assert at_once(*(saving(mana, assessment, 3, key) for _ in range(MANY))) == {200: MANY}
    assert Answer.objects.of(assessment).get(kind=Kind.PRACTICE, key="strategy").revision == 1


def test_of_many_submissions_one_is_made(aozora: Organization, mana: User) -> None:
    assessment = make_assessment(aozora, mana)
    url = reverse("submit", args=[assessment.pk])

    assert at_once(*(posting(mana, url, knowing="on") for _ in range(MANY))) == {302: MANY}
    assert Result.objects.of(assessment).count() == 1
    assert Change.objects.of(assessment).filter(what="submitted").count() == 1


def test_of_many_who_open_the_quarter_one_does(aozora: Organization, mana: User) -> None:
    make_edition()
    url = reverse("assessments", args=[aozora.pk])

    assert at_once(*(posting(mana, url) for _ in range(MANY))) == {302: 1, 422: MANY - 1}
    assert Assessment.objects.for_organization(aozora).count() == 1


def test_of_many_who_amend_one_does(aozora: Organization, mana: User) -> None:
    assessment = submit(make_assessment(aozora, mana), mana)
    url = reverse("amend", args=[assessment.pk])

    assert at_once(*(posting(mana, url) for _ in range(MANY))) == {302: 1, 422: MANY - 1}
    assert Assessment.objects.for_organization(aozora).open().count() == 1


def test_a_button_pressed_twice_founds_one_organization(db: None) -> None:
    make_edition()
    nobody = make_user("Nobody")

    assert at_once(*(posting(nobody, reverse("welcome"), **ORGANIZATION) for _ in range(MANY))) == {302: MANY}
    assert Organization.objects.count() == 1


def test_many_found_their_organizations_at_the_same_moment(db: None) -> None:
    make_edition()
    people = [make_user() for _ in range(MANY)]

    assert at_once(*(posting(one, reverse("welcome"), **ORGANIZATION) for one in people)) == {302: MANY}
    assert Organization.objects.count() == MANY


def test_many_add_units_at_the_same_moment(aozora: Organization, alice: User) -> None:
    make_edition()
    url = reverse("organization_units", args=[aozora.pk])
    unit = {"name": "Unit", "kind": "unit", "profile": "none"}

    assert at_once(*(posting(alice, url, **unit) for _ in range(MANY))) == {302: MANY}
    assert Organization.objects.count() == MANY + 1


def test_many_add_one_member_at_the_same_moment(aozora: Organization, alice: User) -> None:
    make_user("Newcomer")
    url = reverse("organization_members", args=[aozora.pk])

    found = at_once(*(posting(alice, url, email="newcomer@example.org", role="viewer") for _ in range(MANY)))

    assert set(found) <= {302, 422}


@pytest.mark.parametrize("trial", range(3))
def test_of_all_owners_who_leave_at_once_one_stays(aozora: Organization, trial: int) -> None:
    owners = [join(make_user(), aozora, Role.OWNER).user for _ in range(4)]

    found = at_once(*(posting(one, reverse("my_data"), typed=one.email) for one in owners))

    assert found == {302: 3, 409: 1}
    assert Membership.objects.filter(organization=aozora, role=Role.OWNER, user__is_active=True).count() == 1


@pytest.mark.parametrize("trial", range(3))
def test_a_deletion_gets_along_with_those_who_add_units_and_submit(
    aozora: Organization, alice: User, trial: int
) -> None:
    make_edition()
    going, staying = (make_organization(name, above=aozora) for name in ("Going", "Staying"))
    submit(make_assessment(going, alice), alice)
    asked = ask_deletion(organization=going, by=alice, now=timezone.now())
    submits = [
        posting(alice, reverse("submit", args=[make_assessment(unit, alice).pk]), knowing="on")
        for unit in (make_organization("Below", above=going), staying)
    ]
    unit = {"name": "Unit", "kind": "unit", "profile": "none"}
    adds = [posting(alice, reverse("organization_units", args=[one.pk]), **unit) for one in (going, aozora) * 4]

    def deleting() -> int:
        return delete_due(asked.due_at)

    found = at_once(deleting, *submits, *adds)

    assert set(found) <= {1, 302, 404} and found[1] == 1
    left = Organization.objects.filter(path__startswith=aozora.path).exclude(pk=aozora.pk)
    assert sorted({one.name for one in left}) == ["Staying", "Unit"]
    assert left.filter(name="Unit").count() == 4
    assert Organization.objects.get(pk=aozora.pk).units_below == 5
    assert {row.units for row in GroupResult.objects.within(aozora)} == {1}


def test_of_many_runs_at_the_same_moment_each_person_gets_one_reminder(aozora: Organization) -> None:
    now, edition = datetime(2026, 11, 16, 9, tzinfo=UTC), make_edition()
    for _each in range(30):
        manager = join(make_user(), make_organization(above=aozora), Role.MANAGER).user
        unit = Organization.objects.get(memberships__user=manager)
        assessment = make_assessment(unit, manager, edition, now=now)
        Assessment.objects.filter(pk=assessment.pk).update(due_date=now.date() + timedelta(days=1))

    # In several batches, so that runs meet in between, too.
    found = at_once(*[lambda: remind_people(now=now, most=7).mails] * 8)

    mails = Mail.objects.filter(purpose="reminders")
    assert sum(count * times for count, times in found.items()) == mails.count() == 30
    assert mails.values("to").distinct().count() == 30


def test_of_many_runs_at_the_same_moment_each_person_asked_gets_one_reminder(aozora: Organization, mana: User) -> None:
    now = datetime(2026, 11, 16, 9, tzinfo=UTC)
    assessment = make_assessment(aozora, mana, make_asking_edition(), now=now)
    for number in range(5):
        make_invitation(assessment, mana, f"n{number}@example.org", now=now)

    found = at_once(*[lambda: remind_invited(now=now + timedelta(days=12))] * 8)

    assert found == {5: 1, 0: 7}
    assert Mail.objects.filter(purpose="invitation reminder").count() == 5


@pytest.mark.parametrize("trial", range(3))
def test_a_deletion_gets_along_with_those_who_change_plans(aozora: Organization, alice: User, trial: int) -> None:
    edition, now = make_edition(), timezone.now()
    going, staying = (make_organization(name, above=aozora) for name in ("Going", "Staying"))
    units = (going, make_organization("Below", above=going), staying)
    by = {"edition": edition, "by": alice, "now": now}
    items = [
        add_action(organization=unit, action=action, idempotency_key=uuid.uuid4(), **by)
        for unit in units
        for action in ("write-charter", "run-course")[: 1 + trial % 2]
    ]
    asked = ask_deletion(organization=going, by=alice, now=now)

    def changing(item: PlanItem) -> int:
        try:
            key = uuid.uuid4()
            change_item(item=item, seen=1, changes={"status": "done"}, idempotency_key=key, by=alice, now=now)
        except PlanItem.DoesNotExist:
            return 404
        return 302

    found = at_once(lambda: delete_due(asked.due_at), *(partial(changing, item) for item in items))

    assert found[1] == 1 and set(found) <= {1, 302, 404}
    done = PlanItem.objects.within(staying).count()
    assert GroupPlan.objects.within(aozora).get().counts[""] == {"planned": done, "done": done, "units": 1}
    assert list(roll_up_all_plans(write=False)) == []


@pytest.mark.parametrize("trial", range(3))
def test_a_spreadsheet_taken_in_while_somebody_submits_or_deletes_is_in_it_or_refused(
    aozora: Organization, alice: User, trial: int
) -> None:
    assessment = make_assessment(aozora, alice)
    said = {"row": 3, "columns": ["M", "N", "O"], "kind": "practice", "key": "strategy", "revision": "0"}
    document = {"assessment": str(assessment.pk), "rows": [{**said, "answer": "3", "reason": "", "note": ""}]}
    file = stage_questionnaire(
        assessment=assessment, document=json.dumps(document), name="q.xlsx", by=alice, now=timezone.now()
    )
    take = reverse("spreadsheet_changes", args=[assessment.pk, file.pk])
    other, data = ("submit", {"knowing": "on"}) if trial % 2 else ("delete_assessment", {})

    found = at_once(
        *(posting(alice, take) for _ in range(6)), posting(alice, reverse(other, args=[assessment.pk]), **data)
    )

    assert set(found) <= {302, 404}


def opening(token: str) -> Client:
    """A browser that has looked at a link."""
    client = Client(raise_request_exception=False)
    client.get(reverse("ask", args=[token]))
    return client


def test_a_personal_link_that_many_redeem_at_once_is_redeemed_once(aozora: Organization, mana: User) -> None:
    assessment = make_assessment(aozora, mana, make_asking_edition())
    _invitation, token = make_invitation(assessment, mana)
    url, browsers = reverse("ask", args=[token]), [opening(token) for _ in range(MANY)]

    found = at_once(*(lambda client=client: client.post(url).status_code for client in browsers))

    assert found == {302: 1, 403: MANY - 1}
    (respondent,) = Respondent.objects.of(assessment)
    assert Invitation.objects.of(assessment).get().respondent == respondent.pk


def test_a_button_pressed_many_times_in_one_browser_begins_one_questionnaire(aozora: Organization, mana: User) -> None:
    assessment = make_assessment(aozora, mana, make_asking_edition())
    for token in (make_invitation(assessment, mana)[1], make_link(assessment, mana)[1]):
        url, cookies = reverse("ask", args=[token]), opening(token).cookies

        def pressing(url: str = url, cookies: Any = cookies) -> int:
            client = Client(raise_request_exception=False)
            client.cookies = cookies
            return client.post(url).status_code

        assert at_once(*[pressing] * MANY) == {302: MANY}
    assert Respondent.objects.of(assessment).count() == 2


def test_an_answer_sent_many_times_at_once_is_kept_once(aozora: Organization, mana: User) -> None:
    assessment = make_assessment(aozora, mana, make_asking_edition())
    token = make_invitation(assessment, mana)[1]
    client = opening(token)
    client.post(reverse("ask", args=[token]))
    url = reverse("ask_question", args=[token, 1])

    def sending() -> int:
        browser = Client(raise_request_exception=False)
        browser.cookies = client.cookies
        return browser.post(url, {"answer": "3"}).status_code

    assert at_once(*[sending] * MANY) == {302: MANY}
    assert Response.objects.of(assessment).get().revision == 1


def test_of_many_open_links_made_at_once_one_stands(aozora: Organization, mana: User) -> None:
    assessment = make_assessment(aozora, mana, make_asking_edition())
    url = reverse("asked_link", args=[assessment.pk])

    assert at_once(*(posting(mana, url, practices="strategy") for _ in range(MANY))) == {200: MANY}


def test_one_person_whom_many_ask_at_once_is_asked_once(aozora: Organization, mana: User) -> None:
    assessment = make_assessment(aozora, mana, make_asking_edition())
    url = reverse("asked", args=[assessment.pk])
    said = {"perspective": "management", "practices": "strategy", "language": "en", "emails": "nora@example.org"}

    assert at_once(*(posting(mana, url, **said) for _ in range(MANY))) == {302: 1, 422: MANY - 1}
    assert Invitation.objects.of(assessment).count() == 1


@pytest.mark.parametrize("trial", range(5))
def test_whoever_saves_or_submits_what_is_being_deleted_finds_nothing_or_was_first(
    aozora: Organization, alice: User, trial: int
) -> None:
    mana = join(make_user("Mana"), aozora, Role.MANAGER).user
    assessment = make_assessment(aozora, mana)
    delete, submit_ = (reverse(name, args=[assessment.pk]) for name in ("delete_assessment", "submit"))

    found = at_once(
        posting(alice, delete),
        posting(alice, delete),
        *(saving(mana, assessment, 3, part="true" if each % 2 else "false") for each in range(6)),
        *([posting(mana, submit_, knowing="on")] if trial % 2 else []),
    )

    assert set(found) <= {200, 302, 404, 409}


@pytest.mark.parametrize("trial", range(5))
def test_a_move_among_saves_loses_no_answer_and_happens_once(aozora: Organization, mana: User, trial: int) -> None:
    assessment = make_assessment(aozora, mana, make_edition("edition-before"))
    newer = make_edition(now=datetime(2026, 2, 2, tzinfo=UTC))
    move = reverse("move_assessment", args=[assessment.pk])
    old = reverse("practice", args=[assessment.pk, "old-charter"])
    save = {"answer": "3", "revision": "0", "note": "", "part": "true"}

    found = at_once(
        *(posting(mana, move, edition=str(newer.pk)) for _ in range(3)),
        *(posting(mana, old, key=str(uuid.uuid4()), **save) for _ in range(6)),
    )

    assert set(found) <= {200, 302, 422}
    assert found[302] == 3
    assert Change.objects.of(assessment).filter(what="moved").count() == 1
    rows = list(Answer.objects.of(assessment))
    assert [(row.key, row.value, row.revision) for row in rows] == [("charter", "3", 1)] * bool(found[200])


@pytest.mark.parametrize("trial", range(5))
def test_a_move_comes_before_a_submission_or_not_at_all(aozora: Organization, mana: User, trial: int) -> None:
    assessment = make_assessment(aozora, mana, make_edition("edition-before"))
    say(assessment, mana, Kind.PRACTICE, old_charter=3, newsletter=2)
    newer = make_edition(now=datetime(2026, 2, 2, tzinfo=UTC))
    move, submit_ = (reverse(name, args=[assessment.pk]) for name in ("move_assessment", "submit"))

    found = at_once(
        *(posting(mana, move, edition=str(newer.pk)) for _ in range(3)), posting(mana, submit_, knowing="on")
    )

    assert found == {302: 4}
    result, held = Result.objects.of(assessment).first(), Assessment.objects.get(pk=assessment.pk)
    if result is None:  # the move came first: under another edition than was read nothing is submitted
        assert (held.state, held.edition.version) == ("open", "1.2.0")
    else:
        assert (held.state, result.edition_checksum) == ("submitted", held.edition.checksum)
    was_moved = Change.objects.of(assessment).filter(what="moved").exists()
    assert held.edition.version == ("1.2.0" if was_moved else "1.1.0")
    assert [difference for _row, difference in differing_results()] == ([""] if result else [])


def test_of_many_who_open_a_round_at_once_one_does(aozora: Organization, mana: User) -> None:
    make_edition()
    for number in range(3):
        make_organization(f"Unit {number}", above=aozora, kind="unit")
    due = timezone.localdate() + timedelta(days=7)

    said = {"kinds": "unit", "due_date": due.isoformat(), "confirmed": "yes"}
    found = at_once(*(posting(mana, reverse("rounds", args=[aozora.pk]), **said) for _ in range(8)))

    assert found == {302: 1, 409: 7}
    round_id = str(Round.objects.within(aozora).get().pk)

    def working() -> int:
        run_round(round_id=round_id, clock=timezone.now)
        return 0

    at_once(*[working] * 4)
    units = Organization.objects.filter(kind="unit")
    assert [unit.assessments.count() for unit in units] == [1] * 3
    row = Round.objects.within(aozora).get()
    assert (row.done, row.total, row.failure) == (3, 3, "")


def test_of_many_reminders_at_once_one_is_sent(aozora: Organization, mana: User) -> None:
    make_edition()
    make_organization("Unit", above=aozora, kind="unit")
    due = timezone.localdate() + timedelta(days=7)
    opened = open_round(
        organization=aozora, pack="ospo-journey", kinds=["unit"], due_date=due, by=mana, now=timezone.now()
    )
    url = reverse("round_remind", args=[aozora.pk, opened.pk])

    assert at_once(*(posting(mana, url) for _ in range(8))) == {302: 8}
    assert Mail.objects.filter(purpose="round reminder").count() == 1


@pytest.mark.parametrize("trial", range(3))
def test_of_many_curators_who_publish_a_draft_at_once_one_does(carol: User, trial: int) -> None:
    draft = make_draft(carol)
    others = [make_user(is_curator=True) for _ in range(3)]
    row = ask_for_review(edition=draft, seen_revision=1, by=carol, now=timezone.now(), url=REVIEW)
    row = approve(edition=row, seen_revision=2, by=others[0], now=timezone.now(), url=REVIEW)

    def publishing(by: User) -> int:
        try:
            publish_draft(edition=row, seen_revision=3, by=by, now=timezone.now())
        except MovedOn:
            return 409
        return 200

    assert at_once(*(partial(publishing, by) for by in [carol, *others])) == {200: 1, 409: 3}
    assert Revision.objects.filter(edition=row, what="published").count() == 1


@pytest.mark.parametrize("trial", range(5))
def test_a_save_that_meets_the_publishing_is_in_it_or_refused(carol: User, trial: int) -> None:
    draft = make_draft(carol)
    content = find(document_of(draft), "practices", "strategy") or {}

    def publishing() -> int:
        try:
            publish_draft(edition=draft, seen_revision=1, by=carol, now=timezone.now())
        except MovedOn:
            return 409
        return 200

    def saving() -> int:
        save = Save(draft, "practices", "strategy", 0, uuid.uuid4(), carol, timezone.now())
        try:
            save_piece(save=save, content=content | {"weight": 7})
        except NotADraft:
            return 423
        return 201

    found = at_once(publishing, saving)

    row = Edition.objects.get(pk=draft.pk)
    weight = (find(document_of(row), "practices", "strategy") or {})["weight"]
    is_saved = weight == 7
    assert found == ({201: 1, 409: 1} if is_saved else {200: 1, 423: 1})
    assert (row.state, row.checksum) == ("draft" if is_saved else "published", checksum(row.document))
    assert list(Revision.objects.filter(edition=row).order_by("number").values_list("what", flat=True)) == [
        "started",
        "changed" if is_saved else "published",
    ]


def test_of_many_who_change_an_action_at_the_same_moment_one_is_first_and_nothing_is_lost(
    aozora: Organization, mana: User
) -> None:
    item = take_up(aozora, make_edition(), mana, timezone.now())
    url = reverse("plan_item", args=[aozora.pk, item.pk])
    day = item.due_on.isoformat() if item.due_on else ""

    def writing(note: str) -> Callable[[], int]:
        said = {"status": "to_do", "due_on": day, "note": note, "revision": "1", "key": str(uuid.uuid4())}
        return posting(mana, url, **said)

    assert at_once(*(writing(f"Note {number}") for number in range(MANY))) == {302: 1, 409: MANY - 1}
    assert PlanItem.objects.within(aozora).get().revision == 2
    assert PlanChange.objects.within(aozora).count() == 2


def test_of_many_who_take_the_same_action_up_one_does(aozora: Organization, mana: User) -> None:
    edition = make_edition()
    url, said = reverse("plan_add", args=[aozora.pk]), {"action": "write-charter", "edition": str(edition.pk)}

    assert at_once(*(posting(mana, url, key=str(uuid.uuid4()), **said) for _ in range(MANY))) == {302: MANY}
    assert PlanItem.objects.within(aozora).count() == 1


def test_a_change_and_its_being_taken_back_meet_without_a_fault(aozora: Organization, mana: User) -> None:
    item = changed(take_up(aozora, make_edition(), mana, timezone.now()), mana, timezone.now(), status="doing")
    at = [aozora.pk, item.pk]
    undo = {"revision": "2", "key": str(uuid.uuid4())}
    done = {"status": "done", "revision": "2", "key": str(uuid.uuid4())}

    found = at_once(
        *(posting(mana, reverse("plan_undo", args=at), **undo) for _ in range(MANY // 2)),
        *(posting(mana, reverse("plan_status", args=at), **done) for _ in range(MANY // 2)),
    )

    assert found == {302: MANY}
    row = PlanItem.objects.within(aozora).get()
    assert (row.status, row.revision) in [("done", 3), ("to_do", 3)]
