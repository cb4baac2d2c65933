# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A result as sheets, with typed cells and headings in the reader's language; the figures are the frozen ones."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.queries.progress import LevelTrend
from assessments.queries.result import Outcome
from assessments.queries.wording import FACED_NAMES, in_words, origin_of, period_words, scale_name
from assessments.reports.spreadsheet import Column, FiguresChart, Sheet, Value


def result_sheets(outcome: Outcome, trends: list[LevelTrend], periods: list[str]) -> Iterator[Sheet]:
    """The result of one assessment: what it is of, its levels, practices, situations, recommendations, the trend."""
    yield _about(outcome)
    yield _levels(outcome)
    yield _practices(outcome)
    yield _situations(outcome)
    yield _recommendations(outcome)
    yield _trend(trends, periods)


def _about(outcome: Outcome) -> Sheet:
    result, edition = outcome.result, outcome.edition
    stage = next((in_words(one.name) for one in edition.stages if one.key == result.stage), None)
    profile = next((in_words(one.name) for one in edition.profiles if one.key == result.profile), None)
    rows: list[tuple[str, Value]] = [
        (_("Organization"), outcome.assessment.organization.name),
        (_("Period"), outcome.assessment.period),
        (_("Judged on"), result.on),
        (_("Pack"), in_words(edition.title)),
        (_("Edition"), edition.edition),
        (_("Profile"), profile),
        (_("Stage"), stage),
        (_("Practices at target"), result.at_target),
        (_("Practices that apply"), result.applicable),
        *((_("Notice"), in_words(edition.notice)) for _each in [1] if edition.notice),
        (_("Licence of the content"), edition.licence),
        *((_("Attribution"), line) for line in edition.attribution),
    ]
    return Sheet(_("About"), [Column(_("What")), Column(_("Value"), width=60)], rows)


def _levels(outcome: Outcome) -> Sheet:
    figures = [Column(name, "percent") for name in (_("Shown"), _("Said"), _("Could be"), _("Aim"), _("Answered"))]
    counts = [Column(_("At target"), "number"), Column(_("Apply"), "number")]
    rows = [
        (
            one.key,
            in_words(outcome.edition.level(one.key).name),
            *(one.shown, one.said, one.could_be, one.aim, one.completeness),
            *(one.at_target, one.applicable),
        )
        for one in outcome.result.levels
    ]
    chart = FiguresChart(_("Each level"), names=1, shown=2, said=3, could_be=4, aim=5)
    return Sheet(_("Levels"), [Column(_("Key"), width=18), Column(_("Level")), *figures, *counts], rows, chart)


def _practices(outcome: Outcome) -> Sheet:
    columns = [
        *(Column(_("Level"), width=18), Column(_("Key"), width=24), Column(_("Practice")), Column(_("Question"))),
        *(Column(_("Value"), "number"), Column(_("In words"), width=18), Column(_("Target"), "number")),
        *(Column(_("Gap"), "number"), Column(_("Views apart by"), "number"), Column(_("Evidence"), width=12)),
        Column(_("Unresolved"), width=12),
    ]
    rows = []
    for one in outcome.result.practices:
        practice = outcome.edition.practice(one.key)
        words = scale_name(outcome.edition, one.value) if isinstance(one.value, int) else _value_words(one.value)
        rows.append(
            (
                *(in_words(outcome.edition.level(practice.level).name), one.key, in_words(practice.name)),
                *(in_words(practice.question), one.value, words, one.target, one.gap, one.spread),
                *(_evidence(one.evidence), _("yes") if one.unresolved else _("no")),
            )
        )
    return Sheet(_("Practices"), columns, rows)


def _situations(outcome: Outcome) -> Sheet:
    levels = outcome.edition.levels
    columns = [
        *(Column(_("Key"), width=24), Column(_("Situation"), width=48), Column(_("Origin"))),
        *(Column(_("How much this is you"), "percent"), Column(_("Could be"), "percent"), Column(_("Faced"), width=16)),
        *(Column(_("Covered by %(level)s") % {"level": in_words(level.name)}, "percent") for level in levels),
    ]
    rows = []
    for one in outcome.result.situations:
        situation = outcome.edition.situation(one.key)
        rows.append(
            (
                *(one.key, in_words(situation.statement), origin_of(outcome.edition, situation)),
                *(one.said * 100, one.could_be * 100, str(FACED_NAMES[one.faced])),
                *(one.coverage.get(level.key) for level in levels),
            )
        )
    return Sheet(_("Situations"), columns, rows)


def _recommendations(outcome: Outcome) -> Sheet:
    columns = [
        *(Column(_("Rank"), "number"), Column(_("Key"), width=24), Column(_("Recommendation"), width=60)),
        *(Column(_("Verdict"), width=12), Column(_("Priority"), "number"), Column(_("Origin"))),
    ]
    by_key = {one.key: one for one in outcome.edition.recommendations}
    rows = [
        (
            *(rank, one.key, in_words(by_key[one.key].title)),
            _("matched") if one.verdict == "matched" else _("possible"),
            *(one.priority, origin_of(outcome.edition, by_key[one.key])),
        )
        for rank, one in enumerate(outcome.result.recommendations, start=1)
    ]
    return Sheet(_("Recommendations"), columns, rows)


def _trend(trends: list[LevelTrend], periods: list[str]) -> Sheet:
    figures = [Column(name, "percent") for name in (_("Shown"), _("Said"), _("Aim"))]
    rows = [
        (period, period_words(period), level["name"], level["shown"][at], level["said"][at], level["aim"][at])
        for level in trends
        for at, period in enumerate(periods)
    ]
    return Sheet(_("Trend"), [Column(_("Period"), width=12), Column(_("Quarter")), Column(_("Level")), *figures], rows)


def _value_words(value: str | int | None) -> str:
    return _("not applicable") if value == "na" else _("not known")


def _evidence(state: str) -> str:
    return {"fresh": _("fresh"), "stale": _("stale")}.get(state, _("none"))
