# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Tries the table of tests/access.py, where rows are explained and added."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Organization, Role, User
from assessments.models import Assessment, Assignment, Edition, Evidence, Invitation, PlanItem, Round, Upload
from assessments.services.opening import open_assessment
from assessments.services.submitting import submit_assessment
from tests.access import (
    ACCESS,
    ARCHITECTURE,
    EVIDENCE,
    KEYS,
    LOGIN,
    POSTED,
    PRINCIPALS,
    THIRD_PARTY_CLOSED,
    THIRD_PARTY_OPEN,
    Row,
    Status,
    with_table,
)
from tests.assessments.queries.plans import add_own
from tests.factories import (
    join,
    make_asking_edition,
    make_draft,
    make_invitation,
    make_organization,
    make_upload,
    make_user,
)

COLLEAGUES = ["viewer", "contributor", "assigned", "manager", "owner"]


@dataclass(frozen=True)
class Scene:
    """Two organizations with an assessment each, where a group is asked for with a unit below; the colleagues work at
    the first, and one more member there.

    A curator has a draft. Somebody is asked by link for each assessment while it is open, and the respondent has begun
    to answer for the first.
    """

    principals: dict[str, User | None]
    member: User
    own: Assessment
    other: Assessment
    draft: Edition
    upload: Upload
    asked: dict[str, tuple[Invitation, str]]

    @property
    def respondent(self) -> Client:
        """The browser of whoever has begun to answer."""
        client = signed_in(None)
        if self.asked:
            address = reverse("ask", args=[self.asked[str(self.own.pk)][1]])
            client.get(address)
            client.post(address)
        return client


def url_names() -> Iterator[str]:
    def below(resolver: URLResolver, prefix: str) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLPattern):
                assert pattern.name, f"{pattern.pattern} has no name"
                yield prefix + pattern.name
            else:
                yield from below(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)

    return below(get_resolver(), "")


def url_of(name: str, assessment: Assessment, member: User, scene: Scene) -> str:
    """The URL of that name for this assessment or its organization."""
    invitation, token = scene.asked.get(str(assessment.pk), (assessment, "nothing"))
    arguments = {
        "assessment_id": assessment.pk,
        "organization_id": assessment.organization_id,
        "user_id": member.pk,
        "key": KEYS.get(name, ""),
        "invitation_id": invitation.pk,
        "token": token,
        "number": 1,
        "edition_id": scene.draft.pk,
        "kind": "practices",
        "form": "yaml",
        "upload_id": scene.upload.pk,
        "deletion_id": scene.draft.pk,
        "export_id": scene.draft.pk,
        "link_id": scene.draft.pk,
        "annotation_id": scene.draft.pk,
        "file_id": scene.draft.pk,
        "item_id": PlanItem.objects.within(assessment.organization).get().pk,
        "round_id": Round.objects.within(assessment.organization).get().pk if "round" in name else scene.draft.pk,
    }
    (pattern,) = get_resolver().reverse_dict.getlist(name)
    return reverse(name, kwargs={argument: arguments[argument] for argument in pattern[0][0][1]})


def status_of(response: HttpResponse) -> Status:
    to_login = response.status_code == 302 and response.headers["Location"].startswith(reverse("account_login"))
    return LOGIN if to_login else response.status_code


def make_assessment(organization: Organization, owner: User, state: str, now: datetime) -> Assessment:
    """An assessment in this state. A submitted one is of the quarter before, so that the next may be opened."""
    earlier = now.replace(month=now.month - 3)
    opened = open_assessment(organization=organization, pack=Edition.BUILT_IN, by=owner, now=earlier)
    if state == "submitted":
        return submit_assessment(assessment=opened, by=owner, now=earlier)
    return opened


def make_round(organization: Organization, by: User, now: datetime) -> Round:
    """A round of the quarter before that has been opened, so that the next may be."""
    said = {"pack": Edition.BUILT_IN, "period": "2026-Q3", "kinds": ["company"], "due_date": date(2026, 12, 11)}
    at = {"opened_at": now, "seen_at": now, "finished_at": now, "total": 1, "done": 1}
    made: Round = Round.objects.create(organization=organization, **said, **at, opened_by=by)
    return made


@pytest.fixture
def scene(request: pytest.FixtureRequest, db: None, now: datetime) -> Scene:
    """The assessments are in the state that the row asks for."""
    row: Row = request.getfixturevalue("row")
    published = make_asking_edition()
    aozora, midori = make_organization("Aozora"), make_organization("Midori")
    colleagues = {name: make_user(name.title()) for name in COLLEAGUES}
    for name, user in colleagues.items():
        join(user, aozora, Role.CONTRIBUTOR if name == "assigned" else Role(name))
    stranger = join(make_user("Stranger"), midori, Role.OWNER).user
    if row.name.startswith("group"):
        for above, owner in [(aozora, colleagues["owner"]), (midori, stranger)]:
            make_assessment(make_organization("Lens", above=above), owner, "submitted", now)
    own = make_assessment(aozora, colleagues["owner"], row.state, now)
    other = make_assessment(midori, stranger, row.state, now)
    Assignment.objects.create(assessment=own, organization=aozora, section="management", user=colleagues["assigned"])
    Evidence.objects.create(
        **own.whose,
        pk=EVIDENCE,
        practice=KEYS["practice"],
        text="Minutes",
        reviewed_on=now.date(),
        added_at=now,
        added_by=colleagues["owner"],
    )
    make_user("Newcomer")
    member = join(make_user("Member"), aozora).user
    site = {
        "curator": make_user("Curator", is_curator=True),
        "administrator": make_user("Administrator", is_superuser=True),
    }
    principals = {"anonymous": None, "respondent": None, "stranger": stranger, **site, **colleagues}
    for organization, by in [(aozora, colleagues["owner"]), (midori, stranger)]:
        add_own(organization, published, by, now, raises={"strategy": 3}, status="done")
    make_round(aozora, colleagues["owner"], now)
    make_round(midori, stranger, now)
    asked = {}
    if row.state == "open":
        for assessment, by in [(own, colleagues["owner"]), (other, stranger)]:
            asked[str(assessment.pk)] = make_invitation(assessment, by, now=now)
    draft = make_draft(site["curator"], published, now=now)
    upload = make_upload(site["curator"], draft, now=now)
    return Scene(principals, member, own, other, draft, upload, asked)


def try_all(row: Row, assessment: Assessment, principals: dict[str, User | None], scene: Scene) -> dict[str, Status]:
    """What each principal gets; nobody sees what another one changed."""
    member = scene.member if assessment == scene.own else scene.principals["stranger"]
    assert member
    url, found = url_of(row.name, assessment, member, scene) + row.query, {}
    respondent = scene.respondent
    for principal, user in principals.items():
        before = transaction.savepoint()
        send = getattr(respondent if principal == "respondent" else signed_in(user), row.method.lower())
        posted = {key: posted_value(value, member, scene) for key, value in POSTED.get(row.name, {}).items()}
        found[principal] = status_of(send(url, posted) if row.method == "POST" else send(url))
        transaction.savepoint_rollback(before)
    return found


def posted_value(value: object, member: User, scene: Scene) -> object:
    if isinstance(value, str):
        return value.format(member=member.pk, edition=scene.own.edition_id)
    return value() if callable(value) else value


def signed_in(user: User | None) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    if user:
        client.force_login(user)
    return client


def differences(found: dict[str, Status], wanted: Mapping[str, Status]) -> list[str]:
    return [f"{name}: {found[name]}, not {wanted[name]}" for name in found if found[name] != wanted[name]]


@pytest.mark.parametrize("row", ACCESS, ids=str)
def test_access_at_ones_own_organization(row: Row, scene: Scene) -> None:
    found = try_all(row, scene.own, scene.principals, scene)

    assert differences(found, row.statuses) == []


@pytest.mark.parametrize("row", [row for row in ACCESS if row.statuses["stranger"] == 404], ids=str)
def test_access_at_another_organization_is_a_strangers(row: Row, scene: Scene) -> None:
    colleagues = {name: scene.principals[name] for name in COLLEAGUES}
    found = try_all(row, scene.other, colleagues, scene)

    assert differences(found, dict.fromkeys(COLLEAGUES, 404)) == []


@pytest.mark.parametrize("name", sorted({row.name for row in ACCESS}))
@pytest.mark.parametrize("row", [ACCESS[0]], ids=[""])
def test_access_by_other_methods_is_refused(name: str, row: Row, scene: Scene) -> None:
    allowed = {row.method for row in ACCESS if row.name == name}
    refused = [method for method in ("GET", "POST", "PUT", "PATCH", "DELETE") if method not in allowed]
    owner, url = scene.principals["owner"], url_of(name, scene.own, scene.member, scene)

    found = {method: signed_in(owner).generic(method, url).status_code for method in refused}

    assert found == dict.fromkeys(refused, 405)


def test_every_url_has_a_row() -> None:
    assert set(url_names()) - THIRD_PARTY_OPEN - THIRD_PARTY_CLOSED == {row.name for row in ACCESS}


def test_every_row_says_something_about_every_principal() -> None:
    assert [str(row) for row in ACCESS if list(row.statuses) != list(PRINCIPALS)] == []


def test_rows_stand_once() -> None:
    rows = [(row.name, row.method, row.state, row.query) for row in ACCESS]

    assert sorted(set(rows)) == sorted(rows)


@pytest.mark.parametrize("name", sorted(THIRD_PARTY_CLOSED))
def test_pages_of_allauth_are_closed_to_whoever_is_not_signed_in(name: str, db: None, client: Client) -> None:
    assert client.get(reverse(name)).status_code == 302


def test_pages_of_allauth_are_all_known() -> None:
    known = THIRD_PARTY_OPEN | THIRD_PARTY_CLOSED

    assert {name for name in url_names() if name.startswith(("account_", "mfa_", "socialaccount_"))} == known


def test_architecture_shows_the_table_of_roles_and_actions() -> None:
    text = ARCHITECTURE.read_text()

    assert text == with_table(text), "run: make docs"
