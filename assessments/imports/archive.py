# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""An archive from the bytes of a file: its shape, its checksums, what its parts name of each other, and that every
result comes out again from its answers. Each fault has its place."""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from assessments.domain.answers import parse_answers
from assessments.domain.archive import BY, WHO, Archive, ArchivedAssessment, ArchivedOrganization, ArchivedResult
from assessments.domain.canonical import ENGINE, canonical_json, checksum
from assessments.domain.edition import Edition, parse_edition
from assessments.domain.faults import Fault, Faults, gettext_noop, shape_faults
from assessments.domain.result import evaluate
from assessments.imports.archive_history import history_faults, unnamed_people
from assessments.imports.archive_plan import item_history_faults, plan_faults
from assessments.imports.json import read_json
from assessments.imports.lines import Parsed
from assessments.imports.unreadable import FaultOnLine, FaultyDocument, UnreadableDocument

Editions = Mapping[tuple[str, str], Edition]
CHECKSUM = gettext_noop("has other content than its checksum says: the file was changed or cut off on its way")
MISSING = gettext_noop("names %(name)s, which the archive does not hold")
TWICE = gettext_noop("is there twice")
OTHER_RESULT = gettext_noop("does not come out of these answers again")
NO_EDITION = gettext_noop("is no edition that this version of Cairn reads")
NUMBERS = gettext_noop("must be numbered from 1, each below one that stands before it")
STATE = gettext_noop("must have a result if it is submitted, and none while it is open")
EARLIER = gettext_noop("must be a submitted assessment of the same pack")


def read_archive(data: bytes, *, name: str) -> Archive:
    """The checked archive; raises UnreadableDocument, or FaultyDocument with its faults."""
    try:
        parsed = read_json(data.decode())
    except UnicodeDecodeError as error:
        raise UnreadableDocument("is not in UTF-8", name=name) from error
    except UnreadableDocument as error:
        raise error.named(name) from error
    try:
        archive = Archive.model_validate(parsed.content)
    except ValidationError as error:
        raise _faulty(name, parsed, shape_faults(error)) from error
    # What is wrong first is told first; the rest might only follow from it.
    for check in (_sums, _names, _history, _frozen, _plans):
        faults = list(check(archive, parsed.content))
        if faults:
            raise _faulty(name, parsed, faults)
    return archive


def _faulty(name: str, parsed: Parsed, faults: Sequence[Fault]) -> FaultyDocument:
    return FaultyDocument(name, tuple(FaultOnLine(parsed.line_of(fault.place), fault) for fault in faults))


def _sums(archive: Archive, content: Any) -> Iterator[Fault]:
    """Each part against the manifest, and each text against the checksum beside it."""
    parts, manifest = content["content"], archive.manifest
    for part in ("editions", "people"):
        if checksum(canonical_json(parts[part])) != getattr(manifest, part):
            yield Fault(f"content.{part}", CHECKSUM)
    if len(manifest.organizations) != len(parts["organizations"]):
        yield Fault("content.organizations", CHECKSUM)
        return
    for index, (part, said) in enumerate(zip(parts["organizations"], manifest.organizations, strict=True)):
        if checksum(canonical_json(part)) != said:
            yield Fault(f"content.organizations[{index}]", CHECKSUM)
    said_of_itself = {name: value for name, value in content["manifest"].items() if name != "checksum"}
    if checksum(canonical_json(said_of_itself)) != manifest.checksum or manifest.counts != counts_of(archive):
        yield Fault("manifest", CHECKSUM)
    for index, edition in enumerate(archive.content.editions):
        if checksum(edition.document) != edition.checksum:
            yield Fault(f"content.editions[{index}].document", CHECKSUM)
    for place, _assessment, result in _results(archive):
        if checksum(result.answers) != result.answers_checksum:
            yield Fault(f"{place}.answers", CHECKSUM)
        if checksum(result.document) != result.checksum:
            yield Fault(f"{place}.document", CHECKSUM)


def counts_of(archive: Archive) -> dict[str, int]:
    """How many rows of each kind an archive holds, as its manifest says them."""
    organizations = archive.content.organizations
    assessments = [one for organization in organizations for one in organization.assessments]
    since_format_2 = {
        **{name: sum(len(getattr(one, name)) for one in organizations) for name in ("plan", "annotations")},
        "plan_changes": sum(len(item.changes) for one in organizations for item in one.plan),
    }
    return {
        **(since_format_2 if archive.format > 1 else {}),
        "organizations": len(organizations),
        "editions": len(archive.content.editions),
        "people": len(archive.content.people),
        **{
            name: sum(len(getattr(one, name)) for one in organizations)
            for name in ("profiles", "assessments", "reports", "rounds", "events")
        },
        **{name: sum(len(getattr(one, name)) for one in assessments) for name in ("answers", "evidence", "changes")},
        "results": sum(one.result is not None for one in assessments),
    }


def _names(archive: Archive, content: Any) -> Iterator[Fault]:
    """What the parts name of each other, and what may be there but once."""
    people = {one.person for one in archive.content.people}
    if len(people) != len(archive.content.people):
        yield Fault("content.people", TWICE)
    for place, name in people_named(content["content"]["organizations"], "content.organizations"):
        if name not in people:
            yield Fault(place, MISSING, {"name": name})
    editions = [(one.pack, one.version) for one in archive.content.editions]
    if len(set(editions)) != len(editions):
        yield Fault("content.editions", TWICE)
    for index, organization in enumerate(archive.content.organizations):
        place = f"content.organizations[{index}]"
        is_below = organization.above is not None and organization.above <= index
        if organization.number != index + 1 or is_below == (index == 0):
            yield Fault(place, NUMBERS)
        yield from _assessments(organization, editions, place)


def _assessments(
    organization: ArchivedOrganization, editions: Sequence[tuple[str, str]], place: str
) -> Iterator[Fault]:
    for index, one in enumerate(organization.assessments):
        here = f"{place}.assessments[{index}]"
        if one.number != index + 1:
            yield Fault(here, NUMBERS)
        if (one.pack, one.version) not in editions:
            yield Fault(here, MISSING, {"name": f"{one.pack} {one.version}"})
        for number in (one.previous, one.supersedes):
            if number is not None and (number > len(organization.assessments) or number == one.number):
                yield Fault(here, MISSING, {"name": str(number)})
            elif number is not None and not _is_earlier(organization.assessments[number - 1], one):
                yield Fault(here, EARLIER)
        is_open = one.state == "open"
        if is_open == (one.result is not None) or is_open == (one.submitted_at is not None):
            yield Fault(here, STATE)
        if len({(answer.kind, answer.key) for answer in one.answers}) != len(one.answers):
            yield Fault(f"{here}.answers", TWICE)


def _is_earlier(one: ArchivedAssessment, than: ArchivedAssessment) -> bool:
    return one.state != "open" and one.pack == than.pack


def _plans(archive: Archive, _content: Any) -> Iterator[Fault]:
    """What plans say, beside the editions in which their words stand."""
    editions = {(one.pack, one.version): _edition(one.document) for one in archive.content.editions}
    for index, organization in enumerate(archive.content.organizations):
        yield from plan_faults(organization.plan, editions, f"content.organizations[{index}]")


def _history(archive: Archive, _content: Any) -> Iterator[Fault]:
    """What history and audit trail say, each line by itself."""
    for index, organization in enumerate(archive.content.organizations):
        place = f"content.organizations[{index}]"
        for number, item in enumerate(organization.plan):
            yield from item_history_faults(item, f"{place}.plan[{number}]")
        for number, event in enumerate(organization.events):
            yield from unnamed_people({"before": event.before, "after": event.after}, f"{place}.events[{number}]")
        for at, assessment in enumerate(organization.assessments):
            for number, line in enumerate(assessment.changes):
                here = f"{place}.assessments[{at}].changes[{number}]"
                yield from unnamed_people({"before": line.before, "after": line.after}, here)
                yield from history_faults(line.what, line.before, line.after, here)


def people_named(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Whom a part of an archive names, and where; notes and other texts may begin with the same word."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key in NAMES_SOMEBODY and isinstance(inner, str):
                yield f"{place}.{key}", inner
            else:
                yield from people_named(inner, f"{place}.{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from people_named(inner, f"{place}[{index}]")


NAMES_SOMEBODY = WHO | BY


def _frozen(archive: Archive, _content: Any) -> Iterator[Fault]:
    """That editions hold, and each frozen result comes out of its edition and answers to the byte."""
    editions: dict[tuple[str, str], Edition] = {}
    sums = {(one.pack, one.version): one.checksum for one in archive.content.editions}
    for index, row in enumerate(archive.content.editions):
        place = f"content.editions[{index}].document"
        edition = _edition(row.document)
        if edition is None or (edition.pack, edition.edition) != (row.pack, row.version):
            yield Fault(place, NO_EDITION)
        else:
            editions[row.pack, row.version] = edition
    for place, assessment, result in _results(archive):
        key = (assessment.pack, assessment.version)
        if key in editions and not (sums[key] == result.edition_checksum and _comes_out(editions[key], result)):
            yield Fault(place, OTHER_RESULT)


@lru_cache(maxsize=64)
def _edition(document: str) -> Edition | None:
    """The edition, if this is its canonical text."""
    try:
        edition = parse_edition(_plain(document))
    except (Faults, ValueError, RecursionError):
        return None
    return edition if canonical_json(edition) == document else None


def _comes_out(edition: Edition, result: ArchivedResult) -> bool:
    try:
        answers = parse_answers(edition, _plain(result.answers))
    except (Faults, ValueError, RecursionError):
        return False
    is_canonical = canonical_json(answers) == result.answers and result.engine == ENGINE
    return is_canonical and canonical_json(evaluate(edition, answers)) == result.document


def _plain(text: str) -> Any:
    """A canonical text's objects; where a key stands twice, it is not canonical, and differs when written again."""
    return json.loads(text, parse_float=Decimal)


def _results(archive: Archive) -> Iterator[tuple[str, ArchivedAssessment, ArchivedResult]]:
    for index, organization in enumerate(archive.content.organizations):
        for number, one in enumerate(organization.assessments):
            if one.result is not None:
                yield f"content.organizations[{index}].assessments[{number}].result", one, one.result
