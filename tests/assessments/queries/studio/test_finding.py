# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.utils.translation import override

from assessments.domain.faults import Fault
from assessments.domain.linting.finding import warning
from assessments.queries.studio.finding import finding_words
from tests.assessments.domain.linting.drafts import findings, sound_document

KIND = Fault("practices[0].level", "names %(key)s, which is not among the %(kind)s", {"key": "x", "kind": "levels"})
CHOICE = Fault("a", "must be %(expected)s", {"expected": "'S', 'M' or 'L'"})
TEXT = Fault("a", "must have a text in %(language)s", {"language": "ja"})
UNKNOWN = Fault("a", "must have a text in %(language)s", {"language": "xx"})
CADENCE = warning(
    "cadence-unoffered",
    "a",
    "sets a cadence that the routine does not offer: %(cadence)s. Choose one of these: %(offered)s.",
    cadence="continuous",
    offered=("never", "yearly"),
)
DAY = warning(
    "review-passed",
    "a",
    "was to be looked through by %(day)s. See whether it still holds and set a later day.",
    day="2026-11-21",
)


@pytest.mark.parametrize(
    ("one", "english", "japanese"),
    [
        (KIND, "names x, which is not among the levels", "「x」は、この版のレベルにありません。"),
        (CHOICE, "must be S, M or L", "S、M、L のいずれかにしてください。"),
        (TEXT, "must have a text in Japanese", "「日本語」の文が必要です。"),
        (UNKNOWN, "must have a text in xx", "「xx」の文が必要です。"),
        (
            CADENCE,
            "sets a cadence that the routine does not offer: continuously. Choose one of these: never and yearly.",
            "この定例の取り組みでは選べない頻度です：「随時」。次の頻度から選んでください：実施なし、年 1 回。",
        ),
        (
            DAY,
            "was to be looked through by Nov. 21, 2026. See whether it still holds and set a later day.",
            "見直しの期日（2026年11月21日）を過ぎています。内容が今も正しいかを確かめ、次の期日を設定してください。",
        ),
    ],
)
def test_a_finding_is_said_in_the_readers_language(one, english, japanese):
    with override("en"):
        assert finding_words(one) == english
    with override("ja"):
        assert finding_words(one) == japanese


def test_a_percent_sign_of_an_author_stays():
    document = sound_document(profiles=[], practices=[*sound_document()["practices"], {"key": "100%s"}])

    with override("ja"):
        assert all(finding_words(one) for one in findings(document))
