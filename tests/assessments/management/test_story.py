# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The demo story as it is written, before anything is told."""

from typing import Any

import pytest

from assessments.imports.documents import read_path
from assessments.management.commands.load_pack import BUILT_IN
from assessments.management.commands.make_demo import STORY
from assessments.management.story import StoryFaults, check_story, editions_of
from tests.factories import built_in_document

EARLIER = {"edition": "0.9.0", "without": ["consultation"], "weights": {"training": 2}}


@pytest.fixture(scope="module")
def document() -> Any:
    return read_path(BUILT_IN)


def story(**quarter: Any) -> dict[str, Any]:
    return {"organizations": [{"key": "imaging", "quarters": [{}, quarter]}]}


def refused(**quarter: Any) -> list[str]:
    with pytest.raises(StoryFaults) as caught:
        check_story(story(**quarter), [built_in_document()])
    return str(caught.value).splitlines()


def test_the_earlier_edition_lacks_what_it_is_said_to_lack(document: Any) -> None:
    earlier, current = editions_of(document, {"earlier": EARLIER})

    assert (earlier.pack, earlier.edition) == (current.pack, "0.9.0")
    assert {one.key for one in current.practices} - {one.key for one in earlier.practices} == {"consultation"}
    assert (earlier.practice("training").weight, current.practice("training").weight) == (2, 1)
    assert {one.origin for one in (*earlier.situations, *earlier.recommendations)} == {"seed"}
    assert "consultation" not in {key for profile in earlier.profiles for key in profile.targets}
    assert "consultation" not in {key for routine in earlier.routines for key in routine.supports}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"without": ["training"]}, "names training, which is not among the practices"),
        ({"without": ["karaoke"]}, "names karaoke, which the pack lacks"),
        ({"weights": {"karaoke": 2}}, "names karaoke, which the pack lacks"),
        ({"weights": {"training": 0}}, "weight"),
    ],
)
def test_an_earlier_edition_that_does_not_hold_together_is_refused(document: Any, changes: Any, why: str) -> None:
    with pytest.raises(StoryFaults, match=why):
        editions_of(document, {"earlier": EARLIER | changes})


def test_the_story_of_the_demo_is_sound(document: Any) -> None:
    written: Any = read_path(STORY)

    check_story(written, editions_of(document, written))


@pytest.mark.parametrize("field", ["practices", "evidence"])
def test_a_practice_that_the_edition_lacks_is_named(field: str) -> None:
    assert refused(**{field: {"karaoke": 1}}) == [
        f"imaging, quarter 2: {field} names karaoke, which is not among the practices of edition 1.0.0"
    ]


def test_every_other_fault_is_named_with_its_place() -> None:
    assert refused(signals={"sponsor-gone": "nns"}, edition="1.0.0") == [
        "imaging, quarter 2: signals names sponsor-gone, which is not among the situations of edition 1.0.0"
    ]
    assert refused(signals={"technology-only": "nn"}) == [
        "imaging, quarter 2: signals: technology-only must be 4 of the letters n s u ?, not nn"
    ]
    assert refused(signals={"technology-only": "nnnx"}) == [
        "imaging, quarter 2: signals: technology-only must be 4 of the letters n s u ?, not nnnx"
    ]
    assert refused(routines={"karaoke": "weekly"}, responses={"employee": {"karaoke": [1]}}) == [
        "imaging, quarter 2: routines names karaoke, which is not among the routines of edition 1.0.0",
        "imaging, quarter 2: responses of employee names karaoke, which is not among the practices of edition 1.0.0",
    ]
    assert refused(notes={"training": "New."}, mood="good") == [
        "imaging, quarter 2: has mood, which no quarter has",
        "imaging, quarter 2: notes explains training, which has no answer there",
    ]
    assert refused(happened={"all": "It began.", "employees": "It began."}, edition="1.0.0") == [
        "imaging, quarter 2: happened names employees, which is not among the levels of edition 1.0.0"
    ]
    assert refused(edition="0.1.0") == ["imaging, quarter 2: names an edition that is not told of"]


def test_nobody_is_asked_who_does_not_respond() -> None:
    assert refused(asks={"management": ["rin@example.org"]}) == [
        "imaging, quarter 2: asks names management, of whom nobody responds"
    ]


def test_what_is_open_is_checked_too() -> None:
    one = {"key": "imaging", "quarters": [], "open": {"practices": {"karaoke": 1}}}

    with pytest.raises(StoryFaults, match="imaging, open: practices names karaoke"):
        check_story({"organizations": [one]}, [built_in_document()])
