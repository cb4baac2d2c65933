# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A demo story before it is told: its editions, and what is wrong with it, such as keys that its edition lacks."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assessments.domain.edition import Edition, parse_edition
from assessments.domain.faults import EditionFaults
from assessments.management.demo_plan import plan_faults

SIGNS = {"n": "not_us", "s": "somewhat", "u": "us", "?": "unknown"}
EVERYWHERE = "all"
OF_PRACTICES = ("practices", "because", "evidence", "notes", "reasons")
FIELDS = {
    "edition",
    "full_round",
    "contributor",
    "happened",
    "responses",
    "asks",
    "routines",
    "seen",
    "signals",
    *OF_PRACTICES,
}


class StoryFaults(Exception):
    """A story was refused; each line says where and why."""


def editions_of(document: Any, story: Mapping[str, Any]) -> list[Edition]:
    """The editions that a story is told with, the earliest first: one derived from the document, and its own.

    Raises StoryFaults where what the story leaves out is named by the rest, or isn't there at all.
    """
    try:
        return [earlier_edition(document, story["earlier"]), parse_edition(document)]
    except EditionFaults as error:
        raise StoryFaults(str(error)) from error


def check_story(story: Mapping[str, Any], editions: Sequence[Edition]) -> None:
    """Raises StoryFaults with every fault; a quarter that names no edition is told with the last one."""
    by_version = {edition.edition: edition for edition in editions}
    faults = []
    for one in story["organizations"]:
        quarters = [(f"quarter {number}", quarter) for number, quarter in enumerate(one["quarters"], start=1)]
        if "open" in one:
            quarters.append(("open", one["open"]))
        for name, quarter in quarters:
            edition = by_version.get(quarter.get("edition", editions[-1].edition))
            found = ["names an edition that is not told of"] if edition is None else _faults(edition, quarter)
            faults += [f"{one['key']}, {name}: {fault}" for fault in found]
        faults += [f"{one['key']}, plan: {fault}" for fault in plan_faults(editions[-1], one.get("plan", []))]
    if faults:
        raise StoryFaults("\n".join(faults))


def _faults(edition: Edition, quarter: Mapping[str, Any]) -> Iterator[str]:
    for field in sorted(set(quarter) - FIELDS):
        yield f"has {field}, which no quarter has"
    for field, kind in [*((field, "practices") for field in OF_PRACTICES), ("routines", "routines")]:
        yield from _unknown(edition, field, kind, quarter.get(field, {}))
    for key in set(quarter.get("happened", {})) - {EVERYWHERE, *(level.key for level in edition.levels)}:
        yield f"happened names {key}, which is not among the levels of edition {edition.edition}"
    for field in ("because", "notes", "reasons"):
        for key in set(quarter.get(field, {})) - set(quarter.get("practices", {})):
            yield f"{field} explains {key}, which has no answer there"
    for perspective, practices in quarter.get("responses", {}).items():
        yield from _unknown(edition, f"responses of {perspective}", "practices", practices)
    for perspective, situations in quarter.get("seen", {}).items():
        yield from _unknown(edition, f"seen by {perspective}", "situations", situations)
    for perspective in set(quarter.get("asks", {})) - set(quarter.get("responses", {})):
        yield f"asks names {perspective}, of whom nobody responds"
    yield from _unknown(edition, "signals", "situations", quarter.get("signals", {}))
    for key, signs in quarter.get("signals", {}).items():
        asked = len(edition.offered.signals.get(key, signs))
        if len(signs) != asked or not set(signs) <= set(SIGNS):
            yield f"signals: {key} must be {asked} of the letters {' '.join(SIGNS)}, not {signs}"


def _unknown(edition: Edition, field: str, kind: str, named: Mapping[str, Any]) -> Iterator[str]:
    for key in named:
        if key not in edition.offered.keys[kind]:
            yield f"{field} names {key}, which is not among the {kind} of edition {edition.edition}"


def earlier_edition(document: Any, description: Mapping[str, Any]) -> Edition:
    """The document as it may have been before: of the seed alone, without some practices, with other weights.

    Checked as any edition is: raises EditionFaults where a rule, a stage or a situation of the seed names a practice
    that was left out, and StoryFaults where the description names one that the pack lacks.
    """
    gone, weights = set(description["without"]), description["weights"]
    unknown = (gone | set(weights)) - {practice["key"] for practice in document["practices"]}
    if unknown:
        raise StoryFaults(f"the earlier edition names {', '.join(sorted(unknown))}, which the pack lacks")
    return parse_edition(
        document
        | {
            "edition": description["edition"],
            "samples": [],
            "practices": [
                practice | {"weight": weights.get(practice["key"], practice.get("weight", 1))}
                for practice in document["practices"]
                if practice["key"] not in gone
            ],
            "situations": _of_the_seed(document["situations"]),
            "recommendations": _of_the_seed(document["recommendations"]),
            "routines": [
                routine | {"supports": [key for key in routine["supports"] if key not in gone]}
                for routine in document["routines"]
            ],
            "profiles": [
                profile | {"targets": {key: value for key, value in profile["targets"].items() if key not in gone}}
                for profile in document["profiles"]
            ],
        }
    )


def _of_the_seed(things: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [thing for thing in things if thing.get("origin") == "seed"]
