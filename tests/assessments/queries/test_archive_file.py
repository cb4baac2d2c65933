# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""An archive goes out of one installation and into an empty one, and nothing is lost but what may not leave."""

import json
import random
import re
import time
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine as clock
from django.core.management import CommandError, call_command

from accounts.models import Event, Organization, User
from assessments.domain.archive import LEFT_OUT
from assessments.domain.archive_plan import ArchivedAnnotation, ArchivedPlanChange, ArchivedPlanItem
from assessments.domain.canonical import canonical_json, checksum
from assessments.imports.archive import read_archive
from assessments.imports.limited import MOST_OF_A_LARGE_ONE, MOST_OF_AN_ARCHIVE, read_archive_limited
from assessments.imports.unreadable import FaultyDocument, UnreadableDocument
from assessments.models import (
    Annotation,
    Answer,
    Assessment,
    Edition,
    IncomingFile,
    PlanChange,
    PlanItem,
    Response,
    Result,
)
from assessments.queries.archive_file import ChangedMeanwhile, archive_of
from assessments.queries.verification import differing_results
from assessments.services.answering import Entry, save_answers
from assessments.services.opening import open_assessment
from assessments.services.planning import add_action
from assessments.services.refusal import NotAccepted
from assessments.services.restoring import restore_archive, stage_archive
from assessments.services.submitting import submit_assessment
from tests.assessments.services.plan_files import change
from tests.factories import CONFORMANCE, join, make_edition, make_organization, make_plan_item, make_user

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
DAY = timedelta(days=1)
HOSTILE = [
    "=1+1",
    "'=x",
    '"a","b"',
    "<b>1</b>",
    "{{ 7*7 }}",
    "a\tb\nc",
    "日本語 👩‍👩‍👧",
    "\u202eabc",
    "%s",
]


def written(organization):
    return b"".join(archive_of(organization, now=NOW))


def take(data, by, above=None, again=False, now=NOW):
    document = read_archive_limited(data, name="archive.json")
    staged = stage_archive(document=document, name="archive.json", above=above, by=by, now=now)
    return restore_archive(incoming=staged, again=again, by=by, now=now)


def empty_installation():
    """Nothing of what was there is left."""
    call_command("flush", interactive=False, verbosity=0)
    return make_user("Taka", is_curator=True)


def parts(data):
    """The parts without what an import adds, and without people."""
    content = json.loads(data)["content"]
    for one in content["organizations"]:
        one["events"] = [line for line in one["events"] if line["what"] != "archive imported"]
    text = re.sub('"person-[0-9a-f]+"', '"somebody"', json.dumps(content | {"people": []}))
    return json.loads(text)


def test_one_during_which_an_edition_is_answered_for_the_first_time_is_given_up(db):
    group, by = make_organization("Group"), make_user()
    first = make_edition()
    open_assessment(organization=make_organization("First", above=group), pack=first.pack, by=by, now=NOW)
    second = make_organization("Second", above=group)
    chunks = archive_of(Organization.objects.get(pk=group.pk), now=NOW)
    next(chunks)

    make_edition(now=NOW, edition="1.3.0")
    open_assessment(organization=second, pack=first.pack, by=by, now=NOW)

    with pytest.raises(ChangedMeanwhile):
        list(chunks)


def test_the_demo_group_comes_in_whole_and_verifies(settings, capsys):
    settings.DEMO = True
    with clock.travel(NOW, tick=False):
        call_command("make_demo")
    group = Organization.objects.get(name="Aozora Group")
    stranger = make_organization("Kaze")
    Event.objects.create(organization=stranger, at=NOW, what="kaze was here")
    results = sorted(Result.unscoped.values_list("answers", "document", "checksum"))
    since = time.monotonic()
    data = written(group)
    out = time.monotonic() - since

    taka = empty_installation()
    since = time.monotonic()
    document = read_archive_limited(data, name="aozora.json")
    read = time.monotonic() - since
    since = time.monotonic()
    staged = stage_archive(document=document, name="aozora.json", above=None, by=taka, now=NOW)
    made = restore_archive(incoming=staged, again=False, by=taka, now=NOW)
    taken = time.monotonic() - since

    with capsys.disabled():
        print(f"\n{len(data) / 1e6:.2f} MB out in {out:.2f} s, read in {read:.2f} s, taken in {taken:.2f} s")
    assert document.encode() == data
    assert b"@" not in re.sub(rb'"document":"(\\.|[^"\\])*"', b"", data)
    assert b"kaze was here" not in data
    assert sorted(Result.unscoped.values_list("answers", "document", "checksum")) == results
    assert {why for _row, why in differing_results()} == {""}
    again = parts(written(made))
    is_same = again == parts(data)
    assert is_same
    assert json.loads(data)["manifest"]["left_out"] == list(LEFT_OUT)
    call_command("verify_results")


@pytest.fixture
def aozora(now):
    """A group with a unit, whose submitted answers and open ones bear texts that nobody means well with."""
    make_edition(edition="1.0.9", now=now - DAY)
    make_edition(now=now)
    owner = make_user("Mana", is_curator=True)
    group = make_organization("=cmd|' /C calc'!A0")
    join(owner, group, "owner")
    for organization in (group, make_organization("Imaging", above=group)):
        earlier = now.replace(month=now.month - 3)
        opened = open_assessment(organization=organization, pack=Edition.BUILT_IN, by=owner, now=earlier)
        note = "\n".join(HOSTILE)
        entries = [Entry("practice", "strategy", "2", 0, note=note)]
        save_answers(assessment=opened, entries=entries, idempotency_key=uuid.uuid4(), by=owner, now=earlier)
        for number in range(6):
            Response.objects.create(
                **opened.whose,
                kind="practice",
                key="strategy",
                perspective="employee",
                respondent=uuid.uuid4(),
                value=["4", "unknown", "0", "3", "1", "2"][number],
                revision=1,
                answered_at=earlier,
            )
        submit_assessment(assessment=opened, by=owner, now=earlier)
        plan_of(organization, owner, now)
    open_assessment(organization=group, pack=Edition.BUILT_IN, by=owner, now=now)
    return group


def plan_of(organization, owner, now):
    """A plan by an edition that nobody answers, with actions of every status."""
    edition = Edition.objects.get(version="1.0.9")
    said = {"edition": edition, "by": owner, "now": now}
    taken = add_action(organization=organization, action="write-charter", idempotency_key=uuid.uuid4(), **said)
    change(taken, owner, now, assignee=owner, note="\n".join(HOSTILE))
    for number, text in enumerate(HOSTILE):
        item = make_plan_item(organization, owner, edition, title=text, level="ospo", raises={"strategy": 3}, now=now)
        changes = [
            {"status": "done", "helped": "partly", "took": "more", "assignee": owner},
            {"status": "dropped", "reason": text, "assignee_text": text, "due_on": now.date()},
            {"raises": {}, "title": f"{text}!"},
        ]
        change(item, owner, now, **changes[number % 3])
    Annotation.objects.create(
        organization=organization, period="2026-Q3", level="ospo", text="=1+1", made_at=now, made_by=owner
    )


def plan_rows():
    """All that plans hold, whoever is named."""
    items = PlanItem.unscoped.order_by("organization__path", "added_at", "pk")
    left = ("id", "organization", "edition", "assignee", "helped_by", "added_by")
    names = [field.name for field in PlanItem._meta.fields if field.name not in left]
    people = ("organization__name", "edition__version", "assignee__name", "helped_by__name", "added_by__name")
    lines = PlanChange.unscoped.values_list("item__title", "at", "revision", "idempotency_key", "by__name")
    return sorted(map(repr, items.values_list(*names, *people))), sorted(lines)


def test_plans_come_in_whole_with_history_and_editions(aozora, now):
    before, notes = plan_rows(), list(Annotation.unscoped.values_list("period", "level", "text", "made_by__name"))
    data = written(aozora)
    counts = json.loads(data)["manifest"]["counts"]
    taka = empty_installation()

    made = take(data, taka, now=now)

    assert plan_rows() == before
    assert len(before[0]) == 2 * (len(HOSTILE) + 1) == counts["plan"]
    assert list(Annotation.unscoped.values_list("period", "level", "text", "made_by__name")) == notes
    assert Edition.objects.filter(version="1.0.9").exists()
    item = PlanItem.objects.within(made).get(action="write-charter")
    line = PlanChange.objects.within(made).get(item=item, revision=2)
    assert (line.before["assignee"], line.after["assignee"]) == (None, item.assignee_id)
    assert parts(written(made)) == parts(data)


def test_every_field_of_a_plan_is_in_an_archive():
    of_the_row = {field.name for field in PlanItem._meta.fields} - {"id", "organization", "edition"}
    assert {*ArchivedPlanItem.model_fields} - {"version", "changes"} == of_the_row
    of_a_line = {field.name for field in PlanChange._meta.fields} - {"id", "organization", "item"}
    assert {*ArchivedPlanChange.model_fields} == of_a_line
    of_a_note = {field.name for field in Annotation._meta.fields} - {"id", "organization"}
    assert {*ArchivedAnnotation.model_fields} == of_a_note


def test_a_practice_that_is_called_as_people_are_named_stays_a_practice(now):
    owner, organization = make_user("Mana", is_curator=True), make_organization("Aozora")
    document = json.loads((CONFORMANCE / "edition.json").read_text())
    renamed = json.loads(json.dumps(document["practices"]).replace('"culture"', '"assignee"'))
    bare = {"recommendations": [], "situations": [], "routines": [], "samples": [], "profiles": [], "stages": []}
    edition = make_edition(practices=renamed, renames={}, **bare)
    make_plan_item(organization, owner, edition, raises={"assignee": 3}, now=now)
    data = written(organization)
    taka = empty_installation()

    made = take(data, taka, now=now)

    assert PlanItem.objects.within(made).get().raises == {"assignee": 3}
    assert PlanChange.objects.within(made).get().after["raises"] == {"assignee": 3}


def test_an_archive_of_the_first_format_is_read_as_before(aozora, now):
    def without(found):
        for one in found:
            del one["plan"], one["annotations"]

    archive = json.loads(resealed(written(aozora), without))
    manifest = archive["manifest"]
    for name in ("plan", "plan_changes", "annotations"):
        del manifest["counts"][name]
    archive["format"] = 1
    manifest["checksum"] = checksum(canonical_json({key: manifest[key] for key in manifest if key != "checksum"}))
    taka = empty_installation()

    made = take(canonical_json(archive).encode(), taka, now=now)

    assert Assessment.objects.for_organization(made).count() == 2
    assert not PlanItem.unscoped.exists()


def test_an_organization_in_which_nothing_is_comes_in_too(now):
    data = written(make_organization("Bare"))

    assert take(data, make_user("Taka"), now=now).name == "Bare"


def test_hostile_texts_come_back_exactly(aozora, now):
    before = sorted(Answer.unscoped.values_list("kind", "key", "value", "note"))
    data = written(aozora)
    taka = empty_installation()
    made = take(data, taka, now=now)
    assert made.name == "=cmd|' /C calc'!A0"
    assert sorted(Answer.unscoped.values_list("kind", "key", "value", "note")) == before
    assert {why for _row, why in differing_results()} == {""}
    assert parts(written(made)) == parts(data)


def test_what_single_people_responded_stays_at_home(aozora):
    respondents = {str(pk) for pk in Response.unscoped.values_list("respondent", flat=True)}
    data = written(aozora)
    frozen = json.loads(data)["content"]["organizations"][0]["assessments"][0]["result"]["answers"]
    replies = json.loads(frozen)["practices"]["strategy"]["responses"]

    assert not any(one.encode() in data for one in respondents)
    assert [one.get("value") for one in replies] == [0, 1, 2, 3, 4, None]


def test_it_goes_under_a_parent_and_twice_only_when_told(aozora, now):
    owner = User.objects.get(name="Mana")
    data = written(aozora)
    above = make_organization("Holding")
    first = take(data, owner, above, now=now)

    assert first.lineage[:-1] == [above.path]
    with pytest.raises(NotAccepted):
        join(owner, above, "owner")
        take(data, owner, above, now=now)
    second = take(data, owner, above, again=True, now=now)
    assert Organization.objects.filter(name="Imaging").count() == 3
    assert Assessment.objects.for_organization(second).count() == 2
    assert {why for _row, why in differing_results()} == {""}
    assert not User.objects.filter(email__endswith="imported.invalid", is_active=True).exists()


def test_of_what_one_person_sends_three_archives_wait(aozora, now):
    owner, other = User.objects.get(name="Mana"), make_user("Else")
    document = written(aozora).decode()
    of_others = stage_archive(document=document, name="other.json", above=None, by=other, now=now)
    sent = [
        stage_archive(
            document=document, name=f"{number}.json", above=None, by=owner, now=now + timedelta(minutes=number)
        )
        for number in range(5)
    ]

    assert set(IncomingFile.objects.all()) == {of_others, *sent[2:]}


def test_an_edition_that_is_here_with_other_content_is_refused(aozora, now):
    data = written(aozora)
    taka = empty_installation()
    make_edition(licence="CC0-1.0")
    with pytest.raises(NotAccepted):
        take(data, taka, now=now)
    assert not Organization.objects.exists()


def test_whoever_is_no_curator_offers_no_edition_to_others(aozora, now):
    data = written(aozora)
    empty_installation()
    newest = make_edition(edition="1.10.0")
    take(data, make_user("Somebody"), now=now)
    assert Edition.objects.get(version="1.2.0").state == "retired"
    assert Edition.objects.newest_of(Edition.BUILT_IN) == newest


@pytest.mark.parametrize("here", ["", "1.1.9", "1.2", "1.2.0-beta"])
def test_whoever_is_no_curator_takes_no_number_that_the_site_is_still_to_publish(aozora, now, here):
    """The next edition could not be loaded any more."""
    data = written(aozora)
    taka = empty_installation()
    if here:
        make_edition(edition=here)
    with pytest.raises(NotAccepted, match="has not been published here yet"):
        take(data, make_user("Somebody"), now=now)
    assert not Edition.objects.filter(version="1.2.0").exists()
    assert take(data, taka, now=now)


def test_no_edition_comes_in_as_published_in_a_time_to_come(aozora, now):
    """Whatever is published next is published after it."""
    data = re.sub(rb'"published_at":"2026', b'"published_at":"2999', written(aozora), count=1)
    archive = json.loads(data)
    manifest = archive["manifest"]
    manifest["editions"] = checksum(canonical_json(archive["content"]["editions"]))
    manifest["checksum"] = checksum(canonical_json({key: manifest[key] for key in manifest if key != "checksum"}))
    taka = empty_installation()

    take(canonical_json(archive).encode(), taka, now=now)

    assert {one.published_at for one in Edition.objects.all()} == {now}


def hostile(data):
    """Files that differ from a good one."""
    text = data.decode()
    dice = random.Random(3)  # noqa: S311 nobody is to be kept from guessing it
    yield from (data[: dice.randrange(len(data))] for _ in range(20))
    for _ in range(20):
        at = dice.randrange(len(data) - 1)
        yield data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
    for field in ("checksum", "answers_checksum", "edition_checksum"):
        yield re.sub(f'"{field}":"[0-9a-f]+"', f'"{field}":"{"0" * 64}"', text).encode()
    yield b"[" * 100_000
    yield text.replace('"before":null', '"before":' + "[" * 40 + "]" * 40, 1).encode()
    for number in ("9" * 50, "1e999", "1E+9999999999", "-1", "NaN", "1.5", "9" * 5000):
        yield re.sub('"revision":[0-9]+', f'"revision":{number}', text).encode()
    yield text.replace('{"content"', '{"format":1,"content"', 1).encode()
    yield text.replace('"name":', '"name":"a","name":', 1).encode()
    yield text.replace('"format":2', '"format":3').encode()
    yield text.replace('"format":2', '"format":1').encode()
    yield text.replace("2026-", "9999999-", 1).encode()
    yield b"\xff" + data
    yield b""
    yield b"{}"
    yield text.replace("Imaging", "\\u0000", 1).encode()
    yield text.replace("Imaging", "\\ud800", 1).encode()
    yield text.replace('"above":1', '"above":2', 1).encode()


def test_hostile_files_are_refused_in_words_and_nothing_is_written(aozora):
    """In this process, which is faster, and the last ones in a child as well."""
    found = list(hostile(written(aozora)))
    assert len(found) >= 60
    for data in found:
        with pytest.raises((UnreadableDocument, FaultyDocument)) as refusal:
            read_archive(data, name="archive.json")
        assert str(refusal.value).strip()
    for data in found[40:44]:
        with pytest.raises((UnreadableDocument, FaultyDocument)):
            read_archive_limited(data, name="archive.json")


def resealed(data, change):
    """The archive after a change, with checksums that fit."""
    archive = json.loads(data)
    change(archive["content"]["organizations"])
    parts, manifest = archive["content"], archive["manifest"]
    manifest["organizations"] = [checksum(canonical_json(one)) for one in parts["organizations"]]
    manifest["checksum"] = checksum(canonical_json({key: manifest[key] for key in manifest if key != "checksum"}))
    return canonical_json(archive).encode()


def item_of(found, status="done"):
    return next(one for one in found[0]["plan"] if one["status"] == status)


def taken_up(found):
    return next(one for one in found[0]["plan"] if one["action"])


PLAN_CHANGES = [
    lambda found: taken_up(found).update(action="moon"),
    lambda found: taken_up(found).update(recommendation=""),
    lambda found: taken_up(found).update(recommendation="moon"),
    lambda found: taken_up(found).update(level="moon"),
    lambda found: taken_up(found).update(title="Both"),
    lambda found: taken_up(found).update(version="9.9.9"),
    lambda found: taken_up(found).update(pack="another"),
    lambda found: taken_up(found).update(promised_on=None),
    lambda found: taken_up(found).update(due_on="9999-12-31"),
    lambda found: taken_up(found).update(assignee_text="Legal"),
    lambda found: taken_up(found).update(assignee="Mana"),
    lambda found: taken_up(found).update(assignee="person-77"),
    lambda found: taken_up(found).update(revision=0),
    lambda found: taken_up(found).update(revision=2**31),
    lambda found: taken_up(found).update(status="later"),
    lambda found: taken_up(found).update(effort="XL"),
    lambda found: taken_up(found).update(added_by=None),
    lambda found: found[0]["plan"].append({**taken_up(found), "changes": []}),
    lambda found: item_of(found).update(title=""),
    lambda found: item_of(found).update(title="x" * 201),
    lambda found: item_of(found).update(title="a\nb"),
    lambda found: item_of(found).update(raises={"moon": 3}),
    lambda found: item_of(found).update(raises={"strategy": 5}),
    lambda found: item_of(found).update(done_on=None),
    lambda found: item_of(found).update(helped_by=None),
    lambda found: item_of(found).update(helped_at=None),
    lambda found: item_of(found).update(helped="", helped_by=None, helped_at=None),
    lambda found: item_of(found).update(helped=""),
    lambda found: item_of(found, "dropped").update(reason=""),
    lambda found: item_of(found, "dropped").update(dropped_on=None),
    lambda found: item_of(found, "dropped").update(done_on="2026-01-01"),
    lambda found: item_of(found, "to_do").update(dropped_on="2026-01-01"),
    lambda found: item_of(found, "to_do").update(reason="No"),
    lambda found: item_of(found, "to_do").update(helped="yes"),
    lambda found: item_of(found)["changes"][1].update(revision=1),
    lambda found: item_of(found)["changes"][1].update(idempotency_key=item_of(found)["changes"][0]["idempotency_key"]),
    lambda found: item_of(found)["changes"][1].update(after=None),
    lambda found: item_of(found)["changes"][1].update(before=["a list"]),
    lambda found: item_of(found)["changes"][1].update(after={"assignee": 1}),
    lambda found: item_of(found)["changes"][1].update(after={"assignee": "person-77"}),
    lambda found: item_of(found)["changes"][1].update(after={"status": "later"}),
    lambda found: item_of(found)["changes"][1].update(after={"status": ["done"]}),
    lambda found: item_of(found)["changes"][1].update(after={"due_on": "soon"}),
    lambda found: item_of(found)["changes"][1].update(after={"raises": {"strategy": "high"}}),
    lambda found: item_of(found)["changes"][1].update(after={"raises": 3}),
    lambda found: item_of(found)["changes"][1].update(after={"note": {"a": 1}}),
    lambda found: item_of(found)["changes"][1].update(by="Mana"),
    lambda found: found[0]["annotations"][0].update(text=""),
    lambda found: found[0]["annotations"][0].update(period="soon"),
    lambda found: found[0]["annotations"][0].update(made_by=None),
]
CHANGES = [
    *PLAN_CHANGES,
    lambda found: found[0]["assessments"][0].update(state="open"),
    lambda found: found[0]["assessments"][0]["result"].update(engine=2),
    lambda found: found[0]["assessments"][0].update(version="9.9.9"),
    lambda found: found[0]["assessments"][0].update(opened_by="person-77"),
    lambda found: found[0]["assessments"][1].update(previous=9),
    lambda found: found[0].update(time_zone="../../etc/passwd"),
    lambda found: found[0].update(kind="planet"),
    lambda found: found[0].update(name="a\x1bb"),
    lambda found: found[1].update(number=1),
    lambda found: found[0].update(name=""),
    lambda found: found[0].update(name="Aozora\nBcc: all@example.org"),
    lambda found: found[0].update(created_at="9999-12-31T23:59:59+00:00"),
    lambda found: found[0]["assessments"][0].update(period="0000-Q1"),
    lambda found: found[0]["assessments"][1].update(due_date="9999-12-31"),
    lambda found: found[0]["assessments"][0].update(period="soon"),
    lambda found: found[0]["assessments"][0].update(opened_by="Mana"),
    lambda found: found[0]["assessments"][0]["changes"][0].update(idempotency_key="again"),
    lambda found: found[0]["assessments"][0]["result"].update(checksum="right"),
    lambda found: found[0]["assessments"][0].update(previous=2),
    lambda found: found[0]["assessments"][0]["changes"][0].update(what="assigned", after={"person": 1}),
    lambda found: found[0]["assessments"][0]["changes"][0].update(before=["a list"]),
    lambda found: found[0].update(reports=[report(texts={"standing": 3})]),
    lambda found: found[0].update(reports=[report(since="soon")]),
    lambda found: found[0].update(profiles=[profile(targets={"strategy": "high"})]),
    lambda found: found[0].update(profiles=[profile(facts={"eu-products": "maybe"})]),
    lambda found: found[0].update(profiles=[profile(enough={"strategy": {"reason": "It is."}})]),
    lambda found: found[0].update(profiles=[profile(enough={"strategy": {"reason": "", "review_on": "2027-01-01"}})]),
]


def report(**said):
    """A story as an archive tells it."""
    told = {"kind": "story", "pack": "p", "period": "2026-Q3", "since": "", "language": "en", "texts": {}}
    told |= {"revision": 1, "edited_at": "2026-11-16T09:00:00+00:00", "edited_by": "person-1"}
    return told | {"published_at": None, "published_by": None} | said


def profile(**said):
    return {"pack": "p", "profile": "", "facts": {}, "targets": {}, "enough": {}} | said


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_with_its_checksums_is_refused_too(aozora, change):
    with pytest.raises(FaultyDocument):
        read_archive(resealed(written(aozora), change), name="archive.json")


def test_an_archive_names_nobody_by_the_number_of_an_account_here(aozora, now):
    """Its history would tell their names to whoever sends it."""
    stranger = make_user("Kaze")

    def change(found):
        line = {"what": "assigned", "key": "management", "before": None, "after": {"person": stranger.pk}}
        found[0]["assessments"][0]["changes"][0].update(line)

    data = resealed(written(aozora), change)
    with pytest.raises(FaultyDocument, match=r"changes\[0\]\.after\.person: must be somebody of the archive"):
        read_archive(data, name="archive.json")


def test_answers_that_do_not_fit_the_result_are_refused_with_nothing_written(aozora, now):
    def change(found):
        found[0]["assessments"][0]["answers"][0]["value"] = "3"

    data = resealed(written(aozora), change)
    taka = empty_installation()
    with pytest.raises(NotAccepted):
        take(data, taka, now=now)
    assert not Organization.objects.exists()
    assert not Edition.objects.exists()
    assert User.objects.count() == 1


def test_commands_take_it_out_and_in(aozora, tmp_path, capsys):
    call_command("export_archive", str(aozora.pk))
    file = tmp_path / "archive.json"
    file.write_text(capsys.readouterr().out)

    call_command("import_archive", str(file), owner="mana@example.org", under=aozora.pk)

    assert Organization.objects.filter(name="Imaging").count() == 2
    with pytest.raises(CommandError, match="second copy"):
        call_command("import_archive", str(file), owner="mana@example.org", under=aozora.pk)
    file.write_text("{}")
    with pytest.raises(CommandError, match="is missing"):
        call_command("import_archive", str(file), owner="mana@example.org")
    with pytest.raises(CommandError, match="no organization"):
        call_command("export_archive", str(uuid.uuid4()))


def test_the_command_takes_archives_that_are_too_large_for_the_pages(aozora, tmp_path):
    data = b"".join(archive_of(aozora, now=NOW)) + b" " * MOST_OF_AN_ARCHIVE
    file = tmp_path / "large.json"
    file.write_bytes(data)

    with pytest.raises(UnreadableDocument, match="larger than 32 MiB"):
        read_archive_limited(data, name=file.name)
    call_command("import_archive", str(file), owner="mana@example.org")

    assert Organization.objects.filter(name="Imaging").count() == 2
    file.write_bytes(b" " * (MOST_OF_A_LARGE_ONE + 1))
    with pytest.raises(CommandError, match="larger than 192 MiB"):
        call_command("import_archive", str(file), owner="mana@example.org")
