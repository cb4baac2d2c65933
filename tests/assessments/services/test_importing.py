# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import copy
import uuid
from datetime import timedelta

import pytest

from assessments.domain.canonical import canonical_json, checksum
from assessments.domain.edition import parse_edition
from assessments.domain.pieces import by_key, find, rename
from assessments.imports.limited import ReadFile
from assessments.models import Edition, Revision, Upload
from assessments.queries.draft import document_of, plain_of
from assessments.queries.studio.history import edition_history
from assessments.services.curating import PieceConflict, Save, rename_piece, save_piece
from assessments.services.edition_steps import MovedOn
from assessments.services.importing import NothingNew, stage_upload, use_upload
from assessments.services.refusal import NotAccepted
from assessments.services.reviewing import ask_for_review, comment
from tests.factories import REVIEW, make_draft, make_edition, make_user

pytestmark = pytest.mark.django_db


def read(document):
    edition = parse_edition(document)
    text = canonical_json(edition)
    return ReadFile("edition.yaml", edition.pack, edition.edition, text, checksum(text))


def stage(document, by, now, into=None):
    return stage_upload(file=read(document), into=into, by=by, now=now)


def use(upload, by, now, seen=None):
    return use_upload(upload=upload, seen_revision=seen, by=by, now=now)


def changed_practice(document, **fields):
    changed = copy.deepcopy(document)
    find(changed, "practices", "strategy").update(fields)
    return changed


def test_a_file_becomes_a_draft_based_on_the_newest_edition_of_its_pack(carol, now):
    base = make_edition()
    upload = stage(document_of(base) | {"edition": "7.0.0"}, carol, now)
    assert not Edition.objects.filter(version="7.0.0").exists()

    draft = use(upload, carol, now)

    assert (draft.state, draft.version, draft.based_on) == ("draft", "7.0.0", base)
    line = Revision.objects.get(edition=draft)
    assert (line.what, line.note, line.by) == ("started", "edition.yaml", carol)


def test_a_file_of_an_unknown_pack_becomes_a_draft_from_scratch(carol, now):
    document = document_of(make_edition()) | {"pack": "house-rules"}

    assert use(stage(document, carol, now), carol, now).based_on is None


def test_confirming_twice_writes_once(carol, now):
    upload = stage(document_of(make_edition()) | {"edition": "7.0.0"}, carol, now)

    assert use(upload, carol, now) == use(upload, carol, now)
    assert Revision.objects.count() == 1


def test_a_file_that_could_not_be_sent_back_as_it_is_written_is_refused(carol, now):
    document = document_of(make_edition()) | {"edition": "7.0.0", "attribution": ["x"] * 200_000}

    with pytest.raises(NotAccepted):
        stage(document, carol, now)

    assert not Upload.objects.exists()


def test_the_file_of_a_published_edition_changes_nothing(carol, now):
    base = make_edition()

    with pytest.raises(NothingNew) as same:
        stage(document_of(base), carol, now)

    assert same.value.edition == base
    assert not Upload.objects.exists()


def test_the_same_number_with_other_content_is_refused(carol, now):
    base = make_edition()

    with pytest.raises(NotAccepted, match=r"1\.2\.0 of this pack is there, with other content"):
        stage(document_of(base) | {"licence": "CC0-1.0"}, carol, now)
    assert not Upload.objects.exists()


def test_a_draft_is_updated_piece_by_piece(carol, now):
    draft = make_draft(carol, now=now)
    document = changed_practice(document_of(draft), weight=3)
    gone = document["profiles"].pop()["key"]
    upload = stage(document | {"licence": "CC0-1.0"}, carol, now, into=draft)
    assert document_of(Edition.objects.get(pk=draft.pk)) == document_of(draft)

    row = use(upload, carol, now, seen=1)

    assert row.checksum == checksum(row.document)
    lines = Revision.objects.filter(edition=row, what="imported").order_by("number")
    found = {(line.kind, line.key): (line.before != "", line.after != "", line.note) for line in lines}
    assert found[("edition", "")] == found[("practices", "strategy")] == (True, True, "edition.yaml")
    assert found[("profiles", gone)] == (True, False, "edition.yaml")
    assert [line.number for line in lines] == list(range(2, 2 + len(lines)))
    with pytest.raises(NothingNew):
        stage(document_of(row), carol, now)


def test_translations_that_the_file_left_behind_lag_and_others_stay_so(carol, now):
    draft = make_draft(carol, now=now)
    practice = find(document_of(draft), "practices", "strategy")
    Edition.objects.filter(pk=draft.pk).update(lagging={"practices/health/name/ja": "2026-01-01T00:00:00+00:00"})
    document = changed_practice(document_of(draft), name=practice["name"] | {"en": "A plan"})

    row = use(stage(document, carol, now, into=draft), carol, now, seen=1)

    assert row.lagging == {
        "practices/health/name/ja": "2026-01-01T00:00:00+00:00",
        "practices/strategy/name/ja": "2026-11-16T09:00:00+00:00",
    }


def test_a_draft_that_somebody_changed_since_the_difference_was_shown_is_not_updated(carol, now):
    draft = make_draft(carol, now=now)
    upload = stage(document_of(draft) | {"licence": "CC0-1.0"}, carol, now, into=draft)
    Edition.objects.filter(pk=draft.pk).update(revision=2)

    with pytest.raises(MovedOn):
        use(upload, carol, now, seen=1)

    assert Revision.objects.filter(edition=draft).count() == 1
    upload.refresh_from_db()
    assert upload.used_at is None


def test_what_is_in_review_takes_no_file(carol, now):
    draft = make_draft(carol, now=now)
    ask_for_review(edition=draft, seen_revision=1, by=carol, now=now, url=REVIEW)

    with pytest.raises(NotAccepted, match="in review"):
        stage(document_of(draft) | {"licence": "CC0-1.0"}, carol, now)


def test_a_draft_takes_no_file_of_another_pack(carol, now):
    draft = make_draft(carol, now=now)

    with pytest.raises(NotAccepted, match="house-rules"):
        stage(document_of(draft) | {"pack": "house-rules"}, carol, now, into=draft)


def test_a_file_is_its_senders_and_is_forgotten_after_seven_days(carol, now):
    document = document_of(make_edition())
    upload = stage(document | {"edition": "7.0.0"}, carol, now)
    for by, moment in [(make_user(is_curator=True), now), (carol, now + timedelta(days=7))]:
        with pytest.raises(Upload.DoesNotExist):
            use(upload, by, moment)

    stage(document | {"edition": "8.0.0"}, carol, now + timedelta(days=7))

    assert not Upload.objects.filter(pk=upload.pk).exists()


def test_a_draft_that_was_started_with_the_same_number_meanwhile_is_not_overwritten(carol, now):
    base = make_edition()
    upload = stage(document_of(base) | {"edition": "9.9.0", "licence": "CC0-1.0"}, carol, now)
    draft = make_draft(carol, base, now=now)

    with pytest.raises(NotAccepted):
        use(upload, carol, now)

    assert document_of(Edition.objects.get(pk=draft.pk))["licence"] != "CC0-1.0"


LAGGED = "2026-01-01T00:00:00+00:00"


def renamed(document, kind, old, new):
    """As the studio renames it, all that a published edition has being known."""
    return rename(document, kind, old, new, earlier=frozenset(by_key(document, kind)) | {old})


def lines(row):
    return list(
        Revision.objects.filter(edition=row, number__gt=1).order_by("number").values_list("what", "kind", "key", "note")
    )


def test_marks_and_comments_follow_a_piece_that_a_file_renames(carol, now):
    draft = make_draft(carol, now=now)
    said = comment(
        edition=draft, kind="practices", key="strategy", text="?", idempotency_key=uuid.uuid4(), by=carol, now=now
    )
    Edition.objects.filter(pk=draft.pk).update(lagging={"practices/strategy/name/ja": LAGGED})
    document = renamed(document_of(draft), "practices", "strategy", "plan")

    row = use(stage(document, carol, now, into=draft), carol, now, seen=1)

    assert row.lagging == {"practices/plan/name/ja": LAGGED}
    said.refresh_from_db()
    assert said.key == "plan"


def test_a_file_that_renames_and_rewrites_leaves_marks_where_the_words_are(carol, now):
    draft = make_draft(carol, now=now)
    document = renamed(document_of(draft), "recommendations", "engage-community", "join-in")
    advice = find(document, "recommendations", "join-in")
    action = advice["actions"][0]["key"]
    document = renamed(document, "actions", action, "say-hello")
    changed = find(document, "recommendations", "join-in")
    changed["title"] = changed["title"] | {"en": "Join in"}
    place = f"recommendations/engage-community/actions/{action}/title/ja"
    Edition.objects.filter(pk=draft.pk).update(lagging={place: LAGGED})

    row = use(stage(document, carol, now, into=draft), carol, now, seen=1)

    assert row.lagging == {
        "recommendations/join-in/actions/say-hello/title/ja": LAGGED,
        "recommendations/join-in/title/ja": "2026-11-16T09:00:00+00:00",
    }


def test_a_file_that_gives_a_renamed_piece_a_third_key_is_followed(carol, now):
    draft = make_draft(carol, now=now)
    rename_piece(save=Save(draft, "practices", "strategy", 0, uuid.uuid4(), carol, now), new_key="plan")
    draft.refresh_from_db()
    Edition.objects.filter(pk=draft.pk).update(lagging={"practices/plan/name/ja": LAGGED})
    document = renamed(document_of(draft.based_on), "practices", "strategy", "scheme") | {"edition": "9.9.0"}

    row = use(stage(document, carol, now, into=draft), carol, now, seen=draft.revision)

    assert row.lagging == {"practices/scheme/name/ja": LAGGED}


def test_a_new_draft_from_a_file_has_the_marks_of_its_base_under_todays_keys(carol, now):
    base = make_edition()
    Edition.objects.filter(pk=base.pk).update(lagging={"practices/strategy/name/ja": LAGGED})
    document = renamed(document_of(base), "practices", "strategy", "plan") | {"edition": "7.0.0"}

    assert use(stage(document, carol, now), carol, now).lagging == {"practices/plan/name/ja": LAGGED}


def test_a_renaming_by_a_file_has_a_line_and_so_has_what_follows_from_it(carol, now):
    draft = make_draft(carol, now=now)
    document = renamed(document_of(draft), "practices", "strategy", "plan")

    row = use(stage(document, carol, now, into=draft), carol, now, seen=1)

    found = lines(row)
    assert found[:2] == [("imported", "edition", "", "edition.yaml"), ("renamed", "practices", "plan", "strategy")]
    assert {(what, note) for what, _kind, _key, note in found[2:]} == {("changed", "")}
    assert ("changed", "recommendations", "talk-it-through", "") in found
    told = edition_history(row, document_of(row))
    assert [line.row.what for line in told.lines] == ["renamed", "imported", "started"]
    past = edition_history(row, document_of(row), kind="practices", key="plan")
    assert [line.row.what for line in past.lines] == ["renamed"]


def test_what_was_renamed_and_changed_has_a_line_for_each(carol, now):
    draft = make_draft(carol, now=now)
    document = renamed(document_of(draft), "practices", "strategy", "plan")
    find(document, "practices", "plan").update(weight=3)

    row = use(stage(document, carol, now, into=draft), carol, now, seen=1)

    one, two = Revision.objects.filter(edition=row, kind="practices").order_by("number")
    assert [(line.what, line.key, line.note) for line in (one, two)] == [
        ("renamed", "plan", "strategy"),
        ("imported", "plan", "edition.yaml"),
    ]
    assert plain_of(one.before)["key"] == "strategy"
    assert one.after == two.before
    assert plain_of(two.after)["weight"] == 3


def test_who_saves_a_piece_that_names_what_a_file_renamed_meets_it(carol, now):
    draft = make_draft(carol, now=now)
    content = find(document_of(draft), "recommendations", "talk-it-through")
    document = renamed(document_of(draft), "practices", "strategy", "plan")
    use(stage(document, carol, now, into=draft), carol, now, seen=1)

    with pytest.raises(PieceConflict):
        save_piece(save=Save(draft, "recommendations", "talk-it-through", 0, uuid.uuid4(), carol, now), content=content)
