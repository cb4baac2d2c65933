# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The sentences of the one-page story: the engine's facts in the reader's language, as Markdown.

The same facts give the same text.
"""

from collections.abc import Callable, Mapping, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.domain.document import AnswerValue
from assessments.domain.edition import Edition
from assessments.domain.figures import whole_percent
from assessments.domain.period import last_day_of
from assessments.domain.story import NOTHING, Ask, LevelMove, Moved, Overdue, StoryFacts, story_of
from assessments.markdown import escaped
from assessments.queries.comparison import PART_NAMES
from assessments.queries.kept import NO_PLAN, PlanTold
from assessments.queries.kept_words import first_of, kept_paragraphs
from assessments.queries.result import Outcome
from assessments.queries.wording import gap, in_words, listed, origin_of, period_words, points, statement_of


def sections_told(outcome: Outcome, before: Outcome | None, plan: PlanTold = NO_PLAN) -> dict[str, tuple[str, str]]:
    """By key the title and the text of each section; "" where there is nothing to tell."""
    facts = facts_of(outcome, before, plan.overdue)
    told = {key: (str(title), "\n\n".join(tell(facts, outcome, before))) for key, (title, tell) in SECTIONS.items()}
    told["promises"] = (_("Promised and done"), "\n\n".join(kept_paragraphs(plan)))
    told["asks"] = told.pop("asks")  # what is asked stands last
    if before is None:
        told["levels"] = (_("The levels"), told["levels"][1])
    return told


def facts_of(outcome: Outcome, before: Outcome | None, overdue: Overdue = NOTHING) -> StoryFacts:
    """What moved since an earlier outcome, and what is asked of leadership."""
    return story_of(
        outcome.edition,
        outcome.answers,
        outcome.result,
        until=last_day_of(outcome.assessment.period),
        before=(before.edition, before.answers) if before else None,
        overdue=overdue,
    )


def standing(facts: StoryFacts, outcome: Outcome, before: Outcome | None) -> list[str]:
    result = facts.result
    words = {"period": period_words(outcome.assessment.period), "now": result.at_target, "all": result.applicable}
    sentences = [
        ngettext(
            "In %(period)s, %(now)s of %(all)s practice that applies is at target.",
            "In %(period)s, %(now)s of %(all)s practices that apply are at target.",
            result.applicable,
        )
        % words
    ]
    if facts.moved and before:
        words = {"period": period_words(before.assessment.period), "then": facts.moved.comparison.at_target.before}
        sentences.append(_("In %(period)s it was %(then)s.") % words)
        sentences += _by_targets(facts.moved, words)
    return [gap().join(sentences)]


def _by_targets(moved: Moved, words: Mapping[str, object]) -> list[str]:
    count = abs(moved.by_targets)
    said = {**words, "n": count, "would": moved.comparison.at_target.to_with_old_targets}
    if moved.by_targets > 0:
        template = ngettext(
            "Of these, %(n)s is at target only because its target was lowered: by the targets of %(period)s it would"
            " be %(would)s.",
            "Of these, %(n)s are at target only because their targets were lowered: by the targets of %(period)s it"
            " would be %(would)s.",
            count,
        )
        return [template % said]
    if moved.by_targets < 0:
        return [_("Targets were raised: by those of %(period)s it would be %(would)s.") % said]
    return []


def _levels(facts: StoryFacts, outcome: Outcome, before: Outcome | None) -> list[str]:
    if facts.moved is None:
        lines = [_level_now(outcome, level.key) for level in outcome.edition.levels]
        return ["\n".join(f"- {line}" for line in lines if line)]
    paragraphs = levels_moved(facts.moved, outcome.edition)
    steps = [
        _("%(practice)s (from %(before)s to %(after)s)")
        % {
            "practice": escaped(in_words(outcome.edition.practice(step.practice).name)),
            "before": _value(step.before),
            "after": _value(step.after),
        }
        for step in facts.moved.steps
    ]
    if steps:
        paragraphs.append(_("Progress was made, or lost, here: %(names)s.") % {"names": first_of(steps)})
    return paragraphs


def levels_moved(moved: Moved, edition: Edition) -> list[str]:
    """A list of the levels, each with the change of what is said and its parts."""
    lines = [f"- {_level_moved(edition, move)}" for move in moved.levels]
    return ["\n".join(lines)] if lines else []


def _level_now(outcome: Outcome, key: str) -> str:
    figures = next(one for one in outcome.result.levels if one.key == key)
    if figures.shown is None or figures.said is None or figures.aim is None:
        return ""
    return _("**%(level)s**: %(shown)s shown, %(said)s said, %(aim)s aimed for.") % {
        "level": escaped(in_words(outcome.edition.level(key).name)),
        "shown": whole_percent(figures.shown),
        "said": whole_percent(figures.said),
        "aim": whole_percent(figures.aim),
    }


def _level_moved(edition: Edition, move: LevelMove) -> str:
    words = {
        "level": escaped(in_words(edition.level(move.key).name)),
        "before": whole_percent(move.before),
        "after": whole_percent(move.after),
        "points": points(move.change),
    }
    if not move.parts:
        return _("**%(level)s**: what is said stayed at %(after)s.") % words
    parts = [
        _("%(reason)s %(points)s") % {"reason": str(PART_NAMES[part]), "points": points(by)} for part, by in move.parts
    ]
    words["parts"] = listed(parts)
    return _("**%(level)s**: what is said went from %(before)s to %(after)s (%(points)s points): %(parts)s.") % words


def situations(facts: StoryFacts, outcome: Outcome, before: Outcome | None) -> list[str]:
    edition = outcome.edition
    if facts.moved is None or before is None:
        faced = [one.key for one in facts.result.situations if one.faced == "yes"]
        return _line(_("Faced: %(names)s."), [_situation(edition, key) for key in faced])
    found = facts.moved.comparison.situations
    return [
        *_line(_("Newly faced: %(names)s."), [_situation(edition, key) for key in found.new]),
        *_line(_("No longer faced: %(names)s."), [_situation(edition, key) for key in found.gone]),
        *_line(_("No longer certain: %(names)s."), [_situation(edition, key) for key in found.unclear]),
        *_line(_("No longer asked about: %(names)s."), [_situation(before.edition, key) for key in found.dropped]),
    ]


def advice(facts: StoryFacts, outcome: Outcome, before: Outcome | None) -> list[str]:
    if facts.moved is None or before is None:
        return []
    found = facts.moved.comparison.recommendations
    now, then = _titles(outcome.edition), _titles(before.edition)
    return [
        *_line(_("No longer needed: %(names)s."), [now[key] for key in found.retired]),
        *_line(_("New: %(names)s."), [now[key] for key in found.new]),
        *_line(_("No longer given: %(names)s."), [then[key] for key in found.dropped]),
    ]


def asks(facts: StoryFacts, outcome: Outcome, before: Outcome | None) -> list[str]:
    lines = [f"{number}. {_asked(ask, outcome.edition)}" for number, ask in enumerate(facts.asks, start=1)]
    return ["\n".join(lines)] if lines else []


def _asked(ask: Ask, edition: Edition) -> str:
    unlocked = []
    if ask.practices:
        names = listed([escaped(in_words(edition.practice(key).name)) for key in ask.practices])
        unlocked.append(_("It moves %(names)s.") % {"names": names})
    if ask.retires:
        titles = _titles(edition)
        names = first_of([_("“%(title)s”") % {"title": titles[key]} for key in ask.retires])
        unlocked.append(_("Then this is no longer needed: %(names)s.") % {"names": names})
    if ask.stage:
        stage = next(one for one in edition.stages if one.key == ask.stage)
        unlocked.append(_("It brings the stage “%(stage)s”.") % {"stage": escaped(in_words(stage.name))})
    first = _("**%(decision)s**, by %(day)s.") % {
        "decision": escaped(in_words(ask.action.title).rstrip(".。")),
        "day": date_format(ask.by, _("j F Y")),
    }
    if ask.was_due:
        unlocked.append(_("It is in the plan, and was due on %(day)s.") % {"day": date_format(ask.was_due, _("j F Y"))})
    return gap().join([first, *unlocked])


def _line(template: str, names: Sequence[str]) -> list[str]:
    return [template % {"names": first_of(names)}] if names else []


def _situation(edition: Edition, key: str) -> str:
    found = edition.situation(key)
    return _("%(statement)s (%(origin)s)") % {
        "statement": escaped(statement_of(found)),
        "origin": escaped(origin_of(edition, found)),
    }


def _titles(edition: Edition) -> dict[str, str]:
    return {one.key: escaped(in_words(one.title).rstrip(".。")) for one in edition.recommendations}


def _value(value: AnswerValue | None) -> str:
    if value is None:
        return _("not known")
    return _("not applicable") if value == "na" else str(value)


Teller = Callable[[StoryFacts, Outcome, Outcome | None], list[str]]
SECTIONS: Mapping[str, tuple[object, Teller]] = {
    "standing": (gettext_lazy("Where we stand"), standing),
    "levels": (gettext_lazy("What moved, and why"), _levels),
    "situations": (gettext_lazy("Situations"), situations),
    "advice": (gettext_lazy("Recommendations"), advice),
    "asks": (gettext_lazy("Asked of leadership"), asks),
}
