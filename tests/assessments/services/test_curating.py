# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

import pytest

from accounts.models import User
from assessments.domain.pieces import CannotRename, find
from assessments.models import Edition, Revision
from assessments.queries.draft import document_of
from assessments.services.curating import (
    NotADraft,
    PieceConflict,
    Save,
    add_piece,
    confirm_translation,
    delete_piece,
    move_piece,
    rename_piece,
    save_piece,
)
from assessments.services.drafting import copied_from, discard_draft, start_draft
from assessments.services.edition_steps import EditionGone, MovedOn
from assessments.services.refusal import NotAccepted
from assessments.services.reviewing import comment
from tests.factories import make_draft, make_edition, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(carol: User, now: datetime) -> Edition:
    return make_draft(carol, now=now)


def saves(draft: Edition, by: User, now: datetime, kind: str, key: str, seen: int = 0) -> Save:
    return Save(draft, kind, key, seen, uuid.uuid4(), by, now)


def piece(draft: Edition, kind: str, key: str) -> dict[str, Any]:
    found = find(document_of(Edition.objects.get(pk=draft.pk)), kind, key)
    assert found is not None
    return found


def lines(draft: Edition) -> list[tuple[int, str, str, str]]:
    rows = Revision.objects.filter(edition=draft).order_by("number")
    return list(rows.values_list("number", "what", "kind", "key"))


def test_a_saved_piece_stands_in_the_document_with_a_line_and_a_checksum(
    draft: Edition, carol: User, now: datetime
) -> None:
    content = piece(draft, "practices", "strategy") | {"scan": True}

    line = save_piece(save=saves(draft, carol, now, "practices", "strategy"), content=content)

    row = Edition.objects.get(pk=draft.pk)
    assert piece(draft, "practices", "strategy")["scan"] is True
    assert row.checksum == sha256(row.document.encode()).hexdigest()
    assert (row.revision, line.number) == (2, 2)
    assert lines(draft) == [(1, "started", "edition", ""), (2, "changed", "practices", "strategy")]


def test_a_save_that_is_repeated_is_written_once(draft: Edition, carol: User, now: datetime) -> None:
    save = saves(draft, carol, now, "practices", "strategy")
    content = piece(draft, "practices", "strategy") | {"scan": True}

    first = save_piece(save=save, content=content)
    again = save_piece(save=save, content=content)

    assert again.number == first.number
    assert len(lines(draft)) == 2


@pytest.mark.parametrize(
    "other",
    [{"key": "health"}, {"kind": "edition", "key": ""}, {"by": "Dora"}, {}],
    ids=["key", "kind", "by", "content"],
)
def test_a_key_that_was_used_for_another_save_is_refused(
    draft: Edition, carol: User, now: datetime, other: dict[str, Any]
) -> None:
    save = saves(draft, carol, now, "practices", "strategy")
    content = piece(draft, "practices", "strategy") | {"scan": True}
    line = save_piece(save=save, content=content)
    if "by" in other:
        other = {"by": make_user(other["by"], is_curator=True)}

    with pytest.raises(NotAccepted, match="sent before with something else"):
        save_piece(save=replace(save, seen=line.number, **other), content=content | ({} if other else {"weight": 3}))

    assert len(lines(draft)) == 2


def test_a_key_of_another_step_is_refused(draft: Edition, carol: User, now: datetime) -> None:
    save = saves(draft, carol, now, "practices", "strategy")
    move_piece(save=save, to=1)

    for step in (
        lambda: delete_piece(save=save),
        lambda: rename_piece(save=save, new_key="plan"),
        lambda: add_piece(save=save, content={"key": "strategy"}),
    ):
        with pytest.raises(NotAccepted, match="sent before with something else"):
            step()


def test_the_head_saved_twice_is_one_change(draft: Edition, carol: User, now: datetime) -> None:
    save, head = saves(draft, carol, now, "edition", ""), piece(draft, "edition", "") | {"licence": "CC0-1.0"}

    assert save_piece(save=save, content=head).number == save_piece(save=save, content=head).number


def test_somebody_elses_change_is_not_overwritten_unseen(draft: Edition, carol: User, now: datetime) -> None:
    other, content = make_user("Other", is_curator=True), piece(draft, "practices", "strategy")
    save_piece(save=saves(draft, other, now, "practices", "strategy"), content=content | {"scan": True})

    with pytest.raises(PieceConflict) as conflict:
        save_piece(save=saves(draft, carol, now, "practices", "strategy"), content=content | {"weight": 2})

    assert conflict.value.line.by == other
    assert conflict.value.theirs == piece(draft, "practices", "strategy")
    assert piece(draft, "practices", "strategy").get("weight") == content.get("weight")


def test_two_curators_in_different_pieces_do_not_meet(draft: Edition, carol: User, now: datetime) -> None:
    one, other = piece(draft, "practices", "strategy"), piece(draft, "practices", "health")

    save_piece(save=saves(draft, carol, now, "practices", "strategy"), content=one | {"scan": True})
    save_piece(save=saves(draft, carol, now, "practices", "health"), content=other | {"scan": True})

    assert piece(draft, "practices", "strategy")["scan"] and piece(draft, "practices", "health")["scan"]


def test_a_piece_that_was_deleted_meanwhile_is_a_conflict_without_theirs(
    draft: Edition, carol: User, now: datetime
) -> None:
    content = piece(draft, "practices", "strategy")
    delete_piece(save=saves(draft, carol, now, "practices", "strategy"))

    with pytest.raises(PieceConflict) as conflict:
        save_piece(save=saves(draft, carol, now, "practices", "strategy"), content=content)

    assert conflict.value.theirs is None


def test_a_deleted_piece_can_be_added_again(draft: Edition, carol: User, now: datetime) -> None:
    content = piece(draft, "practices", "strategy")
    delete_piece(save=saves(draft, carol, now, "practices", "strategy"))

    add_piece(save=saves(draft, carol, now, "practices", "strategy"), content=content, is_back=True)

    assert piece(draft, "practices", "strategy") == content


def test_a_renamed_piece_that_comes_back_is_still_the_earlier_one(draft: Edition, carol: User, now: datetime) -> None:
    rename_piece(save=saves(draft, carol, now, "recommendations", "engage-community"), new_key="join-in")
    before = document_of(Edition.objects.get(pk=draft.pk))["renames"]
    content, seen = piece(draft, "recommendations", "join-in"), 2
    line = delete_piece(save=saves(draft, carol, now, "recommendations", "join-in", seen))
    assert "join-in" not in document_of(Edition.objects.get(pk=draft.pk)).get("renames", {}).get("recommendations", {})

    add_piece(save=saves(draft, carol, now, "recommendations", "join-in", line.number), content=content, is_back=True)

    assert document_of(Edition.objects.get(pk=draft.pk))["renames"] == before
    assert before["recommendations"]["engage-community"] == "join-in"


def test_a_key_that_is_taken_is_refused(draft: Edition, carol: User, now: datetime) -> None:
    with pytest.raises(NotAccepted):
        add_piece(save=saves(draft, carol, now, "practices", "strategy"), content={"key": "strategy"})

    assert len(lines(draft)) == 1


@pytest.mark.parametrize("how", ["renamed", "deleted"])
def test_a_key_of_an_earlier_edition_gets_no_other_meaning(
    draft: Edition, carol: User, now: datetime, how: str
) -> None:
    if how == "renamed":
        rename_piece(save=saves(draft, carol, now, "practices", "strategy"), new_key="plan")
    else:
        delete_piece(save=saves(draft, carol, now, "practices", "strategy"))

    with pytest.raises(NotAccepted) as refused:
        add_piece(save=saves(draft, carol, now, "practices", "strategy"), content={"key": "strategy"})

    assert "for something else" in refused.value.faults[0].message


def test_renaming_leaves_a_line_for_every_piece_that_follows(draft: Edition, carol: User, now: datetime) -> None:
    rename_piece(save=saves(draft, carol, now, "practices", "strategy"), new_key="open-strategy")

    found = lines(draft)
    assert found[1] == (2, "renamed", "practices", "open-strategy")
    assert {(what, kind) for _number, what, kind, _key in found[2:]} >= {("changed", "recommendations")}
    assert document_of(Edition.objects.get(pk=draft.pk))["renames"]["practices"]["strategy"] == "open-strategy"


def test_who_saves_a_piece_that_a_renaming_changed_meets_it(draft: Edition, carol: User, now: datetime) -> None:
    rename_piece(save=saves(draft, carol, now, "practices", "strategy"), new_key="open-strategy")
    follower = next(key for _number, what, kind, key in lines(draft) if (what, kind) == ("changed", "recommendations"))

    with pytest.raises(PieceConflict):
        save_piece(
            save=saves(draft, carol, now, "recommendations", follower),
            content=piece(draft, "recommendations", follower),
        )


def test_a_refused_renaming_writes_nothing(draft: Edition, carol: User, now: datetime) -> None:
    with pytest.raises(CannotRename):
        rename_piece(save=saves(draft, carol, now, "practices", "strategy"), new_key="health")

    assert len(lines(draft)) == 1


def test_moving_a_piece_is_no_conflict_for_who_edits_it(draft: Edition, carol: User, now: datetime) -> None:
    content = piece(draft, "practices", "strategy")
    move_piece(save=saves(draft, carol, now, "practices", "strategy"), to=1)

    save_piece(save=saves(draft, carol, now, "practices", "strategy"), content=content | {"scan": True})

    keys = [one["key"] for one in document_of(Edition.objects.get(pk=draft.pk))["practices"]]
    assert keys.index("strategy") == 1


def test_a_translation_lags_until_it_changes_or_is_confirmed(draft: Edition, carol: User, now: datetime) -> None:
    content = piece(draft, "practices", "strategy")
    both = content | {"name": {"en": "Strategy", "ja": "戦略"}}
    line = save_piece(save=saves(draft, carol, now, "practices", "strategy"), content=both)
    changed = both | {"name": {"en": "An open strategy", "ja": "戦略"}}
    line = save_piece(save=saves(draft, carol, now, "practices", "strategy", line.number), content=changed)

    place = "practices/strategy/name/ja"
    assert Edition.objects.get(pk=draft.pk).lagging == {place: "2026-11-16T09:00:00+00:00"}

    confirm_translation(save=saves(draft, carol, now, "practices", "strategy", line.number), place=place)
    assert Edition.objects.get(pk=draft.pk).lagging == {}


@pytest.mark.parametrize("place", ["practices/strategy/name/ja", "practices/health/name/ja", "x" * 9000, "\0"])
def test_only_a_translation_of_the_piece_that_is_behind_is_confirmed(
    draft: Edition, carol: User, now: datetime, place: str
) -> None:
    Edition.objects.filter(pk=draft.pk).update(lagging={"practices/health/name/ja": "2026-11-16T09:00:00+00:00"})

    with pytest.raises(NotAccepted):
        confirm_translation(save=saves(draft, carol, now, "practices", "strategy"), place=place)

    assert len(lines(draft)) == 1
    assert "practices/health/name/ja" in Edition.objects.get(pk=draft.pk).lagging


def test_the_head_is_saved_and_may_change_the_editions_number(draft: Edition, carol: User, now: datetime) -> None:
    head = piece(draft, "edition", "")

    save_piece(save=saves(draft, carol, now, "edition", ""), content=head | {"edition": "10.0.0"})

    row = Edition.objects.get(pk=draft.pk)
    assert (row.version, document_of(row)["edition"]) == ("10.0.0", "10.0.0")


def test_a_number_that_is_taken_is_refused(draft: Edition, carol: User, now: datetime) -> None:
    head, taken = piece(draft, "edition", ""), draft.based_on
    assert taken is not None

    with pytest.raises(NotAccepted):
        save_piece(save=saves(draft, carol, now, "edition", ""), content=head | {"edition": taken.version})

    assert Edition.objects.get(pk=draft.pk).version == "9.9.0"


@pytest.mark.parametrize("number", ["1" * 21])
def test_a_number_that_is_too_long_is_refused(draft: Edition, carol: User, now: datetime, number: str) -> None:
    with pytest.raises(NotAccepted):
        save_piece(
            save=saves(draft, carol, now, "edition", ""), content=piece(draft, "edition", "") | {"edition": number}
        )

    assert Edition.objects.get(pk=draft.pk).version == "9.9.0"


@pytest.mark.parametrize("state", ["in_review", "published"])
def test_what_is_no_draft_does_not_change(draft: Edition, carol: User, now: datetime, state: str) -> None:
    asked = {"asked_at": now, "asked_by": carol, "published_at": now}
    Edition.objects.filter(pk=draft.pk).update(state=state, **asked)
    before = Edition.objects.get(pk=draft.pk).document

    with pytest.raises(NotADraft):
        delete_piece(save=saves(draft, carol, now, "practices", "strategy"))
    with pytest.raises(MovedOn):
        discard_draft(edition=draft, seen_revision=1, by=carol, now=now)

    assert Edition.objects.get(pk=draft.pk).document == before


def test_a_draft_with_a_number_that_is_taken_is_refused(carol: User, now: datetime) -> None:
    base = make_edition()

    with pytest.raises(NotAccepted):
        start_draft(document=copied_from(base, base.version), source=base, by=carol, now=now)


def test_a_draft_of_a_draft_has_its_marks_and_its_base(draft: Edition, carol: User, now: datetime) -> None:
    content = piece(draft, "practices", "strategy")
    content["name"] = content["name"] | {"en": "Plans"}
    save_piece(save=saves(draft, carol, now, "practices", "strategy"), content=content)
    source = Edition.objects.get(pk=draft.pk)

    copy = start_draft(document=copied_from(source, "9.9.1"), source=source, by=carol, now=now)

    assert copy.based_on == draft.based_on
    assert list(copy.lagging) == ["practices/strategy/name/ja"]


def test_a_draft_of_a_published_edition_has_its_marks(draft: Edition, carol: User, now: datetime) -> None:
    lagging = {"practices/strategy/name/ja": "2026-01-01T00:00:00+00:00"}
    Edition.objects.filter(pk=draft.based_on_id).update(lagging=lagging)
    base = Edition.objects.get(pk=draft.based_on_id)

    copy = start_draft(document=copied_from(base, "9.9.1"), source=base, by=carol, now=now)

    assert (copy.based_on, copy.lagging) == (base, lagging)


def test_a_draft_that_is_given_up_is_gone_with_its_history(draft: Edition, carol: User, now: datetime) -> None:
    discard_draft(edition=draft, seen_revision=1, by=carol, now=now)

    assert not Edition.objects.filter(pk=draft.pk).exists()
    assert not Revision.objects.filter(edition_id=draft.pk).exists()


def test_a_draft_is_not_given_up_with_work_that_nobody_saw(draft: Edition, carol: User, now: datetime) -> None:
    move_piece(save=saves(draft, carol, now, "practices", "strategy"), to=1)

    with pytest.raises(MovedOn):
        discard_draft(edition=draft, seen_revision=1, by=carol, now=now)

    assert len(lines(draft)) == 2


def test_nothing_is_written_in_a_draft_that_was_given_up(draft: Edition, carol: User, now: datetime) -> None:
    save, content = saves(draft, carol, now, "practices", "strategy"), piece(draft, "practices", "strategy")
    discard_draft(edition=draft, seen_revision=1, by=carol, now=now)

    with pytest.raises(EditionGone):
        save_piece(save=save, content=content)


def test_a_piece_that_is_not_there_is_not_saved(draft: Edition, carol: User, now: datetime) -> None:
    save = replace(saves(draft, carol, now, "practices", "strategy"), key="nothing")

    with pytest.raises(PieceConflict):
        save_piece(save=save, content={"key": "nothing"})


LAGGED = "2026-01-01T00:00:00+00:00"


def mark(draft: Edition, *places: str) -> None:
    Edition.objects.filter(pk=draft.pk).update(lagging=dict.fromkeys(places, LAGGED))


def marks(draft: Edition) -> dict[str, str]:
    return dict(Edition.objects.get(pk=draft.pk).lagging)


def test_marks_follow_an_action_to_its_new_key(draft: Edition, carol: User, now: datetime) -> None:
    advice = piece(draft, "recommendations", "engage-community")
    action, place = advice["actions"][0]["key"], "recommendations/engage-community/actions/%s/title/ja"
    mark(draft, place % action)

    rename_piece(save=saves(draft, carol, now, "recommendations", "engage-community"), new_key="join-in", action=action)

    assert piece(draft, "recommendations", "engage-community")["actions"][0]["key"] == "join-in"
    assert marks(draft) == {place % "join-in": LAGGED}


@pytest.mark.parametrize(("kind", "key", "field"), [("facts", "eu-market", "question"), ("stages", "new", "name")])
def test_marks_and_comments_follow_a_piece_to_its_new_key(
    draft: Edition, carol: User, now: datetime, kind: str, key: str, field: str
) -> None:
    if kind == "stages":
        add_piece(save=saves(draft, carol, now, kind, key), content={"key": key, field: {"en": "A", "ja": "あ"}})
    said = comment(edition=draft, kind=kind, key=key, text="Why?", idempotency_key=uuid.uuid4(), by=carol, now=now)
    mark(draft, f"{kind}/{key}/{field}/ja")
    seen = Revision.objects.filter(edition=draft, kind=kind, key=key).count() and 2

    rename_piece(save=saves(draft, carol, now, kind, key, seen), new_key="other")

    assert marks(draft) == {f"{kind}/other/{field}/ja": LAGGED}
    said.refresh_from_db()
    assert (said.kind, said.key) == (kind, "other")


def test_a_comment_at_another_piece_of_the_old_key_stays(draft: Edition, carol: User, now: datetime) -> None:
    said = comment(
        edition=draft, kind="practices", key="health", text="Why?", idempotency_key=uuid.uuid4(), by=carol, now=now
    )

    rename_piece(save=saves(draft, carol, now, "practices", "strategy"), new_key="plan")

    said.refresh_from_db()
    assert said.key == "health"


def test_marks_come_back_with_a_piece_that_was_deleted(draft: Edition, carol: User, now: datetime) -> None:
    content, place = piece(draft, "practices", "strategy"), "practices/strategy/name/ja"
    mark(draft, place, "practices/strategy/question/ja", "practices/health/name/ja")
    line = delete_piece(save=saves(draft, carol, now, "practices", "strategy"))
    assert list(marks(draft)) == ["practices/health/name/ja"]
    content["question"] = content["question"] | {"ja": "新しい問い"}

    add_piece(save=saves(draft, carol, now, "practices", "strategy", line.number), content=content, is_back=True)

    assert marks(draft) == {place: LAGGED, "practices/health/name/ja": LAGGED}


def test_lines_that_follow_from_a_renaming_say_so(draft: Edition, carol: User, now: datetime) -> None:
    rename_piece(save=saves(draft, carol, now, "practices", "strategy"), new_key="plan")
    content = piece(draft, "practices", "plan") | {"weight": 3}
    save_piece(save=saves(draft, carol, now, "practices", "plan", 2), content=content)

    found = dict(Revision.objects.filter(edition=draft).values_list("number", "follows"))

    assert found[2] is None and found.popitem()[1] is None
    assert {found[number] for number in found if number > 2} == {2}
