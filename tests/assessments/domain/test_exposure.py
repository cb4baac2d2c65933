# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from fractions import Fraction

import pytest

from assessments.domain.exposure import exposures
from tests.assessments.domain.cases import answers, situation, small_edition, text


def said(perspective, *values):
    return [{"perspective": perspective, "value": value} for value in values]


def exposure(edition=None, stance=None, **signals):
    edition = edition or small_edition()
    return exposures(edition, answers(edition, situations={"s": {"signals": signals, "stance": stance}}))["s"]


@pytest.mark.parametrize(
    ("a", "b", "shares", "faced"),
    [
        (None, None, (0, 1), "unknown"),
        ("us", None, (Fraction(1, 2), 1), "yes"),
        ("somewhat", None, (Fraction(1, 4), Fraction(3, 4)), "unknown"),
        ("not_us", None, (0, Fraction(1, 2)), "unknown"),
        ("not_us", "somewhat", (Fraction(1, 4), Fraction(1, 4)), "no"),
        ("somewhat", "somewhat", (Fraction(1, 2), Fraction(1, 2)), "yes"),
        ("us", "us", (1, 1), "yes"),
    ],
)
def test_exposure_of_agreed_signals(a, b, shares, faced):
    found = exposure(a={"agreed": a}, b={"agreed": b})

    assert ((found.said, found.could_be), found.faced) == (shares, faced)


@pytest.mark.parametrize(
    ("responses", "degree"),
    [
        ([], None),
        (said("ospo", None), None),
        (said("ospo", "not_us", "us"), "us"),
        (said("ospo", "not_us") + said("management", "somewhat"), "somewhat"),
        (said("ospo", "not_us", "not_us", "us"), "not_us"),
        (said("employee", *["us"] * 4), None),
        (said("employee", *["us"] * 5), "us"),
        (said("ospo", "not_us") + said("employee", *["us"] * 4), "not_us"),
    ],
)
def test_signals_take_the_upper_median(responses, degree):
    assert exposure(a={"responses": responses}).signals == {"a": degree, "b": None}


def test_what_is_agreed_on_a_signal_wins():
    assert exposure(a={"agreed": "not_us", "responses": said("ospo", "us")}).signals["a"] == "not_us"


@pytest.mark.parametrize(("stance", "share", "faced"), [("faced", 1, "yes"), ("not_faced", 0, "no")])
def test_the_stance_overrides_the_signals(stance, share, faced):
    found = exposure(stance=stance, a={"agreed": "somewhat"})

    assert (found.said, found.could_be, found.faced) == (share, share, faced)


def test_weights_and_threshold_count():
    signals = [{"key": "a", "text": text("a"), "weight": 3}, {"key": "b", "text": text("b")}]
    edition = small_edition(situations=[situation("s", signals=signals)], settings={"faced_at": 0.75})

    found = exposure(edition, a={"agreed": "us"}, b={"agreed": "not_us"})

    assert (found.said, found.faced) == (Fraction(3, 4), "yes")
    assert exposure(edition, a={"agreed": "somewhat"}).faced == "no"
